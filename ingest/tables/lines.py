"""Physical rows as wide as they are printed: cells over several columns or rows spread over all that they cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Cell, Span, Table
from ingest.tables.shapes import is_noise

_WIDEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A physical row as wide as it is printed.

    `spanned` marks cells that reach down from a row above, `wide` those that a cell on their left reaches over,
    `marked` what the format itself calls a header. `parts` are its places where it stands in several (an action set
    down a column); `remark` says why a row is none of its own (the second row of a header); `apart` that it goes on
    with no other. Of a header `heads` is true, and `over` what a row above it prints over each column.
    """

    cells: tuple[Cell, ...]
    span: Span
    spanned: tuple[bool, ...]
    wide: tuple[bool, ...] = ()
    marked: bool = False
    parts: tuple[Span, ...] = ()
    remark: str = ""
    apart: bool = False
    heads: bool = False
    over: tuple[str, ...] = ()

    @property
    def texts(self) -> list[str]:
        """The texts of the cells."""
        return [cell.text for cell in self.cells]

    @property
    def said(self) -> int:
        """How many cells say something."""
        return sum(not is_noise(cell.text) for cell in self.cells)

    @property
    def places(self) -> tuple[Span, ...]:
        """The spans that the row covers."""
        return self.parts or (self.span,)


def grid(table: Table) -> list[Line]:
    """The rows of a table with cells over several columns or rows spread over all that they cover."""
    lines: list[Line] = []
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        cells: list[Cell] = []
        spanned: list[bool] = []
        wide: list[bool] = []
        below: dict[int, tuple[Cell, int]] = {}
        waiting = list(reversed(row.cells))
        while (waiting or any(at >= len(cells) for at in reaching)) and len(cells) < _WIDEST:
            at = len(cells)
            if at in reaching:
                cell, rows = reaching.pop(at)
                if rows > 1:
                    below[at] = (cell, rows - 1)
                cells.append(cell)
                spanned.append(True)
                wide.append(False)
                continue
            cell = waiting.pop() if waiting else empty(row.span)
            for extra in range(max(1, min(cell.colspan, _WIDEST))):
                if cell.rowspan > 1:
                    below[at + extra] = (cell if not extra else empty(cell.span), cell.rowspan - 1)
                cells.append(cell if not extra else empty(cell.span))
                spanned.append(False)
                wide.append(extra > 0)
        reaching = {**reaching, **below}
        lines.append(Line(tuple(cells), row.span, tuple(spanned), tuple(wide), row.header))
    return lines


def empty(span: Span) -> Cell:
    """A cell that says nothing, at the beginning of a place."""
    return Cell("", Span(span.line, span.line, "", span.page, span.place))


def widths(lines: Sequence[Line]) -> list[int]:
    """For each column the characters of the longest line that is printed in it."""
    found: list[int] = []
    for line in lines:
        found += [0] * (len(line.cells) - len(found))
        for at, cell in enumerate(line.cells):
            found[at] = max(found[at], *map(len, cell.text.split("\n")))
    return found


def with_breaks_told(cell: Cell, width: int) -> Cell:
    """A cell of names of which each line break that the width of its column did not ask for ends a name: the first
    word of the next line had room on the line before."""
    first, *rest = cell.text.split("\n")
    if not rest:
        return cell
    told = [first]
    for line in rest:
        word = line.split(maxsplit=1)[:1]
        apart = bool(word) and word[0][:1].isupper() and len(told[-1].rstrip()) + 1 + len(word[0]) < width
        told[-1] = f"{told[-1].rstrip()};" if apart and told[-1].rstrip()[-1:].isalnum() else told[-1]
        told.append(line)
    return replace(cell, text="\n".join(told))
