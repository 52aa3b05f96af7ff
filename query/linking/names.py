"""The names of the things in a graph, as questions look for them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from query.lexicon.entries import Entry, Settings
from query.lexicon.words import folded, stem
from query.linking.gather import Gathered, Saying, gather, nouns_of
from query.linking.index import NameIndex, parted
from query.world import World

NAMES = "names"  # what they are kept under
MOST_SPOKEN = 20_000  # runs of words of which it is remembered whether the texts have them
LIGHTER = 0.35  # what is left of the weight of a word that tells little
UNMET = 5.0  # the weight of a word that no title has


@dataclass(frozen=True, slots=True)
class Named:
    """Things of one class with one name: their IRIs, the name as printed, and whether it is their code or reference."""

    cls: str
    iris: tuple[str, ...]
    label: str
    code: bool = False
    held: bool = True  # False for what reference data knows and nothing held uses


class Names:
    """All names of a graph; the titles among them are worth finding by some of their words."""

    def __init__(self, gathered: Gathered, irregular: Mapping[str, str]) -> None:
        """`irregular` brings odd forms of words home."""
        self._gathered = gathered
        self._named: dict[int, Named] = {}
        self._titles: dict[int, tuple[Named, frozenset[str]]] = {}
        self._weighing: dict[frozenset[str], Weighing] = {}
        self._spoken: dict[str, bool] = {}
        self.phrases: NameIndex[Named] = NameIndex(gathered.keys, gathered.at, self.named, irregular)
        self.by_stem: Mapping[str, Sequence[int]] = gathered.by_stem
        self.words = frozenset(gathered.words)
        self.expansions = {a: tuple(texts) for a, texts in gathered.expansions.items()}  # folded acronyms spelt out
        self.texts = frozenset(gathered.texts)  # stems of all texts
        self.unheld = frozenset(gathered.unheld)  # what reference data knows and nothing held is of
        self.below = {high: tuple(low) for high, low in gathered.below.items()}  # a heading and all that is under it
        self.said_of: Mapping[str, frozenset[str]] = _Parted(gathered.said_of)  # the stems of all names of a thing

    def named(self, number: int) -> Named:
        """What has a number."""
        if number not in self._named:
            cls, iris, label, code, held = self._gathered.named[number]
            self._named[number] = Named(cls, tuple(iris), label, code, held)
        return self._named[number]

    def title(self, number: int) -> tuple[Named, frozenset[str]]:
        """A name worth finding by some of its words, with the stems that tell."""
        if number not in self._titles:
            named, content = self._gathered.titles[number]
            self._titles[number] = (self.named(named), frozenset(parted(content)))
        return self._titles[number]

    def all(self) -> Iterator[Named]:
        """Everything that is named."""
        return map(self.named, range(len(self._gathered.named)))

    @cached_property
    def called(self) -> Mapping[str, str]:
        """What each thing is called for short: its code where it has one, otherwise its shortest name."""
        shortest: dict[str, tuple[bool, int, str]] = {}
        for named in self.all():
            for iri in named.iris if len(named.iris) == 1 else ():
                rank = (not named.code, len(named.label), named.label)
                shortest[iri] = min(rank, shortest.get(iri, rank))
        return {iri: label for iri, (_, _, label) in shortest.items()}

    @property
    def titles(self) -> Iterator[tuple[Named, frozenset[str]]]:
        """All titles, in order of their numbers."""
        return map(self.title, range(len(self._gathered.titles)))

    def speak_of(self, words: Sequence[str]) -> bool:
        """Whether the words, in any form, stand side by side in some text."""
        said = f" {' '.join(map(stem, words))} "
        found = self._spoken.get(said)
        if found is None:
            if len(self._spoken) >= MOST_SPOKEN:
                self._spoken.clear()
            found = self._spoken[said] = said in self._gathered.passages
        return found

    def weight(self, word_stem: str) -> float:
        """How much a word tells: rare ones more."""
        return self._rarity.get(word_stem, UNMET)

    def weighing(self, light: frozenset[str]) -> Weighing:
        """What words and titles weigh where some words, `light`, tell little."""
        if light not in self._weighing:
            self._weighing[light] = Weighing(self, light)
        return self._weighing[light]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        all_titles = len(self._gathered.titles)
        return {s: 1.0 + math.log(all_titles / len(titles)) for s, titles in self.by_stem.items()}


class Weighing:
    """How much words and titles tell, each weighed once."""

    def __init__(self, names: Names, light: frozenset[str]) -> None:
        self._names = names
        self._light = light
        self._words: dict[str, float] = {}
        self._totals: dict[int, float] = {}

    def word(self, word_stem: str) -> float:
        """The weight of a word."""
        found = self._words.get(word_stem)
        if found is None:
            found = self._names.weight(word_stem) * (LIGHTER if word_stem in self._light else 1.0)
            self._words[word_stem] = found
        return found

    def words(self, word_stems: Iterable[str]) -> float:
        """The weight of some words together."""
        return sum(map(self.word, word_stems))

    def title(self, number: int) -> float:
        """The weight of all the telling words of a title."""
        found = self._totals.get(number)
        if found is None:
            found = self._totals[number] = self.words(self._names.title(number)[1])
        return found


def names_of(
    world: World, settings: Settings, entries: Iterable[Entry], small: frozenset[str], irregular: Mapping[str, str]
) -> Names:
    """The names in a world's store, as kept by an earlier process or read from it. Raises what the store raises."""

    def make() -> dict[str, object]:
        asked = [e for e in entries if e.meaning.kind == "ask" and e.meaning.name == "how-many"]
        counts = frozenset(w for e in asked for s in e.say if len(w := folded(s)) == 2)
        said = Saying(small, irregular, nouns_of(world.store, entries), counts)
        return gather(world.store, world.schema, settings, said).plain()

    return Names(Gathered(**world.kept(NAMES, make)), irregular)


class _Parted(Mapping[str, frozenset[str]]):
    """Joined words, parted when they are asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, key: str) -> frozenset[str]:
        return frozenset(parted(self._texts[key]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
