"""A half-made reading: variables, conditions and what they cost, as a value that the search copies and extends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from query.conditions import own_variables
from query.form import Compare, Condition, Link, Op, Things, Value, Var
from query.lexicon.entries import Meaning, Settings
from query.parse.ways import Step, Way
from query.schema import Schema, words_of


@dataclass(slots=True)
class Node:
    """A variable of a reading: whether it is known things, how far from the target, in which negation (0 in none).

    Never changed once it is made; nor is a state. They are not frozen because that trebles the time to make one.
    """

    var: Var
    depth: int = 0
    things: Things | None = None
    group: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """A way as it was walked: the numbers of its nodes, from where it starts, and its properties."""

    nodes: tuple[int, ...]
    path: tuple[str, ...]

    def repeats(self, at: int, path: tuple[str, ...]) -> bool:
        """Whether a way from a node is this one again, or the rest of it from one of its nodes."""
        return any(at == node and path == self.path[k:] for k, node in enumerate(self.nodes[:-1]))


@dataclass(slots=True)
class State:
    """What has been put together so far. `used` and `skipped` are numbers of pieces; `props` the properties walked."""

    nodes: tuple[Node, ...]
    conditions: tuple[tuple[int, Condition], ...] = ()
    cost: float = 0.0
    used: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()
    props: frozenset[str] = frozenset()
    walked: frozenset[tuple[int, str]] = frozenset()
    apart: tuple[tuple[str, Chain], ...] = ()  # the ways to things that must all be met, with their classes

    def with_condition(self, condition: Condition, group: int, cost: float) -> State:
        """The state with one more condition."""
        return self._but(conditions=(*self.conditions, (group, condition)), cost=self.cost + cost)

    def using(self, pieces: frozenset[int], cost: float = 0.0) -> State:
        """The state with pieces accounted for."""
        return self._but(used=self.used | pieces, cost=self.cost + cost)

    def skipping(self, pieces: frozenset[int], cost: float) -> State:
        """The state with pieces left out."""
        return self._but(skipped=self.skipped | pieces, cost=self.cost + cost)

    def at_cost(self, cost: float) -> State:
        """The state at another cost."""
        return self._but(cost=cost)

    def _but(
        self,
        *,
        conditions: tuple[tuple[int, Condition], ...] | None = None,
        cost: float | None = None,
        used: frozenset[int] | None = None,
        skipped: frozenset[int] | None = None,
    ) -> State:
        """What `dataclasses.replace` gives, in a quarter of its time: the search makes a hundred thousand of these."""
        return State(
            self.nodes,
            self.conditions if conditions is None else conditions,
            self.cost if cost is None else cost,
            self.used if used is None else used,
            self.skipped if skipped is None else skipped,
            self.props,
            self.walked,
            self.apart,
        )

    def fresh(self, cls: str) -> Var:
        """A variable of a class, named after it, that the state does not have yet."""
        stem = _stem(cls) if cls else "thing"
        taken = {n.var.name for n in self.nodes}
        number = 1
        while (name := stem if number == 1 else f"{stem}{number}") in taken:
            number += 1
        return Var(name, cls)


@cache
def _stem(iri: str) -> str:
    return words_of(iri).replace(" ", "_")


def literal_name(prop: str, state: State) -> Var:
    """A variable for the values of a literal property."""
    stem = _stem(prop)
    names = {v.name for _, c in state.conditions for v in own_variables(c)} | {n.var.name for n in state.nodes}
    number = 1
    while (name := stem if number == 1 else f"{stem}{number}") in names:
        number += 1
    return Var(name)


class Walker:
    """Extends states along ways of a schema."""

    def __init__(self, schema: Schema, settings: Settings) -> None:
        self.schema = schema
        self.settings = settings

    def step(self, state: State, at: int, step: Step, group: int) -> tuple[State, int] | None:
        """One step from a node to a new one; None where the property has only one value and is walked already."""
        here = state.nodes[at]
        info = self.schema.properties.get(step.prop)
        single = step.prop in self.settings.scope if self.settings.scope else bool(info and info.single)
        if single and not step.inverse and (at, step.prop) in state.walked:
            return None
        node = Node(state.fresh(step.to), here.depth + 1, None, group)
        link = Link(node.var, step.prop, here.var) if step.inverse else Link(here.var, step.prop, node.var)
        walked = state.walked if step.inverse else state.walked | {(at, step.prop)}
        new = State(
            (*state.nodes, node),
            (*state.conditions, (group, link)),
            state.cost,
            state.used,
            state.skipped,
            state.props | {step.prop},
            walked,
        )
        return new, len(state.nodes)

    def walk(self, state: State, at: int, way: Way, group: int) -> tuple[State, int] | None:
        """All steps of a way, giving the state and the last node."""
        for step in way.steps:
            done = self.step(state, at, step, group)
            if done is None:
                return None
            state, at = done
        return state, at

    def fix(self, state: State, at: int, things: Things, cls: str) -> State:
        """Make a node known things, of a class that may be narrower than its variable's."""
        node = state.nodes[at]
        known = Node(node.var, node.depth, things, node.group)
        nodes = (*state.nodes[:at], known, *state.nodes[at + 1 :])
        conditions = (*state.conditions, (node.group, Compare(node.var, Op.EQ, things)))
        return State(nodes, conditions, state.cost, state.used, state.skipped, state.props, state.walked, state.apart)


