"""What stands on a sheet: tables parted by empty rows and columns, and lines that title them.

Used for whatever lays cells on a grid (a workbook's sheets, files of separated values).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_GAP = 2  # rows from one to the next, with an empty one between them
_HEADED = 0.6  # of a table's columns a header names so many
_LONGEST_LABEL = 40

Place = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What a filled cell says, and how many rows and columns it takes."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Alone:
    """A cell that stands alone in its row, over a table or among no table at all."""

    place: Place


@dataclass(frozen=True, slots=True)
class Region:
    """A table: its rows and its columns in order; columns that are only space between others are left out."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]

    def span(self, column: int, columns: int) -> int:
        """How many of the region's columns a cell takes that begins in `column`."""
        return max(1, sum(column <= known < column + columns for known in self.columns))


Sheet = Mapping[Place, Extent]


def parted(sheet: Sheet) -> Iterator[Alone | Region]:
    """The tables and the lines of a sheet from top to bottom, and from left to right."""
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    covered: set[int] = set()  # rows into which a cell reaches down
    for (row, column), cell in sorted(sheet.items()):
        by_row[row].append(column)
        covered.update(range(row + 1, row + min(cell.rows, 10_000)))
    blocks: list[list[tuple[int, list[int]]]] = []
    for rows in _runs(sorted(by_row), covered):
        block = [(row, by_row[row]) for row in rows]
        if blocks and _goes_on(sheet, blocks[-1], block):
            blocks[-1] += block
        else:
            blocks.append(block)
    for block in blocks:
        yield from _block(sheet, block)


def _runs(rows: Sequence[int], covered: set[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for row in rows:
        if run and any(between not in covered for between in range(run[-1] + 1, row)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _goes_on(sheet: Sheet, above: list[tuple[int, list[int]]], block: list[tuple[int, list[int]]]) -> bool:
    """Whether a block of rows goes on with the table above it after one empty row: it has no header of its own."""
    columns = {column for _, filled in above for column in filled}
    first = next((row for row in block if len(row[1]) > 1), None)
    if first is None or block[0][0] - above[-1][0] > _GAP or not columns.issuperset(first[1]):
        return False
    header = next((row for row in above if len(row[1]) > 1), None)
    if header is None:
        return False
    if [_said(sheet, header[0], at) for at in header[1]] == [_said(sheet, first[0], at) for at in first[1]]:
        return False
    return not (len(first[1]) >= _HEADED * len(columns) and all(_is_label(sheet[first[0], at]) for at in first[1]))


def _said(sheet: Sheet, row: int, column: int) -> str:
    return " ".join(sheet[row, column].text.casefold().split())


def _is_label(cell: Extent) -> bool:
    return len(cell.text) <= _LONGEST_LABEL and not re.fullmatch(r"[\W\d_]*", cell.text) and cell.text[:1].isupper()


def _block(sheet: Sheet, rows: list[tuple[int, list[int]]]) -> Iterator[Alone | Region]:
    """A block of rows without an empty one: lines over the table, then the table or the tables side by side."""
    first = next((at for at, (_, columns) in enumerate(rows) if len(columns) > 1), len(rows))
    if first < len(rows) and sheet[rows[first - 1][0], rows[first - 1][1][0]].rows > 1 and first:
        first -= 1  # a cell that reaches down into the table is no line over it
    yield from (Alone((row, columns[0])) for row, columns in rows[:first])
    if first < len(rows):
        yield from _side_by_side(sheet, rows[first:])


def _side_by_side(sheet: Sheet, rows: list[tuple[int, list[int]]]) -> Iterator[Region]:
    filled = sorted({column for _, columns in rows for column in columns})
    reached = {
        column + step
        for row, columns in rows
        for column in columns
        for step in range(1, min(sheet[row, column].columns, 1000))
    }
    groups: list[list[int]] = []
    for column in filled:
        if groups and all(between in reached for between in range(groups[-1][-1] + 1, column)):
            groups[-1].append(column)
        else:
            groups.append([column])
    if len(groups) > 1 and all(len(group) > 1 for group in groups) and _apart(sheet, rows, groups):
        for group in groups:
            own = tuple(row for row, columns in rows if any(column in group for column in columns))
            yield Region(own, tuple(group))
    else:
        yield Region(tuple(row for row, _ in rows), tuple(filled))


def _apart(sheet: Sheet, rows: list[tuple[int, list[int]]], groups: list[list[int]]) -> bool:
    """Whether groups of columns are tables of their own: they begin or end on other rows, or repeat a header."""
    extents, headers = set(), []
    for group in groups:
        own = [row for row, columns in rows if any(column in group for column in columns)]
        extents.add((own[0], own[-1]))
        headers.append({sheet[own[0], column].text.casefold() for column in group if (own[0], column) in sheet})
    return len(extents) == len(groups) or bool(set.intersection(*headers))
