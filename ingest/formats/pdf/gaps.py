"""The gaps between columns that no rule parts: which stay open from line to line, and over which lines they do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.formats.pdf.lines import line_of
from ingest.formats.pdf.marks import Word

Group = list[Word]  # the words on one printed line, from left to right
Gap = tuple[float, float]

_COLUMN_GAP, _LEAST_GAP, _ROW_APART, _FURTHEST = 0.95, 0.5, 1.35, 4.5  # in letter sizes
_THROUGH_GAP, _THROUGH_LINES = 0.4, 6  # a gap that is open through so many lines may be as narrow as this
_WORD_SPACE = 0.25
_EDGE_GAP, _EDGE, _MOSTLY = 0.15, 1.0, 0.9  # or as this, where the lines to the right of it stand at one edge
_SPACED, _MORE_COLUMNS, _FEW_LINES, _TRIED = 1.22, 2, 4, 3
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")


@dataclass(frozen=True, slots=True)
class Run:
    """Lines with common gaps: the first and the one after the last, the gaps, and which lines reach over a gap.

    `bounds` are the edges of the columns where other pages show them, too.
    """

    start: int
    end: int
    gaps: tuple[Gap, ...]
    over: frozenset[int]
    bounds: tuple[Gap, ...] = ()


def segments(group: Group) -> list[Group]:
    """The pieces of a line that stand apart from one another as columns do."""
    found = [[group[0]]]
    end = group[0].x1
    for before, word in pairwise(group):
        if word.x0 - end >= _COLUMN_GAP * max(before.size, word.size):
            found.append([word])
            end = word.x1
        else:
            found[-1].append(word)
            end = max(end, word.x1)
    return found


def runs(groups: Sequence[Group]) -> list[Run]:
    """The stretches of lines that may be tables or columns of text, from top to bottom."""
    pieces = [[group] if _LEADER.search(line_of(group).text) else segments(group) for group in groups]
    found: list[Run] = []
    at = 0
    while at < len(groups):
        if len(pieces[at]) < 2:
            at += 1
            continue
        run = _run(groups, pieces, at, found[-1].end if found else 0)
        if run is None:
            at += 1
        else:
            parts = _parted_before_crossing(groups, pieces, run) or [run]
            found += [part for one in parts for part in _parted(groups, one)]
            at = found[-1].end
    return found


def _parted_before_crossing(groups: Sequence[Group], pieces: list[list[Group]], run: Run) -> list[Run]:
    """Two runs where the line that ends one is a row's later line in a table below, which has other columns; nothing
    where it is not."""
    if run.end >= len(groups):
        return []
    apart = [groups[below][0].y - groups[below - 1][0].y for below in range(run.start + 1, run.end + 1)]
    usual = sorted(apart)[len(apart) // 4]
    if apart[-1] > _SPACED * usual or groups[run.end][0].x0 <= run.gaps[0][0]:
        return []
    loose = [at for at, gap in enumerate(apart, run.start + 1) if gap > _SPACED * usual and len(pieces[at]) > 1]
    for start in reversed(loose[-_TRIED:]):
        below = _run(groups, pieces, start, start)
        above = _run(groups[:start], pieces[:start], run.start, run.start)
        if below and above and below.end > run.end and len(below.gaps) >= len(run.gaps):
            return [above, below]
    return []


def _parted(groups: Sequence[Group], run: Run) -> list[Run]:
    """A run, or two where it is two tables one above the other, so that each has more columns than both share."""
    starts = [at for at in range(run.start, run.end) if at not in run.over]
    apart = [groups[below][0].y - groups[above][0].y for above, below in pairwise(starts)]
    if len(starts) < 2 * _THROUGH_LINES:
        return [run]
    usual = sorted(apart)[len(apart) // 4]
    best: tuple[int, int, list[list[Gap]]] = (0, 0, [])
    for at, gap in zip(starts[1:], apart, strict=True):
        halves = [[line for line in starts if line < at], [line for line in starts if line >= at]]
        if gap <= _SPACED * usual or min(map(len, halves)) < _FEW_LINES:
            continue
        gaps = [_through([groups[line] for line in half]) if len(half) >= _THROUGH_LINES else [] for half in halves]
        counts = [len(some) - len(run.gaps) for some in gaps]
        more = max(counts) >= _MORE_COLUMNS or min(counts) > 0
        if more and sum(map(len, gaps)) > best[1]:
            best = (at, sum(map(len, gaps)), gaps)
    at, total, gaps = best
    if not total:
        return [run]
    above = Run(run.start, at, tuple(gaps[0] or run.gaps), frozenset(line for line in run.over if line < at))
    below = Run(at, run.end, tuple(gaps[1] or run.gaps), frozenset(line for line in run.over if line >= at))
    return [*_parted(groups, above), *_parted(groups, below)]


def _run(groups: Sequence[Group], pieces: list[list[Group]], first: int, floor: int) -> Run | None:
    gaps = [(max(w.x1 for w in a), b[0].x0) for a, b in pairwise(pieces[first])]
    over: set[int] = set()
    at, last = first + 1, first
    while at < len(groups):
        size = max(word.size for word in groups[at])
        if groups[at][0].y - groups[at - 1][0].y > _FURTHEST * size:
            break
        left = still_open(gaps, groups[at], size)
        if len(left) == len(gaps) or (left and len(pieces[at]) > 1):
            gaps = left
            last = at if len(pieces[at]) > 1 or groups[at][0].x0 > gaps[0][0] else last
        elif not _resumes(groups, pieces, at, gaps):
            break
        else:
            over.add(at)
        at += 1
    end = last + 1
    while end < at and end not in over and groups[end][0].y - groups[end - 1][0].y <= _ROW_APART * groups[end][0].size:
        end += 1
    if at == len(groups):
        end = end_of_first_column(groups, end, gaps[0][0])
    while first > floor and len(pieces[first - 1]) == 1 and _heads(groups[first - 1], groups[first], gaps):
        first -= 1
    several = sum(len(pieces[index]) > 1 for index in range(first, end))
    if several < 2 or (several < 3 and len(gaps) < 2):
        return None
    inner = frozenset(index for index in over if index < end)
    held = [groups[index] for index in range(first, end) if index not in inner]
    through = _through(held) if len(held) >= _THROUGH_LINES else []
    return Run(first, end, tuple(through if len(through) > len(gaps) else gaps), inner)


def _through(groups: Sequence[Group]) -> list[Gap]:
    """The gaps that are open through all of the lines, with text on both sides of each on several of them."""
    size = median(word.size for group in groups for word in group)
    found: list[Gap] = []
    reached = None
    for word in sorted((word for group in groups for word in group), key=lambda word: word.x0):
        wide = reached is not None and word.x0 - reached >= _THROUGH_GAP * size
        if reached is not None and (wide or (word.x0 > reached and _is_edge(groups, reached, word.x0))):
            found.append((reached, word.x0))
        reached = max(word.x1, reached or word.x1)
    cells = columns(groups, found)
    while found:
        filled = [sum(bool(row[at]) for row in cells) for at in range(len(found) + 1)]
        thin = next((at for at, count in enumerate(filled) if count < 2), None)
        if thin is None:
            break
        del found[max(thin - 1, 0)]
        cells = columns(groups, found)
    return found


def _is_edge(groups: Sequence[Group], end: float, start: float) -> bool:
    """Whether a narrow gap sets references apart: most lines that begin before it with one, each with another, go on
    at its end."""
    before = [group for group in groups if group[0].x1 <= end + _EDGE and len(group) > 1]
    size = max((group[0].size for group in before), default=1.0)
    if len(before) < _THROUGH_LINES or start - end < _EDGE_GAP * size:
        return False
    aligned = sum(abs(group[1].x0 - start) <= _EDGE for group in before)
    return aligned >= _MOSTLY * len(before) and len({group[0].text for group in before}) >= _MOSTLY * len(before)


def still_open(gaps: Sequence[Gap], group: Group, size: float, least: float = _LEAST_GAP) -> list[Gap]:
    """The gaps that a line leaves open, as far as it does; `least` is how wide, in letter sizes."""
    kept = []
    for start, end in gaps:
        taken = [(word.x0, word.x1) for word in group if word.x0 < end and word.x1 > start]
        low, high = start, end
        if taken:
            edges = [start, *(edge for pair in taken for edge in pair), end]
            low, high = max(zip(edges[::2], edges[1::2], strict=True), key=lambda open_: open_[1] - open_[0])
        if high - low >= least * size:
            kept.append((low, high))
    return kept


def _resumes(groups: Sequence[Group], pieces: list[list[Group]], at: int, gaps: list[Gap]) -> bool:
    """Whether a line that reaches over gaps is only a title inside the table: the next line has them all again."""
    if at + 1 >= len(groups) or len(pieces[at]) > 1 or len(gaps) < 2:
        return False
    below = groups[at + 1]
    size = max(word.size for word in below)
    return len(pieces[at + 1]) > 1 and len(still_open(gaps, below, size)) == len(gaps)


def end_of_first_column(groups: Sequence[Group], end: int, right: float) -> int:
    """Where a table ends that ended at a line in several columns: at the foot of the page where all lines below are
    the wrapped ones of its first column, which goes on alone."""
    rest = groups[end:]
    if len(rest) < 2 or any(word.x1 > right + _EDGE for group in rest for word in group):
        return end
    wrapped = sum(
        above[-1].x1 + _WORD_SPACE * above[-1].size + below[0].x1 - below[0].x0 > right
        for above, below in pairwise(rest)
    )
    return len(groups) if 2 * wrapped >= len(rest) - 1 else end


def _heads(above: Group, below: Group, gaps: list[Gap]) -> bool:
    """Whether a line is the first of a header that stands over several lines: near, and in a later column."""
    size = max(word.size for word in above)
    near = below[0].y - above[0].y <= _ROW_APART * size
    return near and above[0].x0 >= gaps[0][1] - 1 and len(still_open(gaps, above, size)) == len(gaps)


def columns(groups: Sequence[Group], gaps: Sequence[Gap]) -> list[list[Group]]:
    """For each line, the words in each column."""
    edges = [(start + end) / 2 for start, end in gaps]
    found = []
    for group in groups:
        cells: list[Group] = [[] for _ in range(len(edges) + 1)]
        for word in group:
            cells[bisect_left(edges, word.middle[0])].append(word)
        found.append(cells)
    return found
