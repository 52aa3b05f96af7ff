"""Tables whose cells a sign within the line parts ("Action / Lead / By when"), under a header of the same shape.

Any text may hold such signs. What is a table begins with a line whose parts are headers of columns, and goes on with
lines of as many parts.
"""

from __future__ import annotations

import re

from ingest.document import Row, Table
from ingest.formats.grids import make_row
from ingest.formats.plain.columnheads import roles_of
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.marks import MARKER, line_of

_SIGNS = tuple(map(re.compile, (r"\s*\|\s*", r"\s+/\s+", r"\s*;\s+", r"\s+[–—]\s+", r"\s+[·•>»¦]\s+", r"\s+-\s+")))
_ANY = re.compile(r"[|;/–—·•>»¦-]")
_RULE = re.compile(r"[\s|:=_/–—-]{3,}")
_LONGEST_HEADER = 300
_WIDE = " " * 200  # nobody parts cells of a line by so much, and to look through it for signs takes long
_MOST_LINES = 12  # of one row
_ACTION = "action"

Pieces = list[tuple[int, int]]


def take_separated(lines: Lines) -> bool:
    """Take a table of cells with a sign between them where the lines stand; False where there is none."""
    line = lines.texts[lines.at]
    if len(line) > _LONGEST_HEADER or not _ANY.search(line) or line.lstrip().startswith(("|", "#", "<")):
        return False
    for sign in _SIGNS:
        pieces = _pieces(line, lines.starts[lines.at], sign)
        if len(pieces) > 1 and (roles := _roles(lines, pieces)) is not None:
            rows, last = _rows(lines, sign, roles)
            enough = len(pieces) > 2 or (len(rows) > 1 and _ACTION in roles)  # two words with a dash head many a page
            if rows and enough:
                head = make_row(lines.source, pieces, header=True)
                lines.blocks.append(Table((head, *rows), lines.span(lines.at, last)))
                lines.at = last + 1
                return True
    return False


def _pieces(raw: str, start: int, sign: re.Pattern[str]) -> Pieces:
    """The offsets of what a sign parts in a text that begins at `start`, a bullet before it left out."""
    if _WIDE in raw.expandtabs(1).strip():
        return []
    begin, end = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    marker = MARKER.match(raw, begin)
    if marker and not any(character.isalnum() for character in marker[0]):
        begin = marker.end()
    found: Pieces = []
    for match in sign.finditer(raw, begin, end):
        found.append((start + begin, start + match.start()))
        begin = match.end()
    if begin < end:
        found.append((start + begin, start + end))
    return found


def _roles(lines: Lines, pieces: Pieces) -> list[str] | None:
    """What each of the parts of a line means as the header of a column; None where they are no headers."""
    return roles_of([line_of(lines.source.text[begin:end]) for begin, end in pieces])


def _rows(lines: Lines, sign: re.Pattern[str], roles: list[str]) -> tuple[list[Row], int]:
    """The rows under a header, and the last line of them."""
    rows: list[Row] = []
    at, last, width = lines.at + 1, lines.at, len(roles)
    while at < len(lines):
        text = lines.texts[at]
        if _RULE.fullmatch(text) or (not text.strip() and at == last + 1):
            at += 1
            continue
        found = _row(lines, at, sign, width)
        if found is None or (len(found[0]) < width and not rows):
            break
        pieces, end = found
        if _roles(lines, pieces) is not None or (at > last + 1 and not _begin_afresh(lines, pieces)):
            break
        rows.append(make_row(lines.source, _in_columns(lines, pieces, roles)))
        last, at = end, end + 1
    return rows, last


def _row(lines: Lines, at: int, sign: re.Pattern[str], width: int) -> tuple[Pieces, int] | None:
    """The parts of the row that begins on a line, and its last line: its print may run on. None for any other line."""
    pieces = _pieces(lines.texts[at], lines.starts[at], sign)
    if len(pieces) < 2:
        return None
    last = at
    while last + 1 < len(lines) and last - at < _MOST_LINES:
        following = lines.texts[last + 1]
        if not following.strip() or MARKER.match(following.lstrip()):
            break
        more = len(_pieces(following, 0, sign)) - 1
        short = len(pieces) < width and len(pieces) + more <= width
        if not short and (more or not following.lstrip()[0].islower()):
            break
        last += 1
        pieces = _pieces(lines.raw(at, last), lines.starts[at], sign)
    return (pieces, last) if len(pieces) >= max(2, width - 1) else None


def _begin_afresh(lines: Lines, pieces: Pieces) -> bool:
    """Whether no part of a line under an empty one can be the rest of a sentence: a clause of prose begins in lower
    case, a cell seldom does."""
    return not any(lines.source.text[begin : begin + 1].islower() for begin, _ in pieces)


def _in_columns(lines: Lines, pieces: Pieces, roles: list[str]) -> Pieces:
    """The parts of a row, as many as its header has: a sign too many stands within the longest text, the action's."""
    surplus = len(pieces) - len(roles)
    if surplus <= 0:
        return pieces
    at = roles.index(_ACTION) if _ACTION in roles else max(range(len(roles)), key=lambda i: pieces[i][1] - pieces[i][0])
    return [*pieces[:at], (pieces[at][0], pieces[at + surplus][1]), *pieces[at + surplus + 1 :]]
