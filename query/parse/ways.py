"""Ways from one class to another over the schema, with what each costs a reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from query.lexicon.entries import Settings
from query.schema import Edge, Schema

LONGEST = 3
KEPT = 5  # ways from one class to another that are tried
DEAREST = 7.0
NEVER = 4.0  # what a step costs that nobody means unless they say so
SHARED = 2.5  # … and one back along the property just walked: what two things merely share
HARDLY = 0.05  # the part of a class that has a property by which others do not mean it
NAMED = 0.25  # the part of its cost that a step keeps when the question names its relation


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the property, whether it is walked against its direction, the class it leads to, its cost."""

    prop: str
    inverse: bool
    to: str
    cost: float

    @property
    def walk(self) -> str:
        """The property as part of a path."""
        return f"^{self.prop}" if self.inverse else self.prop


@dataclass(frozen=True, slots=True)
class Way:
    """Steps from a class to another; `fixed` is a cost set for this way, whatever its steps cost."""

    steps: tuple[Step, ...]
    fixed: float | None = None

    @property
    def shared(self) -> int:
        """How often it goes back along the property just walked."""
        pairs = zip(self.steps, self.steps[1:], strict=False)
        return sum(one.prop == two.prop and one.inverse != two.inverse for one, two in pairs)

    def cost(self, named: frozenset[str]) -> float:
        """What the way costs where the question names some relations."""
        price = sum(s.cost * (NAMED if s.prop in named else 1.0) for s in self.steps)
        price += SHARED * self.shared
        return price if self.fixed is None else min(price, self.fixed)


class Ways:
    """All ways of up to three steps through a schema, found once a start class."""

    def __init__(self, schema: Schema, settings: Settings) -> None:
        self.schema = schema
        self._settings = settings
        self._steps = _adjacency(schema, settings)
        self._set = {(w.start, w.path): w.cost for w in settings.joins}
        self._meeting: dict[tuple[str, str], bool] = {}
        self.between = lru_cache(maxsize=5000)(self._between)
        self.cheapest = lru_cache(maxsize=20_000)(self._cheapest)
        self._from = lru_cache(maxsize=500)(self._ways_from)

    def meet(self, one: str, other: str) -> bool:
        """Whether a thing can be of both classes."""
        found = self._meeting.get((one, other))
        if found is None:
            found = not one or not other or self.schema.is_a(one, other) or self.schema.is_a(other, one)
            self._meeting[one, other] = found
        return found

    def steps(self, cls: str) -> tuple[Step, ...]:
        """The steps out of a class, its superclasses and its subclasses."""
        return tuple(dict.fromkeys(s for c, options in self._steps.items() if self.meet(c, cls) for s in options))

    def _cheapest(self, start: str, end: str, named: frozenset[str]) -> tuple[tuple[float, Way], ...]:
        priced = ((w.cost(named), w) for w in self._between(start, end))
        return tuple(sorted(priced, key=lambda p: p[0])[:KEPT])

    def _between(self, start: str, end: str) -> tuple[Way, ...]:
        return tuple(w for w in self._from(start) if self.meet(w.steps[-1].to, end))

    def _ways_from(self, start: str) -> tuple[Way, ...]:
        found: list[Way] = []
        stack: list[tuple[tuple[Step, ...], str, float, frozenset[str]]] = [((), start, 0.0, frozenset({start}))]
        while stack:
            steps, at, price, seen = stack.pop()
            if steps:
                found.append(Way(steps, self._fixed(start, steps)))
            if len(steps) == LONGEST or (steps and at in seen and at == start):
                continue
            for step in self.steps(at):
                total = price + step.cost
                if total > DEAREST or (step.to in seen and step.to != start):
                    continue
                stack.append(((*steps, step), step.to, total, seen | {step.to}))
        return tuple(found)

    def _fixed(self, start: str, steps: tuple[Step, ...]) -> float | None:
        path = tuple(s.walk for s in steps)
        back = tuple(s.walk[1:] if s.inverse else f"^{s.prop}" for s in reversed(steps))
        for cls in self.schema.superclasses(start):
            if (cls, path) in self._set:
                return self._set[cls, path]
        for cls in self.schema.superclasses(steps[-1].to):
            if (cls, back) in self._set:
                return self._set[cls, back]
        return None


def _adjacency(schema: Schema, settings: Settings) -> Mapping[str, tuple[Step, ...]]:
    """The steps out of each class. A step stands for its subproperties', and leads to the most general class it can."""
    hidden = {c for c, info in schema.classes.items() if info.hidden}
    edges = [
        e
        for e in schema.edges
        if e.target and e.source not in hidden and e.target not in hidden and e.prop in schema.properties
    ]
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for edge in edges:
        pairs[edge.prop].add((edge.source, edge.target))
    usual = {(w.start, w.path[0]): w.cost for w in settings.joins if len(w.path) == 1 and w.path[0][0] != "^"}
    out: dict[str, dict[tuple[str, bool, str], Step]] = defaultdict(dict)
    for edge in edges:
        if any(up in pairs for up in schema.properties[edge.prop].parents):
            continue
        source = _general(schema, edge.source, {s for s, _ in pairs[edge.prop]})
        target = _general(schema, edge.target, {t for _, t in pairs[edge.prop]} | schema.range(edge.prop))
        base = usual.get((source, edge.prop), NEVER if edge.prop in settings.never else 1.0)
        back = NEVER if f"^{edge.prop}" in settings.never else base
        for here, inverse, there in ((source, False, target), (target, True, source)):
            rare = _rarity(schema, source, edge.prop)
            if inverse and schema.coverage(source, edge.prop) >= HARDLY:
                rare = 0.0
            step = Step(edge.prop, inverse, there, (back if inverse else base) + 0.12 * _spread(edge, inverse) + rare)
            known = out[here].get((edge.prop, inverse, there))
            if known is None or known.cost > step.cost:
                out[here][edge.prop, inverse, there] = step
    return {cls: tuple(sorted(steps.values(), key=lambda s: (s.cost, s.walk, s.to))) for cls, steps in out.items()}


def _general(schema: Schema, cls: str, candidates: Iterable[str]) -> str:
    """The most general of the candidate classes that the class is under."""
    above = [c for c in candidates if schema.is_a(cls, c)]
    return min(above, key=lambda c: (len(schema.superclasses(c)), c), default=cls)


def _spread(edge: Edge, inverse: bool) -> float:
    several = edge.count / max(edge.objects if inverse else edge.subjects, 1)
    return log10(max(several, 1.0))


def _rarity(schema: Schema, cls: str, prop: str) -> float:
    """What a step costs more where few things of its class have the property: it is not what the question means."""
    return 1.2 * (0.5 - min(schema.coverage(cls, prop), 0.5))
