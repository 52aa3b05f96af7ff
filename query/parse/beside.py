"""What a list shows beside each thing, and how it is ordered: "with their owners and due dates, earliest first"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from query.conditions import conjuncts, own_variables
from query.form import And, Condition, Form, Link, Maybe, Order, Task, Var
from query.parse.chart import Piece
from query.parse.context import Context
from query.parse.targets import Target
from query.parse.utterance import Utterance
from query.schema import DATES, NUMBERS, words_of

SEVERAL = 2  # so many nouns after a mere "with" are columns: "with owner and due date"
DOWN = frozenset({"latest", "highest"})
DATED = frozenset({"latest", "earliest"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A further column: the way to it (one property, or several on the way), its class ("" for a literal), what it
    is; `pick` as of a `Link`."""

    path: tuple[str, ...]
    cls: str
    datatype: str = ""
    pick: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """The columns and the order that a question asks of a list, and the pieces that say so."""

    columns: tuple[Shown, ...]
    by: Shown | None
    descending: bool
    pieces: frozenset[int]

    def onto(self, form: Form) -> Form:
        """The form with the columns and in the order."""
        if not self.pieces:
            return form
        if form.task is not Task.LIST:
            lowest = not self.descending and form.group_by is not None
            return replace(form, order=Order(form.target, "count", descending=False, limit=None)) if lowest else form
        names = {v.name for v in (*own_variables(form.where), *form.columns, form.target)}
        parts: list[Condition] = list(conjuncts(form.where))
        columns = list(form.columns)
        order = form.order
        for shown in dict.fromkeys((*self.columns, *([self.by] if self.by else ()))):
            var = _there(form.target, shown, parts)
            if var is None:
                var = _var(shown, names)
                path = shown.path[0] if len(shown.path) == 1 else shown.path
                parts.append(Maybe(Link(form.target, path, var, shown.pick)))
            names.add(var.name)
            columns += [] if var in columns else [var]
            if shown == self.by:
                order = Order(var, "", self.descending, None)
        return replace(form, where=And(tuple(parts)), columns=tuple(columns), order=order)


NOTHING = Beside((), None, descending=True, pieces=frozenset())


def beside_of(u: Utterance, target: Target) -> Beside:
    """The columns and the order that an utterance asks of a list of things of a class; `NOTHING` where it asks none."""
    counting = target.task in (Task.COUNT, Task.AGGREGATE)
    if not target.cls or target.prop or target.gap or (target.task is not Task.LIST and not counting):
        return NOTHING
    if counting:
        told = _told_order(u, target)
        return told if told is not None and u.asked.each >= 0 else NOTHING
    listed = _listed(u, target)
    columns = tuple(dict.fromkeys(s for _, s in listed))
    pieces = frozenset(i for i, _ in listed)
    order = _told_order(u, target)
    if order is not None:
        return Beside(columns, order.by, order.descending, pieces | order.pieces)
    return Beside(columns, None, descending=True, pieces=pieces) if columns else NOTHING


def _listed(u: Utterance, target: Target) -> list[tuple[int, Shown]]:
    """The nouns and attributes after "with their", each with its column; the pieces that lead to them have one too."""
    for place, i in enumerate(u.part.live):
        piece = u.pieces[i]
        plainly = piece.is_named("order", "theirs")
        if i in target.pieces or not (plainly or (u.asked.listing and piece.text.lower() == "with")):
            continue
        if not target.pieces or i < min(target.pieces):
            continue
        if "its" in piece.text.lower().split() and target.cls in u.context.settings.who:
            continue  # "the owner of 1.2 and its partners": those of 1.2
        found: list[tuple[int, Shown]] = []
        for j in u.part.live[place + 1 :]:
            shown = _shown(u.pieces[j], target.cls, u.context)
            if shown is not None:
                found.append((j, shown))
            elif not _idle(u.pieces[j]) and not u.pieces[j].is_named("order", "theirs"):
                break
        if found and (plainly or len(found) >= SEVERAL):
            return [(i, found[0][1]), *found]
    return []


