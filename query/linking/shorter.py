"""Shorter names that people use: a surname, an initial and a surname, the initials of a body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

SHORTEST = 3  # letters of initials
MOST_WORDS = 8

Name = tuple[str, ...]
Things = frozenset[str]


def of_people(names: Sequence[tuple[Name, Things]], common: Callable[[str], bool]) -> Mapping[Name, Things]:
    """What else people may be called, with whom each is: only what is one person's alone.

    `names` are folded names and whose they are; a word for which `common` holds does not name anybody by itself.

    >>> sorted(of_people([(("ann", "dale"), frozenset({"1"}))], lambda word: word == "dale"))
    [('a', 'dale'), ('ann',)]
    """
    found: dict[Name, set[str]] = defaultdict(set)
    for words, things in names:
        if not 2 <= len(words) <= SHORTEST or not all(w.isalpha() for w in words):
            continue
        first, last = words[0], words[-1]
        found[first[0], last] |= things
        for word in {first, last}:
            if len(word) > 2 and not common(word):
                found[(word,)] |= things
    whole = {words for words, _ in names}
    return {words: frozenset(things) for words, things in found.items() if len(things) == 1 and words not in whole}


def initials(
    names: Iterable[tuple[Name, Things]], small: Container[str], taken: Callable[[str], bool]
) -> Mapping[str, Things]:
    """The initials of names of three words or more, with and without their small words, that are one thing's alone.

    What is `taken` (a word, a printed acronym) is left out.

    >>> initials([(("northam", "play", "and", "youth"), frozenset({"1"}))], {"and"}, lambda word: word == "npay")
    {'npy': frozenset({'1'})}
    """
    found: dict[str, set[str]] = defaultdict(set)
    for words, things in names:
        telling = [w for w in words if w not in small]
        if len(words) > MOST_WORDS or not all(w.isalpha() for w in words):
            continue
        for said in {"".join(w[0] for w in words), "".join(w[0] for w in telling)}:
            if len(telling) >= SHORTEST and len(said) >= SHORTEST:
                found[said] |= things
    return {said: frozenset(things) for said, things in sorted(found.items()) if len(things) == 1 and not taken(said)}
