"""Which part of a question asks: what stands before "can you tell me" or before a comma may only set the scene.

What follows the last question may only take leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from query.parse.chart import Division, Piece
from query.parse.context import Context

MOST_CUTS = 3
BREAKS = ",.?!;:-–—"
JOINING = frozenset({"so", "and", "but", "because"})
DROPPED_NAME = 0.35  # what leaving out a name of the scene costs
UNASKED = 1.0  # … or leaving out the only word that asks
ASKED = 3.0  # … and a beginning that asks, where the rest does not
POINTING = 2.0  # … where the rest points back to it ("it", "they")
ENDS = ".?!"
PART_OF_NAME = 0.7  # a name less sure than this is only a word of it: the "exec" of "for the exec summary"
LONGEST_ERRAND = 8  # pieces of what it is wanted for
LONGEST_SIGNATURE = 4  # words after "cheers" that may be a name


@dataclass(frozen=True, slots=True)
class Part:
    """The pieces that count as the question: their numbers, where they start, and what leaving out the rest costs."""

    live: tuple[int, ...]
    start: int
    cost: float


def parts(division: Division, context: Context) -> tuple[Part, ...]:
    """The whole question, and what is left of it when a scene-setting beginning goes."""
    pieces = division.pieces
    end = _end(pieces, context)
    whole = Part(tuple(i for i, p in enumerate(pieces[:end]) if not p.mark), 0, 0.0)
    found = [whole]
    for at in _cuts(pieces[:end])[-MOST_CUTS:]:
        live = tuple(i for i in whole.live if i >= at)
        if any(_asks(pieces[i]) for i in live) and any(_names(pieces[i]) for i in live):
            found.append(Part(live, at, _cost(pieces[:end], at)))
    return tuple(found)


def _end(pieces: tuple[Piece, ...], context: Context) -> int:
    """Where the question ends: before "cheers, Ann" and before a last sentence that asks and names nothing."""
    end = _before_a_day(pieces, _signed(pieces), context)
    for at in range(end - 1, 0, -1):
        mark = pieces[at].text.strip() if pieces[at].mark else ""
        tail = [p for p in pieces[at + 1 : end] if not p.mark]
        opens = bool(tail) and (
            tail[0].of_kind("lead")
            or tail[0].is_named("small", "speaker")
            or any(p.is_named("chatter", "wanting") for p in tail)
        )
        if not (mark and tail and (mark in ENDS or (mark in BREAKS and opens))):
            continue
        asked = any(_asks(p) for p in pieces[:at]) and any(_names(p) for p in pieces[:at])
        if asked and _idle(tail, context):
            end = at
    return end


def _before_a_day(pieces: tuple[Piece, ...], end: int, context: Context) -> int:
    """Where a question ends that tells at last what it is wanted for: "… before the board on Tuesday"."""
    day = next((i for i in range(end - 1, 0, -1) if not pieces[i].is_named("chatter", "polite")), 0)
    if not (pieces and pieces[day].is_named("chatter", "day", "occasion")):
        return end
    for at in range(day - 1, max(day - LONGEST_ERRAND, 1), -1):
        piece, tail = pieces[at], [p for p in pieces[at + 1 : day] if not p.is_named("small")]
        if piece.mark or piece.time or piece.number or piece.of_kind("ask", "lead", "value", "each", "extreme", "not"):
            return end
        opens = any(m.of == "date" and m.op in ("<", "<=") for m in piece.of_kind("compare"))
        opens = opens or piece.text.lower() in context.grammar["wanted for"]
        tail += [pieces[day]] if pieces[day].is_named("chatter", "occasion") else []
        asked = any(_asks(p) for p in pieces[:at]) and any(_names(p) for p in pieces[:at])
        if opens and tail and asked:
            return at
    return end


def _signed(pieces: tuple[Piece, ...]) -> int:
    """Where a question is signed: "thanks, Jan" at its end; a month there is somebody's name."""
    for at in range(len(pieces) - 1, 0, -1):
        if pieces[at].is_named("chatter", "polite"):
            name = [p for p in pieces[at + 1 :] if not p.mark]
            if len(name) <= LONGEST_SIGNATURE and all(_in_signature(p) for p in name):
                return at
            # "Regards, Ann (Finance)"
            if 1 < len(name) <= LONGEST_SIGNATURE and not name[0].known and pieces[-1].text.strip() == ")":
                return at
        elif pieces[at].mentions or len(pieces) - at > 2 * LONGEST_SIGNATURE:
            break
    return len(pieces)


def _in_signature(piece: Piece) -> bool:
    month = piece.time is not None and bool(piece.time.months) and piece.time.first is None and piece.text.isalpha()
    return month or not piece.known or piece.is_named("chatter", "polite")


