"""Words beside a code that are the words of what it stands for: "who do I ask about breastfeeding, it's 15.5".

What is named by its code is known; words that its own text has, or others for them, ask no more.
"""

from __future__ import annotations

from collections.abc import Sequence

from query.lexicon.words import folded, stem, stems
from query.parse.chart import Chart, Piece
from query.parse.context import Context
from query.parse.glosses import Gloss
from query.world import World


def retold(cut: Chart, context: Context, world: World) -> Gloss | None:
    """The question without the words that only say again what the one thing is that it names by its code.

    None where it names none, or several, or where no word is one of its text. Raises what the world's store raises.
    """
    pieces = cut.divisions[0].pieces
    coded = [m.named for p in pieces for m in p.mentions[:1] if m.named.code and m.whole]
    things = {iri for named in coded for iri in named.iris}
    if len(things) != 1 or any(p.of_kind("not") for p in pieces):
        return None  # what is denied is another thing than what is named
    own = _words_of(things.pop(), world)
    told = [p for p in pieces if _is_topic(p, context) and _has(own, p, context)]
    if not told:
        return None
    spans = [(cut.tokens[p.start].start, cut.tokens[p.end - 1].end) for p in told]
    words = ", ".join(cut.question[start:end] for start, end in spans)
    rest = cut.question
    for start, end in reversed(spans):
        rest = f"{rest[:start]} {rest[end:]}"
    return Gloss(words, coded[0].label, " ".join(rest.split()))


def _words_of(iri: str, world: World) -> frozenset[str]:
    """The stems of all that is written of a thing."""
    rows = world.store.select(f"SELECT ?t WHERE {{ <{iri}> ?p ?t FILTER(isLiteral(?t)) }}").rows
    return frozenset(s for row in rows for s in stems(row["t"].value))


def _is_topic(piece: Piece, context: Context) -> bool:
    """Whether a piece is words of a text or a loose name: neither a term, nor a code, a time or whose something is."""
    scope = {c for p in context.settings.scope for c in context.schema.range(p)}
    named = any(m.named.code or m.named.cls in scope for m in piece.mentions)
    return not (piece.mark or piece.time or piece.number or piece.meanings or named)


def _has(own: frozenset[str], piece: Piece, context: Context) -> bool:
    """Whether a text has a piece's words, or others that mean the same."""
    words = folded(piece.text)
    others: Sequence[str] = context.synonyms.get(tuple(map(stem, words)), ())
    return any(own.issuperset(stems(said)) for said in (piece.text, *others))
