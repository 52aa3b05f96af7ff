"""Whole names by their stems: a sorted list looked through by halving, so that opening a large one costs nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from query.lexicon.index import Found, Spelling, inflection
from query.lexicon.words import stem

T = TypeVar("T")
MOST_LOST = 0.1  # by the forms of all words of a name
PASSED = 0.01  # by a mark in it
BETWEEN = "|"  # no word has it


def joined(words: Iterable[str]) -> str:
    """Words as one text, from which they can be had again."""
    return BETWEEN.join(words)


def parted(text: str) -> tuple[str, ...]:
    """The words of a text that `joined` gave.

    >>> parted(joined(("ni", "117"))), parted(joined(()))
    (('ni', '117'), ())
    """
    return tuple(text.split(BETWEEN)) if text else ()


class NameIndex(Generic[T]):
    """Names, found in a question many words at a time, misspellings allowed."""

    def __init__(
        self,
        keys: Sequence[str],
        at: Sequence[Sequence[tuple[int, str]]],
        named: Callable[[int], T],
        irregular: Mapping[str, str],
    ) -> None:
        """`keys` are names in stems, joined and sorted; `at` are, for each, numbers of what it names with its words."""
        self._keys = keys
        self._at = at
        self._named = named
        self._irregular = irregular

    def key(self, word: str) -> str:
        """The stem that a folded word is found by."""
        return stem(self._irregular.get(word, word))

    def find(self, words: Sequence[Sequence[Spelling]], within: Container[int] = ()) -> Iterator[Found[T]]:
        """Every name that occurs. `words[i]` are the spellings that the i-th token may have, marks being empty.

        `within` are the marks that may stand in a name ("Manager: Youth").
        """
        for start in range(len(words)):
            stack: list[tuple[int, str, float, tuple[str, ...]]] = [(start, "", 0.0, ())]
            while stack:
                at, said, lost, path = stack.pop()
                if path:
                    place = bisect_left(self._keys, said)
                    if place < len(self._keys) and self._keys[place] == said:
                        yield from self._found(start, at, place, lost, path)
                    if not self._begins_with(said + BETWEEN, place):
                        continue
                passed = bool(path) and at in within
                at += passed
                for spelling in words[at] if at < len(words) else ():
                    key = self.key(spelling.word)
                    further = said + BETWEEN + key if path else key
                    less = lost + spelling.lost + (PASSED if passed else 0.0)
                    stack.append((at + spelling.covers, further, less, (*path, spelling.word)))

    def beginning(self, start: str) -> Iterator[T]:
        """What is named by all names that begin so: stems joined, the last as it begins."""
        place = bisect_left(self._keys, start)
        while place < len(self._keys) and self._keys[place].startswith(start):
            for number, _ in self._at[place]:
                yield self._named(number)
            place += 1

    def _begins_with(self, start: str, place: int) -> bool:
        """Whether some name begins so, at that place or after it."""
        place = bisect_left(self._keys, start, place)
        return place < len(self._keys) and self._keys[place].startswith(start)

    def _found(self, start: int, end: int, place: int, lost: float, path: tuple[str, ...]) -> Iterator[Found[T]]:
        for number, written in self._at[place]:
            changed = sum(map(inflection, parted(written), path))
            yield Found(start, end, self._named(number), 1.0 - min(changed, MOST_LOST) - lost)
