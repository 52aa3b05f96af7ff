"""Ruled tables: the words of a page put into the cells that its rules make."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.formats.pdf.endings import Endings
from ingest.formats.pdf.lines import joined as joined_text
from ingest.formats.pdf.lines import lines_of
from ingest.formats.pdf.marks import Box, Line, Page, Word
from ingest.formats.pdf.parted import with_rows_parted
from ingest.formats.pdf.rules import Area, Grid, grid, joined, tables
from ingest.formats.pdf.striped import with_stripes_joined

_PADDING, _INSET = 7.0, 5.0
_NESTED = 4


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell as printed: its text with the line ends that were set, whether it is bold, and how far it reaches.

    `first` and `last` are its first and last line, `left` and `right` the edges between which they stand.
    """

    text: str
    bold: bool = False
    colspan: int = 1
    rowspan: int = 1
    first: Line | None = None
    last: Line | None = None
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed on one page: where it stands, its rows, and the places of its columns' edges."""

    box: Box
    rows: tuple[tuple[PrintedCell, ...], ...]
    edges: tuple[float, ...] = ()
    spaces_tell: bool = False  # a line that goes on ends in a space
    starts: tuple[float, ...] = ()  # where the words of each column begin, in a table without rules


def ruled_tables(page: Page, endings: Endings) -> tuple[list[PrintedTable], list[Word]]:
    """The ruled tables of a page from top to bottom, and the words that stand in none of them.

    `endings` is the tally of the pages before, and is carried on.
    """
    grids = [found for rules in tables(joined(page.across), joined(page.down)) if (found := grid(rules))]
    words = page.words
    made: list[PrintedTable] = []
    for ruled in with_stripes_joined(_outer(grids), words):
        cells, others = _filled(ruled, words)
        found, cells = with_rows_parted(ruled, cells)
        columns = {area.column for area, held in cells.items() if held}
        framed = len(cells) < 4 or len(found.xs) == 2 or not columns
        if framed and (len(columns) < 2 or sum(map(bool, cells.values())) < 2):
            continue  # a frame around text, or a drawing
        made += [table for part in parts(found) if (table := _printed(part, cells, endings)) is not None]
        words = others
    return made, words


def _outer(grids: list[Grid]) -> list[Grid]:
    """The grids that do not lie in a cell of another."""
    kept = []
    for found in grids:
        x, y = (found.xs[0] + found.xs[-1]) / 2, (found.ys[0] + found.ys[-1]) / 2
        inside = any(
            other is not found
            and len(other.areas) >= _NESTED
            and other.box.holds(x, y)
            and other.xs[-1] - other.xs[0] > found.xs[-1] - found.xs[0]
            for other in grids
        )
        if not inside:
            kept.append(found)
    return kept


def _filled(found: Grid, words: Sequence[Word]) -> tuple[dict[Area, list[Word]], list[Word]]:
    """The words in each cell of a grid, and those in none."""
    at: dict[tuple[int, int], Area] = {
        (area.row + i, area.column + j): area
        for area in found.areas
        for i in range(area.rows)
        for j in range(area.columns)
    }
    cells: dict[Area, list[Word]] = {area: [] for area in found.areas}
    others: list[Word] = []
    box = found.box
    for word in words:
        x, y = word.middle
        if not box.holds(x, y):
            others.append(word)
            continue
        row, column = bisect_right(found.ys, y) - 1, bisect_right(found.xs, x) - 1
        area = at.get((min(row, len(found.ys) - 2), min(column, len(found.xs) - 2)))
        (cells[area] if area is not None else others).append(word)
    return cells, others


