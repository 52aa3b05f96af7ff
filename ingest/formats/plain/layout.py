"""Tables whose columns are made of spaces, as `pdftotext -layout` and typewriters print them."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby, pairwise

from ingest.document import Row, Table
from ingest.formats.plain.cells import Stretch, cell_of, stretch_of
from ingest.formats.plain.columnheads import roles_of
from ingest.formats.plain.gutters import Piece, Run, pieces_of
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.marks import MARKER, is_label, text_of
from ingest.formats.plain.paragraphs import take_flowing
from ingest.formats.plain.places import Columns
from ingest.formats.plain.ragged import is_unaligned
from ingest.formats.plain.rows import PhysicalLine, rows_of
from ingest.formats.plain.sidebyside import take_side_by_side

_NO_ROW = re.compile(r"\s*(?:[|#<>]|\*\*|```|~~~|[-=+]{3,}\s*$)")
_MOST_PIECES = 60
_MOST_EMPTY = 3  # empty lines within a table
_MOST_CROSSING = 4  # lines of a heading within a table
_FEW = 3  # rows that prove nothing where the next line does not fit them
_ABOVE = 4  # lines of a header over the first line with several columns
_INDENTED = " " * 6
_TITLE = 12  # words
_NEAR = 3
_SHIFT = 8  # characters by which a column may move from page to page
_MOST_TURNED = 12  # lines, all but empty, from the end of a page's table to the next page's
_APART = 40  # lines from one part of a table to the next
_REFERENCE_WIDTH = 9
_GROUPED = 3  # lines at the head of a table that may stand over several columns


def take_layout(lines: Lines) -> bool:
    """Take a table of columns where the lines stand; False where there is none."""
    if lines.at < lines.no_layout_before:
        return False
    if _take_torn(lines):
        return True
    if not _begins(lines):
        return False
    run, parted = _run(lines)
    last = run.rows[-1][0]
    if (end := take_side_by_side(lines, run)) is not None:
        lines.at = end
        return True
    if not _is_table(lines, run):
        lines.no_layout_before = lines.at + 1 if len(run.rows) <= _FEW else last + 1
        return False
    _take(lines, run, parted)
    lines.at = last + 1
    return True


def _take_torn(lines: Lines) -> bool:
    """Take what a page prints first where it is the rest of one cell of the table that the page before ended with."""
    if lines.columns.end == 0 or lines.at - lines.columns.end > _MOST_TURNED or not lines.texts[lines.at][:1].isspace():
        return False
    page = bisect_right(lines.pages, lines.at)
    if not page or lines.columns.end >= lines.pages[page - 1]:
        return False
    if any(text.strip() for text in lines.texts[lines.pages[page - 1] : lines.at]):
        return False
    numbers: list[int] = []
    while (at := lines.at + len(numbers)) < len(lines.texts) and len(pieces := _row_pieces(lines.texts[at])) == 1:
        if numbers and abs(pieces[0][0] - len(lines.texts[lines.at]) + len(lines.texts[lines.at].lstrip())) > _NEAR:
            break
        numbers.append(at)
    if not numbers or (at < len(lines.texts) and len(_row_pieces(lines.texts[at])) > 1):
        return False
    pieces = [pieces_of(lines.texts[number])[0] for number in numbers]
    column = min(range(len(lines.columns.starts)), key=lambda at: abs(lines.columns.starts[at] - pieces[0][0]))
    if not column or abs(lines.columns.starts[column] - pieces[0][0]) > 2 * _SHIFT:
        return False
    stretches = [stretch_of(lines, n, *piece) for n, piece in zip(numbers, pieces, strict=True)]
    width = max(end - start for start, end in pieces)
    cells = tuple(
        cell_of(lines, numbers[0], stretches if at == column else [], width) for at in range(len(lines.columns.starts))
    )
    row = Row(cells, lines.span(numbers[0], numbers[-1]))
    lines.blocks.append(Table((row,), row.span))
    lines.at = lines.columns.end = numbers[-1] + 1
    return True


def _row_pieces(line: str) -> list[Piece]:
    """The pieces of a line that may be a row of columns; none for a line of another kind."""
    if _NO_ROW.match(line) or "\t" in line.strip():
        return []
    pieces = pieces_of(line)
    if len(pieces) > 1 and all(is_label(line[start:end]) for start, end in pieces):
        return []  # "Lead: Roads    By: May 2010" is a line of labels with their values
    return pieces if len(pieces) <= _MOST_PIECES else []


def _begins(lines: Lines) -> bool:
    """Whether the line here has several pieces, or hangs over one that has: a header over several lines."""
    text = lines.texts[lines.at]
    if "  " not in text.strip() and not text.startswith(_INDENTED):
        return False
    pieces = _row_pieces(text)
    if len(pieces) != 1:
        return bool(pieces)
    start, end = pieces[0]
    below = [_row_pieces(line) for line in lines.texts[lines.at + 1 : lines.at + 1 + _ABOVE]]
    several = next((at for at, row in enumerate(below) if len(row) > 1), None)
    if several is None or not all(below[:several]) or start < below[several][0][1]:
        return False
    under = [piece for row in below[: several + 2] for piece in row]
    return any(abs(left - start) <= 1 or abs(left + right - start - end) <= 2 for left, right in under)


def _run(lines: Lines) -> tuple[Run, set[int]]:
    """The run of lines with gutters that begins here, and which of its rows stand under an empty line."""
    run, parted, pending = Run(), set[int](), list[int]()
    ends = lines.pages[bisect_right(lines.pages, lines.at) :][:1]
    at, empty = lines.at, 0
    while at < len(lines) and at not in ends and empty <= _MOST_EMPTY:
        text = lines.texts[at]
        if not text.strip():
            empty, at = empty + 1, at + 1
            continue
        pieces = _row_pieces(text)
        if not pieces or (pending and len(pieces) > 1 and not run.near(pieces)):
            break
        if empty and len(run.rows) == 1 and _is_other(run.rows[0][1], pieces):
            run.broken = True
            break
        if (
            (pending and len(pieces) == 1)
            or _is_title(lines, run, at, pieces, empty)
            or not run.take(at, text, pieces, settled=bool(pending))
        ):
            if len(pieces) > 1 or len(pending) == _MOST_CROSSING:
                run.broken = len(pieces) > 1 and not pending
                break
            pending.append(at)
        else:
            run.crossing += pending
            pending = []
            if empty:
                parted.add(at)
        at, empty = at + 1, 0
    _trim(run, parted)
    run.settle()
    return run, parted


def _is_other(above: list[Piece], pieces: list[Piece]) -> bool:
    """Whether a line over an empty line has fewer pieces than the row below, set elsewhere: no row of its table."""
    starts = [start for start, _ in pieces]
    return len(above) < len(pieces) and any(min(abs(start - other) for other in starts) > _NEAR for start, _ in above)


def _is_title(lines: Lines, run: Run, at: int, pieces: list[Piece], empty: int) -> bool:
    """Whether a line of one piece is a heading over the rows below: short, at the left edge, set off, no reference."""
    if len(pieces) > 1 or not run.gutters or not (empty or at == 0):
        return False
    start, end = pieces[0]
    text = lines.texts[at][start:end]
    left = min(row[0][0] for _, row in run.rows[-_MOST_CROSSING:])
    if start > left + 1 or not text[0].isupper() or text[-1] in ".,;" or MARKER.match(text):
        return False
    narrow = run.gutters[0].left - left < _REFERENCE_WIDTH
    below = lines.texts[at + 1].strip() if at + 1 < len(lines) else ""
    alone = not below or (len(pieces_of(below)) > 1 and not below[0].islower())
    return alone and len(text.split()) <= _TITLE and (len(text) > _REFERENCE_WIDTH or not narrow)


def _trim(run: Run, parted: set[int]) -> None:
    """Leave out what follows the last row of several pieces, an empty line and the left edge: it is no row."""
    last = max(i for i, (_, pieces) in enumerate(run.rows) if len(pieces) > 1) if run.several else 0
    edge = run.gutters[0].right if run.gutters else 0
    for at in range(last + 1, len(run.rows)):
        number, pieces = run.rows[at]
        if number in parted and pieces[0][0] < edge:
            del run.rows[at:]
            break
    run.crossing = [number for number in run.crossing if number < run.rows[-1][0]]


def _is_table(lines: Lines, run: Run) -> bool:
    if run.several < 2 or not run.gutters or max(gutter.seen for gutter in run.gutters) < 2:
        return False
    if run.broken and len(run.rows) <= _FEW:
        return False
    if is_unaligned([row for _, row in run.rows]):
        return False
    if len(run.gutters) > 1:
        return True
    first = [lines.texts[number][row[0][0] : row[0][1]] for number, row in run.rows if len(row) > 1]
    marks = sum(bool(MARKER.match(text + " x")) for text in first)
    labels = sum(text.endswith(":") for text in first)
    return run.several >= 3 and marks * 2 < len(first) and labels * 2 < len(first)


def _take(lines: Lines, run: Run, parted: set[int]) -> None:
    """Make blocks of a run: a table of the rows between two lines that cross it, and what those lines say."""
    crossing = set(run.crossing)
    numbered: dict[int, list[Piece]] = dict(run.rows)
    order = sorted([*numbered, *crossing])
    places = _places(lines, run)
    for crosses, group in groupby(order, key=crossing.__contains__):
        numbers = list(group)
        if crosses:
            first, end = numbers[0], numbers[-1] + 1
            inner = Lines(lines.source, lines.texts[first:end], lines.starts[first:end])
            lines.blocks += take_flowing(inner)
        else:
            lines.blocks.append(_table(lines, run, [(n, numbered[n]) for n in numbers], parted, places))


def _places(lines: Lines, run: Run) -> list[int] | None:
    """Which column of the table above each column of this one is: a page may print nothing in some of them."""
    edges = [gutter.right for gutter in run.gutters]
    starts = [min(row[0][0] for _, row in run.rows), *edges]
    said: list[list[str]] = [[] for _ in starts]
    for number, pieces in run.rows:
        for start, end in pieces:
            said[bisect_right(edges, start)].append(lines.texts[number][start:end])
    if run.rows[0][0] - lines.columns.end > _APART:
        lines.columns = Columns()
    places = lines.columns.places(starts, [" ".join(texts) for texts in said])
    lines.columns.end = run.rows[-1][0]
    return places


def _table(
    lines: Lines, run: Run, rows: list[tuple[int, list[Piece]]], parted: set[int], places: list[int] | None
) -> Table:
    edges = [gutter.right for gutter in run.gutters]
    printed = [
        _stretches(lines, number, pieces, edges, at < _GROUPED and number == run.rows[at][0])
        for at, (number, pieces) in enumerate(rows)
    ]
    if places is not None and len(places) < len(lines.columns.starts):
        printed = [[_at(row, places, column) for column in range(len(lines.columns.starts))] for row in printed]
    physical = [
        PhysicalLine(number, tuple(s.text if s else "" for s in stretches), number in parted)
        for (number, _), stretches in zip(rows, printed, strict=True)
    ]
    widths = [max((s.end - s.start for s in column if s), default=0) for column in zip(*printed, strict=True)]
    heads = len(lines.header)
    if not heads or tuple(line.texts for line in physical[:heads]) != lines.header:
        heads = 0
    extents = [(0, heads - 1)] if heads else []
    for begin, end in pairwise([heads, *_headed_anew(physical, heads), len(physical)]):
        extents += [(first + begin, last + begin) for first, last in rows_of(physical[begin:end], widths)]
    if rows[0] == run.rows[0] and len(extents) > 1:
        lines.header = tuple(line.texts for line in physical[: extents[0][1] + 1])
    found = []
    for first, last in extents:
        cells = tuple(
            cell_of(lines, rows[first][0], column, width, parted=[line.parted for line in physical[first : last + 1]])
            for column, width in zip(zip(*printed[first : last + 1], strict=True), widths, strict=True)
        )
        found.append(Row(cells, lines.span(rows[first][0], rows[last][0])))
    return Table(tuple(found), lines.span(rows[0][0], rows[-1][0]))


def _headed_anew(physical: list[PhysicalLine], heads: int) -> list[int]:
    """The lines under an empty one that are headers of columns: what stands below them is another table's."""
    lines = enumerate(physical[heads + 1 :], heads + 1)
    return [at for at, line in lines if line.parted and roles_of([text for text in line.texts if text]) is not None]


def _at(row: list[Stretch | None], places: list[int], column: int) -> Stretch | None:
    return row[places.index(column)] if column in places else None


def _stretches(lines: Lines, number: int, pieces: list[Piece], edges: list[int], head: bool) -> list[Stretch | None]:
    """What a line prints in each column; in a table's head, what stands over several columns belongs to each."""
    found: list[Stretch | None] = [None] * (len(edges) + 1)
    line, offset = lines.texts[number], lines.starts[number]
    for start, end in pieces:
        column = bisect_right(edges, start)
        before = found[column]
        begin = before.start - offset if before else start
        stretch = Stretch(offset + begin, offset + end, text_of(line[begin:end]))
        for at in range(column, bisect_right(edges, end - 1) + 1 if head else column + 1):
            found[at] = stretch
    return found
