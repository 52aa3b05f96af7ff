"""Cells that are printed on several lines beside other cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Cell
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.marks import text_of
from ingest.formats.plain.rows import joined


@dataclass(frozen=True, slots=True)
class Stretch:
    """A cell's part on one line: where it begins and ends in the source, and its text."""

    start: int
    end: int
    text: str


def stretch_of(lines: Lines, number: int, left: int, right: int) -> Stretch | None:
    """What a line prints between two of its columns; None where it prints nothing there."""
    printed = lines.texts[number][left:right]
    said = printed.strip()
    if not said:
        return None
    start = lines.starts[number] + left + len(printed) - len(printed.lstrip())
    return Stretch(start, start + len(said), text_of(said))


def cell_of(
    lines: Lines,
    number: int,
    stretches: Sequence[Stretch | None],
    width: int,
    *,
    parted: Sequence[bool] = (),
    colspan: int = 1,
    rowspan: int = 1,
) -> Cell:
    """The cell of a row that begins on line `number`, from what each line of the row prints of it.

    `width` is the column's, by which a line that ends is told from one that was broken. The quote of a cell on several
    lines is all that the source prints from its first character to its last.
    """
    said = [stretch for stretch in stretches if stretch]
    start, end = (said[0].start, said[-1].end) if said else (lines.starts[number], lines.starts[number])
    text = joined([stretch.text if stretch else "" for stretch in stretches], width, parted)
    return Cell(text, lines.source.span(start, end), colspan=colspan, rowspan=rowspan)
