"""Tables of plain text: rows of cells set off by pipes or by tabs, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from ingest.document import Cell, Row, Table
from ingest.formats.plain.marks import bold, text_of
from ingest.formats.source import Source

_DASHES = re.compile(r"\s*:?-{2,}:?\s*|\s*")
_DASH = re.compile(r"\s*:?-+:?\s*")
_PIPE = re.compile(r"(?<!\\)\|")


def pipe_pieces(line: str, start: int) -> list[tuple[int, int]]:
    """The offsets of the cells of a pipe row that begins at `start`; the outer pipes bound, they are not cells."""
    bars = [match.start() for match in _PIPE.finditer(line)]
    first, last = len(line) - len(line.lstrip()), len(line.rstrip())
    opened = bool(bars) and bars[0] == first
    closed = bool(bars) and bars[-1] == last - 1 and len(bars) > int(opened)
    edges = [bars[0] if opened else first - 1, *bars[int(opened) : len(bars) - int(closed)]]
    edges.append(bars[-1] if closed else last)
    return [(start + left + 1, start + right) for left, right in pairwise(edges)]


def tab_pieces(line: str, start: int) -> list[tuple[int, int]]:
    """The offsets of the cells of a row of a tab-separated table."""
    edges = [-1, *(match.start() for match in re.finditer("\t", line)), len(line)]
    return [(start + left + 1, start + right) for left, right in pairwise(edges)]


def is_separator(cells: Iterable[str]) -> bool:
    """Whether the cells are only rules drawn under or between rows ("---")."""
    texts = list(cells)
    if not any("-" in text for text in texts):
        return False
    return all(_DASHES.fullmatch(text) for text in texts) or all(_DASH.fullmatch(text) for text in texts)


def make_row(source: Source, pieces: list[tuple[int, int]], header: bool = False) -> Row:
    """A row from the offsets of its cells."""
    cells = tuple(Cell(text_of(source.text[a:b]), source.span(a, b), bold(source.text[a:b])) for a, b in pieces)
    return Row(cells, source.span(pieces[0][0], pieces[-1][1]), header)


def make_table(source: Source, lines: list[list[tuple[int, int]]]) -> Table | None:
    """A table from the cells of its lines; rules are left out, and the row over the first rule is its printed header.

    None where nothing but rules and empty lines is left.
    """
    rows: list[Row] = []
    ruled = False
    for pieces in lines:
        if is_separator(source.text[a:b] for a, b in pieces):
            if len(rows) == 1 and not ruled:
                rows[0] = Row(rows[0].cells, rows[0].span, header=True)
            ruled = True
            continue
        rows.append(make_row(source, pieces))
    if not any(cell.text for row in rows for cell in row.cells):
        return None
    return Table(tuple(rows), source.span(lines[0][0][0], lines[-1][-1][1]))
