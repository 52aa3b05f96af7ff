"""A question in a conversation: taken by itself, by what "those" stand for, or as a fragment of the one before."""

from __future__ import annotations

from dataclasses import replace

from query.conditions import conjuncts
from query.dialogue.fragments import rewritten
from query.dialogue.leaning import Leaning, is_among, is_bare, leaning, wording
from query.dialogue.merging import counting, listing, united
from query.dialogue.pointing import by_place, of_what_was_named, pointing_back
from query.dialogue.turn import Turn
from query.form import And, Compare, Condition, Form, Link, Maybe, Or, Task, Var
from query.parse import parse
from query.parse.chart import Piece, chart
from query.parse.context import Context, context_of
from query.reading import Outcome, Parse, Reading
from query.world import World

LEANS = "The question leans on the one before it in a way that is not understood."


def understood(question: str, turn: Turn | None, world: World) -> Parse:
    """The readings of a question after a turn of a conversation (None: the first). Raises what the store raises."""
    if turn is None:
        return parse(question, world)
    lean = leaning(question)
    whole = _whole(lean, turn)
    if whole is not None:
        return whole
    context = context_of(world)
    cut = chart(lean.rest, context)
    back = by_place(lean.rest, turn, world)
    if back is None and not lean.instead:
        back = pointing_back(lean.rest, cut, turn, world)
    if back is not None:
        return back
    pieces = [p for p in cut.divisions[0].pieces if not p.mark]
    own = parse(question, world)
    if not _leans(lean, pieces, own, turn, context):
        if is_among(question) and not any(map(_tells_kind, pieces)) and not any(p.mentions or p.time for p in pieces):
            return _completed(lean.rest, turn, world, parts=True) or _unsure(own)
        if not is_bare(question) or own.outcome is not Outcome.UNDERSTOOD or any(_names(p, context) for p in pieces):
            return own
        return of_what_was_named(lean.rest, turn, world) or _unsure(own)
    narrows = (lean.narrows or _asks(pieces)) and not lean.instead
    form = rewritten(turn.form, lean.rest, context, narrows=narrows, has=lean.has and not lean.instead)
    if form is not None and any(p.is_named("ask", "how-many") for p in pieces):
        form = counting(form)
    elif form is not None and form.task is Task.COUNT and any(p.is_named("ask", "which") for p in pieces):
        form = listing(form)
    if form is not None:
        return _read(form)
    retold = _retold(lean.rest, pieces, turn, world)
    if retold is None and (_asks(pieces) or any(map(_tells_kind, pieces))):
        retold = _completed(lean.rest, turn, world)
    return retold or (_unsure(own) if _is_fragment(lean, pieces, own) else own)


def _is_fragment(lean: Leaning, pieces: list[Piece], own: Parse) -> bool:
    """Whether a question is plainly about what went before, so that what it says by itself is not what is asked."""
    if own.outcome is not Outcome.UNDERSTOOD:
        return False
    bare = not any(map(_tells_kind, pieces)) and not _says_something(own.readings[0].form)
    return bare or lean.opens or lean.narrows or lean.has or own.readings[0].open


def _unsure(own: Parse) -> Parse:
    """The readings of a question that leans on what went before in a way that is not understood."""
    return replace(own, outcome=Outcome.UNSURE, reason=LEANS)


def _whole(lean: Leaning, turn: Turn) -> Parse | None:
    """A question that asks only how many were found, or which."""
    if lean.again:
        return _read(turn.form)
    form = counting(turn.form) if lean.counts else listing(turn.form) if lean.lists else None
    return _read(form) if form else None


def _leans(lean: Leaning, pieces: list[Piece], own: Parse, turn: Turn, context: Context) -> bool:
    """Whether a question is none by itself: it begins as a fragment does, or names hardly anything."""
    if own.outcome is not Outcome.UNDERSTOOD:
        return not _asks(pieces) or lean.opens or lean.narrows
    first = own.readings[0]
    if first.open or not _says_something(first.form):
        return True
    if lean.narrows:
        return True
    return not _asks(pieces) and (lean.opens or not any(_tells_kind(p) for p in pieces))


def _asks(pieces: list[Piece]) -> bool:
    """Whether some words ask for something."""
    return any(p.of_kind("ask", "lead") or p.of_kind("relation") for p in pieces if not p.is_named("ask", "compare"))


def _tells_kind(piece: Piece) -> bool:
    """Whether a piece says what kind of thing is asked for."""
    return any(not m.weak for m in piece.of_kind("noun", "attribute"))


def _says_something(form: Form) -> bool:
    """Whether a form says more of what it asks for than how kinds of things hang together."""

    def tells(condition: Condition) -> bool:
        match condition:
            case Maybe():
                return False
            case And(parts=parts) | Or(parts=parts):
                return any(map(tells, parts))
            case Link(object=end):
                return not isinstance(end, Var)
            case Compare(right=right):
                return not isinstance(right, Var)
        return True

    return any(tells(c) for c in conjuncts(form.where)) or bool(form.order or form.having)


def _names(piece: Piece, context: Context) -> bool:
    """Whether a piece names a thing other than a place, a time or a number, or has words to be found in texts."""
    places = {c for p in context.settings.scope for c in context.schema.range(p)}
    things = any(m.named.cls not in places for m in piece.mentions)
    return bool(things or piece.time or piece.number or not piece.known or piece.of_kind("each", "extreme"))


def _retold(words: str, pieces: list[Piece], turn: Turn, world: World) -> Parse | None:
    """The last question with its like for what the words name: another kind of thing, something else to be defined."""
    said = chart(turn.said, context_of(world))
    new = next((p for p in pieces if p.mentions or _tells_kind(p)), None)
    if new is None or _asks(pieces) or (new.mentions and turn.form.task not in (Task.DEFINE, Task.PATH)):
        return None
    like = [p for p in said.divisions[0].pieces if bool(p.mentions) == bool(new.mentions) and not p.mark]
    old = next((p for p in like if p.mentions or _tells_kind(p)), None)
    if old is None:
        return None
    start, end = said.tokens[old.start].start, said.tokens[old.end - 1].end
    found = parse(f"{turn.said[:start]}{words.rstrip('?!. ')}{turn.said[end:]}", world)
    return found if found.outcome is Outcome.UNDERSTOOD else None


def _completed(words: str, turn: Turn, world: World, *, parts: bool = False) -> Parse | None:
    """A question that says of nothing what it asks, with "of those" put after it: of the same ones as before.

    `parts`: it asks which of what was found are so, and for nothing else.
    """
    whole = f"{words.rstrip('?!. ')} {wording().completing}"
    found = pointing_back(whole, chart(whole, context_of(world)), turn, world, parts=parts)
    if found is None or found.outcome is not Outcome.UNDERSTOOD:
        return found
    first, *others = found.readings
    return replace(found, readings=(replace(first, form=united(first.form)), *others))


def _read(form: Form) -> Parse:
    return Parse(Outcome.UNDERSTOOD, (Reading(form, 0.0),))
