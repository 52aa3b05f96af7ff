"""The documents that are mutated: the samples and plans of the tests, in every format, and real ones where they are."""

from __future__ import annotations

import io
from pathlib import Path

from ingest.samples import sample_files
from tests.fuzz.mutate import Document

SHARED = Path(__file__).parents[3] / "shared"
_LARGEST = 12_000  # bytes of a text; a piece of a longer one will do, and a hundred thousand are read


def documents() -> list[Document]:
    """Name and bytes of each; texts cut to pieces that are read in milliseconds."""
    texts = [(name, data) for name, data in sample_files()]
    for folder in ("corpus", "corpus-other"):
        texts += [(path.name, path.read_bytes()) for path in sorted((SHARED / folder).glob("*"))]
    pieces = [(name, piece) for name, data in texts for piece in _pieces(data)]
    return [*pieces, ("plan.docx", _docx()), ("plan.xlsx", _xlsx())]


def _pieces(data: bytes) -> list[bytes]:
    """Stretches of a text, from line to line."""
    lines, out, size = data.splitlines(keepends=True), [b""], 0
    for line in lines:
        if size > _LARGEST:
            out.append(b"")
            size = 0
        out[-1] += line
        size += len(line)
    return out


_ROWS = (
    ("Ref", "Action", "Lead", "Timescale", "Funding"),
    ("1.1", "Open a drop-in for young people who are NEET (NI 117)", "Karen Osei", "March 2010", "ABG £37K"),
    ("1.2", "Train mentors", "Head of Youth Support", "Q2 2009/10", "£5,000"),
)


def _docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Northam Children's Plan 2009-10", 1)
    document.add_heading("Priority 1: Keep young people learning", 2)
    table = document.add_table(len(_ROWS), len(_ROWS[0]))
    for cells, row in zip(table.rows, _ROWS, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Actions"
    for row in _ROWS:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
