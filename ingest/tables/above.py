"""The header of a table that the print set apart from it: a line of column names, then an empty line, then the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, Cell, Heading, Paragraph, Row, Span, Table
from ingest.tables.columns import header_roles, is_header

_GAP = re.compile(r"\s{2,}|\t+")
_FEWEST, _NEAR = 3, 3  # columns, lines
_HALF = 0.5
_NUMBER = re.compile(r"[A-Z]{0,3}\d{1,3}(?:\.\d{1,3}){0,3}[.)]?")


def with_headers_from_above(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a line of names of columns right over a table without a header as that table's first row.

    The line must name as many columns as the table has, but for a first column of nothing but numbers.
    """
    made: list[Block] = []
    for block in blocks:
        above = made[-1] if made else None
        if isinstance(block, Table) and isinstance(above, Heading | Paragraph):
            table = _headed(above, block)
            if table is not None:
                made[-1] = table
                continue
        made.append(block)
    return made


def _headed(above: Heading | Paragraph, table: Table) -> Table | None:
    names = [name for name in _GAP.split(above.span.quote.strip()) if name]
    width = max((len(row.cells) for row in table.rows), default=0)
    one_line = above.span.line == above.span.last_line and "|" not in above.span.quote and not above.span.place
    near = 0 < table.span.line - above.span.last_line <= _NEAR
    if not (one_line and near) or len(names) < _FEWEST or not _are_columns(names):
        return None
    first = table.rows[0]
    if first.header or is_header([cell.text for cell in first.cells]):
        return None
    numbered = [row.cells[0].text.strip() for row in table.rows if row.cells]
    if width == len(names) + 1 and all(not text or _NUMBER.fullmatch(text) for text in numbered):
        names = ["", *names]
    if len(names) != width:
        return None
    header = Row(tuple(Cell(name, above.span) for name in names), above.span, True)
    span = Span(above.span.line, table.span.last_line, f"{above.span.quote}\n\n{table.span.quote}", table.span.page)
    return replace(table, rows=(header, *table.rows), span=span)


def _are_columns(names: Sequence[str]) -> bool:
    """Whether most of the names are known as those of columns, and all are short."""
    known = sum(bool(header_roles(name)) for name in names)
    return known >= _FEWEST - 1 and known > _HALF * len(names) and all(len(name.split()) <= 6 for name in names)
