"""A cell that stands for several rows and is printed at the middle of them, where the format knows no merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.columns import Columns
from ingest.tables.lines import Line, empty

_FEWEST_GROUPS = 2
_MOST_ROWS = 500  # a column of more has been torn by pages anyway


def with_centred_cells(lines: Sequence[Line], columns: Columns) -> list[Line]:
    """The rows under one header, with a cell printed at the middle of the rows it stands for at the first of them.

    Only where the whole column leaves no other reading: its first row is empty, and each printed cell is exactly at the
    middle of its rows so that these fill the column without a rest. An aim then stands at its first row; an owner or a
    date, of which nothing may be made up, at each row, and only where several groups have each a true middle.
    """
    out = list(lines)
    acting = columns.first("action")
    if acting is None:
        return out
    plain = [at for at, line in enumerate(lines) if not line.remark and acting < len(line.cells)]
    rows = [at for at in plain if lines[at].cells[acting].text.strip()]
    if not 1 < len(rows) <= _MOST_ROWS or any(line.said == 1 for line in lines):
        return out
    for at in columns.having("objective", "workstream", "owner", "due"):
        aim = columns.roles[at][0] in {"objective", "workstream"}
        groups = _groups([out[row] for row in rows], at, aim)
        for first, last, middle in groups:
            cell = out[rows[middle]].cells[at]
            for place in range(first, last + 1):
                line = out[rows[place]]
                given = cell if not aim or place == first else empty(line.span)
                spanned = tuple(place > first if i == at else reach for i, reach in enumerate(line.spanned))
                cells_now = tuple(given if i == at else other for i, other in enumerate(line.cells))
                out[rows[place]] = replace(line, cells=cells_now, spanned=spanned)
    return out


def _groups(rows: Sequence[Line], at: int, aim: bool) -> list[tuple[int, int, int]]:
    """The groups of rows that a column's cells stand at the middle of; none where that is not sure."""
    if any(at >= len(row.cells) or row.spanned[at] for row in rows):
        return []
    cells = [row.cells[at].text.strip() for row in rows]
    groups = middles(cells) if any(cells) and not cells[0] else None
    if groups is None or max(last - first for first, last, _ in groups) < 2:
        return []
    true = all((first + last) == 2 * middle for first, last, middle in groups)
    return groups if aim or (true and len(groups) >= _FEWEST_GROUPS) else []


def middles(cells: Sequence[str]) -> list[tuple[int, int, int]] | None:
    """The groups of rows, as first, last and middle, whose middles the said cells are; None where they do not come out.

    A group of an even number of rows has its cell above or below the middle, the same way in the whole column.

    >>> middles(["", "A", "", "B", "", "C", ""])
    [(0, 2, 1), (3, 3, 3), (4, 6, 5)]
    """
    said = [at for at, cell in enumerate(cells) if cell]
    for lower in (0, 1):
        found = _tiled(said, len(cells), lower)
        if found is not None:
            return found
    return None


def _tiled(said: list[int], size: int, lower: int) -> list[tuple[int, int, int]] | None:
    """The groups, each as long as its cell's distance from its first row says, or one longer (an even group)."""
    ends: dict[int, list[tuple[int, int, int]]] = {0: []}
    for index, middle in enumerate(said):
        limit = said[index + 1] if index + 1 < len(said) else size
        reached: dict[int, list[tuple[int, int, int]]] = {}
        for start, groups in ends.items():
            before = middle - start
            for after in (before, before + 1 - 2 * lower):
                end = middle + after + 1
                if before >= 0 and after >= 0 and middle < end <= limit and end not in reached:
                    reached[end] = [*groups, (start, end - 1, middle)]
        ends = reached
    return ends.get(size)
