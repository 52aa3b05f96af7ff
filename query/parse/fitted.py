"""A target and the needs of a question fitted to each other: what of the needs says more of the target itself."""

from __future__ import annotations

from dataclasses import replace

from query.form import Task
from query.parse.build import EVERY_OF, carries_scope
from query.parse.context import Context
from query.parse.needs import GapNeed, Need, Needs, NounNeed, NumberNeed
from query.parse.targets import Target
from query.parse.utterance import Utterance


def number_of(target: Target, needs: Needs, context: Context) -> NumberNeed | None:
    """The number of something that each of what is asked for must have: "more than two partners"."""
    number = next((n for n in needs.needs if isinstance(n, NumberNeed) and n.noun), None)
    if (
        number
        and number.every
        and (target.task not in EVERY_OF or carries_scope(target.cls, context))
        # "all actions of all four plans" are all; "indicators all four plans have" are not all that have actions
        and (target.pieces or not any(isinstance(n, NounNeed) for n in needs.needs))
    ):
        return None
    return number


def either_kind(target: Target, wanted: list[Need]) -> tuple[Target, list[Need]]:
    """ "Actual and target" asks for both: a target that is narrowed by one value takes the others of that property."""
    meaning = target.meaning
    if meaning is None or len(meaning.where) != 1 or meaning.where[0][2] or meaning.weak:
        return target, wanted
    kept: list[Need] = []
    for need in wanted:
        other = need.meanings[0] if isinstance(need, NounNeed) and len(need.meanings) == 1 else None
        same = other and other.cls == meaning.cls and [p for p, _, _ in other.where] == [meaning.where[0][0]]
        if other and same and not getattr(need, "negated", False) and other.where[0] not in meaning.where:
            where, label = (*meaning.where, *other.where), f"{meaning.label} or {other.label}"
            meaning = replace(meaning, where=where, label=label)
            target = replace(target, meaning=meaning, pieces=target.pieces | need.pieces)
        else:
            kept.append(need)
    return target, kept


def of_what_lacks(u: Utterance, target: Target, wanted: list[Need]) -> tuple[Target, list[Need]]:
    """What a target stands for, where it is said to lack its own kind: "which targets have no 2011-12 target" asks for
    the indicators that have a target and none for that time."""
    stands_for = u.context.schema.range(u.context.settings.stands_for.get(target.cls, ""))
    lacked = any(isinstance(n, NounNeed) and n.negated and any(m.cls == target.cls for m in n.meanings) for n in wanted)
    if not (lacked and stands_for and target.meaning and target.task in (Task.LIST, Task.COUNT)):
        return target, wanted
    held = NounNeed(target.pieces, (target.meaning,), skip=4.0)
    return replace(target, cls=min(stands_for), meaning=None), [held, *wanted]


def with_gap(u: Utterance, wanted: list[Need]) -> tuple[list[Need], GapNeed | None]:
    """The needs with the gap that is spoken of, which takes a number and the words for what it is between."""
    at, told = u.asked.gap_at, u.context.settings.gap
    if at < 0 or told is None:
        return wanted, None
    number = next((n for n in wanted if isinstance(n, NumberNeed) and n.noun is None and n.op != "name"), None)
    ends = [n for n in wanted if isinstance(n, NounNeed) and all(m.cls == told.cls for m in n.meanings)]
    taken: list[Need] = [*ends, *([number] if number else [])]
    pieces = frozenset({at}).union(*(n.pieces for n in taken))
    meaning = u.pieces[at].of_kind("gap")[0]
    need = GapNeed(pieces, meaning, number.op if number else "", number.number if number else None)
    return [need, *(n for n in wanted if n is not number and n not in ends)], need
