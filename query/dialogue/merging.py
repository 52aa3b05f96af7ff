"""Forms put together: what "those" stands for becomes the conditions by which it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

from query.conditions import bound_variables, conjuncts, form_variables, own_variables
from query.dialogue.turn import Found, Turn
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
    Measure,
    Not,
    Op,
    Or,
    Spelt,
    Task,
    Term,
    TextMatch,
    Things,
    Var,
)

AnyTerm = TypeVar("AnyTerm", Term, Measure)


def merged(form: Form, turn: Turn) -> Form:
    """The form with what a turn found said as the turn's form says it, rather than thing by thing.

    Where that form ranks, limits or groups, or binds what was found only perhaps, the things stay as they are.
    """
    for found in turn.found:
        if _says(turn.form, found):
            form = replace(form, where=_Merger(form, turn.form, found).walk(form.where))
    return replace(form, where=flat(form.where))


def flat(where: Condition) -> Condition:
    """A condition without conjunctions in conjunctions, nothing twice."""
    parts = tuple(dict.fromkeys(conjuncts(where)))
    return parts[0] if len(parts) == 1 else And(parts)


def counting(form: Form) -> Form | None:
    """How many a form finds; None where that is no question."""
    if form.order or form.aggregates or form.group_by or form.task not in (Task.LIST, Task.COUNT, Task.YES_NO):
        return None
    target = form.target if form.target.cls else next((v for v in form.columns if v.cls), form.target)
    return replace(form, task=Task.COUNT, target=target, columns=(), where=settled(form.where))


def listing(form: Form) -> Form | None:
    """Which things a form finds or counts; None where that is no question."""
    if form.task not in (Task.LIST, Task.COUNT, Task.YES_NO) or form.over:
        return None
    columns = (form.group_by,) if form.group_by else form.columns
    return replace(form, task=Task.LIST, columns=columns, group_by=None, order=None if form.group_by else form.order)


def united(form: Form) -> Form:
    """A form without ways there and back again: what stands in the same way to the same thing is one.

    "By whom were they endorsed?", "when?": when those same decisions were made, not all by the same ones.
    """
    links = [c for c in conjuncts(form.where) if isinstance(c, Link) and isinstance(c.object, Var)]
    for one, other in combinations(links, 2):
        if one.prop != other.prop or not isinstance(one.object, Var) or not isinstance(other.object, Var):
            continue
        same, apart = (one.subject, other.subject), (one.object, other.object)
        if same[0] == same[1]:
            same, apart = apart, same
        if apart[0] != apart[1] or same[0] == same[1] or not same[0].cls or same[0].cls != same[1].cls:
            continue
        kept = {form.target, *form.columns}
        if same[1] in kept and same[0] in kept:
            continue
        old, new = (same[0], same[1]) if same[1] in kept else (same[1], same[0])
        return united(replace(form, where=flat(renamed(form.where, {old: new}))))
    return form


def settled(where: Condition) -> Condition:
    """A condition without what only fills further columns."""
    return flat(And(tuple(c for c in conjuncts(where) if not isinstance(c, Maybe))))


def _says(form: Form, found: Found) -> bool:
    """Whether a form's conditions say what it found by a variable."""
    plain = not (form.order or form.having or form.aggregates or form.group_by or form.over)
    asks = form.task in (Task.LIST, Task.COUNT, Task.YES_NO)
    sure = (v for c in conjuncts(form.where) if not isinstance(c, Maybe) for v in bound_variables(c))
    return plain and asks and found.var in {*sure, form.target}


class _Merger:
    """Walks a form and puts the conditions of an earlier one wherever it names what that found."""

    def __init__(self, form: Form, before: Form, found: Found) -> None:
        self.before = before
        self.found = found
        self.taken = {v.name for v in (*form_variables(form), *own_variables(form.where))}

    def walk(self, condition: Condition) -> Condition:
        match condition:
            case And(parts=parts):
                return And(tuple(self.walk(p) for p in parts))
            case Or(parts=parts):
                return Or(tuple(self.walk(p) for p in parts))
            case Not(part=part):
                return Not(self.walk(part))
            case Maybe(part=part):
                return Maybe(self.walk(part))
            case Link(subject=subject, prop=prop, object=Things() as things) if self._found(things):
                end = self._fresh(self.found.var)
                back = prop[0][1:] if isinstance(prop, tuple) and len(prop) == 1 and prop[0].startswith("^") else ""
                link = Link(end, back, subject) if back else replace(condition, object=end)
                return And((link, self._said_of(end)))
            case Compare(left=var, op=Op.EQ, right=Things() as things) if self._found(things):
                return self._said_of(var)
        return condition

    def _found(self, things: Things) -> bool:
        """Whether things are those found (with, of headings, what is under them)."""
        return things.label == self.found.things.label and set(things.iris) >= set(self.found.things.iris)

    def _said_of(self, var: Var) -> Condition:
        """The earlier conditions, said of a variable."""
        where = settled(self.before.where)
        names = {v: self._fresh(v) for v in own_variables(where) if v != self.found.var}
        said = renamed(where, {**names, self.found.var: var})
        return said if conjuncts(said) else Is(var, var.cls)

    def _fresh(self, var: Var) -> Var:
        number, name = 1, var.name
        while name in self.taken:
            number += 1
            name = f"{var.name}{number}"
        self.taken.add(name)
        return Var(name, var.cls)


def renamed(condition: Condition, names: Mapping[Var, Var]) -> Condition:
    """A condition with variables exchanged for others."""

    def of(term: AnyTerm) -> Var | AnyTerm:
        return names.get(term, term) if isinstance(term, Var) else term

    match condition:
        case And(parts=parts):
            return And(tuple(renamed(p, names) for p in parts))
        case Or(parts=parts):
            return Or(tuple(renamed(p, names) for p in parts))
        case Not(part=part):
            return Not(renamed(part, names))
        case Maybe(part=part):
            return Maybe(renamed(part, names))
        case Link(subject=subject, object=end):
            return replace(condition, subject=names.get(subject, subject), object=of(end))
        case Compare(left=left, right=right):
            return replace(condition, left=names.get(left, left), right=of(right))
        case Gap(var=var, one=one, other=other):
            return Gap(*(names.get(v, v) for v in (var, one, other)))
        case Is(var=var) | InMonths(var=var) | TextMatch(var=var) | Spelt(var=var) | Extreme(var=var):
            return replace(condition, var=names.get(var, var))
