"""How far two values are apart that differ in what the question says: two periods, two councils, a target and a
later actual. What is said once is of both."""

from __future__ import annotations

from dataclasses import dataclass

from query.form import And, Condition, Extreme, Form, Gap, Link, Task, Things, Var
from query.lexicon.entries import Apart
from query.parse.needs import Needs
from query.parse.options import options_of
from query.parse.periods import matching_periods
from query.parse.scored import Scored, passed_over
from query.parse.utterance import Utterance
from query.schema import words_of

PRICE = 0.1
SURE_NAME = 0.9


@dataclass(frozen=True, slots=True)
class Said:
    """A value that a question gives a property of what holds the numbers, and the piece that says so."""

    prop: str
    things: Things
    piece: int


def differing(u: Utterance, needs: Needs) -> list[Scored]:
    """The reading that asks how far two values are apart; none where it is not said of which two."""
    told, at = u.context.settings.gap, u.asked.names.get("difference", u.asked.gap_at)
    if told is None or at < 0 or u.asked.yes_no or u.asked.each >= 0:
        return []
    said = said_of(u, told)
    props = list(dict.fromkeys(s.prop for s in said))
    values = {p: tuple(dict.fromkeys(s.things for s in said if s.prop == p)) for p in props}
    apart = [p for p in props if len(values[p]) == 2]
    about = set(told.same) & set(u.context.settings.stands_for.values())
    if "difference" not in u.asked.names and not set(apart) & set(told.same):
        return []  # how far a value is from its own target
    if not apart or any(len(v) > 2 for v in values.values()) or told.by not in values or not about & set(props):
        return []
    used = frozenset({at, *(s.piece for s in said)})
    over = passed_over(u, needs, used)
    if over is None:
        return []
    left, names = over
    form = _form(u, told, values, apart)
    return [Scored(form, u.part.cost + PRICE + left, left, (u.pieces[at].text,), names, u.part)]


def said_of(u: Utterance, told: Apart) -> list[Said]:
    """What the question says of the values, in order."""
    schema, settings = u.context.schema, u.context.settings
    period = settings.periods.get("class", "")
    found: list[Said] = []
    for i in u.part.live:
        piece = u.pieces[i]
        if piece.time:
            periods = matching_periods(piece.time, u.context.periods)
            prop = next((p for p in told.same if period in schema.range(p)), "")
            if periods and prop:
                found.append(Said(prop, Things(periods, piece.time.said), i))
        elif piece.mentions:
            for option in options_of(piece, u.context.codes)[:1]:
                prop = next((p for p in told.same if any(schema.is_a(option.cls, c) for c in schema.range(p))), "")
                if prop and option.score >= SURE_NAME:
                    found.append(Said(prop, Things(option.iris, option.label), i))
        else:
            for meaning in piece.of_kind("noun"):
                terms = [(v, d) for p, v, d in meaning.where if p == told.by]
                if meaning.cls == told.cls and len(terms) == 1 and not terms[0][1]:
                    found.append(Said(told.by, Things((terms[0][0],), meaning.label), i))
                    break
    spoken = u.pieces[u.asked.gap_at].text.lower() if u.asked.gap_at >= 0 else ""
    if all(s.prop != told.by for s in found) and all(label in spoken for _, label in told.of):
        # "between the 2008-09 actual and the 2011-12 target": both stand in the words for the gap
        ends = sorted(told.of, key=lambda end: spoken.find(end[1]))
        found += [Said(told.by, Things((value,), label), u.asked.gap_at) for value, label in ends]
    return _with_far_end(u, told, found, spoken)


def _with_far_end(u: Utterance, told: Apart, found: list[Said], spoken: str) -> list[Said]:
    """What is said, with the end of the gap that stands in the words for it: "how far off is the 2008-09 actual from
    the 2009-10 target"."""
    ends = [s for s in found if s.prop == told.by]
    times = [s for s in found if s.prop in told.same and u.pieces[s.piece].time]
    other = [(v, label) for v, label in told.of if spoken.endswith(label) and all(v not in e.things.iris for e in ends)]
    if len(ends) != 1 or len(times) != 2 or len(other) != 1:
        return found
    value, label = other[0]
    far = Said(told.by, Things((value,), label), u.asked.gap_at)
    last = max(u.pieces[u.asked.gap_at].at) > u.pieces[ends[0].piece].start
    at = found.index(ends[0])
    return [*found[: at + last], far, *found[at + last :]]


def _form(u: Utterance, told: Apart, values: dict[str, tuple[Things, ...]], apart: list[str]) -> Form:
    parts, numbers = sides(u, told, values, apart)
    gap = Var("difference")
    return Form(Task.LIST, gap, And((*parts, Gap(gap, numbers[0], numbers[1]))), columns=tuple(numbers))


def sides(
    u: Utterance, told: Apart, values: dict[str, tuple[Things, ...]], apart: list[str], *, alike: bool = False
) -> tuple[tuple[Condition, ...], tuple[Var, Var]]:
    """What holds of two values that differ in `apart`, and their numbers. Of no said time each is the latest, or,
    where they are to be of times `alike`, the first is and the other is of its time."""
    schema, settings = u.context.schema, u.context.settings
    period = settings.periods.get("class", "")
    parts: list[Condition] = []
    numbers = []
    for side in (0, 1):
        holder = Var("observation" if not side else "observation2", told.cls)
        name = "_".join(values[p][side].label for p in apart)
        number = Var("".join(c if c.isalnum() else "_" for c in name.lower()))
        for prop, things in values.items():
            parts.append(Link(holder, prop, things[side if prop in apart else 0]))
        for prop in told.same:
            ends = sorted(schema.range(prop))
            timed = prop not in values and period in ends
            if timed and not (alike and side):
                latest = settings.latest.get(told.cls, ())
                parts.append(Extreme(holder, latest, settings.latest_within.get(told.cls, ())))
            if (timed and alike) or (prop not in values and period not in ends):
                parts.append(Link(holder, prop, Var(words_of(prop).replace(" ", "_"), ends[0] if ends else "")))
        parts.append(Link(holder, told.value, number))
        numbers.append(number)
    return tuple(parts), (numbers[0], numbers[1])
