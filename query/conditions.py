"""Walking condition trees: which variables they name, where, and forms rewritten without changing what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from query.form import (
    And,
    Compare,
    Condition,
    Extreme,
    Form,
    Gap,
    InMonths,
    Is,
    Link,
    Maybe,
    Not,
    Op,
    Or,
    Spelt,
    Task,
    TextMatch,
    Var,
)
from query.schema import Schema


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """The parts that all hold, nested conjunctions flattened."""
    if isinstance(condition, And):
        return tuple(c for part in condition.parts for c in conjuncts(part))
    return (condition,)


def own_variables(condition: Condition) -> tuple[Var, ...]:
    """The variables that a single condition names (all inside it, for those with parts), in order."""
    match condition:
        case Is(var=var) | TextMatch(var=var) | Spelt(var=var) | Extreme(var=var) | InMonths(var=var):
            return (var,)
        case Gap(var=var, one=one, other=other):
            return (var, one, other)
        case Link(subject=subject, object=end):
            return (subject, end) if isinstance(end, Var) else (subject,)
        case Compare(left=left, right=right):
            return (left, right) if isinstance(right, Var) else (left,)
        case And(parts=parts) | Or(parts=parts):
            return tuple(dict.fromkeys(v for part in parts for v in own_variables(part)))
        case Not(part=part) | Maybe(part=part):
            return own_variables(part)


def renamed(condition: Condition, names: Mapping[Var, Var]) -> Condition:
    """The same condition of other variables, where `names` has others for its own."""

    def other(var: Var) -> Var:
        return names.get(var, var)

    match condition:
        case Is(var=var) | TextMatch(var=var) | Spelt(var=var) | Extreme(var=var) | InMonths(var=var):
            return replace(condition, var=other(var))
        case Gap(var=var, one=one, other=far):
            return replace(condition, var=other(var), one=other(one), other=other(far))
        case Link(subject=subject, object=end):
            return replace(condition, subject=other(subject), object=other(end) if isinstance(end, Var) else end)
        case Compare(left=left, right=right):
            return replace(condition, left=other(left), right=other(right) if isinstance(right, Var) else right)
        case And(parts=parts) | Or(parts=parts):
            return replace(condition, parts=tuple(renamed(p, names) for p in parts))
        case Not(part=part) | Maybe(part=part):
            return replace(condition, part=renamed(part, names))


def positive(condition: Condition) -> Iterator[Condition]:
    """Every single condition that is not under a Not (those of Or and Maybe too)."""
    match condition:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from positive(part)
        case Maybe(part=part):
            yield from positive(part)
        case Not():
            return
        case _:
            yield condition


def singles(condition: Condition) -> Iterator[Condition]:
    """Every single condition, those under a Not too."""
    match condition:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from singles(part)
        case Not(part=part) | Maybe(part=part):
            yield from singles(part)
        case _:
            yield condition


def bound_variables(condition: Condition) -> tuple[Var, ...]:
    """The variables that matches of the condition give values to."""
    return tuple(dict.fromkeys(v for single in positive(condition) for v in own_variables(single)))


def only_held(form: Form, schema: Schema) -> Form:
    """The form asked only of what is printed somewhere, where reference data knows more things of the target's class.

    A link to a thing that is itself printed says so already; a definition may come from reference data.
    """
    target = form.target
    if target.cls not in schema.partial or form.task in (Task.DEFINE, Task.PATH):
        return form
    for condition in positive(form.where):
        if isinstance(condition, Link) and target in own_variables(condition):
            others = [v for v in own_variables(condition) if v != target]
            if any(v.cls in schema.whole for v in others):
                return form
        if isinstance(condition, Compare) and condition.left == target and condition.op is Op.EQ:
            return form
    printed = Or((Link(target, schema.printed, Var(f"{target.name}_printed")),))
    return replace(form, where=And((form.where, printed)))


def form_variables(form: Form) -> tuple[Var, ...]:
    """Every variable that the form selects, groups, orders or aggregates by."""
    found = [form.target, *form.columns]
    if form.group_by:
        found.append(form.group_by)
    if form.order:
        found.append(form.order.var)
    found += [a.var for a in form.aggregates] + [h.aggregate.var for h in form.having]
    return tuple(dict.fromkeys(found))


def unfolded(condition: Condition) -> Condition:
    """The same condition with every path of positive links as single links over variables of their own."""
    numbers = count(1)

    def walk(part: Condition) -> Condition:
        match part:
            case And(parts=parts):
                return And(tuple(walk(p) for p in parts))
            case Or(parts=parts):
                return Or(tuple(walk(p) for p in parts))
            case Maybe(part=inner):
                return Maybe(walk(inner))
            case Link(prop=tuple() as path) if len(path) == 1:
                return replace(part, prop=path[0])
            case Link(subject=subject, prop=tuple() as path, object=end, pick=pick, reach=reach):
                via = [subject, *(Var(f"via{next(numbers)}") for _ in path[1:])]
                steps: list[Condition] = [
                    Link(here, step, there) for here, step, there in zip(via[:-1], path[:-1], via[1:], strict=True)
                ]
                return And((*steps, Link(via[-1], path[-1], end, pick, reach)))
            case _:
                return part

    return walk(condition)


def distributed(condition: Condition, wanted: frozenset[Var]) -> Condition:
    """An alternative that gives values to wanted variables is drawn out, so that each branch stands on its own."""
    parts = conjuncts(condition)
    for i, part in enumerate(parts):
        if isinstance(part, Or) and _exports(part, parts[:i] + parts[i + 1 :], wanted):
            rest = parts[:i] + parts[i + 1 :]
            return Or(tuple(distributed(And((*rest, branch)), wanted) for branch in part.parts))
    return And(parts) if len(parts) != 1 else parts[0]


def _exports(part: Or, rest: tuple[Condition, ...], wanted: frozenset[Var]) -> bool:
    """Whether a variable of the Or is needed outside it and nothing else gives it a value."""
    elsewhere = {v for other in rest for v in bound_variables(other) if not isinstance(other, Or)}
    needed = wanted | {v for other in rest for v in own_variables(other)}
    return any(v in needed and v not in elsewhere for v in bound_variables(part))
