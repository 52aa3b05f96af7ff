"""Names that more than one thing bears in part: "Sure Start money" is of any grant that is called so.

Where nothing is found of what is called just so, and others are that have its whole name in theirs, they are meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from query.conditions import conjuncts
from query.form import And, Compare, Condition, Form, Link, Op, Things
from query.lexicon.words import stems
from query.parse.context import context_of
from query.world import World

MOST = 40  # things that may be meant by one name


def widened(form: Form, world: World) -> Form | None:
    """The form with whatever else of the same class has the whole of a name in its own, or None where nothing has.

    Widened are names of partners and of money; who somebody is, or what a heading says, is not told by a part of it.
    """
    settings = context_of(world).settings
    wide = frozenset((*settings.who[1:], *settings.where_asked))
    scope = {cls for prop in settings.scope for cls in world.schema.range(prop)}
    parts = [_wider(c, wide - scope, world) for c in conjuncts(form.where)]
    if tuple(parts) == conjuncts(form.where):
        return None
    return replace(form, where=And(tuple(parts)) if len(parts) > 1 else parts[0])


def _wider(condition: Condition, classes: frozenset[str], world: World) -> Condition:
    match condition:
        case Link(prop=str() as prop, object=Things() as named):
            ends = world.schema.range(prop) & classes
        case Compare(left=left, op=Op.EQ, right=Things() as named):
            ends = frozenset({left.cls}) & classes
        case _:
            return condition
    said = frozenset(stems(named.label))
    if not ends or not said:
        return condition
    called = world.once("called at length", lambda: _called(world))
    found = [iris for cls in sorted(ends) for words, iris in called.get(cls, ()) if said < words]
    iris = tuple(dict.fromkeys((*named.iris, *(iri for other in found for iri in other))))
    if not found or len(iris) > MOST:
        return condition
    things = Things(iris, f"{named.label} of any kind")
    return replace(condition, object=things) if isinstance(condition, Link) else replace(condition, right=things)


def _called(world: World) -> Mapping[str, Sequence[tuple[frozenset[str], tuple[str, ...]]]]:
    """The stems of all names of several words, by class, with what is called so."""
    context = context_of(world)
    wide = {*context.settings.who[1:], *context.settings.where_asked}
    found: dict[str, list[tuple[frozenset[str], tuple[str, ...]]]] = {}
    for named in context.names.all():
        words = frozenset(stems(named.label)) if named.cls in wide and named.held and not named.code else frozenset()
        if len(words) > 1:
            found.setdefault(named.cls, []).append((words, named.iris))
    return found
