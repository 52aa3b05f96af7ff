"""What has the same as something named: "actions with the same owner as 1.2", "who owns the same actions as Ann"."""

from __future__ import annotations

from query.conditions import renamed
from query.form import And, Compare, Condition, Form, Link, Op, Task, Things, Var
from query.parse.chart import Piece
from query.parse.needs import Needs, Option, TextNeed, ThingNeed
from query.parse.scored import UNKNOWN, Scored
from query.parse.sharing import says_same
from query.parse.utterance import Utterance
from query.schema import words_of

PRICE = 0.1
SURE_NAME = 0.9


def alike(u: Utterance, needs: Needs) -> list[Scored]:
    """The readings that ask for what has the same as a thing that is named; none where no word says so."""
    at = next((i for i in u.part.live if says_same(u.pieces[i]) or _shares(u.pieces[i])), -1)
    if at < 0 or u.asked.yes_no or u.asked.each >= 0 or u.asked.extreme:
        return []
    shared = next((j for j in u.part.live if j > at and u.pieces[j].of_kind("noun")), -1)
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and not n.scope and min(n.pieces) > shared]
    scopes = [n for n in needs.needs if isinstance(n, ThingNeed) and n.scope and not n.negated]
    if shared < 0 or len(things) != 1 or things[0].negated or things[0].options[0].score < SURE_NAME:
        return []
    nouns = [i for i in u.part.live if i < at and u.pieces[i].of_kind("noun")]
    called = [
        i for i in u.part.live if shared < i < min(things[0].pieces) and u.pieces[i].of_kind("noun")
    ]  # "action 1.1"
    used = frozenset({at, shared, *nouns[:1], *called, *things[0].pieces}).union(*(n.pieces for n in scopes))
    if any(not n.pieces & used and not isinstance(n, TextNeed) and n.skip >= 1 for n in needs.needs):
        return []
    lost = [n for n in needs.needs if isinstance(n, TextNeed) and not n.pieces & used]
    unknown = [i for i in needs.unknown if i not in used]
    left = UNKNOWN * len(unknown) + sum(n.skip for n in lost)
    names = tuple(u.pieces[i].text for i in sorted({*unknown, *(min(n.pieces) for n in lost)}))
    found = []
    for option in things[0].options:
        form = _form(u, nouns[:1], shared, option, scopes)
        if form:
            cost = u.part.cost + PRICE + left + 2.0 * (1.0 - option.score)
            found.append(Scored(form, cost, left, (u.pieces[at].text,), names, u.part, coded=option.code))
    return found


def _shares(piece: Piece) -> bool:
    """Whether a piece says that something is shared with another."""
    return piece.is_named("must", "else") and piece.text.lower().startswith("shar")


def _form(u: Utterance, nouns: list[int], shared: int, option: Option, scopes: list[ThingNeed]) -> Form | None:
    """What is asked for that leads to what the named thing leads to, by the same property."""
    context, known = u.context, Things(option.iris, option.label)
    asked = [m for i in nouns for m in u.pieces[i].of_kind("noun")]
    own = [m.cls for m in asked if context.ways.meet(m.cls, option.cls)]
    if asked and not own and "who" not in u.asked.names:
        return None
    if any(m.where for m in asked if m.cls in own):
        return None
    target = Var(words_of(own[0] if own else option.cls).replace(" ", "_"), own[0] if own else option.cls)
    for meaning in u.pieces[shared].of_kind("noun"):
        if meaning.where or context.ways.meet(meaning.cls, target.cls):
            continue
        for _, way in context.ways.cheapest(target.cls, meaning.cls, frozenset()):
            if len(way.steps) == 1:
                step = way.steps[0]
                same = Var(words_of(meaning.cls).replace(" ", "_"), meaning.cls)
                there = Link(same, step.prop, target) if step.inverse else Link(target, step.prop, same)
                back = step.prop if step.inverse else f"^{step.prop}"
                places = [
                    (prop, Things(n.options[0].iris, n.options[0].label))
                    for n in scopes
                    for prop in context.settings.scope
                ]
                parts: list[Condition] = [there, Compare(target, Op.NE, known)]
                parts += [Link(target, prop, place) for prop, place in places]
                if places and len(known.iris) > 1:  # "action 1.1 in Northam" is that of Northam
                    twin = Var(f"{target.name}2", target.cls)
                    parts += [Compare(twin, Op.EQ, known), renamed(there, {target: twin})]
                    parts += [Link(twin, prop, place) for prop, place in places]
                else:
                    parts.append(Link(same, (back,), known))
                task = Task.COUNT if "how-many" in u.asked.names else Task.LIST
                return Form(task, target, And(tuple(parts)))
    return None
