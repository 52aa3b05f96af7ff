"""How two things hang together: a question for a path becomes lists along the cheapest ways between their classes."""

from __future__ import annotations

from query.conditions import conjuncts
from query.form import And, Compare, Condition, Form, Link, Op, Task, Things, Var
from query.joins import joins
from query.schema import Schema


def path_forms(form: Form, schema: Schema) -> tuple[Form, ...]:
    """The forms to try for a PATH, the shortest way first: each lists what lies on the way, then the two ends."""
    start, end = form.target, form.columns[0] if form.columns else form.target
    known = [
        c for c in conjuncts(form.where) if isinstance(c, Compare) and c.op is Op.EQ and isinstance(c.right, Things)
    ]
    tried = []
    for way in sorted(joins(schema, start.cls, end.cls, best=12), key=lambda way: len(way.steps)):
        stops = [start, *(Var(f"step{i}", s.to) for i, s in enumerate(way.steps[:-1], 1)), end]
        links: list[Condition] = [
            Link(here, step.prop, there) for here, step, there in zip(stops[:-1], way.steps, stops[1:], strict=True)
        ]
        between = tuple(stops[1:-1])
        shown = (*between, start, end)
        tried.append(Form(Task.LIST, shown[0], And((*form_rest(form, known), *known, *links)), columns=shown[1:]))
    return tuple(tried)


def form_rest(form: Form, known: list[Compare]) -> tuple[Condition, ...]:
    """The conditions of a form that are not the identities of its ends."""
    return tuple(c for c in conjuncts(form.where) if c not in known)
