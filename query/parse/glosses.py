"""What a code stands for, said again in the asker's own words: "kids getting sent to custody, NI 43".

Words that nothing explains, beside something named by its code, ask no more where they mean what it means: of all the
things of its kind none is clearly nearer to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from query.parse.chart import Chart, Piece
from query.parse.context import Context
from query.world import Likest

NEAR = 0.5  # how near in meaning words must at least be to what they stand for …
NEARER = 0.08  # … and by how much nothing else may be nearer
COMPARED = 5
SHORTEST = 3  # words


@dataclass(frozen=True, slots=True)
class Gloss:
    """Words of a question that say what some code stands for, and the question without them."""

    words: str
    label: str
    question: str


def glossed(cut: Chart, context: Context, likest: Likest) -> Gloss | None:
    """The words of a question that say again what is named by a code; None where there are none.

    `likest` gives the things of some classes that are nearest to words in meaning. Raises what it raises.
    """
    pieces = cut.divisions[0].pieces
    codes = [m for p in pieces for m in p.mentions[:1] if m.named.code and m.whole]
    if not codes or any(m.named.cls != codes[0].named.cls for m in codes):
        return None
    kind = codes[0].named.cls
    kinds = frozenset(c for c in (*context.schema.classes, kind) if context.schema.is_a(c, kind))
    for start, end in _stretches(pieces, context):
        tokens = cut.tokens[pieces[start].start : pieces[end - 1].end]
        words = cut.question[tokens[0].start : tokens[-1].end]
        if sum(not t.is_mark for t in tokens) < SHORTEST:
            continue
        near = likest(words, kinds, COMPARED)
        meant = {iri for m in codes for iri in m.named.iris}
        own = max((hit.score for hit in near if hit.iri in meant), default=0.0)
        if own >= NEAR and all(hit.score < own + NEARER for hit in near):
            rest = f"{cut.question[: tokens[0].start]} {cut.question[tokens[-1].end :]}"
            return Gloss(words, codes[0].named.label, " ".join(rest.split()))
    return None


def _stretches(pieces: Sequence[Piece], context: Context) -> list[tuple[int, int]]:
    """The longest runs of pieces around words that nothing explains, up to what asks, names or parts."""
    found: list[tuple[int, int]] = []
    scope = {c for p in context.settings.scope for c in context.schema.range(p)}

    def ends(piece: Piece) -> bool:
        asks = bool(piece.of_kind("ask", "lead", "extreme", "not", "compare"))
        asks = asks or any(not m.weak for m in piece.of_kind("noun"))
        asks = asks or bool(piece.of_kind("relation") and not piece.of_kind("small", "chatter"))
        names = any(m.named.code or m.named.cls in scope for m in piece.mentions)
        return bool(piece.mark or asks or names or piece.time or piece.number)

    for i, piece in enumerate(pieces):
        if piece.known or piece.mark or (found and i < found[-1][1]):
            continue
        start, end = i, i + 1
        while start > 0 and not ends(pieces[start - 1]):
            start -= 1
        while end < len(pieces) and not ends(pieces[end]):
            end += 1
        while pieces[start].of_kind("small") and start < i:
            start += 1
        found.append((start, end))
    return found
