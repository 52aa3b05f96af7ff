"""Pronouns for somebody whom the same question names: "Ann Dale - what does she lead"."""

from __future__ import annotations

import re

from query.parse.chart import Chart
from query.parse.context import Context

SURE_NAME = 0.9
_BREAK = re.compile(r"[.;:!?,]\s+|\s[-–—]+\s*")


def named_again(cut: Chart, context: Context) -> str | None:
    """The question without the beginning that names somebody, his name in place of "he" or "her" in the rest.

    None where no such pronoun follows, or it is not known for whom it stands.
    """
    who = context.settings.who[:1]
    for piece in cut.divisions[0].pieces:
        sure = [m for m in piece.mentions if m.score >= SURE_NAME]
        if not any(context.schema.is_a(m.named.cls, c) for m in sure for c in who):
            continue
        name = cut.question[cut.tokens[piece.start].start : cut.tokens[piece.end - 1].end]
        after = cut.tokens[piece.end - 1].end
        end = _BREAK.search(cut.question, after)
        if end is None:
            return None
        rest = cut.question[end.end() :]
        words = "|".join(map(re.escape, context.grammar["he or she"]))
        pronoun = re.compile(rf"\b({words})(?:'s|’s)?\b", re.IGNORECASE)
        return pronoun.sub(name, rest) if pronoun.search(rest) else None
    return None
