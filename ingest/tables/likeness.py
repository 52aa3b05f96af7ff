"""How much a header that no wording knows is like those of each role: by stems of words, by cues, by meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Protocol

from rapidfuzz import fuzz, process

from ontology.reading import fold, header_wordings
from ontology.reading.cells import mapping

_IDLE = frozenset(
    "the a an of to and or for in on by be is are it we will our us this that with at as any all other".split()  # noqa: SIM905
)
_SUFFIX = re.compile(
    r"(?:[ai]bilit(?:y|ies)|isations?|izations?|ations?|ingly|ments?|ities|ings?|edly|ness|able|ible|ions?|ies|ers?|ors?"
    r"|ed|es|ly|al|(?<!s)s|y|e)$"
)
_SHORTEST = 3
_ALIKE = 84
_CUE = 3.0  # what a cue weighs beside one wording
_NOT_ALIKE, _ALL_ALIKE = 0.25, 0.75  # similarities in meaning that count for nothing and for all


class Meaning(Protocol):
    """How alike texts are in meaning, handed in from outside: for each of `texts` its similarity, from 0 to 1, to each
    of `others`."""

    def __call__(self, texts: Sequence[str], others: Sequence[str]) -> Sequence[Sequence[float]]:
        """A row for each text, a number in it for each of the others."""
        ...


def stem(word: str) -> str:
    """A word without its ending, roughly; words of one family meet at one stem.

    >>> stem("responsibilities") == stem("responsible")
    True
    """
    for _ in range(2):
        cut = _SUFFIX.sub("", word)
        word = cut if len(cut) >= _SHORTEST else word
    return word


@lru_cache(maxsize=1024)
def by_words(header: str) -> Mapping[str, float]:
    """For each role from 0 to 1 how much the words of a header point to it; the empty mapping where none does."""
    stems = [stem(word) for word in fold(header).split() if word not in _IDLE and not word.isdigit()]
    known = [found for found in map(_pointing, stems) if found]
    if not known:
        return {}
    total: Counter[str] = Counter()
    for shares in known:
        total.update(shares)
    weight = len(known) + 0.5 * (len(stems) - len(known))
    return {role: value / weight for role, value in total.items()}


@lru_cache(maxsize=4096)  # a page that repeats one long line asks for its words again and again
def _pointing(word: str) -> Mapping[str, float]:
    """The share of each role among the wordings that hold a stem, or one spelled nearly like it."""
    shares = _shares()
    if word in shares:
        return shares[word]
    if len(word) < _SHORTEST + 1:
        return {}
    best = process.extractOne(word, shares.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return {role: 0.9 * share for role, share in shares[best[0]].items()} if best else {}


@cache
def _shares() -> Mapping[str, Mapping[str, float]]:
    counts: dict[str, Counter[str]] = {}
    for wording in header_wordings():
        if wording.strength == "maybe":
            continue
        stems = {stem(word) for word in wording.words if word not in _IDLE and not word.isdigit()}
        for found in stems:
            counts.setdefault(found, Counter())[wording.role] += 1 / len(stems)  # type: ignore[assignment]
    for role, cues in mapping("headers_meaning", "cues").items():
        for cue in cues:
            for word in fold(cue).split():
                if word not in _IDLE:
                    counts.setdefault(stem(word), Counter())[role] += _CUE / len(cue.split())  # type: ignore[assignment]
    return {word: {role: count / sum(of.values()) for role, count in of.items()} for word, of in counts.items() if word}


def by_meaning(headers: Sequence[str], meaning: Meaning) -> list[Mapping[str, float]]:
    """For each header and role from 0 to 1 how alike their meanings are."""
    told = [(role, text) for role, texts in mapping("headers_meaning", "sentences").items() for text in texts]
    found: list[Mapping[str, float]] = []
    for similarities in meaning(list(headers), [text for _, text in told]):
        best: dict[str, float] = {}
        for (role, _), similarity in zip(told, similarities, strict=True):
            share = min(max((similarity - _NOT_ALIKE) / (_ALL_ALIKE - _NOT_ALIKE), 0.0), 1.0)
            best[role] = max(best.get(role, 0.0), share)
        found.append(best)
    return found
