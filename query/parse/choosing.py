"""Two things of which the question asks what each has, or which has more."""

from __future__ import annotations

from dataclasses import replace

from query.conditions import positive
from query.form import Compare, Form, Op, Task, Things
from query.parse.options import options_of
from query.parse.scored import Scored
from query.parse.utterance import Utterance


def of_one(u: Utterance, reading: Scored) -> Scored | None:
    """The reading that asks which of two has more, as whether the first does: "has Northam more actions than
    Eastvale"."""
    form = reading.form
    if form.task is not Task.LIST or form.order is None or form.order.aggregate != "count":
        return reading
    for option in options_of(u.pieces[u.asked.one], u.context.codes):
        if u.context.ways.meet(option.cls, form.target.cls):
            only = Things(option.iris, option.label)
            if not _of_two(form, only):
                return None
            return replace(reading, form=replace(form, task=Task.YES_NO, only=only, columns=()))
    return None


def _of_two(form: Form, only: Things) -> bool:
    """Whether what a form lists is one of several things, of which `only` is one."""
    for part in positive(form.where):
        match part:
            case Compare(left=at, op=Op.EQ, right=Things(iris=iris)) if at == form.target:
                return set(only.iris) < set(iris)
    return False


def both_do(u: Utterance) -> bool:
    """Whether "both" follows the second of two councils: "what are Northam and Eastvale both doing"."""
    scope = {c for p in u.context.settings.scope for c in u.context.schema.range(p)}
    placed = [i for i in u.part.live if any(m.named.cls in scope for m in u.pieces[i].mentions)]
    return len(placed) == 2 and any(u.pieces[i].is_named("join", "both") for i in u.part.live if i == placed[1] + 1)
