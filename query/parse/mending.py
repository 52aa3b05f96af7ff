"""Which words of a question were read as others: what was typed, and what it was taken for."""

from __future__ import annotations

from collections.abc import Iterable

from query.lexicon.words import folded
from query.parse.chart import Piece
from query.parse.context import Context


def mendings(pieces: Iterable[Piece], context: Context) -> tuple[tuple[str, str], ...]:
    """Each word of some pieces that is in no vocabulary, with the word or the name that it was taken for."""
    found: dict[str, str] = {}
    for piece in pieces:
        said = {word for m in piece.mentions for word in folded(m.named.label)}
        meant = {word for m in piece.meanings for word in folded(m.label)}
        for word in folded(piece.text):
            if not piece.known or piece.time or not word.isalpha() or context.spellings.knows(word):
                continue
            near = [other for other, _ in context.spellings.near(word)]
            fitting = [other for other in near if other in said | meant] or near
            if fitting:
                found[word] = fitting[0]
    return tuple(found.items())


def mending_said(mended: tuple[tuple[str, str], ...]) -> str:
    """The mendings as they are shown behind an interpretation: "", or " (reading “actoins” as “actions”)"."""
    words = [f"“{typed}” as “{meant}”" for typed, meant in mended]
    return f" (reading {', '.join(words)})" if words else ""


def glossed_said(words: str, label: str) -> str:
    """As behind an interpretation is shown that words say what something named stands for."""
    return f" (reading “{words}” as what {label} is)"
