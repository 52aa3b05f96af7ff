"""Tables of a Word document as grids: cells over several columns and rows, columns that were only drawn askew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from ingest.formats.docx.names import Element, W, local, number, switch, value
from ingest.formats.docx.runs import DELETED, HIDDEN

_ASKEW = 200  # column edges this near to each other (in twentieths of a point, 3.5 mm) are one
_WIDEST = 200
_THROUGH = frozenset({"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"})


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a row: the columns from `start` up to `end`, how many rows it reaches down."""

    element: Element | None
    start: int
    end: int
    rows: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its cells from left to right; `header` where Word repeats it on every page."""

    cells: tuple[GridCell, ...]
    header: bool = False


@dataclass(slots=True)
class _Raw:
    cells: list[tuple[Element | None, int, int, str | None]] = field(default_factory=list)
    header: bool = False


def within(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names, also those within content controls and tracked insertions."""
    for child in element.iterchildren("*"):
        name = local(child)
        if name in names:
            yield child
        elif name in _THROUGH:
            yield from within(child, *names)


def grid_of(table: Element) -> list[GridRow]:
    """The rows of a table; deleted and hidden rows are left out, and merged cells stand in their first row alone."""
    raw = [_raw(row) for row in within(table, "tr") if not gone(row)]
    edges = _edges(table, raw)
    starts = {edges[cell[1]] for row in raw for cell in row.cells}
    place = {edge: at for at, edge in enumerate(sorted(starts))}

    def column(position: int) -> int:
        edge = edges[position]
        return place.get(edge, sum(known < edge for known in place))

    rows: list[list[GridCell]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # column -> row and index of the cell that reaches down
    for line, row in enumerate(raw):
        cells: list[GridCell] = []
        reached: dict[int, tuple[int, int]] = {}
        for element, start, end, merge in row.cells:
            first = column(start)
            if merge == "continue" and first in open_cells:
                above, at = open_cells[first]
                rows[above][at] = replace(rows[above][at], rows=line - above + 1)
                reached[first] = open_cells[first]
                continue
            if merge is not None:
                reached[first] = (line, len(cells))
            cells.append(GridCell(element, first, max(column(end), first + 1)))
        open_cells = reached
        rows.append(cells)
    return [GridRow(tuple(cells), row.header) for cells, row in zip(rows, raw, strict=True)]


def gone(row: Element) -> str:
    """Why a row is not printed; "" for one that is."""
    properties = row.find(W + "trPr")
    if properties is not None and properties.find(W + "del") is not None:
        return DELETED
    return HIDDEN if switch(properties, "hidden") else ""


def _raw(row: Element) -> _Raw:
    found = _Raw(header=bool(switch(row.find(W + "trPr"), "tblHeader")))
    at = min(number(row.find(W + "trPr"), "gridBefore") or 0, _WIDEST)
    if at:
        found.cells.append((None, 0, at, None))
    for cell in within(row, "tc"):
        properties = cell.find(W + "tcPr")
        span = max(1, min(number(properties, "gridSpan") or 1, _WIDEST))
        merged = properties.find(W + "vMerge") if properties is not None else None
        merge = (value(properties, "vMerge") or "continue") if merged is not None else None
        beside = value(properties, "hMerge") == "continue" or (
            properties is not None and properties.find(W + "hMerge") is not None and value(properties, "hMerge") is None
        )
        if beside and found.cells:  # the older way to merge cells in a row (clause 17.4.22)
            element, start, _, before = found.cells[-1]
            found.cells[-1] = (element, start, at + span, before)
        else:
            found.cells.append((cell, at, at + span, merge))
        at += span
    return found


def _edges(table: Element, raw: list[_Raw]) -> list[int]:
    """For each position in the grid the edge that it stands for: edges that are nearly the same are one."""
    count = max((cell[2] for row in raw for cell in row.cells), default=0)
    grid = table.find(W + "tblGrid")
    widths = [_width(column) for column in grid.iterchildren(W + "gridCol")] if grid is not None else []
    if len(widths) < count or not all(widths[:count]):
        return list(range(count + 1))
    edges = [0]
    for before, position in _pairs(accumulate(widths[:count])):
        edges.append(edges[-1] + int(position - before > _ASKEW))
    # A column that some cell fills alone is a column, however narrow.
    alone = {cell[1] for row in raw for cell in row.cells if cell[2] - cell[1] == 1}
    if any(edges[start] == edges[start + 1] for start in alone):
        return list(range(count + 1))
    return edges


def _pairs(positions: Iterable[int]) -> Iterator[tuple[int, int]]:
    before = 0
    for position in positions:
        yield before, position
        before = position


def _width(column: Element) -> int:
    said = column.get(W + "w", "0")
    return int(said) if said.isdecimal() and len(said) < 7 else 0
