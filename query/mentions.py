"""Topics in English: words that a thing's own texts or those of things near it mention, said once for all."""

from __future__ import annotations

from dataclasses import dataclass

from query.conditions import conjuncts
from query.form import Condition, Link, Or, TextMatch, Var


@dataclass(frozen=True, slots=True)
class Mention:
    """Words (any of them) that a thing mentions, and the properties to the things whose texts count as its own."""

    words: tuple[str, ...]
    places: tuple[str | tuple[str, ...], ...]


def mention_of(var: Var, condition: Condition) -> Mention | None:
    """What a condition says that a variable mentions; None where it says anything else."""
    parts = condition.parts if isinstance(condition, Or) else (condition,)
    places: list[str | tuple[str, ...]] = []
    own: tuple[str, ...] | None = None
    for part in parts:
        match conjuncts(part):
            case (TextMatch(var=at, alternatives=words),) if at == var:
                own = words
            case (Link(subject=at, prop=prop, object=Var() as near), TextMatch(var=other)) if (
                at == var and near == other
            ):
                places.append(prop)
            case _:
                return None
    same = {p.alternatives for part in parts for p in conjuncts(part) if isinstance(p, TextMatch)}
    return Mention(own, tuple(places)) if own is not None and len(same) == 1 else None


def take_mentions(var: Var, left: list[Condition]) -> dict[tuple[str | tuple[str, ...], ...], list[tuple[str, ...]]]:
    """The mentions of a variable, taken out of the conditions: by where they may stand, all the groups of words."""
    found: dict[tuple[str | tuple[str, ...], ...], list[tuple[str, ...]]] = {}
    for condition in tuple(left):
        mention = mention_of(var, condition)
        if mention:
            left.remove(condition)
            found.setdefault(mention.places, []).append(mention.words)
    return found