def _idle(tail: list[Piece], context: Context) -> bool:
    """Whether a last sentence only speaks of the asker: "Need it for 2pm."; what is all known does no harm."""
    if all(p.known and not p.number and not p.time for p in tail):
        return False
    speaks = any(p.of_kind("lead", "pronoun") or p.is_named("small", "speaker") for p in tail)
    polite = all(p.is_named("chatter") or p.is_named("small") for p in tail)
    if any(p.is_named("chatter", "wanting") for p in tail) and not any(p.of_kind("ask", "not", "must") for p in tail):
        return True  # "director wants it by five", "need it for a parents newsletter"
    explains = context.settings.explains
    for piece in tail:
        named = any(m.named.cls not in explains and m.score >= PART_OF_NAME for m in piece.mentions)
        named = named and not piece.meanings
        if named or (piece.time and piece.time.first) or piece.of_kind("value", "each", "extreme", "not", "must"):
            return False
        if piece.of_kind("ask") and not piece.is_named("small"):
            return False
        if any(not m.weak for m in piece.of_kind("noun")) and not piece.of_kind("chatter", "small"):
            return False
    return speaks or polite


def _cuts(pieces: tuple[Piece, ...]) -> list[int]:
    """Where the asking may begin: after a way in ("please list"), or after a mark or "so" before an asking word."""
    cuts = []
    for i in range(1, len(pieces)):
        piece, before = pieces[i], pieces[i - 1]
        if not any(p.text.strip() and not p.mark for p in pieces[:i]):
            continue
        breaks = before.mark and before.text.strip() in BREAKS
        if piece.of_kind("lead") or (breaks and not piece.mark) or (_joins(before) and piece.of_kind("ask")):
            cuts.append(i)
    return cuts


def _cost(pieces: tuple[Piece, ...], at: int) -> float:
    """What it costs to leave out the beginning: names in it, unless it plainly sets a scene."""
    before = [p for p in pieces[:at] if not p.mark]
    names = [p for p in before if p.mentions or p.time]
    idle = [p for p in before if not p.known or p.of_kind("chatter", "lead", "small", "pronoun")]
    cost = 0.0
    if names:
        # a beginning of names only is the topic, not the scene: "BH 4.0 Northam - who is responsible"
        spoken = any(p.of_kind("pronoun", "lead") or p.is_named("small", "speaker") for p in before)
        telling = (spoken and len(idle) >= 2 and any(not p.known for p in before)) or any(
            p.of_kind("lead") for p in pieces[at : at + 1]
        )
        telling = telling or sets_scene(before)
        left = any(p.mentions or p.time or not (p.known or p.mark) for p in pieces[at:])
        cost += (DROPPED_NAME if telling and left else 3.0) * len(names)
    if any(p.is_named("ask", "who", "which", "what", "how-many") for p in before) and any(
        p.of_kind("relation") for p in before
    ):
        rest = [p for p in pieces[at:] if not p.mark]
        cost += 0.0 if any(p.of_kind("ask", "lead", "relation") for p in rest) else ASKED
    joined = bool(before) and before[-1].is_named("join", "and")
    if joined and any(p.of_kind("lead") for p in before) and any(not m.weak for p in before for m in p.of_kind("noun")):
        cost += UNASKED  # "list the owners and how many actions they have"
    asks = any(p.is_named("ask", "who", "which", "what", "how-many") for p in before)
    if asks and not any(p.of_kind("ask", "lead") for p in pieces[at:]):
        cost += UNASKED
    if any(p.of_kind("pronoun") and p.text.lower() in ("it", "its", "they", "them", "their") for p in pieces[at:]):
        cost += POINTING if names else 0.5
    return cost


def sets_scene(before: Sequence[Piece]) -> bool:
    """Whether a beginning says where the asker is, or what the answer is wanted for: "LSCB tomorrow, which …"."""
    return any(p.is_named("chatter", "scene", "wanting") for p in before) and not any(
        p.of_kind("ask", "lead", "relation", "value", "each", "extreme", "not") for p in before
    )


def _asks(piece: Piece) -> bool:
    return bool(piece.of_kind("ask", "noun", "relation", "value", "attribute") or piece.mentions)


def _names(piece: Piece) -> bool:
    """Whether a piece says what is asked about."""
    strong = any(not m.weak for m in piece.of_kind("noun", "value", "attribute"))
    return bool(strong or piece.mentions or piece.time or not (piece.known or piece.mark))


def _joins(piece: Piece) -> bool:
    return piece.text.lower() in JOINING