def value_term(value: str, datatype: str, said: str) -> Things | Value:
    """The term of a lexicon's value: a thing by its IRI, or a literal."""
    return Value(value, datatype, said) if datatype else Things((value,), said)


def value_of(meaning: Meaning, prop: str = "") -> Things | Value:
    """What a meaning says that a property (its first, where none is given) is; of several things any will do."""
    prop = prop or meaning.where[0][0]
    one = len({p for p, _, _ in meaning.where}) == 1  # a label of several says what they are together
    mine = [(value, kind) for p, value, kind in meaning.where if p == prop]
    label = meaning.label if one else " or ".join(value if kind else words_of(value) for value, kind in mine)
    terms = [value_term(value, kind, label) for value, kind in mine]
    things = tuple(i for t in terms if isinstance(t, Things) for i in t.iris)
    return Things(things, label) if len(things) == len(terms) else terms[0]


@dataclass(frozen=True, slots=True)
class Downwards:
    """Properties whose values count with all that is under them, and what is under each thing."""

    props: frozenset[str]
    below: Mapping[str, tuple[str, ...]]


def simplified(conditions: tuple[Condition, ...], kept: frozenset[Var], downwards: Downwards) -> tuple[Condition, ...]:
    """Known things put straight into the one link that leads to them; links to headings also reach lower headings."""
    fixed = {
        c.left: c.right
        for c in conditions
        if isinstance(c, Compare) and c.op is Op.EQ and isinstance(c.right, Things) and c.left not in kept
    }
    result: list[Condition] = []
    inlined: set[Var] = set()
    for var, known in fixed.items():
        touching = [
            c
            for c in conditions
            if not (isinstance(c, Compare) and c.left == var and c.right is known) and mentions(c, var)
        ]
        only = touching[0] if len(touching) == 1 else None
        if isinstance(only, Link) and only.subject != only.object:
            if only.subject == var and only.prop in downwards.props:
                continue  # the heading it stands under may be any above it
            inlined.add(var)
    # two known things joined to each other: one must stay a variable
    for condition in conditions:
        if isinstance(condition, Link) and condition.subject in inlined and condition.object in inlined:
            inlined.discard(condition.subject)
    for condition in conditions:
        if isinstance(condition, Compare) and condition.left in inlined:
            continue
        if not (isinstance(condition, Link) and isinstance(condition.prop, str)):
            result.append(condition)
        elif isinstance(condition.object, Var) and condition.object in inlined:
            result.append(_reaching(condition.subject, condition.prop, fixed[condition.object], downwards))
        elif condition.subject in inlined and isinstance(condition.object, Var):
            result.append(Link(condition.object, (f"^{condition.prop}",), fixed[condition.subject]))
        else:
            result.append(condition)
    return tuple(result)


def _reaching(subject: Var, prop: str, things: Things, downwards: Downwards) -> Link:
    """A link to a heading that also reaches the headings under it."""
    if prop not in downwards.props:
        return Link(subject, prop, things)
    iris = [b for iri in things.iris for b in (iri, *downwards.below.get(iri, ()))]
    return Link(subject, prop, Things(tuple(dict.fromkeys(iris)), things.label))


def mentions(condition: Condition, var: Var) -> bool:
    """Whether a condition names a variable, anywhere inside it."""
    return var in own_variables(condition)