def parts(found: Grid) -> list[Grid]:
    """A grid cut where its columns change: rows belong together whose edges are all among those of one of them."""
    edges: list[set[int]] = [set() for _ in found.ys[1:]]
    tied = [False] * len(found.ys)
    for area in found.areas:
        for row in range(area.row, area.row + area.rows):
            edges[row] |= {area.column, area.column + area.columns}
            if row > area.row:
                tied[row] = True
    starts, union = [0], edges[0]
    for row in range(1, len(edges)):
        if tied[row] or edges[row] <= union or union <= edges[row]:
            union = union | edges[row]
        else:
            starts.append(row)
            union = edges[row]
    return [_part(found, start, end) for start, end in zip(starts, [*starts[1:], len(edges)], strict=True)]


def _part(found: Grid, start: int, end: int) -> Grid:
    """Some rows of a grid, without the columns that none of them has and the rows in which no area begins."""
    areas = [area for area in found.areas if start <= area.row < end]
    used = sorted({at for area in areas for at in (area.column, area.column + area.columns)})
    place = {at: index for index, at in enumerate(used)}
    begun = sorted({area.row for area in areas})
    kept = [
        replace(
            area,
            row=bisect_left(begun, area.row),
            rows=bisect_left(begun, area.row + area.rows) - bisect_left(begun, area.row),
            column=place[area.column],
            columns=place[area.column + area.columns] - place[area.column],
        )
        for area in areas
    ]
    ys = (*(found.ys[row] for row in begun), found.ys[end])
    return Grid(tuple(found.xs[at] for at in used), ys, tuple(kept))


def _printed(part: Grid, cells: dict[Area, list[Word]], endings: Endings) -> PrintedTable | None:
    by_place = {(area.box.x0, area.box.y0): _lines(words) for area, words in cells.items()}
    for area in part.areas:
        last_row = area.row + area.rows == len(part.ys) - 1
        endings.enter(by_place[area.box.x0, area.box.y0], area.box.x1 - _INSET, ends=not last_row)
    spaces = endings.tell
    rows: list[list[PrintedCell]] = [[] for _ in part.ys[1:]]
    tied = [False] * len(rows)
    for area in sorted(part.areas, key=lambda area: (area.row, area.column)):
        rows[area.row].append(_cell(by_place[area.box.x0, area.box.y0], area, spaces))
        if area.rows > 1:
            tied[area.row : area.row + area.rows] = [True] * area.rows
    kept = [row for row, tie in zip(rows, tied, strict=True) if tie or any(cell.text for cell in row)]
    if not any(cell.text for row in kept for cell in row):
        return None
    return PrintedTable(part.box, tuple(tuple(row) for row in kept), part.xs, spaces)


def _lines(words: Sequence[Word]) -> list[Line]:
    """The lines of a cell; where none is upright, those that are set on their side, as narrow columns' headers are."""
    upright = [word for word in words if word.turned == 0]
    return lines_of(upright) if upright else [replace(line, marker="") for line in lines_of(words)]


def _cell(lines: Sequence[Line], area: Area, spaces_tell: bool) -> PrintedCell:
    """The cell that the lines in an area make."""
    if not lines:
        return PrintedCell("", colspan=area.columns, rowspan=area.rows)
    left, right = area.box.x0, area.box.x1
    start, end = min(line.x0 for line in lines), max(line.x1 for line in lines)
    if end < left or start > right:  # set on its side: measured along another axis
        left, right = start, end
    else:
        inset = min(max(start - left, 0.5), _PADDING)
        left, right = left + inset, max(right - inset, end)
    return printed(lines, left, right, spaces_tell, (area.columns, area.rows))


def printed(
    lines: Sequence[Line], left: float, right: float, spaces_tell: bool = False, reach: tuple[int, int] = (1, 1)
) -> PrintedCell:
    """The cell that lines make, which stand between two edges; `reach` is over how many columns and rows it goes."""
    colspan, rowspan = reach
    if not lines:
        return PrintedCell("", colspan=colspan, rowspan=rowspan)
    bold = all(line.bold for line in lines if any(letter.isalnum() for letter in line.text))
    text = joined_text(lines, left, right, spaces_tell)
    return PrintedCell(text, bold, colspan, rowspan, lines[0], lines[-1], left, right)
