"""Tables whose cells are parted by two spaces and stand under nothing: text copied out of a page, its columns lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.document import Row, Table
from ingest.formats.plain.cells import cell_of, stretch_of
from ingest.formats.plain.gutters import Piece, pieces_of
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.marks import MARKER

_GAP = 2
_FEWEST_CELLS, _FEWEST_ROWS = 3, 3
_SENTENCES = 0.2
_MOST_CELLS = 60


def take_ragged(lines: Lines) -> bool:
    """Take a table of rows of as many cells each, all parted by two spaces; False where there is none.

    Prose too has two spaces, after its sentences; and where the cells stand under each other the columns tell more.
    """
    first = lines.at
    if "  " not in lines.texts[first].strip():
        return False
    rows: list[list[Piece]] = []
    while first + len(rows) < len(lines) and (pieces := _cells(lines.texts[first + len(rows)])):
        if rows and len(pieces) != len(rows[0]):
            break
        rows.append(pieces)
    if len(rows) < _FEWEST_ROWS or not is_unaligned(rows) or _is_prose(lines, rows):
        return False
    made = []
    for number, pieces in enumerate(rows, first):
        cells = [cell_of(lines, number, [stretch_of(lines, number, *piece)], piece[1] - piece[0]) for piece in pieces]
        made.append(Row(tuple(cells), lines.span(number, number)))
    last = first + len(rows) - 1
    lines.blocks.append(Table(tuple(made), lines.span(first, last)))
    lines.at = last + 1
    return True


def is_unaligned(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether all that stands between the pieces of rows is two spaces each, and the pieces stand under nothing."""
    several = [row for row in rows if len(row) > 1]
    narrow = all(right[0] - left[1] == _GAP for row in several for left, right in pairwise(row))
    return len(several) > 1 and narrow and any(here[1][0] != there[1][0] for here, there in pairwise(several))


def _cells(line: str) -> list[Piece]:
    """The cells of a line that are parted by two spaces; none for any other line."""
    if "  " not in line.strip() or "\t" in line.strip() or MARKER.match(line):
        return []
    pieces = pieces_of(line)
    apart = all(right[0] - left[1] == _GAP for left, right in pairwise(pieces))
    return pieces if _FEWEST_CELLS <= len(pieces) <= _MOST_CELLS and apart else []


def _is_prose(lines: Lines, rows: Sequence[Sequence[Piece]]) -> bool:
    before = [lines.texts[lines.at + at][piece[1] - 1] for at, row in enumerate(rows) for piece in row[:-1]]
    return sum(character in ".!?:;" for character in before) > _SENTENCES * len(before)
