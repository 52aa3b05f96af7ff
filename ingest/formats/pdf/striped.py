"""Tables whose every other row is shaded: the stripes' edges are rules, and the rows between them have none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.formats.pdf.lines import grouped
from ingest.formats.pdf.marks import Box, Word
from ingest.formats.pdf.rules import Area, Grid

_SAME_EDGE, _TOUCH, _EDGE = 3.0, 1.5, 1.0
_TALLEST = 3.0  # of a row between two stripes, against the taller of these
_BELOW, _PITCH = 3.0, 1.6  # in letter sizes
_COLUMNS = 2


def with_stripes_joined(grids: Sequence[Grid], words: Sequence[Word]) -> list[Grid]:
    """The grids of a page, stripes of one table joined with the rows between them and the one below the last."""
    found: list[Grid] = []
    joined = 0
    for grid in sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])):
        between = _between(found[-1], grid, words) if found else None
        if between is None:
            if joined:
                found[-1] = _with_last_row(found[-1], words)
            found.append(grid)
            joined = 0
        else:
            found[-1] = between
            joined += 1
    if joined:
        found[-1] = _with_last_row(found[-1], words)
    return found


def _between(above: Grid, below: Grid, words: Sequence[Word]) -> Grid | None:
    """Two stripes and the row between them as one grid; None where they are not of one table."""
    if len(above.xs) != len(below.xs) or len(above.xs) < _COLUMNS + 1:
        return None
    if any(abs(a - b) > _SAME_EDGE for a, b in zip(above.xs, below.xs, strict=True)):
        return None
    top, bottom = above.ys[-1], below.ys[0]
    if bottom - top <= _TOUCH:
        return None
    tallest = max(y1 - y0 for grid in (above, below) for y0, y1 in pairwise(grid.ys))
    held = [word for word in words if top < word.middle[1] < bottom]
    if not held or bottom - top > _TALLEST * tallest or not _fits(held, above.xs):
        return None
    return _stacked(above, below, (bottom,))


def _fits(words: Sequence[Word], xs: Sequence[float]) -> bool:
    """Whether words stand between the edges of columns, in several of them."""
    if any(word.turned or word.x0 < xs[0] - _EDGE or word.x1 > xs[-1] + _EDGE for word in words):
        return False
    if any(word.x0 < x - _EDGE and word.x1 > x + _EDGE for word in words for x in xs[1:-1]):
        return False
    return len({sum(word.middle[0] > x for x in xs) for word in words}) >= _COLUMNS


def _stacked(above: Grid, below: Grid, between: Sequence[float]) -> Grid:
    """One grid over another, with a plain row between them where `between` says where that ends."""
    areas = list(above.areas)
    ys = list(above.ys)
    for bottom in between:
        areas += _plain_row(above.xs, ys, bottom)
        ys.append(bottom)
    moved = len(ys) - 1
    areas += [Area(area.row + moved, area.column, area.rows, area.columns, area.box) for area in below.areas]
    return Grid(above.xs, (*ys, *below.ys[1:]), tuple(areas))


def _plain_row(xs: Sequence[float], ys: Sequence[float], bottom: float) -> list[Area]:
    return [Area(len(ys) - 1, at, 1, 1, Box(x0, ys[-1], x1, bottom)) for at, (x0, x1) in enumerate(pairwise(xs))]


def _with_last_row(grid: Grid, words: Sequence[Word]) -> Grid:
    """A table with the row below its last stripe, which nothing bounds below."""
    last = grid.ys[-1]
    taken: list[Word] = []
    for line in grouped(word for word in words if word.turned == 0 and word.y > last):
        size = max(word.size for word in line)
        near = line[0].y - last <= _BELOW * size if not taken else line[0].y - taken[-1].y <= _PITCH * size
        if not near or (taken and not _fits([*taken, *line], grid.xs)):
            break
        taken += line
    if not taken or not _fits(taken, grid.xs):
        return grid
    bottom = max(word.y + 0.4 * word.size for word in taken)
    return Grid(grid.xs, (*grid.ys, bottom), (*grid.areas, *_plain_row(grid.xs, grid.ys, bottom)))
