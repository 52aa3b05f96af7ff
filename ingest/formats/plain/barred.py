"""Tables of which each cell, on a line or several of its own, ends with a bar: as programs print them that take the
text out of web pages.

    Action |
    Who |
    ---|---|
    Open a clinic
    in the north |
    K Osei |

The rule under the header tells how many cells a row has.
"""

from __future__ import annotations

import re

from ingest.document import Row, Table
from ingest.formats.grids import make_row, pipe_pieces
from ingest.formats.plain.lines import Lines

_RULE = re.compile(r"\s*(?::?-{3,}:?\s*\|\s*){2,}")
_BAR = re.compile(r"(?<!\\)\|")
_MOST_LINES = 60  # of a header, and of a row
_FEWEST = 1  # whole cells of a row that the end of the text cuts off


def take_barred(lines: Lines) -> bool:
    """Take a table of cells that end with bars where the lines stand; False where there is none."""
    line = lines.texts[lines.at]
    if not line.rstrip().endswith("|") or line.lstrip().startswith("|"):
        return False
    at = lines.at
    while at < len(lines) and at - lines.at < _MOST_LINES and not _RULE.fullmatch(lines.texts[at]):
        if not lines.texts[at].strip():
            return False
        at += 1
    if at >= len(lines) or not _RULE.fullmatch(lines.texts[at]):
        return False
    width = len(_BAR.findall(lines.texts[at]))
    if len(_BAR.findall(lines.raw(lines.at, at - 1))) != width:
        return False
    rows = [_row(lines, lines.at, at - 1, header=True)]
    last, begin = at, at + 1
    while (end := _row_end(lines, begin, width)) is not None:
        rows.append(_row(lines, begin, end))
        last, begin = end, end + 1
    if len(rows) == 1:
        return False
    lines.blocks.append(Table(tuple(rows), lines.span(lines.at, last)))
    lines.at = last + 1
    return True


def _row_end(lines: Lines, begin: int, width: int) -> int | None:
    """The last line of the row that begins on a line: the one that ends with its last bar, or the text's last where
    the row is cut off; None where no row begins."""
    bars = 0
    for at in range(begin, min(begin + _MOST_LINES, len(lines))):
        text = lines.texts[at]
        if not text.strip():
            cut = bars >= _FEWEST and not any(line.strip() for line in lines.texts[at : at + _MOST_LINES])
            return at - 1 if cut else None
        bars += len(_BAR.findall(text))
        if bars == width:
            return at if text.rstrip().endswith("|") else None
        if bars > width:
            return None
    return len(lines) - 1 if bars >= _FEWEST and len(lines) - begin <= _MOST_LINES else None


def _row(lines: Lines, first: int, last: int, header: bool = False) -> Row:
    return make_row(lines.source, pipe_pieces(lines.raw(first, last), lines.starts[first]), header)
