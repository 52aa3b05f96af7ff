"""Rows that a line break inside one of their cells has broken, where the format knows no cells of several lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.lines import Line
from ingest.tables.shapes import goes_on, is_open

_NARROWEST = 4
_MOST = 8  # lines that one row may be broken over
_BULLETS = ("•", "·", "▪", "-", "–", "*")


def with_whole_cells(lines: Sequence[Line]) -> list[Line]:
    """The rows, those broken inside a cell put together again.

    Only where the pieces come out exactly as wide as most rows are, and where the words at the first break plainly go
    on or both are points of one list.
    """
    usual = Counter(len(line.cells) for line in lines).most_common(1)
    if not usual or usual[0][0] < _NARROWEST or usual[0][1] < 2 or any(any((*x.spanned, *x.wide)) for x in lines):
        return list(lines)
    width, out, at = usual[0][0], list[Line](), 0
    while at < len(lines):
        end = _end(lines, at, width)
        out.append(_joined(lines[at : end + 1]) if end > at else lines[at])
        at = end + 1
    return out


def _end(lines: Sequence[Line], at: int, width: int) -> int:
    """The last of the lines that make one row with this one; itself where it is no broken row."""
    have = len(lines[at].cells)
    if not 1 < have < width or at + 1 == len(lines) or not _runs_on(lines[at], lines[at + 1]):
        return at
    for end in range(at + 1, min(at + _MOST, len(lines))):
        if not lines[end].cells[0].text.strip() or (
            len(lines[end].cells) == 1 and not _runs_on(lines[end - 1], lines[end])
        ):
            return at
        have += len(lines[end].cells) - 1
        if have >= width:
            return end if have == width else at
    return at


def _runs_on(before: Line, after: Line) -> bool:
    last, first = before.cells[-1].text.strip(), after.cells[0].text.strip()
    points = last.startswith(_BULLETS) and first.startswith(_BULLETS)
    return bool(last and first) and (points or goes_on(first) or is_open(last))


def _joined(pieces: Sequence[Line]) -> Line:
    cells = list(pieces[0].cells)
    for piece in pieces[1:]:
        cells[-1] = replace(cells[-1], text=f"{cells[-1].text}\n{piece.cells[0].text}")
        cells += piece.cells[1:]
    none = (False,) * len(cells)
    spans = tuple(piece.span for piece in pieces)
    whole = replace(spans[0], last_line=spans[-1].last_line, quote="\n".join(span.quote for span in spans))
    return replace(pieces[0], cells=tuple(cells), span=whole, spanned=none, wide=none, parts=spans)
