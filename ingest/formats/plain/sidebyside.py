"""Running text set in two or three columns: read one column after the other, as a person would."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ingest.formats.plain.gutters import Run, pieces_of
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.paragraphs import take_flowing
from ingest.formats.plain.rows import ends, goes_on

_NARROWEST = 24  # characters of a column of running text
_MOST_COLUMNS = 3
_FEWEST = 6  # lines, half of them with text in several columns
_RUNNING = 0.4
_MOST_EMPTY = 3


def take_side_by_side(lines: Lines, run: Run) -> int | None:
    """Take a run of lines as columns of running text; the line behind it, or None where it is none.

    Rows of a table begin in all their columns at once; columns of text begin their paragraphs each where it likes.
    """
    if (
        not 1 <= len(run.gutters) < _MOST_COLUMNS
        or len(run.rows) < _FEWEST
        or 2 * run.several < _FEWEST
        or run.crossing
    ):
        return None
    edges = [gutter.right for gutter in run.gutters]
    first, last = run.rows[0][0], run.rows[-1][0]
    columns = _columns(lines, first, last, edges)
    widths = [max(len(text.strip()) for text in column) for column in columns]
    if min(widths) < _NARROWEST or not _runs(columns, widths):
        return None
    end = _end(lines, last + 1, run)
    for at, column in enumerate(_columns(lines, first, end - 1, edges)):
        left = edges[at - 1] if at else 0
        kept = _without_stagger(column, lines.texts[first:end], widths[at])
        starts = [lines.starts[first + i] + min(left, len(lines.texts[first + i])) for i in kept]
        lines.blocks += take_flowing(Lines(lines.source, [column[i] for i in kept], starts))
    return end


def _without_stagger(column: Sequence[str], texts: Sequence[str], width: int) -> list[int]:
    """The lines of a column without those that are empty only because another column's line stands between two."""
    kept: list[int] = []
    said = [at for at, text in enumerate(column) if text.strip()]
    for above, below in pairwise([-1, *said]):
        before, here = column[above].strip() if above >= 0 else "", column[below].strip()
        staggered = before and all(texts[at].strip() for at in range(above + 1, below))
        if not staggered or ends(before, here, width) or before[-1] in ".:?!":
            kept += range(above + 1, below)
        kept.append(below)
    return kept


def _columns(lines: Lines, first: int, last: int, edges: list[int]) -> list[list[str]]:
    """The text of each column on each line."""
    bounds = [0, *edges]
    found: list[list[str]] = [[] for _ in bounds]
    for text in lines.texts[first : last + 1]:
        for column, (left, right) in enumerate(zip(bounds, [*edges, len(text)], strict=True)):
            found[column].append(text[left : max(right, left)].rstrip())
    return found


def _runs(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> bool:
    """Whether columns hold running text: lines go on from line to line, and paragraphs begin at unlike heights."""
    going = together = apart = lines = 0
    stripped = [[text.strip() for text in column] for column in columns]
    above = [column[0] for column in stripped]
    for at in range(1, len(stripped[0])):
        here = [column[at] for column in stripped]
        if not any(here):
            above = [""] * len(here)
            continue
        fresh = on = 0
        for over, text, width in zip(above, here, widths, strict=True):
            if not text:
                continue
            if over:
                lines += 1
                going += goes_on(over, text)
            fresh += not over or ends(over, text, width)
            on += bool(over) and goes_on(over, text)
        together += fresh > 1
        apart += fresh > 0 and on > 0
        # the lines of one column may stand a little lower than those of the other
        above = [text or over for text, over in zip(here, above, strict=True)]
    return going >= _RUNNING * lines and (apart > together or not together)


def _end(lines: Lines, at: int, run: Run) -> int:
    """The line behind the columns: where one is longer than the other, its lines stand alone to the end."""
    edges = [(gutter.left, gutter.right) for gutter in run.gutters]
    ends_page = next(iter(lines.pages[bisect_right(lines.pages, at - 1) :][:1]), len(lines))
    end, empty, whole = at, 0, at
    while at < ends_page and empty <= _MOST_EMPTY:
        text = lines.texts[at]
        if not text.strip():
            empty, whole = empty + 1, at
        else:
            pieces = pieces_of(text)
            if "\t" in text or any(start < right and stop > left for start, stop in pieces for left, right in edges):
                return min(whole, end) if whole < at else end
            end, empty = at + 1, 0
        at += 1
    return end
