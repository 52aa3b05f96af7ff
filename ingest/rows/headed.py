"""Actions that a plan states as headings ("Action 3: …") with text below, instead of rows of a table."""

from __future__ import annotations

from ingest.document import Document, Heading, Paragraph
from ingest.outline import Aim
from ingest.records import ActionRecord
from ontology.reading import headings


def headed_actions(document: Document, aims: list[Aim]) -> list[ActionRecord]:
    """The actions stated by numbered headings; one of nothing but a number is read with the paragraph under it."""
    actions: list[ActionRecord] = []
    blocks = document.blocks
    for at, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        match = headings().action.fullmatch(" ".join(block.text.split()))
        if match is None:
            continue
        text = match["text"] or _below(blocks[at + 1 : at + 4])
        if text:
            above = [aim for aim in aims if aim.span.line < block.span.line]
            nearest = max(above, key=lambda aim: aim.span.line, default=None)
            objective = nearest.key if nearest else None
            actions.append(ActionRecord(text, block.span, match["number"], objective))
    return actions


def _below(blocks: tuple[object, ...]) -> str:
    """The first paragraph of some length under a heading."""
    for block in blocks:
        if isinstance(block, Heading):
            break
        if isinstance(block, Paragraph) and len(block.text.split()) >= 5:
            return " ".join(block.text.split())
    return ""
