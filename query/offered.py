"""Whether a question that is offered reads like one: what stands after what, in the pieces that it is cut into."""

from __future__ import annotations

from collections.abc import Sequence

from query.parse.chart import Piece
from query.parse.context import Context


def left_open(pieces: Sequence[Piece], context: Context) -> bool:
    """Whether some words end where a name or a kind of thing has to follow: "partners of", "actions with no"."""
    last = pieces[-1] if pieces else None
    return (
        last is not None
        and last.text.lower().split()[-1] in context.grammar["binding"]
        and not (last.mentions or last.props)
    )


def reads(pieces: Sequence[Piece], context: Context) -> bool:
    """Whether the pieces of a question, marks left out, stand together as people say them.

    "Who" has a verb after it, "what does the grant" has one at its end; a name has its words before it: "northam
    taken", "is responsible 15.5" and "due 1.2" have none that it goes with.
    """
    if not pieces or left_open(pieces, context):
        return False
    first, *rest = pieces
    said = [p for p in pieces if p.mentions or not p.meanings or any(m.kind != "small" for m in p.meanings)]
    following = said[1] if len(said) > 1 else None
    if first.is_named("ask", "who") and following is not None and not _finite(following, first, context):
        return False
    if first.of_kind("ask") and rest and rest[0].text.lower() in context.grammar["helping"] and not _doing(said[-1]):
        return False
    asks = any(p.of_kind("ask", "lead", "noun") for p in pieces)
    if first.mentions and len(said) > 1 and not asks:
        return False
    pairs = list(zip(pieces, rest, strict=False))
    for being, word, name in zip(pieces, rest, rest[1:], strict=False):
        bound = word.text.lower().split()[-1] in context.grammar["binding"]
        if being.text.lower().split()[-1] in context.grammar["being"] and word.props and not bound and name.mentions:
            return False
    return not any(b.mentions and _apart(a, b, context) for a, b in pairs if not _noun(a))


def _noun(piece: Piece) -> bool:
    return any(not m.weak for m in piece.of_kind("noun"))


def _finite(word: Piece, who: Piece, context: Context) -> bool:
    """Whether a word may stand after "who": a verb, and no participle but after "who is"."""
    participle = word.text.lower().endswith("ed by") and who.text.lower().split()[-1] not in context.grammar["being"]
    return not word.mentions and not participle and (not _noun(word) or bool(word.of_kind("relation")))


def _doing(piece: Piece) -> bool:
    """Whether a piece is something that is done."""
    return bool(piece.of_kind("relation", "attribute"))


def _apart(word: Piece, name: Piece, context: Context) -> bool:
    """Whether a name stands after an attribute, or after a relation that it is no end of."""
    if word.of_kind("attribute") and not word.of_kind("relation"):
        return True
    props = {p for m in word.of_kind("relation") for p in m.props}
    ends = {cls for p in props for cls in (*context.schema.range(p.lstrip("^")), *context.schema.domain(p.lstrip("^")))}
    return bool(ends) and not any(context.ways.meet(m.named.cls, end) for m in name.mentions for end in ends)
