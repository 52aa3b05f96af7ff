"""Saying again of a second council what is said of a first: "targets in both Northam and Eastvale"."""

from __future__ import annotations

from dataclasses import replace

from query.conditions import own_variables, renamed
from query.form import Compare, Condition, Op, Things, Var
from query.parse.state import Chain, Node, State

AGAIN = "again"


def again_with(state: State, cls: str, things: Things) -> State | None:
    """The state with a copy of all that hangs on the target together with a thing of the class, of other things.

    None where no such thing hangs on anything but the target itself.
    """
    chain = next((c for end, c in state.apart if end == cls and c.nodes[0]), None)
    if chain is None:
        return None
    nodes, conditions, end = _copy(state, chain.nodes[-1], things, 0)
    places = {at: len(state.nodes) + place for place, at in enumerate(nodes)}
    walked = Chain(tuple(places.get(at, at) for at in chain.nodes), chain.path)
    return replace(
        state,
        nodes=(*state.nodes, *(replace(n, things=things) if n.var == end else n for n in nodes.values())),
        conditions=(*state.conditions, *conditions),
        apart=(*state.apart, (cls, walked)),
    )


def again_without(state: State, cls: str, things: Things, group: int) -> State | None:
    """The state that denies of other things what it says of a thing of the class: "targets Northam has and Eastvale
    has not". None where nothing but the target itself hangs on such a thing."""
    for at, node in enumerate(state.nodes):
        if at and node.things is not None and not node.group and node.var.cls == cls:
            if len(_beside(state, node.var)) < 2:
                continue
            nodes, conditions, _ = _copy(state, at, things, group)
            added = (replace(n, group=group) for n in nodes.values())
            return replace(state, nodes=(*state.nodes, *added), conditions=(*state.conditions, *conditions))
    return None


def _copy(
    state: State, at: int, things: Things, group: int
) -> tuple[dict[int, Node], list[tuple[int, Condition]], Var]:
    """A copy of all that hangs together with a node, of other things, in a negation or none; and its end."""
    copied = _beside(state, state.nodes[at].var)
    number = len(state.nodes)
    names = {var: Var(f"{var.name}_{AGAIN}{number}", var.cls) for var in copied}
    nodes = {place: replace(n, var=names[n.var]) for place, n in enumerate(state.nodes) if n.var in names}
    end = names[state.nodes[at].var]
    conditions = []
    for denied, condition in state.conditions:
        if denied or not copied.intersection(own_variables(condition)):
            continue
        new = renamed(condition, names)
        if isinstance(new, Compare) and new.left == end and new.op is Op.EQ:
            new = replace(new, right=things)
        conditions.append((group, new))
    return nodes, conditions, end


def _beside(state: State, start: Var) -> frozenset[Var]:
    """The variables that hang together with one, the target aside."""
    root = state.nodes[0].var
    found = {start}
    while True:
        touching = [own_variables(c) for group, c in state.conditions if not group]
        more = {v for variables in touching if found.intersection(variables) for v in variables} - found - {root}
        if not more:
            return frozenset(found)
        found |= more