def _told_order(u: Utterance, target: Target) -> Beside | None:
    """The order that is asked for, or None."""
    places = [i for i in u.part.live if orders(u.pieces[i])]
    if not places:
        return None
    at = places[0]
    told = {m.name for i in places for m in u.pieces[i].of_kind("order")}
    way = next((n for n in sorted(told) if n != "by"), "")
    by, used = None, set(places)
    if target.task is Task.LIST:
        inside = [j for j in u.part.live if at < j]
        for j in inside[:3] if "by" in told or u.pieces[at].end - u.pieces[at].start > len(u.pieces[at].at) else ():
            by = _shown(u.pieces[j], target.cls, u.context)
            if by is not None:
                used.add(j)
                break
        by = by or _usual(target.cls, way, u.context)
        if by is None:
            return None
        if by.cls and way in DATED | {"highest", "lowest"}:
            return None
    return Beside((), by, way in DOWN, frozenset(used))


def _usual(cls: str, way: str, context: Context) -> Shown | None:
    """What things of a class are ordered by where only which come first is said."""
    schema, settings = context.schema, context.settings
    if way in DATED or not way:
        return next((_literal(p, (p,), context) for c, p in settings.dates.items() if schema.is_a(cls, c)), None)
    return _amount(cls, (*settings.numbers, *settings.money), context)


def _amount(cls: str, props: Iterable[str], context: Context) -> Shown | None:
    """A number of things of a class, their own or of what hangs on them."""
    for prop in props:
        if prop in context.schema.properties_of(cls):
            return _literal(prop, (prop,), context)
    for prop in props:
        for holder in sorted({e.source for e in context.schema.edges if e.prop == prop}):
            for _, way in context.ways.cheapest(cls, holder, frozenset())[:1]:
                if len(way.steps) == 1 and not way.steps[0].inverse:
                    return _literal(prop, (way.steps[0].walk, prop), context)
    return None


def _literal(prop: str, path: tuple[str, ...], context: Context) -> Shown:
    pick = "max" if prop in context.settings.last_of else ""
    return Shown(path, "", context.schema.properties[prop].datatype or "", pick)


def _shown(piece: Piece, cls: str, context: Context) -> Shown | None:
    """The column that a piece names, of things of a class."""
    if piece.mentions or piece.time or piece.of_kind("not"):
        return None
    schema = context.schema
    for meaning in sorted(piece.of_kind("attribute"), key=lambda m: m.weak):
        for prop in meaning.props:
            info = schema.properties[prop]
            if prop in schema.properties_of(cls):
                ends = sorted(schema.range(prop)) if not info.literal else []
                return Shown((prop,), ends[0]) if ends else _literal(prop, (prop,), context)
            if info.datatype in NUMBERS or info.datatype in DATES:
                found = _amount(cls, (prop,), context)
                if found:
                    return found
    for meaning in piece.of_kind("noun"):
        if meaning.where or meaning.cls == cls:
            continue
        own = piece.props or frozenset()
        for _, way in context.ways.cheapest(cls, meaning.cls, own)[:1]:
            return Shown(tuple(s.walk for s in way.steps), meaning.cls)
    return None


def orders(piece: Piece) -> bool:
    """Whether a piece says in which order things are listed."""
    return any(m.name != "theirs" for m in piece.of_kind("order"))


def _idle(piece: Piece) -> bool:
    comma = piece.mark and piece.text in ",/&"
    return comma or bool(piece.of_kind("small", "pronoun", "join")) or piece.is_named("chatter", "polite")


def _there(target: Var, shown: Shown, parts: Sequence[Condition]) -> Var | None:
    """The variable that a column's way leads to already."""
    at = target
    for step in shown.path:
        links = [c for c in parts if isinstance(c, Link) and c.prop == step.lstrip("^")]
        inverse = step.startswith("^")
        ends = [c.subject if inverse else c.object for c in links if (c.object if inverse else c.subject) == at]
        found = next((e for e in ends if isinstance(e, Var)), None)
        if found is None:
            return None
        at = found
    return at


def _var(shown: Shown, names: Sequence[str] | set[str]) -> Var:
    stem = words_of(shown.cls or shown.path[-1].lstrip("^")).replace(" ", "_")
    number, name = 1, stem
    while name in names:
        number += 1
        name = f"{stem}{number}"
    return Var(name, shown.cls)
