"""Gaps: how far a number is from another of the same thing, place and time, as a target is from what was reached."""

from __future__ import annotations

from dataclasses import replace

from query.form import Compare, Gap, Link, Things, Var
from query.parse.amounts import OPS, number_value
from query.parse.hang import BIND, DEPTH, Hanger
from query.parse.needs import GapNeed
from query.parse.state import Node, State, literal_name

GAP = "gap"


class Gaps(Hanger):
    """Meets the need of a gap, as the vocabulary's settings say what it is between."""

    def gap(self, state: State, need: GapNeed) -> list[State]:
        """States in which something that holds a number is joined to its counterpart, and how far they are apart."""
        told = self.settings.gap
        if told is None:
            return []
        found = [
            self._apart(state, at, need, BIND + DEPTH * node.depth)
            for at, node in enumerate(state.nodes)
            if not node.group and self.schema.is_a(node.var.cls, told.cls)
        ]
        if not found:
            found = [self._apart(new, at, need, BIND) for new, at in self.hang(state, told.cls, 0)]
        return found

    def _apart(self, state: State, at: int, need: GapNeed, cost: float) -> State:
        told = self.settings.gap
        assert told is not None
        one = state.nodes[at]
        state = self.restricted(state, at, need.meaning)
        other = Node(state.fresh(told.cls), one.depth + 1, Things((), ""))
        state = replace(state, nodes=(*state.nodes, other), cost=state.cost + cost)
        for prop in told.same:
            shared = _end_of(state, one.var, prop)
            if shared is None:
                cls = next(iter(sorted(self.schema.range(prop))), "")
                node = Node(state.fresh(cls), one.depth + 1)
                state = replace(
                    state.with_condition(Link(one.var, prop, node.var), 0, 0.0),
                    nodes=(*state.nodes, node),
                    walked=state.walked | {(at, prop)},
                )
                shared = node.var
            state = state.with_condition(Link(other.var, prop, shared), 0, 0.0)
        numbers = []
        for var, (value, label) in zip((one.var, other.var), told.of, strict=True):
            state = state.with_condition(Link(var, told.by, Things((value,), label)), 0, 0.0)
            number = Var(label)
            state = state.with_condition(Link(var, told.value, number), 0, 0.0)
            numbers.append(number)
        gap = literal_name(GAP, state)
        state = state.with_condition(Gap(gap, *numbers), 0, 0.0)
        if need.number is not None:
            test = Compare(gap, OPS[need.op], number_value(need.number))
            state = state.with_condition(test, 0, 0.0)
        return replace(state, props=state.props | {told.value, told.by, *told.same})


def _end_of(state: State, var: Var, prop: str) -> Var | None:
    """The variable that a property of another leads to already."""
    for group, condition in state.conditions:
        match condition:
            case Link(subject=subject, prop=walked, object=Var() as end) if (
                not group and subject == var and walked == prop
            ):
                return end
    return None
