"""The contents of pages as plain values, to be sent from the process that reads a PDF to the one that asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ingest.formats.pdf.compose import Contents
from ingest.formats.pdf.marks import Box
from ingest.formats.pdf.ruled import PrintedCell, PrintedTable
from ingest.formats.pdf.text import Content, Passage


def packed(pages: Sequence[Contents]) -> dict[str, Any]:
    """Pages as values for JSON."""
    return {
        "pages": [
            [page.number, page.before, page.after, [_packed(content) for content in page.contents]] for page in pages
        ]
    }


def _packed(content: Content) -> list[Any]:
    if isinstance(content, Passage):
        return [content.text, content.size, content.bold, content.bullet, content.level]
    box = content.box
    rows = [[[c.text, c.bold, c.colspan, c.rowspan] for c in row] for row in content.rows]
    return [[box.x0, box.y0, box.x1, box.y1], rows]


def unpacked(said: Mapping[str, Any]) -> list[Contents]:
    """The pages that `packed` made values of."""
    return [
        Contents(number, [_unpacked(content) for content in contents], _pairs(before), _pairs(after))
        for number, before, after, contents in said["pages"]
    ]


def _unpacked(content: Sequence[Any]) -> Content:
    if isinstance(content[0], str):
        text, size, bold, bullet, level = content
        return Passage(text, size, bold, bullet, level)
    box, rows = content
    return PrintedTable(Box(*box), tuple(tuple(PrintedCell(*cell) for cell in row) for row in rows))


def _pairs(values: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    return [(text, aside) for text, aside in values]
