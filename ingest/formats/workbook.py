"""The sheets of a workbook of any make, written into one text with the place of every cell, and its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from ingest.document import Block, Cell, Heading, Paragraph, Row, Span, Table
from ingest.formats.composer import Composer
from ingest.formats.embedded import block_of_line
from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.markup import clean
from ingest.formats.sheets import Alone, Extent, Place, Region, parted

MOST_CELLS = 3_000_000
_KNOWN = 3  # the level of headings that are known by what they say ("Priority 2: Homes")
_NAMELESS = ("sheet", "table", "tabelle", "feuil")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A filled cell as it is shown."""

    text: str
    bold: bool = False
    struck: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Sheet:
    """A sheet: its name, the cells that are shown, those that are hidden, the notes on cells, the rows marked as
    headers."""

    name: str
    shown: dict[Place, ShownCell] = field(default_factory=dict)
    hidden: dict[Place, str] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    headers: set[int] = field(default_factory=set)
    visible: bool = True

    def at(self, row: int, column: int) -> str:
        """The place of a cell as formulas write it."""
        name = self.name if self.name.replace("_", "").isalnum() else "'" + self.name.replace("'", "''") + "'"
        return f"{name}!{get_column_letter(column)}{row}"


def written(name: str, sheets: Iterable[Sheet]) -> tuple[str, list[Block]]:
    """The text and the blocks of a workbook, sheet by sheet.

    Raises `UnreadableDocumentError` for a workbook beyond the limits, and one that shows nothing.
    """
    read = list(sheets)
    if sum(len(sheet.shown) for sheet in read) > MOST_CELLS:
        raise UnreadableDocumentError(name, f"it has more than {MOST_CELLS:,} filled cells", "give the plan's sheets")
    writer = _Writer()
    for sheet in read:
        writer.write(sheet)
    text = writer.composer.text()
    if not any(letter.isalnum() for letter in text):
        raise UnreadableDocumentError(name, "its sheets are empty", "give a workbook with something in it")
    return text, writer.blocks


class _Writer:
    """Writes sheets into one text and keeps their blocks."""

    def __init__(self) -> None:
        self.composer = Composer()
        self.blocks: list[Block] = []

    def write(self, sheet: Sheet) -> None:
        """Write a sheet: its name, its tables and lines, then what is hidden of it."""
        if not sheet.shown and not sheet.hidden and not sheet.notes:
            return
        if not sheet.visible:
            self._beside(
                sheet, {**sheet.hidden, **{at: cell.text for at, cell in sheet.shown.items()}}, "a hidden sheet"
            )
            self._beside(sheet, sheet.notes, "notes on cells")
            return
        parts = list(parted({at: Extent(cell.text, cell.rows, cell.columns) for at, cell in sheet.shown.items()}))
        self._name(sheet.name, titled=bool(parts) and isinstance(parts[0], Alone))
        for part in parts:
            if isinstance(part, Alone):
                self._alone(sheet, part.place)
            else:
                self._table(sheet, part)
        self._beside(sheet, sheet.hidden, "hidden rows or columns of a sheet")
        self._beside(sheet, sheet.notes, "notes on cells")

    def _name(self, name: str, titled: bool) -> None:
        """Write the name of a sheet: a heading, but where the sheet has a title of its own that says more."""
        span = self.composer.write(name, "\n\n", name)
        known = block_of_line(name, span)
        if isinstance(known, Heading) and known.level <= _KNOWN:
            self.blocks.append(known)
        elif titled or name.casefold().rstrip("0123456789 ") in _NAMELESS:
            self.blocks.append(Paragraph(name, span, aside="the name of a sheet"))
        else:
            self.blocks.append(Heading(name, 1, span))

    def _beside(self, sheet: Sheet, cells: dict[Place, str], what: str) -> None:
        if not cells:
            return
        begun = self.composer.mark()
        if not sheet.visible:
            self.composer.write(sheet.name, "\n", sheet.name)
        row = 0
        for (at, column), text in sorted(cells.items()):
            if row and at != row:
                self.composer.write("")
            row = at
            self.composer.write(text, "\t", sheet.at(at, column))
        self.composer.write("", "\n\n")
        span = self.composer.since(begun, sheet.at(*min(cells)))
        self.blocks.append(Paragraph(" ".join(span.quote.split())[:200], span, aside=what))

    def _alone(self, sheet: Sheet, place: Place) -> None:
        cell = sheet.shown[place]
        span = self.composer.write(cell.text, "\n\n", sheet.at(*place))
        if cell.struck:
            self.blocks.append(Paragraph(cell.text, span, aside="struck through"))
            return
        self.blocks.append(block_of_line(cell.text, span, bold=cell.bold))

    def _table(self, sheet: Sheet, region: Region) -> None:
        begun = self.composer.mark()
        rows = tuple(self._rows(sheet, region))
        self.composer.write("")
        place = f"{sheet.at(region.rows[0], region.columns[0])}"
        self.blocks.append(Table(rows, self.composer.since(begun, place)))

    def _rows(self, sheet: Sheet, region: Region) -> Iterator[Row]:
        covered: set[Place] = set()
        for number, row in enumerate(region.rows):
            begun = self.composer.mark()
            cells: list[Cell] = []
            free = [column for column in region.columns if (row, column) not in covered]
            while free:
                column = free[0]
                cell = sheet.shown.get((row, column))
                columns, rows = 1, 1
                if cell is not None:
                    columns = region.span(column, cell.columns)
                    rows = max(1, sum(row <= other < row + cell.rows for other in region.rows[number:]))
                    covered |= {
                        (below, right)
                        for below in region.rows[number : number + rows]
                        for right in region.columns
                        if column <= right < column + cell.columns
                    }
                free = [other for other in free if other > column and (row, other) not in covered]
                cells.append(self._cell(sheet, (row, column), cell, (columns, rows), "\t" if free else "\n"))
            if cells:
                yield Row(tuple(cells), self.composer.since(begun, cells[0].span.place), row in sheet.headers)

    def _cell(self, sheet: Sheet, place: Place, cell: ShownCell | None, size: tuple[int, int], after: str) -> Cell:
        span: Span = self.composer.write(cell.text if cell else "", after, sheet.at(*place))
        if cell is None:
            return Cell("", span)
        return Cell("" if cell.struck else clean(cell.text), span, cell.bold, *size)
