"""Whether one value is higher than another, or of what it is: "is the 2011-12 target lower than the 2009-10 one", "is
Northam above its target", "which indicators had a 2008-09 actual better than the 2009-10 target"."""

from __future__ import annotations

from collections.abc import Sequence

from query.form import And, Compare, Condition, Form, Link, Op, Task, Things, Var
from query.lexicon.entries import Apart
from query.parse.differing import Said, said_of, sides
from query.parse.judging import judged
from query.parse.needs import Needs, NumberNeed
from query.parse.scored import Scored, passed_over
from query.parse.utterance import Utterance

PRICE = 0.1
OPS = {"<": Op.LT, ">": Op.GT, "less": Op.LT, "fewer": Op.LT, "greater": Op.GT, "more": Op.GT}
JUDGING = ("better", "worse")
Values = dict[str, tuple[Things, ...]]


def comparing(u: Utterance, needs: Needs) -> list[Scored]:
    """The reading that asks whether a value is more, less, better or worse than another, or of which things it is; none
    where it is not said of which two values."""
    told = u.context.settings.gap
    at, how = _comparison(u, needs)
    if told is None or not how or (how in JUDGING and told.better is None):
        return []
    said = [s for s in said_of(u, told) if s.piece != u.asked.gap_at]
    about = next((p for p in told.same if p in u.context.settings.stands_for.values()), "")
    target = _listed(u, told, about, said)
    values = _parted(u, told, said, at)
    if values is None or bool(target) == (about in values) or not (target or u.asked.yes_no):
        return []
    apart = {p for p, v in values.items() if len(v) == 2}
    if not apart or (u.pieces[at].of_kind("value") and apart == {told.by}):
        return []  # "worse than target" is how it stands
    used = frozenset({at, *target, *(s.piece for s in said)})
    over = passed_over(u, needs, used)
    if over is None:
        return []
    left, names = over
    form = _form(u, told, values, how, about=about if target else "")
    return [Scored(form, u.part.cost + PRICE + left, left, (u.pieces[at].text,), names, u.part, coded=True)]


def _form(u: Utterance, told: Apart, values: Values, how: str, *, about: str) -> Form:
    """The comparison of two values; of the things that `about` leads to, where they are asked for."""
    apart = [p for p, v in values.items() if len(v) == 2]
    parts: tuple[Condition, ...]
    parts, numbers = sides(u, told, values, apart, alike=apart == [told.by])
    ends = (Var("observation", told.cls), Var("observation2", told.cls))
    if how in JUDGING:
        parts = judged(parts, ends, numbers, told, u.context.schema, worse=how == "worse")
    else:
        parts = (*parts, Compare(numbers[0], OPS[how], numbers[1]))
    shared = [c.object for c in parts if isinstance(c, Link) and about and c.prop == about]
    asked = next((v for v in shared if isinstance(v, Var)), ends[0])
    return Form(Task.LIST if about else Task.YES_NO, asked, And(parts))


def _comparison(u: Utterance, needs: Needs) -> tuple[int, str]:
    """The word that compares, where no number follows it, and how it does."""
    numbered = {i for n in needs.needs if isinstance(n, NumberNeed) for i in n.pieces}
    for i in u.part.live:
        said = [m.op for m in u.pieces[i].of_kind("compare") if not m.of]
        said += [m.name for m in u.pieces[i].of_kind("must")]
        how = next((s for s in said if s in OPS or s in JUDGING), "") or _judging(u, i)
        if how and i not in numbered:
            return i, how
    return -1, ""


def _judging(u: Utterance, i: int) -> str:
    """How a piece compares that says of its target too what the value is: "better than its 2009-10 target"."""
    told = u.context.settings.gap
    terms = [term for m in u.pieces[i].of_kind("value") for _, term, _ in m.where]
    return next((how for t in terms for term, how in (told.judging if told else ()) if t == term), "")


def _listed(u: Utterance, told: Apart, about: str, said: Sequence[Said]) -> frozenset[int]:
    """The piece that asks of which things it is so: "which indicators", "which targets"; none where nothing does."""
    if u.asked.yes_no or not about or any(s.prop == about for s in said):
        return frozenset()
    first = next((i for i in u.part.live if any(not m.weak for m in u.pieces[i].of_kind("noun"))), -1)
    kinds = {told.cls, *u.context.schema.range(about)}
    nouns = [m for m in u.pieces[first].of_kind("noun") if m.cls in kinds] if first >= 0 else []
    return frozenset({first}) if nouns else frozenset()


def _parted(u: Utterance, told: Apart, said: Sequence[Said], at: int) -> Values | None:
    """The values of both sides, by property: one of both, or the near and the far one; None where they are more.

    What is said before "than" is of the near value, what is said after it of the far one, and what is said on one side
    only of both. A target alone after "than" is compared with what was measured; so is what is said beside it with
    what is said farther off ("better than their 2009-10 target in 2008-09").
    """
    than = max(u.pieces[at].at)
    values: Values = {}
    alone = False
    kinds = tuple(Things((value,), label) for value, label in told.of)
    far_end = next((s.piece for s in said if s.prop == told.by and u.pieces[s.piece].start > than), -1)
    its_target = bool(u.pieces[at].of_kind("value"))
    than, far_end = (u.pieces[at].start, at) if its_target else (than, far_end)
    for prop in dict.fromkeys(s.prop for s in said):
        mine = [s for s in said if s.prop == prop]
        before = list(dict.fromkeys(s.things for s in mine if u.pieces[s.piece].start < than))
        after = list(dict.fromkeys(s.things for s in mine if u.pieces[s.piece].start > than))
        if len(after) == 2 and not before and far_end >= 0:
            far = min((s for s in mine), key=lambda s: abs(s.piece - far_end)).things
            before, after = [t for t in after if t != far], [far]
        if prop == told.by:
            before, after = before[-1:], after[:1]  # "which targets had the actual above the 2009-10 target"
            alone = not before and after == [kinds[1]]
        if len(before) > 1 or len(after) > 1:
            return None
        values[prop] = tuple(dict.fromkeys((*before, *after)))
    if its_target or alone:
        values[told.by] = kinds
    elif told.by not in values:
        values[told.by] = kinds[:1]
    return values
