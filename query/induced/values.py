"""The values that a graph's properties have, sampled, so that a question's words are known for one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from graph.store import ReadStore
from query.induced.lexis import Lexis, words
from query.induced.terms import Terms
from query.lexicon.words import stem
from query.schema import NUMBERS, Schema

MOST = 20_000  # different values of one property that are kept
INFLECTED = 3  # words of a value that a question may inflect
LONGEST = 9  # words of a value
FLAGS = 2  # as many different values a property may have that says yes or no


@dataclass(frozen=True, slots=True)
class Held:
    """A value that things of a class have, as a literal."""

    cls: str
    prop: str
    lexical: str
    datatype: str
    lang: str = ""


@dataclass(frozen=True)
class Values:
    """Values by their words, and the yes-or-no properties with their yes and their no."""

    by_words: Mapping[tuple[str, ...], tuple[Held, ...]]
    flags: Mapping[tuple[str, str], tuple[Held | None, Held | None]]
    wide: frozenset[str] = frozenset()  # the names of headings that others are under

    @cached_property
    def by_stems(self) -> Mapping[tuple[str, ...], tuple[Held, ...]]:
        """Values of a few plain words by the stems of those: professors are those who are "Professor"."""
        found: dict[tuple[str, ...], tuple[Held, ...]] = {}
        for said, held in self.by_words.items():
            if len(said) <= INFLECTED and all(w.isalpha() for w in said):
                key = tuple(map(stem, said))
                found[key] = (*found.get(key, ()), *held)
        return found

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of all values."""
        return frozenset(w for said in self.by_words for w in said)


def values_of(store: ReadStore, schema: Schema, lexis: Lexis) -> Values:
    """The values of a store's properties of text. Raises what the store raises."""
    found: dict[tuple[str, ...], dict[Held, None]] = defaultdict(dict)
    flags: dict[tuple[str, str], tuple[Held | None, Held | None]] = {}
    for edge in schema.edges:
        if edge.target or not edge.count or schema.classes[edge.source].hidden:
            continue
        info = schema.properties[edge.prop]
        most = FLAGS + 1 if info.datatype in NUMBERS else MOST
        query = f"SELECT DISTINCT ?o WHERE {{ ?s a <{edge.source}> ; <{edge.prop}> ?o }} LIMIT {most}"
        held = [
            Held(edge.source, edge.prop, o.value, o.datatype.value, o.language or "")
            for row in store.select(query).rows
            if isinstance(o := row["o"], ox.Literal)
        ]
        flag = _flag(held, lexis)
        if flag:
            flags[edge.source, edge.prop] = flag
        if info.datatype in NUMBERS:
            continue
        for value in held:
            said = words(re.sub(r"[^\w\s']", " ", value.lexical))
            if 0 < len(said) <= LONGEST:
                found[said][value] = None
    return Values({k: tuple(v) for k, v in found.items()}, flags)


def headings_of(store: ReadStore, schema: Schema, terms: Terms) -> frozenset[str]:
    """The texts of the headings that others are under. Raises what the store raises."""
    ways = {(cls, prop) for cls in schema.classes if (prop := terms.broader(cls))}
    found: set[str] = set()
    for prop in sorted({prop for _, prop in ways}):
        query = f"SELECT DISTINCT ?o WHERE {{ ?under <{prop}> ?s . ?s ?p ?o FILTER(isLiteral(?o)) }} LIMIT {MOST}"
        found |= {row["o"].value for row in store.select(query).rows}
    return frozenset(found)


def _flag(held: list[Held], lexis: Lexis) -> tuple[Held | None, Held | None] | None:
    """The yes and the no of a property whose values are nothing else."""
    if not 0 < len(held) <= FLAGS:
        return None
    yes = next((h for h in held if h.lexical.lower() in lexis.yes), None)
    no = next((h for h in held if h.lexical.lower() in lexis.no), None)
    return (yes, no) if len([h for h in (yes, no) if h]) == len(held) else None
