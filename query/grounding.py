"""Forms made cheaper to run: what mentions some words is found once for a snapshot, and then named thing by thing.

Looking through texts is what a query spends longest on, and one question asks several (its rows, their evidence, its
other readings). The form that is shown stays as it is; the one that is run finds the same.
"""

from __future__ import annotations

from dataclasses import replace

from query.form import And, Compare, Condition, Form, Maybe, Not, Op, Or, TextMatch, Things, Var
from query.groups import indented
from query.mentions import mention_of
from query.patterns import Patterns, name_of
from query.selective import cheapest_first
from query.world import World

MOST = 1000  # things named one by one
MOST_DENIED = 100  # … where something must not be one of them, which is tried for every row
KEPT = 2000  # finds remembered

Found = tuple[str, ...] | None
Places = tuple[str | tuple[str, ...], ...]


def grounded(form: Form, world: World) -> Form:
    """The form with every condition that something mentions words as the things that do, where those are not too many,
    and its links in the order that finds it soonest.

    Raises what the store raises.
    """
    finds = world.once("mentions", lambda: Finds(world))
    return cheapest_first(replace(form, where=finds.grounded(form.where, MOST)), world)


class Finds:
    """What is known to mention which words, in one snapshot."""

    def __init__(self, world: World) -> None:
        self._schema, self._store = world.schema, world.store
        self._known: dict[tuple[str, tuple[str, ...], Places], Found] = {}

    def grounded(self, condition: Condition, most: int) -> Condition:
        """The condition without searches of texts, but for those that would name more than `most` things."""
        match condition:
            case Not(part=part):
                return Not(self.grounded(part, MOST_DENIED))
            case Maybe(part=part):
                return Maybe(self.grounded(part, most))
            case And(parts=parts):
                return And(tuple(self.grounded(p, most) for p in parts))
            case TextMatch(var=var):
                found = self._matching(var, condition.alternatives, (), condition) if var.cls else None
                if found is not None and len(found) <= most:
                    return _one_of(var, found, condition.alternatives)
            case Or(parts=(TextMatch(var=var), *_)) if var.cls:
                mention = mention_of(var, condition)
                inside = Or(tuple(self.grounded(p, most) for p in condition.parts))
                found = self._matching(var, mention.words, mention.places, inside) if mention else None
                if mention and found is not None and len(found) <= most:
                    return _one_of(var, found, mention.words)
                return inside
            case Or(parts=parts):
                return Or(tuple(self.grounded(p, most) for p in parts))
        return condition

    def _matching(self, var: Var, words: tuple[str, ...], places: Places, condition: Condition) -> Found:
        """The things that satisfy a condition on a variable, which says that they mention words; None for too many."""
        key = (var.cls, words, places)
        if key not in self._known:
            while len(self._known) >= KEPT:
                self._known.pop(next(iter(self._known)), None)
            patterns = Patterns(self._schema)
            body = indented(patterns.body(condition, var, frozenset({var})))
            query = f"{patterns.head()}SELECT DISTINCT {name_of(var)} WHERE {{\n{body}\n}} LIMIT {MOST + 1}"
            name = name_of(var)[1:]
            found = tuple(sorted({row[name].value for row in self._store.select(query).rows if name in row}))
            self._known[key] = found if len(found) <= MOST else None
        return self._known[key]


def _one_of(var: Var, found: tuple[str, ...], words: tuple[str, ...]) -> Compare:
    return Compare(var, Op.EQ, Things(found, " or ".join(words)))
