"""Saying again of a second council what is said of a first: "targets in both Northam and Eastvale"."""

from __future__ import annotations

from dataclasses import replace

from query.conditions import own_variables, renamed
from query.form import Compare, Op, Things, Var
from query.parse.state import Chain, State

AGAIN = "again"


def again_with(state: State, cls: str, things: Things) -> State | None:
    """The state with a copy of all that hangs on the target together with a thing of the class, of other things.

    None where no such thing hangs on anything but the target itself.
    """
    chain = next((c for end, c in state.apart if end == cls and c.nodes[0]), None)
    if chain is None:
        return None
    copied = _beside(state, state.nodes[chain.nodes[-1]].var)
    number = len(state.apart)
    names = {var: Var(f"{var.name}_{AGAIN}{number}", var.cls) for var in copied}
    nodes = {at: replace(n, var=names[n.var]) for at, n in enumerate(state.nodes) if n.var in names}
    end = names[state.nodes[chain.nodes[-1]].var]
    conditions = []
    for group, condition in state.conditions:
        if group or not copied.intersection(own_variables(condition)):
            continue
        new = renamed(condition, names)
        if isinstance(new, Compare) and new.left == end and new.op is Op.EQ:
            new = replace(new, right=things)
        conditions.append((0, new))
    places = {at: len(state.nodes) + place for place, at in enumerate(nodes)}
    walked = Chain(tuple(places.get(at, at) for at in chain.nodes), chain.path)
    return replace(
        state,
        nodes=(*state.nodes, *(replace(n, things=things) if n.var == end else n for n in nodes.values())),
        conditions=(*state.conditions, *conditions),
        apart=(*state.apart, (cls, walked)),
    )


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
