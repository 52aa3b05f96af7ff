"""What is under a heading counts as under the headings above it: things of a category are of the broader ones too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from query.form import And, Compare, Condition, Link, Not, Op, Or, Value, Var
from query.induced.terms import Terms
from query.lexicon.words import stem


def reaching(where: Condition, terms: Terms, wide: Collection[str]) -> Condition:
    """A condition with each link that says of what kind a thing is also reaching what is under the kind that is named.

    `wide` are the names of the headings that others are under; links to any other, and links that say something else
    of a heading than that things are of it, stay as they are.
    """
    headings = _headings(where, wide)
    return _reached(where, terms, headings) if headings else where


def _headings(where: Condition, wide: Collection[str]) -> frozenset[Var]:
    """The variables that have the name of a heading."""
    parts = tuple(_flat(where))
    named = {p.left for p in parts if isinstance(p, Compare) and p.op is Op.EQ and _wide(p.right, wide)}
    links = [p for p in parts if isinstance(p, Link)]
    return frozenset(p.subject for p in links if p.object in named or _wide(p.object, wide))


def _wide(term: object, wide: Collection[str]) -> bool:
    return isinstance(term, Value) and term.lexical in wide


def _flat(where: Condition) -> list[Condition]:
    if isinstance(where, And | Or):
        return [c for part in where.parts for c in _flat(part)]
    return _flat(where.part) if isinstance(where, Not) else [where]


def _reached(where: Condition, terms: Terms, headings: frozenset[Var]) -> Condition:
    match where:
        case And(parts=parts):
            return And(tuple(_reached(p, terms, headings) for p in parts))
        case Or(parts=parts):
            return Or(tuple(_reached(p, terms, headings) for p in parts))
        case Not(part=part):
            return Not(_reached(part, terms, headings))
        case Link(prop=str() as prop, object=Var() as end) if end in headings and _of_kind(prop, end, terms):
            return replace(where, reach=terms.broader(end.cls))
    return where


def _of_kind(prop: str, end: Var, terms: Terms) -> bool:
    """Whether a property says of what kind a thing is: it is called so, or as the kinds are."""
    called = {s for n in terms.classes if n.cls == end.cls for s in n.stems} | terms.lexis.kinds
    said = {stem(w) for w in terms.schema.property_label(prop).lower().split()}
    return bool(terms.broader(end.cls)) and prop != terms.broader(end.cls) and bool(said & called)
