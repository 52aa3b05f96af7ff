"""Groups that have none: where all things of a class are known, counting for each of them shows those with 0.

"How many decisions for each authority" is said of every authority, and the one with the fewest may have none at all.
What the groups are is told by what the form says of a group alone ("for each priority of Northam"), whatever is
counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from query.conditions import conjuncts, own_variables
from query.form import And, Condition, Form, Having, Link, Maybe, Op, Order, Things, Var
from query.schema import Schema

OR_NONE = " or none"  # said where those that have none are among those with the fewest
LESS = frozenset((Op.LT, Op.LE))


def every(form: Form, schema: Schema) -> Condition | None:
    """What all groups of a form satisfy, those that have none too; None where only those that have some are meant.

    The groups are what a COUNT or AGGREGATE is made for each of, or the targets of which a LIST wants those with the
    fewest, or with less than a number.
    """
    if form.group_by is not None:
        made = all(a.function in ("count", "sum") for a in form.aggregates)
        return members(form.where, form.group_by, form.target, schema) if made else None
    counted = fewest(form)
    if counted is None or set(form.columns) - {form.target}:
        return None
    return members(form.where, form.target, counted, schema)


def fewest(form: Form) -> Var | None:
    """What is counted where those with the fewest, or with less than some number, are wanted."""
    order, having = form.order, form.having
    rising = order is not None and order.aggregate == "count" and not order.descending and order.limit is not None
    if rising and order is not None and not having:
        return order.var
    if len(having) == 1 and having[0].aggregate.function == "count" and (order is None or _same(order, having[0])):
        test = having[0]
        return test.aggregate.var if test.op in LESS else None
    return None


def _same(order: Order, test: Having) -> bool:
    return order.aggregate == "count" and order.var == test.aggregate.var


def members(where: Condition, group: Var, counted: Var, schema: Schema) -> Condition | None:
    """What a condition says of a group alone; None where its class is not one of which all things are known."""
    if group == counted or not any(schema.is_a(group.cls, cls) for cls in schema.closed):
        return None
    parts = conjuncts(where)
    far = _beyond(parts, group, counted)
    if group in far or not any(group in own_variables(p) and far & set(own_variables(p)) for p in parts):
        return None
    ways = {p.prop for p in parts if isinstance(p, Link) and p.object == group}
    if any(isinstance(p, Link) and p.prop in ways and isinstance(p.object, Things) for p in parts):
        return None  # some of them are named: "for each recommendation, of recommendations 8 and 9"
    own: list[Condition] = [p for p in parts if not far & set(own_variables(p)) and not isinstance(p, Maybe)]
    for prop in schema.whose:
        if any(schema.is_a(group.cls, cls) for cls in schema.range(prop)):
            own.append(Link(Var(f"any_of_{group.name}"), prop, group))
        elif prop in schema.properties_of(group.cls):
            own += [
                Link(group, prop, p.object)
                for p in parts
                if isinstance(p, Link) and p.subject == counted and p.prop == prop and isinstance(p.object, Things)
            ]
    return And(tuple(dict.fromkeys(own)))


def _beyond(parts: Sequence[Condition], group: Var, counted: Var) -> set[Var]:
    """The variables that hang together with what is counted, but for the group."""
    far = {counted}
    while True:
        linked = [p for p in parts if far & set(own_variables(p))]
        more = {v for p in linked for v in own_variables(p)} - {group}
        if more <= far:
            return far
        far |= more
