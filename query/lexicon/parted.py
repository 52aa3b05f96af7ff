"""Wordings in parts: "missed … target" with the name of what was missed in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from query.lexicon.entries import Meaning
from query.lexicon.index import Found, Phrases, Spelling
from query.lexicon.words import folded

APART = "..."
REACH = 7  # words that may stand between two parts
ENDS = frozenset(".?!;:")


@dataclass(frozen=True, slots=True)
class Parted:
    """A wording found in parts: the tokens it takes, what it means, and how well it fits (1 is as written)."""

    at: tuple[int, ...]
    meaning: Meaning
    score: float


@dataclass
class PartedPhrases:
    """Wordings whose parts have other words between them. `irregular` brings odd forms home."""

    irregular: Mapping[str, str]
    _lengths: list[int] = field(default_factory=list)
    _meanings: list[Meaning] = field(default_factory=list)
    _parts: Phrases[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self._parts = Phrases(self.irregular)

    def add(self, wording: str, meaning: Meaning) -> tuple[str, ...]:
        """Add a wording, its parts joined by `APART`; gives its folded words."""
        parts = [folded(part) for part in wording.split(APART)]
        for number, words in enumerate(parts):
            self._parts.add_words(words, (len(self._meanings), number))
        self._lengths.append(len(parts))
        self._meanings.append(meaning)
        return tuple(word for part in parts for word in part)

    def find(self, spellings: Sequence[Sequence[Spelling]], texts: Sequence[str]) -> Iterator[Parted]:
        """Every wording whose parts occur in order, near each other, in one sentence; `texts` are the tokens."""
        found: defaultdict[tuple[int, int], list[Found[tuple[int, int]]]] = defaultdict(list)
        for part in self._parts.find(spellings):
            found[part.value].append(part)
        for number, meaning in enumerate(self._meanings):
            if (number, 0) not in found:
                continue
            chains = [[first] for first in found[number, 0]]
            for place in range(1, self._lengths[number]):
                chains = [
                    [*chain, following]
                    for chain in chains
                    for following in found.get((number, place), ())
                    if 0 <= following.start - chain[-1].end <= REACH
                    and not ENDS.intersection(texts[chain[-1].end : following.start])
                ]
            for chain in chains:
                at = tuple(i for part in chain for i in range(part.start, part.end))
                if at[-1] - at[0] >= len(at):
                    yield Parted(at, meaning, min(part.score for part in chain))
