"""What a world's terms are called where an interpretation prints them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from query.form import Things, Value
from query.lexicon.entries import Meaning
from query.parse.state import value_term
from query.phrases import plural, say_property
from query.schema import Schema

Nouns = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """What a world's terms are called in print, longest first: classes, values of properties, and what they may be."""

    plurals: Nouns
    singulars: Nouns
    values: tuple[tuple[str, tuple[str, ...]], ...]
    terms: Mapping[str, tuple[tuple[str, Things | Value], ...]]  # of a property: each value that a wording means


def words_in(schema: Schema, meanings: Iterable[Meaning]) -> Words:
    """The words of a schema, and of what a lexicon means."""
    said = tuple(meanings)
    nouns = {m.cls for m in said if m.kind == "noun"}
    used = [c for c, info in schema.classes.items() if not info.hidden]

    def rank(named: tuple[str, str]) -> tuple[object, ...]:
        return -len(named[0]), named[1] not in nouns, named

    called = sorted(((schema.class_label(c), c) for c in used), key=rank)
    values: dict[str, list[str]] = defaultdict(list)
    for prop in sorted(schema.properties):
        values[say_property(schema, prop).noun].append(prop)
    terms: dict[str, dict[str, Things | Value]] = defaultdict(dict)
    for meaning in said:
        for prop, value, kind in meaning.where:
            terms[prop].setdefault(meaning.label, value_term(value, kind, meaning.label))
    return Words(
        tuple(sorted(((plural(n), c) for n, c in called), key=rank)),
        tuple(called),
        tuple(sorted(((n, tuple(p)) for n, p in values.items()), key=lambda n: (-len(n[0]), n))),
        {p: tuple(sorted(t.items(), key=lambda i: (-len(i[0]), i[0]))) for p, t in terms.items()},
    )
