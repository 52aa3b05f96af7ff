"""How two things hang together: a question for a path becomes lists along the cheapest ways between their classes."""

from __future__ import annotations

from query.conditions import conjuncts
from query.form import And, Compare, Condition, Form, Link, Op, Task, Term, Things, Var
from query.joins import joins
from query.schema import Schema


def path_forms(form: Form, schema: Schema, avoid: frozenset[str] = frozenset()) -> tuple[Form, ...]:
    """The forms to try for a PATH, the shortest way first: each lists what lies on the way, then the two ends."""
    start, end = form.target, form.columns[0] if form.columns else form.target
    known = [
        c for c in conjuncts(form.where) if isinstance(c, Compare) and c.op is Op.EQ and isinstance(c.right, Things)
    ]
    ends = [c for c in known if c.left not in form.columns[1:]]
    tried = []
    for way in sorted(joins(schema, start.cls, end.cls, best=12), key=lambda way: len(way.steps)):
        if any(s.prop in avoid or s.prop.lstrip("^") in avoid for s in way.steps):
            continue
        stops = [start, *(Var(f"step{i}", s.to) for i, s in enumerate(way.steps[:-1], 1)), end]
        links: list[Condition] = [
            Link(here, step.prop, there) for here, step, there in zip(stops[:-1], way.steps, stops[1:], strict=True)
        ]
        between = tuple(stops[1:-1])
        shown = (*between, start, end)
        places = [
            _placed(between, c.left, c.right, schema)
            for c in known
            if c.left in form.columns[1:] and isinstance(c.right, Things)
        ]
        if not all(places):
            continue  # nothing on this way is of the place that the question names
        links += [link for found in places for link in found]
        tried.append(Form(Task.LIST, shown[0], And((*form_rest(form, known), *ends, *links)), columns=shown[1:]))
    return tuple(tried)


def _placed(stops: tuple[Var, ...], place: Var, things: Term, schema: Schema) -> list[Condition]:
    """What says that the first thing on a way that can be of a place (an authority) is of it; none where none can."""
    for stop in stops:
        props = sorted({e.prop for e in schema.edges if schema.is_a(e.source, stop.cls) and e.target == place.cls})
        if props:
            return [Link(stop, props[0], things)]
    return []


def form_rest(form: Form, known: list[Compare]) -> tuple[Condition, ...]:
    """The conditions of a form that are not the identities of its ends."""
    return tuple(c for c in conjuncts(form.where) if c not in known)
