"""Whose each row is: a further column where an answer's rows are of several authorities and the question names none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from query.conditions import conjuncts, form_variables, positive
from query.form import And, Form, Link, Maybe, Task, Things, Var
from query.grounding import grounded
from query.paging import some_of
from query.world import World

MOST = 0.9  # the part of a class that must have the property for it to be shown


def with_whose(form: Form, scope: Iterable[str], world: World) -> Form:
    """The form with a column for the first property of `scope` that its rows differ in; the form itself otherwise.

    Raises what the store raises.
    """
    if form.task is not Task.LIST or not form.target.cls or form.order or form.having or form.group_by:
        return form
    for prop in scope:
        classes = sorted(world.schema.range(prop))
        narrowed = any(
            isinstance(c, Link) and c.prop == prop and isinstance(c.object, Things) for c in positive(form.where)
        )
        if narrowed or not classes or any(v.cls in classes for v in form_variables(form)):
            continue
        if _covered(form.target.cls, prop, world) < MOST:
            continue
        whose = Var("whose", classes[0])
        own = Link(form.target, prop, whose)
        several = Form(Task.LIST, whose, And((*conjuncts(form.where), own)))
        if some_of(grounded(several, world), world.schema, world.store, whose, 2) > 1:
            where = And((*conjuncts(form.where), Maybe(own)))
            return replace(form, columns=(whose, *form.columns), where=where)
    return form


def _covered(cls: str, prop: str, world: World) -> float:
    """The part of a class's things that have a property."""
    info = world.schema.classes.get(cls)
    edges = [e.subjects for e in world.schema.edges if e.prop == prop and world.schema.is_a(e.source, cls)]
    return max(edges, default=0) / info.count if info and info.count else 0.0
