"""Excel workbooks (SpreadsheetML, ECMA-376): a text and its blocks, each cell with its place ("Targets!B7").

openpyxl reads the file; what is shown of a value, and which cells make up a table, is found here.
"""

from __future__ import annotations

import io
import warnings
from contextlib import redirect_stdout
from typing import Any

import openpyxl

from ingest.document import Block
from ingest.formats.archive import Archive
from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.workbook import MOST_CELLS, Sheet, ShownCell, written
from ingest.formats.xlsx.display import displayed

LARGE = 25_000_000
"""Bytes of sheets from which they are streamed; merged cells and hidden rows are not known then."""


def read_xlsx(name: str, data: bytes) -> tuple[str, list[Block]]:
    """The text and the blocks of a workbook, sheet by sheet.

    Raises `UnreadableDocumentError` for a damaged workbook, one beyond the limits, and one that shows nothing.
    """
    archive = Archive(name, data)
    sheets = archive.size_of("xl/worksheets/")
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # openpyxl prints some of what is damaged
            warnings.simplefilter("ignore")  # what openpyxl does not keep (validations, extensions) is not read here
            file = io.BytesIO(archive.transitional() or data)
            book = openpyxl.load_workbook(file, sheets > LARGE, data_only=True, keep_links=False)
            read = [_streamed(sheet) if sheets > LARGE else _whole(sheet) for sheet in book.worksheets]
    except Exception as error:  # a damaged workbook raises whatever its parts lead to
        problem = f"this workbook is damaged ({type(error).__name__})"
        raise UnreadableDocumentError(name, problem, "open it in Excel and save it again") from None
    return written(name, read)


def _whole(sheet: Any) -> Sheet:
    """A sheet in memory, with its merged cells and what is hidden of it."""
    found = Sheet(sheet.title, visible=sheet.sheet_state == "visible")
    spans = {
        (area.min_row, area.min_col): (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)
        for area in sheet.merged_cells.ranges
    }
    hidden_rows = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    hidden_columns = {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min
        for column in range(dimension.min, min(dimension.max, dimension.min + 20_000) + 1)
    }
    for area in sheet.tables.values():
        found.headers.add(int("".join(c for c in area.ref.partition(":")[0] if c.isdigit()) or 0))
    for (row, column), cell in sheet._cells.items():  # only the cells that there are; rows may run to a million
        text = _text(cell)
        if cell.comment is not None and cell.comment.text.strip():
            found.notes[row, column] = cell.comment.text.strip()
        if not text:
            continue
        if row in hidden_rows or column in hidden_columns:
            found.hidden[row, column] = text
            continue
        columns, rows = spans.get((row, column), (1, 1))
        found.shown[row, column] = ShownCell(text, bool(cell.font.b), bool(cell.font.strike), columns, rows)
    return found


def _streamed(sheet: Any) -> Sheet:
    """A large sheet, read once from its start to its end."""
    found = Sheet(sheet.title, visible=sheet.sheet_state == "visible")
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is not None and (text := _text(cell)):
                found.shown[cell.row, cell.column] = ShownCell(text)
        if len(found.shown) > MOST_CELLS:
            break
    return found


def _text(cell: Any) -> str:
    return displayed(cell.value, cell.number_format or "").strip()
