"""Words as search compares them: folded, without small words, roughly stemmed; and what is known by which name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ontology.reference import acronyms, expansions_of, fold, small_words

LONGEST_NAME = 12  # words
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))


def stem(word: str) -> str:
    """The word without a usual ending: "families" and "family" meet, and "reducing", "reduced" and "reduce".

    >>> stem("families"), stem("reducing") == stem("reduced") == stem("reduces") == stem("reduce"), stem("bus")
    ('famili', True, 'bus')
    """
    if len(word) <= 3 or word.endswith("ss") or word.isdigit():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending) + instead
            break
    word = word.removesuffix("e")
    return word[:-1] + "i" if word.endswith("y") else word


def stems(text: str) -> list[str]:
    """The stems of a text's words, small ones left out, in order."""
    return [stem(word) for word in fold(text).split() if word not in small_words()]


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in the words: as said, and the share (0 to 1) of the telling words that it takes up."""

    said: str
    iri: str
    share: float


class Names:
    """What is known by which name; built once from things and their names."""

    def __init__(self, things: Iterable[tuple[str, Sequence[str]]]) -> None:
        """`things` are IRIs with their names, codes among them."""
        self._index: dict[str, dict[str, None]] = {}
        for iri, names in things:
            for name in names:
                folded = fold(name)
                for form in {folded, folded.replace(" ", "") if re.search(r"\d", folded) else folded}:
                    if form:
                        self._index.setdefault(form, {})[iri] = None

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._index

    @property
    def known(self) -> list[str]:
        """Every name, folded."""
        return list(self._index)

    def of(self, name: str) -> list[str]:
        """The things of a name, or of what it stands for where it is an acronym, or of the acronym of what it says."""
        found: dict[str, None] = {}
        for form in _forms(fold(name)):
            found.update(self._index.get(form, {}))
        return list(found)

    def within(self, words: str) -> list[Named]:
        """The longest names said in the words, left to right, not overlapping."""
        said = fold(words).split()
        telling = max(1, sum(word not in small_words() for word in said))
        found: list[Named] = []
        start = 0
        while start < len(said):
            for end in range(min(len(said), start + LONGEST_NAME), start, -1):
                name = " ".join(said[start:end])
                things = self.of(name) if name not in small_words() and len(name) > 1 else []
                if things:
                    share = sum(word not in small_words() for word in said[start:end]) / telling
                    found.extend(Named(name, iri, min(1.0, share)) for iri in things)
                    start = end - 1
                    break
            start += 1
        return found


def _forms(folded: str) -> tuple[str, ...]:
    """A folded name, the expansions of an acronym, the acronyms of an expansion."""
    expanded = [fold(e) for e in expansions_of(folded)]
    shortened = [fold(a) for a, long in acronyms().items() if folded in map(fold, long)] if " " in folded else []
    return tuple(dict.fromkeys([folded, *expanded, *shortened]))
