"""Which part of a question asks: what stands before "can you tell me" or before a comma may only set the scene."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Part:
    """The pieces that count as the question: their numbers, where they start, and what leaving out the rest costs."""

    live: tuple[int, ...]
    start: int
    cost: float


def parts(division: Division, context: Context) -> tuple[Part, ...]:
    """The whole question, and what is left of it when a scene-setting beginning goes."""
    pieces = division.pieces
    whole = Part(tuple(i for i, p in enumerate(pieces) if not p.mark), 0, 0.0)
    found = [whole]
    for at in _cuts(pieces)[-MOST_CUTS:]:
        live = tuple(i for i in whole.live if i >= at)
        if any(_asks(pieces[i]) for i in live) and any(_names(pieces[i]) for i in live):
            found.append(Part(live, at, _cost(pieces, at)))
    return tuple(found)


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
        telling = (len(idle) >= 2 and any(not p.known for p in before)) or any(
            p.of_kind("lead") for p in pieces[at : at + 1]
        )
        left = any(p.mentions or p.time or not (p.known or p.mark) for p in pieces[at:])
        cost += (DROPPED_NAME if telling and left else 3.0) * len(names)
    if any(p.is_named("ask", "who", "which", "what", "how-many") for p in before) and any(
        p.of_kind("relation") for p in before
    ):
        rest = [p for p in pieces[at:] if not p.mark]
        cost += 0.0 if any(p.of_kind("ask", "lead", "relation") for p in rest) else ASKED
    asks = any(p.is_named("ask", "who", "which", "what", "how-many") for p in before)
    if asks and not any(p.of_kind("ask", "lead") for p in pieces[at:]):
        cost += UNASKED
    if any(p.of_kind("pronoun") and p.text.lower() in ("it", "its", "they", "them", "their") for p in pieces[at:]):
        cost += POINTING if names else 0.5
    return cost


def _asks(piece: Piece) -> bool:
    return bool(piece.of_kind("ask", "noun", "relation", "value", "attribute") or piece.mentions)


def _names(piece: Piece) -> bool:
    """Whether a piece says what is asked about."""
    strong = any(not m.weak for m in piece.of_kind("noun", "value", "attribute"))
    return bool(strong or piece.mentions or piece.time or not (piece.known or piece.mark))


def _joins(piece: Piece) -> bool:
    return piece.text.lower() in JOINING
