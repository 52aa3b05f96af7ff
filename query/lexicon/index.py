"""Finding wordings in a question: a tree over stems, many words at a time, misspellings allowed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from query.lexicon.words import Token, folded, stem

T = TypeVar("T")
SHORTENED = 0.01  # what it costs to take a word for a longer one that people shorten so
SHORTEST_PART = 5  # letters of each part of two words in one


@dataclass(slots=True)
class _Node(Generic[T]):
    next: dict[str, _Node[T]] = field(default_factory=dict)
    here: list[tuple[T, tuple[str, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A wording found: tokens `start` to `end` (exclusive), what it means, and how well it fits (1 is as written)."""

    start: int
    end: int
    value: T
    score: float


@dataclass(slots=True)
class Phrases(Generic[T]):
    """Wordings by their stems. `irregular` brings odd forms home."""

    irregular: Mapping[str, str] = field(default_factory=dict)
    _root: _Node[T] = field(default_factory=_Node)
    vocabulary: set[str] = field(default_factory=set)

    def key(self, word: str) -> str:
        """The stem that a folded word is found by."""
        return stem(self.irregular.get(word, word))

    def add(self, wording: str, value: T) -> None:
        """Add a wording; one without words is passed over."""
        self.add_words(folded(wording), value)

    def add_words(self, words: Sequence[str], value: T) -> None:
        """Add a wording given as folded words."""
        if not words:
            return
        node = self._root
        for word in words:
            key = self.key(word)
            follow = node.next.get(key)
            if follow is None:
                self.vocabulary.add(key)
                follow = node.next[key] = _Node()
            node = follow
        if all(value != v or w != tuple(words) for v, w in node.here):
            node.here.append((value, tuple(words)))

    def values(self) -> Iterator[T]:
        """Everything that some wording means."""
        todo = [self._root]
        while todo:
            node = todo.pop()
            yield from (value for value, _ in node.here)
            todo += node.next.values()

    def find(self, words: Sequence[Sequence[Spelling]]) -> Iterator[Found[T]]:
        """Every wording that occurs. `words[i]` are the spellings that the i-th token may have, marks being empty."""
        for start in range(len(words)):
            stack: list[tuple[int, _Node[T], float, tuple[str, ...]]] = [(start, self._root, 0.0, ())]
            while stack:
                at, node, lost, path = stack.pop()
                if at > start:
                    for value, written in node.here:
                        score = 1.0 - min(sum(map(inflection, written, path)), 0.1) - lost
                        yield Found(start, at, value, score)
                if at == len(words):
                    continue
                for spelling in words[at]:
                    follow = node.next.get(self.key(spelling.word))
                    if follow is not None:
                        stack.append((at + spelling.covers, follow, lost + spelling.lost, (*path, spelling.word)))


def inflection(written: str, said: str) -> float:
    """What a word loses that stands in another form: a plural less than a verb's."""
    if written == said:
        return 0.0
    return 0.03 if written.rstrip("s") == said.rstrip("s") else 0.05


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that a token may be, what it costs to believe it, and how many tokens it covers."""

    word: str
    lost: float = 0.0
    covers: int = 1
    mended: bool = False  # typed otherwise, though what was typed is a word too


class Spellings:
    """The vocabulary of a world, to mend words by: short ones must be exact, long ones may be two letters off."""

    def __init__(
        self,
        words: Iterable[str],
        key: Mapping[str, str],
        english: Container[str] = frozenset(),
        short: Mapping[str, str] | None = None,
    ) -> None:
        """`key` brings odd forms home; `english` are stems of words that are no typing errors, whether known or not;
        `short` are words as people shorten them, and what they are in full."""
        self._english = english
        self._short = short or {}
        self._known = set(words)
        self._irregular = key
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._known):
            if word.isalpha() and len(word) >= 4:
                self._by_length.setdefault(len(word), []).append(word)
        self._stems = {stem(key.get(w, w)) for w in self._known}
        self.near = lru_cache(maxsize=20_000)(self._near)

    def knows(self, word: str) -> bool:
        """Whether the word, or a form of it, is in the vocabulary."""
        return word in self._known or stem(self._irregular.get(word, word)) in self._stems

    def is_word(self, word: str) -> bool:
        """Whether what is typed is an English word, alone or as two in one ("playgrounds")."""
        if word in self._short:
            return False
        if stem(word) in self._english:
            return True
        return any(
            stem(word[:i]) in self._english and stem(word[i:]) in self._english
            for i in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        )

    def whole(self, word: str) -> str:
        """A word in full, where it is unknown and one that people shorten; otherwise itself."""
        return word if self.knows(word) else self._short.get(word, word)

    def _near(self, word: str) -> tuple[tuple[str, float], ...]:
        if word in self._short:
            return ((self._short[word], SHORTENED),)
        if len(word) < 5 or not word.isalpha():
            return ()
        furthest = 1 if len(word) <= 7 else 2
        found: list[tuple[int, str]] = []
        for length in range(len(word) - furthest, len(word) + furthest + 1):
            for other in self._by_length.get(length, ()):
                # a misspelling hardly ever starts with another letter
                if other[0] != word[0] and other[:2] != word[1::-1]:
                    continue
                distance = OSA.distance(word, other, score_cutoff=furthest)
                if distance <= furthest:
                    found.append((distance, other))
        found.sort()
        best = found[0][0] if found else 0
        return tuple((other, 0.08 * distance) for distance, other in found if distance == best)[:4]

    def of(self, tokens: Sequence[Token]) -> list[tuple[Spelling, ...]]:
        """For each token what it may be: itself, itself joined to the next, and where it is unknown what is near it."""
        result: list[tuple[Spelling, ...]] = []
        for i, token in enumerate(tokens):
            if token.is_mark:
                result.append(())
                continue
            options = [Spelling(token.word)]
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if following and not following.is_mark and token.word.isalpha() and following.word.isalpha():
                joined = token.word + following.word
                if len(joined) >= 6 and self.knows(joined):
                    options.append(Spelling(joined, 0.02, 2))
            if not self.knows(token.word):
                a_word = self.is_word(token.word)
                options += [Spelling(w, lost, mended=a_word) for w, lost in self.near(token.word)]
            result.append(tuple(options))
        return result
