"""Promises in running text under an aim or a heading of actions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Block, Paragraph
from ingest.styles.context import ACTING, ACTION, AIM, DATED, Standing
from ingest.styles.items import stated_of
from ingest.styles.promises import promise, sentences
from ingest.styles.stated import LISTED, PROSE, Stated

_NUMBERED = re.compile(r"(?:\S+\s)?\d{1,2}(?:\.\d{1,2})+\.?")
_GENERAL = re.compile(r"\b(?:this|the|our) (?:plan|strategy|document|framework|report|chapter|section|vision)\b", re.I)


def promised(blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int], noise: set[int]) -> list[Stated]:
    """The sentences under an aim (or a heading of actions or of a date) that promise that something will be done."""
    found: list[Stated] = []
    for at, block in enumerate(blocks):
        over = standing[at]
        if not isinstance(block, Paragraph) or at in taken or id(block) in noise or over.own is not None:
            continue
        numbered = bool(_NUMBERED.fullmatch(block.bullet)) and bool(over.over)
        if over.under(ACTION) is not None or over.telling:
            continue
        dated = bool(over.over) and over.over[-1].kind == DATED
        if over.under(AIM) is None and not over.acting and not (numbered or dated):
            continue
        for sentence in sentences(block.text):
            made = promise(sentence)
            if made is None or (sentence.rstrip().endswith(":") and not numbered) or _GENERAL.search(made.what[:60]):
                continue
            acting = bool(over.over) and over.over[-1].kind in {ACTING, DATED}
            found.append(stated_of(at, block, LISTED if acting else PROSE, over, sentence=sentence))
    return found
