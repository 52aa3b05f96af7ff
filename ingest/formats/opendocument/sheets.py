"""The sheets of an OpenDocument spreadsheet: what each cell shows is spelt out in the file."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.formats.opendocument.inline import said
from ingest.formats.opendocument.names import OFFICE, TABLE, TEXT, Element, count, told_in
from ingest.formats.opendocument.styles import Styles
from ingest.formats.workbook import MOST_CELLS, Sheet, ShownCell

_MOST_REPEATED = 1000
_HIDDEN = ("collapse", "filter")
_ROWS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_COLUMNS = frozenset(f"{TABLE}{name}" for name in ("table-header-columns", "table-columns", "table-column-group"))


def sheets_of(body: Element, styles: Styles) -> Iterator[Sheet]:
    """The sheets of a spreadsheet in order, up to as many cells as a workbook may have."""
    left = MOST_CELLS
    for table in body.iterchildren(f"{TABLE}table"):
        shown = styles.shows_table(table.get(f"{TABLE}style-name", ""))
        sheet = Sheet(table.get(f"{TABLE}name", ""), visible=shown)
        _fill(sheet, table, styles, left)
        left -= len(sheet.shown) + len(sheet.hidden)
        yield sheet
        if left < 0:
            return


def _fill(sheet: Sheet, table: Element, styles: Styles, most: int) -> None:
    hidden = _hidden_columns(table)
    at = 1
    for row, head in _rows(table, False):
        repeated = count(row, f"{TABLE}number-rows-repeated")
        gone = row.get(f"{TABLE}visibility") in _HIDDEN
        if head:
            sheet.headers.add(at)
        column = 1
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            across = count(cell, f"{TABLE}number-columns-repeated")
            shown = _shown(cell, styles) if cell.tag == f"{TABLE}table-cell" else None
            if noted := told_in(cell, f"{OFFICE}annotation"):
                sheet.notes[at, column] = " ".join(noted)
            if shown is not None:
                for place in range(column, column + min(across, _MOST_REPEATED)):
                    for line in range(at, at + min(repeated, _MOST_REPEATED)):
                        if gone or place in hidden:
                            sheet.hidden[line, place] = shown.text
                        else:
                            sheet.shown[line, place] = shown
            column += across
        at += repeated
        if len(sheet.shown) + len(sheet.hidden) > most:
            return


def _shown(cell: Element, styles: Styles) -> ShownCell | None:
    """What a cell shows; None where it shows nothing."""
    look = styles.look("table-cell", cell.get(f"{TABLE}style-name", ""))
    lines = [said(line, look, styles) for line in cell.iterchildren(f"{TEXT}p")]
    text = "\n".join(line.text for line in lines).strip()
    if not text:
        return None
    inked = [line for line in lines if line.text.strip()]
    return ShownCell(
        text,
        all(line.bold for line in inked),
        not any(line.valid.strip() for line in inked),
        min(count(cell, f"{TABLE}number-columns-spanned"), _MOST_REPEATED),
        min(count(cell, f"{TABLE}number-rows-spanned"), _MOST_REPEATED * 10),
    )


def _rows(table: Element, head: bool) -> Iterator[tuple[Element, bool]]:
    for child in table.iterchildren("*"):
        if child.tag == f"{TABLE}table-row":
            yield child, head
        elif child.tag in _ROWS:
            yield from _rows(child, head or child.tag == f"{TABLE}table-header-rows")


def _hidden_columns(table: Element) -> set[int]:
    found: set[int] = set()
    at = 1
    for column in _columns(table):
        repeated = count(column, f"{TABLE}number-columns-repeated")
        if column.get(f"{TABLE}visibility") in _HIDDEN:
            found |= set(range(at, at + min(repeated, 20_000)))
        at += repeated
    return found


def _columns(table: Element) -> Iterator[Element]:
    for child in table.iterchildren("*"):
        if child.tag == f"{TABLE}table-column":
            yield child
        elif child.tag in _COLUMNS:
            yield from _columns(child)
