"""Where the rows of a table without rules begin: by rules between them, by white space, or by their words alone.

A row whose cells stand against its top begins where columns that had ended print again, and where no column goes on
in the middle of a line that was ended only by its width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.formats.pdf.gaps import Gap, Group
from ingest.formats.pdf.lines import line_of, runs_on
from ingest.formats.pdf.marks import Line

_SPACED, _CLOSE = 1.22, 2.0
# What a column says of a line as the first of a row: it goes on, its line above is full or nearly, it had ended there,
# is the first, printed further above, printed nothing yet.
_GOES_ON, _FULL, _NEARLY_FULL, _ENDED, _KEY, _AGAIN, _LATE = -2.5, -0.7, -0.4, 0.7, 0.5, 1.5, 0.3
_GUTTER = 0.4  # in letter sizes: how near a column may come to the next
_SURELY, _BEGINS = 2.0, 0.5
_WHOLE = 3  # columns
_LEAST_FILLED = 4  # twice the columns
_DENSE = 2.5  # lines a row
_SEVERAL, _RARE = 2, 0.05  # distances of lines within cells, and their share

Cells = Sequence[Sequence[Line | None]]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a table: what stands in each column, how far below the line before each stands, the usual pitch."""

    cells: Cells
    apart: Sequence[float]  # of the first line: 0
    usual: float
    bounds: Sequence[Gap]

    def loose(self, at: int) -> bool:
        """Whether a line stands off from the one before."""
        return self.apart[at] > _SPACED * self.usual

    def is_wide(self, at: int) -> bool:
        """Whether a line prints in the first column or in about half of the others, as the first of a row does."""
        return self.cells[at][0] is not None or 2 * self.filled(at) >= max(len(self.bounds) - 1, _LEAST_FILLED)

    def filled(self, at: int) -> int:
        """In how many columns a line prints."""
        return sum(cell is not None for cell in self.cells[at])


def row_starts(
    groups: Sequence[Group],
    rows: Sequence[Sequence[Group]],
    over: set[int],
    bounds: Sequence[Gap],
    rules: Sequence[float],
) -> list[int]:
    """The lines on which the rows of a table begin; `over` are lines across it, `rules` the heights of drawn lines."""
    heights = [group[0].y for group in groups]
    ruled = {at for at, (above, below) in enumerate(pairwise(heights), 1) if any(above <= y < below for y in rules)}
    fixed = {0, *ruled, *over, *(at + 1 for at in over if at + 1 < len(rows))}
    if len(ruled) >= 2 and _DENSE * (len(ruled) + 1) >= len(groups) - len(over):
        return sorted(fixed)
    cells = [[line_of(words) if words else None for words in row] for row in rows]
    apart = [0.0, *(below - above for above, below in pairwise(heights))]
    size = median(word.size for group in groups for word in group)
    lines = _Lines(cells, apart, _usual(cells, size), bounds)
    spaced = _spaced(lines, fixed)
    return sorted(fixed | (spaced or _by_words(lines, fixed)))


