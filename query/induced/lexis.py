"""Generic English for asking any graph: the words that ask, count, compare, order and deny, read from a data file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from query.lexicon.words import stem

FILE = Path(__file__).parents[2] / "ontology" / "induced" / "english.yaml"
_WORD = re.compile(r"[a-z]+|\d+|'s|[^\sa-z\d]")
NUMBERS = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}


@dataclass(frozen=True, slots=True)
class Sign:
    """What some words of a question do: `kind` as in the data file; `of` the adjective that a comparison is by."""

    kind: str
    of: str = ""


@dataclass(frozen=True)
class Lexis:
    """Generic English: signs by their words, what adjectives measure, and which words name one thing."""

    signs: Mapping[tuple[str, ...], Sign]
    longest: int
    verbs: frozenset[str]
    dimensions: Mapping[str, tuple[str, ...]]
    any: frozenset[str]
    measures: Mapping[tuple[str, ...], tuple[str, ...]]
    asked: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[tuple[str, ...], frozenset[tuple[str, ...]]]
    short: Mapping[str, tuple[str, ...]]
    light: frozenset[str]
    listing: frozenset[str]
    units: frozenset[str]
    amounts: frozenset[str]
    befallen: tuple[str, ...]
    typing: frozenset[tuple[str, ...]]
    under: frozenset[tuple[str, ...]]
    broader: frozenset[tuple[str, ...]]
    kinds: frozenset[str]
    persons: frozenset[str]
    earliest: str
    yes: frozenset[str]
    no: frozenset[str]
    asking: frozenset[str]
    demonyms: Mapping[str, tuple[str, ...]]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of its signs and verbs."""
        return frozenset(w for said in self.signs for w in said) | self.verbs

    @property
    def amounting(self) -> tuple[str, ...]:
        """What "how much" asks for."""
        return self.measures["how", "much"]

    @cached_property
    def dated(self) -> frozenset[str]:
        """The stems of what "when" asks for."""
        return frozenset(map(stem, self.asked["when"]))

    @cached_property
    def measured(self) -> frozenset[str]:
        """The stems of what adjectives measure."""
        return frozenset(stem(w.lstrip("-")) for of in self.dimensions.values() for w in of)

    def measures_any(self, adjective: str) -> bool:
        """Whether an adjective may be of any number: the highest of what you like."""
        return adjective in self.any

    def alike(self, one: str, other: str) -> bool:
        """Whether two stems name one thing."""
        return (other,) in self.synonyms.get((one,), ())


def words(text: str) -> tuple[str, ...]:
    """The words of a wording, lower case."""
    return tuple(_WORD.findall(text.lower()))


@cache
def lexis() -> Lexis:
    """The generic English of the data file."""
    data: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - plain text
    signs: dict[tuple[str, ...], Sign] = {}
    for kind, wordings in data["words"].items():
        for wording in wordings:
            signs.setdefault(words(wording), Sign(kind))
    for name, about in data["dimensions"].items():
        for degree in ("more", "most"):
            for wording in about[degree]:
                signs[words(wording)] = Sign(degree, name)
    for wording in data["measures"]:
        signs[words(wording)] = Sign("measure", wording)
    synonyms: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for group in data["synonyms"]:
        stemmed = [tuple(map(stem, words(w))) for w in group]
        for one in stemmed:
            synonyms[one] |= {other for other in stemmed if other != one}
    demonyms: dict[str, list[str]] = defaultdict(list)
    for place, people in data["demonyms"].items():
        for word in people:
            demonyms[word].append(place.lower())
    return Lexis(
        signs=signs,
        longest=max(map(len, signs)),
        verbs=frozenset(stem(w) for v in data["verbs"] for w in words(v)[:1] if len(words(v)) == 1)
        | frozenset(w for v in data["verbs"] for w in words(v) if len(words(v)) == 1),
        dimensions={name: tuple(about["of"]) for name, about in data["dimensions"].items()},
        any=frozenset(name for name, about in data["dimensions"].items() if about.get("any") == "yes"),
        measures={words(w): tuple(of) for w, of in data["measures"].items()},
        asked={w: tuple(of) for w, of in data["asked"].items()},
        synonyms={k: frozenset(v) for k, v in synonyms.items()},
        short={w: words(full) for w, full in data["short"].items()},
        units=frozenset(map(stem, data["units"])),
        typing=frozenset(tuple(map(stem, words(w))) for w in data["typing"]),
        under=frozenset(tuple(map(stem, words(w))) for w in data["under"]),
        broader=frozenset(tuple(map(stem, words(w))) for w in data["broader"]),
        kinds=frozenset(map(stem, data["kinds"])),
        befallen=tuple(data["befallen"]),
        amounts=frozenset(map(stem, data["amounts"])),
        persons=frozenset(map(stem, data["persons"])),
        earliest=data["earliest"],
        listing=frozenset(map(stem, data["listing"])),
        light=frozenset(map(stem, data["light"])),
        yes=frozenset(data["yes"]),
        no=frozenset(data["no"]),
        asking=frozenset(data["asking"]),
        demonyms={k: tuple(v) for k, v in demonyms.items()},
    )
