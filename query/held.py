"""What is there where nothing of all that is asked is: the same question with one thing less asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from query.conditions import bound_variables, conjuncts, form_variables, own_variables
from query.english import interpret
from query.execute import rows_of
from query.form import And, Condition, Form, Link, Maybe, Task, Var
from query.world import World

MOST_SAID = 2
MOST_CONDITIONS = 8


def held_instead(form: Form, world: World) -> tuple[str, ...]:
    """What is held of a question that finds nothing, in words, with how many: "Held: Actions of Northam (12)".

    Each has one condition less; those that leave least are said. None of a form that counts or groups. Raises what the
    store raises.
    """
    if form.task is not Task.LIST or form.group_by or form.having or form.aggregates:
        return ()
    found: dict[str, int] = {}
    for less in _with_less(form):
        counted = rows_of(Form(Task.COUNT, less.target, less.where), world.schema, world.store)
        number = next((c["value"] for row in counted for c in row.values() if isinstance(c.get("value"), int)), 0)
        if isinstance(number, int) and number:
            found[interpret(less, world.schema)] = number
    least = sorted(found.items(), key=lambda item: (item[1], item[0]))[:MOST_SAID]
    return tuple(f"Held: {said} ({number})" for said, number in least)


def _with_less(form: Form) -> Iterator[Form]:
    """The form with each of its conditions left out, and whatever then hangs on nothing."""
    parts = conjuncts(form.where)
    if sum(not isinstance(p, Maybe) for p in parts) > MOST_CONDITIONS:
        return
    for i, part in enumerate(parts):
        joins = isinstance(part, Link) and isinstance(part.object, Var) and part.object.cls
        if joins or isinstance(part, Maybe):
            continue  # what is said of what is joined is left out, and the link to it with that
        kept = _joined(form.target, parts[:i] + parts[i + 1 :])
        where = kept[0] if len(kept) == 1 else And(kept)
        if kept and set(form_variables(form)) <= {form.target, *bound_variables(where)}:
            yield replace(form, where=where)


def _joined(target: Var, parts: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions that hang together with the target, without links to what nothing more is said of."""
    reached, kept = {target}, set[int]()
    while True:
        more = {i for i, p in enumerate(parts) if i not in kept and reached & set(own_variables(p))}
        if not more:
            break
        kept |= more
        reached |= {v for i in more for v in own_variables(parts[i])}
    return tuple(p for i, p in enumerate(parts) if i in kept)
