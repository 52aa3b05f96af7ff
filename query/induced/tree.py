"""A reading's things and how they hang together: one variable a class, joined by the cheapest ways."""

from __future__ import annotations

from collections.abc import Callable

from query.form import Condition, Link, Var
from query.induced.terms import kin
from query.joins import Join, joins
from query.lexicon.words import stem
from query.schema import Edge, Schema, words_of

LONGEST = 4
NAMED = 0.4  # what a property is cheaper whose name the question says
PLAIN = 0.002  # … that is called as what it leads to
MENTIONED = 0.3  # … and a way through a class that it mentions


RESERVED = ("count", "total", "average", "least", "greatest", "rank", "limit", "n", "each", "answer")  # columns


class Names:
    """Names for variables, none twice."""

    def __init__(self) -> None:
        self.taken: set[str] = set(RESERVED)

    def fresh(self, iri: str, cls: str = "") -> Var:
        """A variable named after a class or property."""
        stem_ = "_".join(w for w in words_of(iri).split() if w) or "x"
        number = 1
        while (name := stem_ if number == 1 else f"{stem_}{number}") in self.taken:
            number += 1
        self.taken.add(name)
        return Var(name, cls)


class Tree:
    """Variables by class, the links between them, and the literals that hang on them."""

    def __init__(self, schema: Schema, names: Names, said: frozenset[str], mentioned: frozenset[str]) -> None:
        """`said` are the stems of the question, by which ways are chosen; `mentioned` the classes it names."""
        self.schema = schema
        self.names = names
        self.said = said
        self.mentioned = mentioned
        self.nodes: dict[str, Var] = {}
        self.conditions: list[Condition] = []
        self.literals: dict[tuple[Var, str], Var] = {}
        self.failed = False

    def branch(self, root: Var) -> Tree:
        """A tree of its own that begins at a variable of this one."""
        other = Tree(self.schema, self.names, self.said, self.mentioned)
        other.nodes[root.cls] = root
        return other

    def node(self, cls: str) -> Var:
        """The variable of a class, joined to the others; `failed` is set where nothing joins it."""
        if cls in self.nodes:
            return self.nodes[cls]
        for other, var in self.nodes.items():
            if self.schema.is_a(other, cls):
                return var
        if not self.nodes:
            self.nodes[cls] = self.names.fresh(cls, cls)
            return self.nodes[cls]
        found = [(way.cost, start, way) for start in self.nodes if (way := self.way(start, cls)) is not None]
        if not found:
            self.failed = True
            return self.names.fresh(cls, cls)
        _, start, way = min(found, key=lambda f: (f[0], f[1]))
        at = self.nodes[start]
        for step in way.steps:
            there = self.names.fresh(step.to, step.to)
            inverse = step.prop.startswith("^")
            link = Link(there, step.prop[1:], at) if inverse else Link(at, step.prop, there)
            self.conditions.append(link)
            self.nodes.setdefault(step.to, there)
            at = there
        return self.nodes.get(cls, at)

    def way(self, start: str, end: str) -> Join | None:
        """The cheapest way from one class to another."""
        found = joins(self.schema, start, end, longest=LONGEST, best=1, weight=self._weight())
        return found[0] if found else None

    def _weight(self) -> Callable[[Edge, bool], float]:
        def weight(edge: Edge, inverse: bool) -> float:
            label = {stem(w) for w in self.schema.property_label(edge.prop).split()}
            named = {w for w in label if any(w == s or kin(w, s) for s in self.said)}
            to = edge.source if inverse else edge.target
            plain = self.schema.class_label(edge.target) == self.schema.property_label(edge.prop)
            cheaper = NAMED * min(len(named), 2) / 2 + (MENTIONED if to in self.mentioned else 0.0)
            return 1.0 - cheaper + (0.001 if inverse else 0.0) - (PLAIN if plain else 0.0)

        return weight

    def literal(self, cls: str, prop: str) -> Var:
        """The variable of a property's values, for things of a class; a thing's where the property leads to things."""
        var = self.node(cls)
        key = (var, prop)
        if key not in self.literals:
            info = self.schema.properties[prop]
            ends = sorted(self.schema.range(prop)) if not info.literal else []
            value = self.names.fresh(prop, ends[0] if ends else "")
            self.literals[key] = value
            self.conditions.append(Link(var, prop, value))
            if value.cls:
                self.nodes.setdefault(value.cls, value)
        return self.literals[key]
