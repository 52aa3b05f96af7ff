"""Hanging new variables on a half-made reading by the ways of the schema, cheapest first."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from query.form import Link
from query.lexicon.entries import Meaning
from query.parse.context import Context
from query.parse.state import Chain, State, Walker, value_of
from query.parse.ways import SHARED, Way

HUNG = 5  # ways kept of hanging one thing on a state
DEPTH = 0.12  # what it costs to hang something far from the target
SECOND = 1.5  # what it costs to have a second value by a property that has one
REPEATED = 0.5  # … and at most a way that is gone again, to another of two things
SCOPE = 0.6  # the part of its cost that a way to an authority keeps: nearly everything has one
SCOPED = 0.9  # the part of a class that has an authority of its own
ROUNDING = 1e-6
BIND = 0.05  # … and to mean what is there already


class Hanger:
    """What all kinds of needs are met with: the ways of a world, under the relations that a question names."""

    def __init__(
        self, context: Context, named: frozenset[str], *, root_may_be_known: bool, given: bool = False
    ) -> None:
        self.context = context
        self.settings = context.settings
        self.schema = context.schema
        self.ways = context.ways
        self.named = named
        self.walker = Walker(context.schema, context.settings)
        self.root_may_be_known = root_may_be_known
        self.given = given  # whether the root is things that went before in a conversation
        self.others = False  # whether what is asked for is others than those named
        self.groups = 0
        self.titled = False  # whether a noun asks for what is asked for, which may be told by its title
        self.nouned = False  # whether a noun beside the target names something
        self.limit = inf  # what a state may cost and still be of use

    def group(self, negated: bool) -> int:
        """The number of the negation that a need's conditions stand in, 0 for none."""
        return self.groups if negated else 0

    def hang(
        self,
        state: State,
        cls: str,
        group: int,
        *,
        from_root: bool = False,
        apart: bool = False,
        scope: bool = False,
        further: bool = False,
        best: int = HUNG,
    ) -> list[tuple[State, int]]:
        """The state with a new node of a class, joined to a node by a way: the cheapest of all.

        `apart`: as others of its class that must be met too, and hardly by a property that has one value only.
        `scope`: where something is of an authority itself, nothing is by way of what it is joined to. `further`: not to
        what is asked for.
        """
        reachable = [n for at, n in enumerate(state.nodes) if not n.group and not (from_root and at)]
        direct = scope and any(self.is_scoped(n.var.cls) for n in reachable)
        options: list[tuple[float, int, Way]] = []
        for at, node in enumerate(state.nodes):
            if node.group or (from_root and at) or (further and not self.is_own(state, at)):
                continue
            for cost, way in self.cheapest(node.var.cls, cls):
                price = 0.0
                if apart:
                    path, first = tuple(s.walk for s in way.steps), way.steps[0]
                    if any(end == cls and not chain.repeats(at, path) for end, chain in state.apart):
                        continue
                    if any(end == cls for end, _ in state.apart):
                        price = min(cost, REPEATED) - cost  # the same way again says nothing new
                    if (at, first.walk) in state.walked and self.schema.properties[first.prop].single:
                        price += SECOND
                if direct and len(way.steps) > 1:
                    continue
                options.append((cost + price + DEPTH * node.depth, at, way))
        options.sort(key=lambda o: o[:2])
        found: list[tuple[State, int]] = []
        keeps = SCOPE if scope else 1.0
        for cost, at, way in options:
            if state.cost + keeps * cost > self.limit + ROUNDING:
                break  # so would all that follow
            done = self.walker.walk(state, at, way, group)
            if done is not None:
                new = done[0].at_cost(done[0].cost + cost)
                if apart:
                    nodes = (at, *range(len(state.nodes), len(new.nodes)))
                    new = replace(new, apart=(*state.apart, (cls, Chain(nodes, tuple(s.walk for s in way.steps)))))
                found.append((new, done[1]))
                if len(found) == best:
                    break
        return found

    def is_own(self, state: State, at: int) -> bool:
        """Whether a node is something that stands for another, beside what is asked for."""
        return at > 0 and state.nodes[at].var.cls in self.settings.stands_for

    def is_scoped(self, cls: str) -> bool:
        """Whether (nearly) every thing of a class is of an authority by itself."""
        return any(self.schema.coverage(cls, prop) >= SCOPED for prop in self.settings.scope)

    def cheapest(self, start: str, end: str) -> tuple[tuple[float, Way], ...]:
        """The cheapest ways from a class to another, with their costs."""
        if not self.others:
            return self.ways.cheapest(start, end, self.named)
        # "who else" asks for just those who share something
        priced = ((w.cost(self.named) - SHARED * w.shared, w) for w in self.ways.between(start, end))
        return tuple(sorted(priced, key=lambda p: p[0])[:HUNG])

    def restricted(self, state: State, at: int, meaning: Meaning) -> State:
        """The state with a node narrowed to what a noun means; of several values of a property any will do."""
        node = state.nodes[at]
        for prop in dict.fromkeys(prop for prop, _, _ in meaning.where):
            state = state.with_condition(Link(node.var, prop, value_of(meaning, prop)), node.group, 0.0)
        return state
