"""Tables without rules: the words of their lines put into columns and rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from ingest.formats.pdf.gaps import Gap, Group, Run, columns, segments
from ingest.formats.pdf.lines import is_marker, line_of, lines_of
from ingest.formats.pdf.marks import Box, Line
from ingest.formats.pdf.rowstarts import row_starts, spanning
from ingest.formats.pdf.ruled import PrintedCell, PrintedTable, printed

_LABEL = re.compile(r".{1,40}:")
_PROSE_APART = 0.25
_PROSE_FILL, _PROSE_SHARE, _PROSE_LETTERS, _PROSE_LINES = 0.72, 0.6, 22, 4


def is_prose(column: Sequence[Group]) -> bool:
    """Whether a column is running text: lines that mostly fill its width."""
    lines = [line_of(group) for group in column if group]
    apart = sum(len(segments(group)) > 1 for group in column if group)
    if len(lines) < _PROSE_LINES or apart > _PROSE_APART * len(lines):
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    full = sum(line.x1 - line.x0 >= _PROSE_FILL * width for line in lines)
    return full >= _PROSE_SHARE * len(lines) and sum(len(line.text) for line in lines) >= _PROSE_LETTERS * len(lines)


def is_list(cells: Sequence[Sequence[Group]]) -> bool:
    """Whether two columns are only the marks of a list and its items, or labels and what they label."""
    if len(cells[0]) != 2:
        return False
    first = [line_of(row[0]) for row in cells if row[0]]
    marks = sum(_is_mark(line) for line in first)
    labels = sum(bool(_LABEL.fullmatch(line.text)) for line in first)
    return max(marks, labels) >= 0.7 * len(first)


def _is_mark(line: Line) -> bool:
    return len(line.text) <= 6 and is_marker(line.text)


def aligned_table(groups: Sequence[Group], run: Run, rules: Sequence[float]) -> PrintedTable:
    """The table that the lines of a run make; `rules` are the heights of lines drawn across it."""
    rows = columns(groups, run.gaps)
    over = {at - run.start for at in run.over}
    bounds = list(run.bounds) or bounds_of(rows)
    starts = row_starts(groups, rows, over, bounds, rules)
    cells = [[line_of(words) if words else None for words in row] for row in rows]
    spans = {pair for pair in spanning(cells, starts) if not over & {starts[pair[0]], starts[pair[0] + 1]}}
    ends = [*starts[1:], len(rows)]
    made: list[tuple[PrintedCell, ...]] = []
    for number, start in enumerate(starts):
        if start in over:
            line = line_of(groups[start])
            made.append((PrintedCell(line.text, line.bold, len(bounds)),))
            continue
        row = []
        for column, (left, right) in enumerate(bounds):
            if (number - 1, column) in spans:
                continue
            last = number
            while (last, column) in spans:
                last += 1
            lines = lines_of([word for line in rows[start : ends[last]] for word in line[column]])
            cell = printed(lines, left, right)
            row.append(replace(cell, rowspan=last - number + 1, right=inf))  # how wide the column is nobody knows
        made.append(tuple(row))
    edges = (bounds[0][0], *((start + end) / 2 for start, end in run.gaps), bounds[-1][1])
    every = [word for group in groups for word in group]
    top, bottom = min(word.y - word.size for word in every), max(word.y for word in every)
    box = Box(bounds[0][0], top, bounds[-1][1], bottom)
    return PrintedTable(box, tuple(made), edges, starts=tuple(left for left, _ in bounds))


def bounds_of(rows: Sequence[Sequence[Group]]) -> list[Gap]:
    """Where the words of each column begin and end."""
    found: list[Gap] = []
    for column in range(len(rows[0])):
        words = [word for row in rows for word in row[column]]
        between = found[-1][1] if found else rows[0][0][0].x0 if rows[0][0] else 0.0
        found.append((min((w.x0 for w in words), default=between), max((w.x1 for w in words), default=between) + 2))
    return found
