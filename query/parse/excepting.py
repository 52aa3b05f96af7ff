"""Who else: what is asked for, but not those that the question names in saying so."""

from __future__ import annotations

from dataclasses import replace

from query.conditions import conjuncts
from query.form import And, Compare, Form, Op
from query.parse.state import State
from query.parse.utterance import Utterance


def asks_others(u: Utterance) -> bool:
    """Whether an utterance asks for somebody, or something, else."""
    return any(u.pieces[i].is_named("must", "else") for i in u.part.live)


def but_them(u: Utterance, form: Form, state: State) -> tuple[Form, State]:
    """The form without the things of the target's class that it names, where "else" asks so, and the state that has
    given that word its due; both as they are where it names none: "who else owns actions that Ann Dale owns"."""
    at = next((i for i in u.part.live if u.pieces[i].is_named("must", "else")), -1)
    root = state.nodes[0]
    if at < 0 or not form.target.cls or form.target != root.var:
        return form, state
    named = [n for n in state.nodes[1:] if n.things and not n.group and u.context.ways.meet(n.var.cls, root.var.cls)]
    if not named:
        return form, state
    others = tuple(Compare(root.var, Op.NE, n.things) for n in named if n.things)
    return replace(form, where=And((*conjuncts(form.where), *others))), state.using(frozenset({at}))
