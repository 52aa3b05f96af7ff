"""Whether one value is higher than another: "is the 2011-12 target lower than the 2009-10 one", "is Northam above its
target", "is it higher in Northam than in Eastvale"."""

from __future__ import annotations

from query.form import And, Compare, Form, Op, Task, Things, Var
from query.lexicon.entries import Apart
from query.parse.differing import said_of, sides
from query.parse.needs import Needs, NumberNeed
from query.parse.scored import Scored, passed_over
from query.parse.utterance import Utterance

PRICE = 0.1
OPS = {"<": Op.LT, ">": Op.GT, "less": Op.LT, "fewer": Op.LT, "greater": Op.GT, "more": Op.GT}


def comparing(u: Utterance, needs: Needs) -> list[Scored]:
    """The reading that asks whether a value is more or less than another; none where it is not said of which two."""
    told = u.context.settings.gap
    at, op = _comparison(u, needs)
    if told is None or op is None or not u.asked.yes_no:
        return []
    said = [s for s in said_of(u, told) if s.piece != u.asked.gap_at]
    values: dict[str, tuple[Things, ...]] = {}
    for s in said:
        values[s.prop] = tuple(dict.fromkeys((*values.get(s.prop, ()), s.things)))
    about = set(told.same) & set(u.context.settings.stands_for.values())
    if any(len(v) > 2 for v in values.values()) or not about <= set(values):
        return []
    ends = _ends(told, values, last=any(s.prop == told.by and s.piece > at for s in said))
    if ends is None:
        return []
    values[told.by] = ends
    apart = [p for p, v in values.items() if len(v) == 2]
    if not apart:
        return []
    used = frozenset({at, *(s.piece for s in said)})
    over = passed_over(u, needs, used)
    if over is None:
        return []
    left, names = over
    parts, (one, other) = sides(u, told, values, apart, alike=apart == [told.by])
    form = Form(Task.YES_NO, Var("observation", told.cls), And((*parts, Compare(one, op, other))))
    return [Scored(form, u.part.cost + PRICE + left, left, (u.pieces[at].text,), names, u.part, coded=True)]


def _comparison(u: Utterance, needs: Needs) -> tuple[int, Op | None]:
    """The word that compares, where no number follows it, and how it does."""
    numbered = {i for n in needs.needs if isinstance(n, NumberNeed) for i in n.pieces}
    for i in u.part.live:
        said = [m.op for m in u.pieces[i].of_kind("compare") if not m.of]
        said += [m.name for m in u.pieces[i].of_kind("must")]
        op = next((OPS[s] for s in said if s in OPS), None)
        if op and i not in numbered:
            return i, op
    return -1, None


def _ends(told: Apart, values: dict[str, tuple[Things, ...]], *, last: bool) -> tuple[Things, ...] | None:
    """Of which kind the two values are: as the question says; where it says the far one only ("above its target"), the
    near one is of the other kind, and where it says neither both are of the first kind (what was measured)."""
    near, far = (Things((value,), label) for value, label in told.of)
    said = values.get(told.by, ())
    others = any(len(v) == 2 for p, v in values.items() if p != told.by)
    if len(said) == 2 or (said and others):
        return said
    if said:
        return (near, far) if last and said == (far,) else None
    return (near,) if others else None
