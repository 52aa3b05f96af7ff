"""What a conversation remembers of its last question: the logical form that was answered, and what it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from query.answer import Row
from query.conditions import positive
from query.dialogue.leaning import wording
from query.form import Compare, Form, Link, Task, Things, Var
from query.linking.names import Named
from query.patterns import name_of
from query.phrases import plural
from query.schema import Schema

REMEMBERED = 2000  # things found that a later question may point to
ONE, LESS_LIKELY = 0.98, 0.92  # how likely "it" means one thing, how much less several
FOUND_FIRST, FOUND_BESIDE = 1.0, 0.96  # how likely what was found is meant: what was asked for, what stands beside it
NAMED_ONE_BY_ONE = 3  # … each by its own name, where there are no more


@dataclass(frozen=True, slots=True)
class Found:
    """Things that an answer found by one variable of its form: IRIs, what they are called together, and each."""

    var: Var
    things: Things
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """The form that a question was answered by, a question that says so by itself, and what was found, target first."""

    said: str
    form: Form
    found: tuple[Found, ...] = ()


def turn_of(said: str, form: Form, rows: Sequence[Row], schema: Schema, *, whole: bool = True) -> Turn:
    """What to remember of an answer; of a part of one, not what it found: "those" are not the ones of a page."""
    found = []
    for var in dict.fromkeys((form.target, *form.columns, *([form.group_by] if form.group_by else ()))):
        cells = [row[name] for row in rows if (name := name_of(var)[1:]) in row and "iri" in row[name]]
        labels = {str(c["iri"]): str(c["label"]) for c in cells}
        plain = not (rows and (form.aggregates or form.group_by or form.over))
        if var.cls and (labels or (plain and var == form.target)) and whole and len(labels) <= REMEMBERED:
            together = _together(list(labels.values()), var, schema)
            found.append(Found(var, Things(tuple(labels), together), tuple(labels.values())))
    return Turn(said, replace(form, whole=None), tuple(found))  # "which are they" asks for the part


def pointed(turn: Turn, schema: Schema, *, several: bool = False, one: bool = False) -> tuple[tuple[Named, float], ...]:
    """What "them" or "it" may mean after a turn, each with how likely: what it found, and what its question named.

    `several`: not one thing that its question named; `one`: one thing, whether found or named, sooner than several.
    """
    shown: dict[tuple[str, tuple[str, ...]], tuple[Named, float]] = {}

    def may_mean(cls: str, things: Things, likely: float) -> None:
        named = Named(cls, things.iris, things.label, code=True)
        if one:
            likely = ONE if len(things.iris) == 1 else likely * LESS_LIKELY
        if cls and (likely in (FOUND_FIRST, FOUND_BESIDE) or not several or len(things.iris) > 1):
            shown.setdefault((cls, things.iris), (named, likely))

    for rank, found in enumerate(turn.found):
        may_mean(found.var.cls, found.things, FOUND_FIRST if not rank else FOUND_BESIDE)
    for condition in positive(turn.form.where):
        match condition:
            case Compare(left=var, right=Things() as things):
                may_mean(var.cls, things, 0.98 if turn.form.task is Task.DEFINE else 0.92)
            case Link(prop=prop, object=Things() as things):
                may_mean(_end_of(prop, schema), things, 0.92)
    return tuple(shown.values())


def _end_of(prop: str | tuple[str, ...], schema: Schema) -> str:
    """The class of what a property leads to; "" where it leads to several."""
    last = prop[-1] if isinstance(prop, tuple) else prop
    ends = schema.domain(last[1:]) if last.startswith("^") else schema.range(last)
    return next(iter(ends)) if len(ends) == 1 else ""


def _together(labels: Sequence[str], var: Var, schema: Schema) -> str:
    """What some things are called: each by its name where they are few."""
    if 0 < len(labels) <= NAMED_ONE_BY_ONE:
        return " or ".join(labels)
    return wording().those.format(f"{len(labels)} {plural(schema.class_label(var.cls))}")
