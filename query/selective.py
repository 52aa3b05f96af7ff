"""The order in which a form's links are matched: what is linked to least first.

An engine without statistics takes links alike in the order they are written: of "the actions of Northam that feed
NI 117", in a graph of many councils, all that feed it before those of Northam, or some hundreds of Northam's alone.
"""

from __future__ import annotations

from dataclasses import replace

from query.form import And, Condition, Form, Link, Maybe, Not, Or, Things
from query.world import World

SMALL = 10_000  # things in a store where it makes no difference
LOOKED_AT = 3000  # links that are looked at; more are many
KEPT = 5000  # counts remembered

Named = tuple[str, str, tuple[str, ...]]  # the class of what is linked, the property, what it leads to


def cheapest_first(form: Form, world: World) -> Form:
    """The form with its links to named things in the order of how many there are. Raises what the store raises."""
    if sum(held.count for held in world.schema.classes.values()) < SMALL:
        return form
    return replace(form, where=_Counts(world).ordered(form.where))


class _Counts:
    """How many links of a property lead to some things, as far as they have been counted in one snapshot."""

    def __init__(self, world: World) -> None:
        self._store = world.store
        self._known: dict[Named, int] = world.once("links", dict)

    def ordered(self, condition: Condition) -> Condition:
        """The condition with the links of each conjunction in order; whatever else is in one keeps its place."""
        match condition:
            case Not(part=part):
                return Not(self.ordered(part))
            case Maybe(part=part):
                return Maybe(self.ordered(part))
            case Or(parts=parts):
                return Or(tuple(self.ordered(p) for p in parts))
            case And(parts=parts):
                places = [i for i, part in enumerate(parts) if _named(part)]
                found = [self.ordered(part) for part in parts]
                if len(places) > 1:
                    fewest = sorted((parts[i] for i in places), key=self._count)
                    for i, part in zip(places, fewest, strict=True):
                        found[i] = part
                return And(tuple(found))
        return condition

    def _count(self, part: Condition) -> int:
        named = _named(part)
        if named is None:
            return LOOKED_AT
        if named not in self._known:
            while len(self._known) >= KEPT:
                self._known.pop(next(iter(self._known)), None)
            cls, prop, iris = named
            things = " ".join(f"<{iri}>" for iri in iris)
            link = f"?to <{prop[1:]}> ?from" if prop.startswith("^") else f"?from <{prop}> ?to"
            of_class = f". ?from a <{cls}>" if cls else ""
            query = f"SELECT ?from {{ VALUES ?to {{ {things} }} {link} {of_class} }} LIMIT {LOOKED_AT}"
            self._known[named] = len(self._store.select(query).rows)
        return self._known[named]


def _named(part: Condition) -> Named | None:
    """What a link to some things is told by; None for any other condition."""
    match part:
        case Link(subject=subject, prop=str() as prop, object=Things(iris=iris), pick="", reach=""):
            return subject.cls, prop, iris
    return None
