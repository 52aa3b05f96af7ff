"""Rows of a ruled table that only white space parts, where rules stand only between its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.formats.pdf.lines import grouped
from ingest.formats.pdf.marks import Box, Word
from ingest.formats.pdf.rules import Area, Grid

_LOOSE = 1.5
_ROWS, _COLUMNS = 3, 2
_MOST_RULED = 3  # rows of a grid that may still be such a table
_TALL = 3  # lines

Cells = dict[Area, list[Word]]


def with_rows_parted(found: Grid, cells: Cells) -> tuple[Grid, Cells]:
    """A grid and its cells, where a row that holds several rows in truth is cut into them.

    It is cut where white space reaches through all of its columns and two of them at least begin anew below it; all of
    them where that shows only two rows.
    """
    if len(found.ys) - 1 > _MOST_RULED:
        return found, cells
    for row in range(len(found.ys) - 1):
        areas = [area for area in found.areas if area.row == row]
        if len(areas) < _COLUMNS or any(a.rows > 1 or a.row < row < a.row + a.rows for a in found.areas):
            continue
        columns = [cells[area] for area in areas if cells[area]]
        cuts = _cuts(columns, _COLUMNS) or _cuts(columns, max(len(columns), _ROWS))
        if cuts:
            return _cut(found, cells, row, cuts)
    return found, cells


def _cuts(columns: Sequence[list[Word]], least: int) -> list[float]:
    """The heights at which a row is to be cut, where so many columns at least begin anew."""
    lines = grouped(word for words in columns for word in words if word.turned == 0)
    if len(lines) < _TALL:
        return []
    column_of = {id(word): at for at, words in enumerate(columns) for word in words}
    heights = [line[0].y for line in lines]
    apart = sorted(below - above for above, below in pairwise(heights))
    usual = apart[len(apart) // 4]
    cuts = []
    for above, line in pairwise(lines):
        gap = line[0].y - above[0].y
        begun = len({column_of[id(word)] for word in line})
        if gap > _LOOSE * usual and begun >= least:
            cuts.append(line[0].y - max(word.size for word in line) - 0.1)
        elif gap > _LOOSE * usual:
            return []
    return cuts if least > _COLUMNS or len(cuts) + 1 >= _ROWS else []


def _cut(found: Grid, cells: Cells, row: int, cuts: Sequence[float]) -> tuple[Grid, Cells]:
    """The grid with a row cut at heights, and the words of its cells with the row that they stand in now."""
    ys = (*found.ys[: row + 1], *cuts, *found.ys[row + 1 :])
    areas: list[Area] = []
    held: Cells = {}
    for area in found.areas:
        if area.row != row:
            moved = replace(area, row=area.row + len(cuts)) if area.row > row else area
            areas.append(moved)
            held[moved] = cells[area]
            continue
        for part in range(len(cuts) + 1):
            top, bottom = ys[row + part], ys[row + part + 1]
            piece = replace(area, row=row + part, box=Box(area.box.x0, top, area.box.x1, bottom))
            areas.append(piece)
            held[piece] = [word for word in cells[area] if top <= word.y < bottom]
    return Grid(found.xs, ys, tuple(areas)), held
