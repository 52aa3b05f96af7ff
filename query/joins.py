"""How classes hang together: the cheapest ways through the schema from one class to another.

A step costs more the more things it fans out to: from an action to its indicator is nearly free, from an authority to
everything in it is dear. So a way over what two things merely share loses against a way that says something.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from math import log10

from query.schema import Edge, Schema


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a join: `prop`, prefixed "^" where it is walked against its direction, to things of class `to`."""

    prop: str
    to: str


@dataclass(frozen=True, slots=True)
class Join:
    """A way from one class to another: its steps and what it costs."""

    steps: tuple[Step, ...]
    cost: float

    @property
    def path(self) -> tuple[str, ...]:
        """The properties in order, as a path of a link."""
        return tuple(s.prop for s in self.steps)


Weight = Callable[[Edge, bool], float]


def fan_out(edge: Edge, inverse: bool) -> float:
    """What a step along an edge costs: one, and more for every further thing it leads to."""
    several = edge.count / max(edge.objects if inverse else edge.subjects, 1)
    rarity = 0.1 / (1.0 + log10(max(edge.count, 1)))  # between two ways alike, the one more travelled
    return 1.0 + log10(max(several, 1.0)) + rarity


def joins(
    schema: Schema, start: str, end: str, *, longest: int = 4, best: int = 5, weight: Weight = fan_out
) -> tuple[Join, ...]:
    """The `best` cheapest ways from things of `start` to things of `end`, in at most `longest` steps, cheapest first.

    A class counts as its superclasses and its subclasses. No way visits a class twice or walks an edge back at once.
    """
    out = _Steps(schema, weight)
    found: list[Join] = []
    order = count()
    queue: list[tuple[float, int, str, tuple[Step, ...]]] = [(0.0, next(order), start, ())]
    seen: set[tuple[Step, ...]] = set()
    while queue and len(found) < best:
        cost, _, at, steps = heapq.heappop(queue)
        if steps and (schema.is_a(at, end) or schema.is_a(end, at)):
            way = Join(steps, cost)
            if way.steps not in seen:
                seen.add(way.steps)
                found.append(way)
            continue
        if len(steps) == longest:
            continue
        visited = {start, *(s.to for s in steps)}
        for price, step in out[at]:
            if step.to in visited and not schema.is_a(step.to, end):
                continue
            shared = steps and _undoes(steps[-1].prop, step.prop)  # what two things share: allowed, and dear
            heapq.heappush(queue, (cost + price + (2.0 if shared else 0.0), next(order), step.to, (*steps, step)))
    return tuple(found)


def attributes(schema: Schema, start: str, prop: str, *, longest: int = 3, best: int = 3) -> tuple[Join, ...]:
    """The cheapest ways from things of a class to a property of literals: its own, or that of a thing near it."""
    holders = {e.source for e in schema.edges if e.prop == prop and not e.target}
    ways: list[Join] = []
    for holder in sorted(holders):
        last = Step(prop, "")
        if schema.is_a(start, holder) or schema.is_a(holder, start):
            ways.append(Join((last,), 1.0))
        elif longest > 1:
            for way in joins(schema, start, holder, longest=longest - 1, best=best):
                ways.append(Join((*way.steps, last), way.cost + 1.0))
    cheapest: dict[tuple[str, ...], Join] = {}
    for way in sorted(ways, key=lambda w: (w.cost, w.path)):
        cheapest.setdefault(way.path, way)
    return tuple(cheapest.values())[:best]


def _undoes(one: str, other: str) -> bool:
    return one == f"^{other}" or other == f"^{one}"


def _steps(schema: Schema, weight: Weight) -> dict[str, list[tuple[float, Step]]]:
    """The steps out of each class, along edges and against them; superproperties stand for what is under them."""
    hidden = {c for c, info in schema.classes.items() if info.hidden}
    shadowed = _shadowed(schema)
    out: dict[str, list[tuple[float, Step]]] = {}
    for edge in schema.edges:
        if not edge.target or edge.source in hidden or edge.target in hidden or edge.prop in shadowed:
            continue
        out.setdefault(edge.source, []).append((weight(edge, False), Step(edge.prop, edge.target)))
        out.setdefault(edge.target, []).append((weight(edge, True), Step(f"^{edge.prop}", edge.source)))
    return out


class _Steps(dict[str, list[tuple[float, Step]]]):
    """The steps out of a class, its superclasses and its subclasses, put together when first asked for."""

    def __init__(self, schema: Schema, weight: Weight) -> None:
        super().__init__()
        self._schema = schema
        self._direct = _steps(schema, weight)

    def __missing__(self, cls: str) -> list[tuple[float, Step]]:
        meets = (c for c in self._direct if self._schema.is_a(c, cls) or self._schema.is_a(cls, c))
        cheapest: dict[Step, float] = {}
        for price, step in (option for c in meets for option in self._direct[c]):
            cheapest[step] = min(price, cheapest.get(step, price))
        general = [s for s in cheapest if not any(self._narrower(s, other) for other in cheapest)]
        self[cls] = sorted(((cheapest[s], s) for s in general), key=lambda s: (s[0], s[1].prop, s[1].to))
        return self[cls]

    def _narrower(self, step: Step, other: Step) -> bool:
        """Whether another step of the same property leads to a wider class."""
        return step.prop == other.prop and step.to != other.to and self._schema.is_a(step.to, other.to)


def _shadowed(schema: Schema) -> set[str]:
    """Properties whose superproperty connects the same classes: a join through the general one says it already."""
    pairs = {(e.source, e.prop, e.target) for e in schema.edges}
    shadowed = set()
    for prop, info in schema.properties.items():
        own = {(s, t) for s, p, t in pairs if p == prop}
        if any(own and all((s, up, t) in pairs for s, t in own) for up in info.parents):
            shadowed.add(prop)
    return shadowed