def _usual(cells: Cells, size: float) -> float:
    """How far one line of a cell stands below another, usually."""
    found = []
    for column in range(len(cells[0])):
        said = [row[column] for row in cells]
        found += [
            below.y - above.y
            for above, below in pairwise(line for line in said if line is not None)
            if below.y - above.y <= _CLOSE * size
        ]
    found.sort()
    least = min(len(found) // 4, max(_SEVERAL, int(_RARE * len(found))))  # rows of figures seldom go on
    return max(found[least], 0.9 * size) if found else 1.25 * size


def _spaced(lines: _Lines, fixed: set[int]) -> set[int]:
    """The rows that white space parts; none where the words say that many begin without it."""
    loose = [at for at in range(1, len(lines.cells)) if at not in fixed and lines.loose(at)]
    centred = _is_centred(lines, sorted({*fixed, *loose}))
    if centred:
        return set(loose)
    found = {at for at in loose if _may_begin(lines, at)}
    tight = [at for at in _by_words(lines, fixed | found, _SURELY) if at not in found]
    return found if len(found) >= max(2 * len(tight), 2) else set()


def _may_begin(lines: _Lines, at: int) -> bool:
    """Whether a line that stands off may begin a row: in its first column, or in several, and not within a sentence."""
    cells = [cell for cell in lines.cells[at] if cell is not None]
    if not lines.is_wide(at):
        return False
    return not all(cell.text[:1].islower() and not cell.marker for cell in cells)


def _is_centred(lines: _Lines, starts: Sequence[int]) -> bool:
    """Whether the cells of rows that begin on these lines stand in the middle of their rows."""
    middle = top = 0
    for start, end in pairwise([*starts, len(lines.cells)]):
        ys = [[cell.y for row in lines.cells[start:end] if (cell := row[at])] for at in range(len(lines.bounds))]
        first, last = min(min(y) for y in ys if y), max(max(y) for y in ys if y)
        for column in filter(None, ys):
            above, below = min(column) - first, last - max(column)
            if above + below >= 0.8 * lines.usual:
                middle += abs(above - below) <= 0.4 * lines.usual
                top += above < 0.2 * lines.usual
    return middle > top


def _by_words(lines: _Lines, fixed: set[int], least: float = _BEGINS) -> set[int]:
    """The lines that begin rows by what they say."""
    found: set[int] = set()
    start = 0
    for at in range(1, len(lines.cells)):
        if at in fixed:
            start = at
        elif _telling(lines, at, start) >= least:
            found.add(at)
            start = at
    return found


def _telling(lines: _Lines, at: int, start: int) -> float:
    """How much a line is like the first of a row; `start` is where the row that is open began."""
    row, above = lines.cells[at], lines.cells[at - 1]
    loose = lines.loose(at)
    filled = lines.filled(at)
    if not lines.is_wide(at) or (filled < 2 and not loose and above[0] is not None):
        return 0.0
    fresh = not any(
        b is not None and own is not None and _within_sentence(b, own) for b, own in zip(above, row, strict=True)
    )
    if fresh and filled >= max(_WHOLE, len(row) - 1):
        return _SURELY  # nearly every column begins with a capital or a figure
    score = 1.0 if loose else 0.0
    for column, own in enumerate(row):
        if own is None:
            continue
        before = above[column]
        if before is None:
            again = any(lines.cells[i][column] is not None for i in range(start, at))
            score += _AGAIN if again else _LATE
            score += _KEY if column == 0 else 0.0
        elif before.bold and not own.bold:
            score += _ENDED
        elif _within_sentence(before, own):
            score += _GOES_ON
        elif runs_on(before, own, *lines.bounds[column]):
            score += _FULL if _is_full(before, own, lines.bounds, column) else _NEARLY_FULL
        elif not own.marker:
            score += _ENDED + (_KEY if column == 0 else 0.0)
    return score


def _is_full(above: Line, below: Line, bounds: Sequence[Gap], column: int) -> bool:
    """Whether a line has no room for more however wide its column is, which is known only from what it prints."""
    left, right = bounds[column]
    if column + 1 < len(bounds):
        right = max(right, bounds[column + 1][0] - _GUTTER * below.size)
    return runs_on(above, below, left, right)


def spanning(cells: Cells, starts: Sequence[int]) -> set[tuple[int, int]]:
    """The rows (by their number) and columns whose cell goes on in the next row, in the middle of a sentence."""
    size = median(cell.size for row in cells for cell in row if cell is not None)
    close = _SPACED * _usual(cells, size)
    return {
        (row, column)
        for row, at in enumerate(starts[1:])
        for column, (above, own) in enumerate(zip(cells[at - 1], cells[at], strict=True))
        if above is not None and own is not None and own.y - above.y <= close and _within_sentence(above, own)
    }


def _within_sentence(above: Line, below: Line) -> bool:
    return below.text[:1].islower() and not below.marker and above.text[-1:] not in ".;:"
