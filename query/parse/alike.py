"""What has the same as something named: "actions with the same owner as 1.2", "who owns the same actions as Ann",
"what is due on the same date as 1.2"."""

from __future__ import annotations

from query.conditions import renamed
from query.form import And, Compare, Condition, Form, Link, Op, Task, Things, Var
from query.lexicon.entries import Meaning
from query.parse.chart import Piece
from query.parse.needs import Needs, Option, ThingNeed
from query.parse.scored import Scored, passed_over
from query.parse.sharing import says_same
from query.parse.utterance import Utterance
from query.schema import words_of

PRICE = 0.1
SURE_NAME = 0.9


def alike(u: Utterance, needs: Needs) -> list[Scored]:
    """The readings that ask for what has the same as a thing that is named; none where no word says so."""
    at = next((i for i in u.part.live if says_same(u.pieces[i]) or u.pieces[i].is_named("must", "shared")), -1)
    if at < 0 or u.asked.yes_no or u.asked.each >= 0 or u.asked.extreme:
        return []
    shared = next((j for j in u.part.live if j > at and u.pieces[j].of_kind("noun", "attribute")), -1)
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and not n.scope and min(n.pieces) > shared]
    scopes = [n for n in needs.needs if isinstance(n, ThingNeed) and n.scope and not n.negated]
    if shared < 0 or len(things) != 1 or things[0].negated or things[0].options[0].score < SURE_NAME:
        return []
    nouns = [i for i in u.part.live if i < at and u.pieces[i].of_kind("noun")]
    if any(u.pieces[i].of_kind("attribute") for i in u.part.live if shared < i < min(things[0].pieces)):
        return []  # "the same owner and date as" asks for both
    called = [
        i for i in u.part.live if shared < i < min(things[0].pieces) and u.pieces[i].of_kind("noun")
    ]  # "action 1.1"
    verbs = [
        i for i in u.part.live if i < at and u.pieces[i].props & _attributes(u.pieces[shared])
    ]  # "due on the same date"
    used = frozenset({at, shared, *nouns[:1], *called, *verbs, *things[0].pieces}).union(*(n.pieces for n in scopes))
    over = passed_over(u, needs, used)
    if over is None:
        return []
    left, names = over
    found = []
    for option in things[0].options:
        form = _form(u, nouns[:1], shared, option, scopes)
        if form:
            cost = u.part.cost + PRICE + left + 2.0 * (1.0 - option.score)
            found.append(Scored(form, cost, left, (u.pieces[at].text,), names, u.part, coded=option.code))
    return found


def _attributes(piece: Piece) -> frozenset[str]:
    return frozenset(p for m in piece.of_kind("attribute") for p in m.props)


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
    for meaning in u.pieces[shared].of_kind("noun", "attribute"):
        held = _held(u, target, meaning, known)
        if held is None:
            continue
        there, back = held
        places = [
            (prop, Things(n.options[0].iris, n.options[0].label)) for n in scopes for prop in context.settings.scope
        ]
        parts: list[Condition] = [there, Compare(target, Op.NE, known)]
        parts += [Link(target, prop, place) for prop, place in places]
        if meaning.kind == "attribute" or (
            places and len(known.iris) > 1
        ):  # "action 1.1 in Northam" is that of Northam
            twin = Var(f"{target.name}2", target.cls)
            parts += [Compare(twin, Op.EQ, known), renamed(there, {target: twin})]
            parts += [Link(twin, prop, place) for prop, place in places]
        else:
            parts.append(back)
        task = Task.COUNT if "how-many" in u.asked.names else Task.LIST
        return Form(task, target, And(tuple(parts)))
    return None


def _held(u: Utterance, target: Var, meaning: Meaning, known: Things) -> tuple[Link, Link] | None:
    """How what is asked for and how the known thing hold what is the same, or None where no one property does."""
    context = u.context
    if meaning.kind == "attribute":
        own = context.schema.properties_of(target.cls)
        prop = next((p for p in meaning.props if p in own), "")
        pick = "max" if prop in context.settings.last_of else ""
        same = Var(words_of(prop).replace(" ", "_"))
        return (Link(target, prop, same, pick), Link(same, (f"^{prop}",), known)) if prop else None
    if meaning.where or context.ways.meet(meaning.cls, target.cls):
        return None
    for _, way in context.ways.cheapest(target.cls, meaning.cls, frozenset()):
        if len(way.steps) == 1:
            step = way.steps[0]
            same = Var(words_of(meaning.cls).replace(" ", "_"), meaning.cls)
            there = Link(same, step.prop, target) if step.inverse else Link(target, step.prop, same)
            return there, Link(same, (step.prop if step.inverse else f"^{step.prop}",), known)
    return None
