"""The reading order of a page: its tables, and between them lines of text, column after column."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf.aligned import aligned_table, is_list, is_prose
from ingest.formats.pdf.gaps import Group, Run, columns, runs
from ingest.formats.pdf.known import Columns
from ingest.formats.pdf.lines import grouped, line_of
from ingest.formats.pdf.marks import Line, Page, Word
from ingest.formats.pdf.ruled import PrintedTable

_MIDDLE, _SIDE_LINES, _GUTTER = (0.3, 0.7), 5, 8.0
_STEP, _WIDE, _TRIED = 4.0, 200.0, 3
_ACROSS = 0.5


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines of text that stand one below the other between two edges."""

    lines: tuple[Line, ...]
    left: float
    right: float
    whole: bool = True  # as wide as the page, not one of several columns


Item = PrintedTable | Flow


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before a page is read: the columns of the tables without rules on it and on the pages near it, and
    whether such a table ended the page before."""

    known: Sequence[Columns] = ()
    begun: bool = False


def items(page: Page, tables: Sequence[PrintedTable], words: Sequence[Word], before: Before = Before()) -> list[Item]:
    """What a page holds, in reading order: its ruled tables, and what the words beside them make."""
    upright = [word for word in words if word.turned == 0]
    turned = [word for word in words if word.turned]
    found: list[Item] = []
    bands = _bands(upright, tables)
    for table, band in zip([*tables, None], bands, strict=True):
        found += _band(page, grouped(band), Before(before.known, before.begun and not found))
        if table is not None:
            found.append(table)
    for side in (1, 2, 3):
        found += _flows([[word for word in turned if word.turned == side]])
    return found


def _bands(words: Sequence[Word], tables: Sequence[PrintedTable]) -> list[list[Word]]:
    """The words before each table and after the last; what stands beside a table comes before it."""
    bands: list[list[Word]] = [[] for _ in range(len(tables) + 1)]
    for word in words:
        y = word.middle[1]
        bands[next((i for i, table in enumerate(tables) if y < table.box.y1), len(tables))].append(word)
    return bands


def _band(page: Page, groups: list[Group], before: Before) -> list[Item]:
    """The items of a part of a page that no ruled table divides."""
    if not groups:
        return []
    split = _two_columns(groups)
    if split is not None:
        start, end, middle = split
        sides: list[list[Word]] = [[], []]
        for group in groups[start:end]:
            for word in group:
                sides[word.middle[0] > middle].append(word)
        later = Before(before.known)
        halves: list[Item] = [item for side in sides for item in _band(page, grouped(side), later)]
        halves = [_narrow(item) for item in halves]
        return [*_band(page, groups[:start], before), *halves, *_band(page, groups[end:], later)]
    found: list[Item] = []
    at = 0
    for run in _runs(groups, before):
        table = _table(page, groups, run)
        if table:
            found += _flows([[word for group in groups[at : run.start] for word in group]])
            found += table
            at = run.end
    return found + _flows([[word for group in groups[at:] for word in group]])


def _runs(groups: list[Group], before: Before) -> list[Run]:
    """The stretches of lines that may be tables: those whose columns are known, and others between them."""
    found: list[Run] = []
    at = start = 0
    while at < len(groups):
        begun = before.begun and at == 0
        known = [run for one in before.known if (run := one.run(groups, at, start, begun)) is not None]
        best = max(known, key=lambda run: (_times_parted(groups, run), run.end - run.start), default=None)
        if best is None:
            at += 1
            continue
        found += [_moved(run, start) for run in runs(groups[start : best.start])]
        found.append(best)
        at = start = best.end
    return found + [_moved(run, start) for run in runs(groups[start:])]


def _times_parted(groups: Sequence[Group], run: Run) -> int:
    """How often the columns of a run part its lines: a table of two columns may reach over one of many."""
    cells = columns([groups[at] for at in range(run.start, run.end) if at not in run.over], run.gaps)
    return sum(sum(map(bool, row)) - 1 for row in cells)


def _moved(run: Run, by: int) -> Run:
    return Run(run.start + by, run.end + by, run.gaps, frozenset(at + by for at in run.over), run.bounds)


def tables_without_rules(tables: Sequence[PrintedTable], words: Sequence[Word]) -> list[tuple[list[Group], Run]]:
    """The lines of a page that are tables without rules, as far as it alone shows: those of a band, and the run."""
    found = []
    for band in _bands([word for word in words if word.turned == 0], tables):
        groups = grouped(band)
        if groups and _two_columns(groups) is None:
            found += [
                (groups, run) for run in runs(groups) if _is_table(columns(groups[run.start : run.end], run.gaps))
            ]
    return found


def _is_table(cells: list[list[Group]]) -> bool:
    return not is_list(cells) and not all(is_prose(side) for side in zip(*cells, strict=True))


def _table(page: Page, groups: list[Group], run: Run) -> list[Item]:
    """What the lines of a run are: a table, columns of text, or (nothing) only lines with gaps in them."""
    held = groups[run.start : run.end]
    cells = columns(held, run.gaps)
    if is_list(cells):
        return []
    sides = list(zip(*cells, strict=True))
    if all(is_prose(side) for side in sides):
        return [_narrow(flow) for flow in _flows([[word for group in side for word in group] for side in sides])]
    left, right = min(group[0].x0 for group in held), max(word.x1 for group in held for word in group)
    rules = [
        rule.at for rule in page.across if min(rule.end, right) - max(rule.start, left) >= _ACROSS * (right - left)
    ]
    return [aligned_table(held, run, sorted(set(rules)))]


def _flows(parts: Sequence[Sequence[Word]]) -> list[Item]:
    found: list[Item] = []
    for words in parts:
        lines = tuple(line_of(group) for group in grouped(words))
        if lines:
            found.append(Flow(lines, min(line.x0 for line in lines), max(line.x1 for line in lines)))
    return found


def _narrow(item: Item) -> Item:
    return Flow(item.lines, item.left, item.right, whole=False) if isinstance(item, Flow) else item


def _two_columns(groups: Sequence[Group]) -> tuple[int, int, float] | None:
    """The longest stretch of lines that leave the middle open, with running text on both sides: its first line, the
    one after its last, and where the middle is."""
    if len(groups) < _SIDE_LINES:
        return None
    left, right = min(g[0].x0 for g in groups), max(g[-1].x1 for g in groups)
    if right - left < _WIDE:
        return None
    found: dict[tuple[int, int], float] = {}
    for x, crossed in _crossed(groups, left + _MIDDLE[0] * (right - left), left + _MIDDLE[1] * (right - left)):
        bounds = [-1, *crossed, len(groups)]
        for start, end in pairwise(bounds):
            if end - start > _SIDE_LINES:
                found.setdefault((start + 1, end), x)
    longest = sorted(found, key=lambda stretch: stretch[0] - stretch[1])[:_TRIED]
    return next(
        ((*stretch, x) for stretch in longest if _both_prose(groups[slice(*stretch)], x := found[stretch])), None
    )


def _crossed(groups: Sequence[Group], first: float, last: float) -> list[tuple[float, list[int]]]:
    """For each place between two, a step apart: which lines have a word there, or next to it."""
    places = []
    while first < last:
        places.append(first)
        first += _STEP
    before, after = [x + _GUTTER / 2 for x in places], [x - _GUTTER / 2 for x in places]
    lines: list[list[int]] = [[] for _ in places]
    for at, group in enumerate(groups):
        for word in group:
            for line in lines[bisect_left(before, word.x0) : bisect_right(after, word.x1)]:
                if not line or line[-1] != at:
                    line.append(at)
    return list(zip(places, lines, strict=True))


def _both_prose(groups: Sequence[Group], middle: float) -> bool:
    sides: list[list[Word]] = [[], []]
    for group in groups:
        for word in group:
            sides[word.middle[0] > middle].append(word)
    return all(side and is_prose(grouped(side)) for side in sides)
