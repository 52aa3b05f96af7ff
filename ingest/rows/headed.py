"""Actions that a plan states as headings ("Action 3: …") with text below, instead of rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Block, Cell, Document, Heading, Paragraph, Span
from ingest.outline import Aim
from ingest.records import ActionRecord, Period
from ingest.rows.compose import action_of
from ingest.tables import Columns, Fragment, WholeRow, header_roles
from ontology.reading import headings

_LABELLED = re.compile(r"(?P<label>[^:•\n]{2,40}):\s+(?P<said>\S.*)", re.DOTALL)
_REACH = 20
_SENTENCE = 5  # words


def headed_actions(
    document: Document, aims: list[Aim], period: Period | None
) -> list[tuple[ActionRecord, tuple[Span, ...]]]:
    """The actions stated by numbered headings, each with the places of the lines that were read with it.

    A heading of nothing but a number is read with the paragraph under it. Lines under the heading that begin with a
    label of the kind that heads a column ("Lead: …") say what it would.
    """
    actions: list[tuple[ActionRecord, tuple[Span, ...]]] = []
    for at, block in enumerate(document.blocks):
        match = headings().action.fullmatch(" ".join(block.text.split())) if isinstance(block, Heading) else None
        if match is None:
            continue
        under = _under(document.blocks[at + 1 : at + 1 + _REACH])
        labelled, rest = _labelled(under)
        said, read = ("", 0) if match["text"] else _said(rest)
        if text := match["text"] or said:
            above = [aim for aim in aims if aim.span.line < block.span.line]
            nearest = max(above, key=lambda aim: aim.span.line, default=None)
            row = _row(Cell(text, block.span), match["number"], labelled)
            spans = (*(cell.span for _, cell in labelled), *(block.span for block in rest[:read]))
            actions.append((action_of(row, nearest.key if nearest else None, period), spans))
    return actions


def _under(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs up to the next heading or table."""
    found: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            break
        found.append(block)
    return found


def _labelled(blocks: list[Paragraph]) -> tuple[list[tuple[tuple[str, ...], Cell]], list[Paragraph]]:
    """The lines with a label that names what a column would, by their roles, and the other paragraphs."""
    labelled: list[tuple[tuple[str, ...], Cell]] = []
    rest: list[Paragraph] = []
    for block in blocks:
        match = _LABELLED.fullmatch(block.text)
        roles = tuple(role.name for role in header_roles(match["label"]) if role.strong) if match else ()
        if match and roles and "action" not in roles:
            labelled.append((roles, Cell(match["said"], block.span)))
        else:
            rest.append(block)
    return labelled, rest


def _said(blocks: list[Paragraph]) -> tuple[str, int]:
    """The first paragraph of some length with the list that it announces, and how many blocks that took."""
    start = next((i for i, block in enumerate(blocks) if len(block.text.split()) >= _SENTENCE), None)
    if start is None:
        return "", 0
    said, taken = " ".join(blocks[start].text.split()), start + 1
    for block in blocks[start + 1 :] if said.endswith(":") else []:
        if not block.bullet:
            break
        said, taken = f"{said} • {block.text}", taken + 1
    return said, taken


def _row(action: Cell, number: str, labelled: list[tuple[tuple[str, ...], Cell]]) -> WholeRow:
    columns = Columns(("",) * (len(labelled) + 1), (("action",), *(roles for roles, _ in labelled)))
    cells = ((Fragment(action),), *((Fragment(cell),) for _, cell in labelled))
    return WholeRow(columns, cells, (action.span,), number)
