"""Blocks of a text that is itself a part of another: the same, in their places there."""

from __future__ import annotations

from dataclasses import replace

from ingest.document import Block, Span, Table


def moved(block: Block, to: Span) -> Block:
    """A block of a text that itself stands at `to`."""
    if isinstance(block, Table):
        rows = tuple(
            replace(
                row,
                span=_moved(row.span, to),
                cells=tuple(replace(cell, span=_moved(cell.span, to)) for cell in row.cells),
            )
            for row in block.rows
        )
        return replace(block, rows=rows, span=_moved(block.span, to))
    return replace(block, span=_moved(block.span, to))


def _moved(span: Span, to: Span) -> Span:
    down = to.line - 1
    return replace(span, line=span.line + down, last_line=span.last_line + down, page=to.page, place=to.place)
