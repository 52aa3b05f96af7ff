"""When not to answer: questions that are not for these plans, and codes of things that are not there."""

from __future__ import annotations

import re

from query.parse.chart import Chart
from query.parse.clauses import parts
from query.parse.context import Context


def refusal(cut: Chart, context: Context) -> str:
    """Why a question is not one for this graph, or ""."""
    division = cut.divisions[0]
    outside = _outside(cut, context)
    if outside:
        return f"Nothing of {outside} is held."
    asked = parts(division, context)[-1]
    for i in asked.live:
        piece = division.pieces[i]
        if piece.of_kind("decline") and not piece.mentions:
            kind = piece.of_kind("decline")[0].name
            if kind == "opinion":
                return "That asks for an opinion; the plans say only what is printed."
            return f"That is not a question for these plans ({piece.text})."
    return ""


def _outside(cut: Chart, context: Context) -> str:
    """The name of a known body that nothing held is of, where the question plainly names it."""
    scope = {c for p in context.settings.scope for c in context.schema.range(p)}
    for piece in cut.divisions[0].pieces:
        named = [m for m in piece.mentions if m.named.cls in scope and m.whole]
        if not named or any(m.named.held for m in named) or len(named) < len(piece.mentions):
            continue
        plain = len(piece.at) > 1 or cut.tokens[piece.start].text[:1].isupper() or not piece.meanings
        common = all(t.word in context.names.texts for t in cut.tokens[piece.start : piece.end])
        if plain and not (common and len(piece.at) == 1 and not cut.tokens[piece.start].text[:1].isupper()):
            return named[0].named.label
    return ""


def absent(cut: Chart, context: Context) -> str:
    """Which code the question names that no thing has, or ""."""
    words = [t.word for t in cut.tokens]
    text = " ".join(words)
    for shape, cls in context.settings.codes:
        for match in re.finditer(rf"\b(?:{shape})\b", text):
            start = text[: match.start()].count(" ")
            length = match.group().count(" ") + 1
            wanted = tuple(words[start : start + length])
            if not _has(wanted, cls, context) and not _has(wanted[:2], cls, context):
                return f"There is no {context.schema.class_label(cls)} {match.group().upper()}."
    return ""


def _has(words: tuple[str, ...], cls: str, context: Context) -> bool:
    from query.lexicon.index import Spelling

    spelled = [(Spelling(w),) for w in words]
    return any(
        f.end - f.start == len(words) and context.schema.is_a(f.value.cls, cls)
        for f in context.names.phrases.find(spelled)
    )
