"""Office files for tests, made by the libraries that people make them with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import openpyxl
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph as WordParagraph
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import Document, Span, Table
from ingest.formats import read_document


def word(make: Callable[[WordFile], object]) -> bytes:
    """The bytes of a Word file that a function fills."""
    file = docx.Document()
    make(file)
    return saved(file)


def saved(file: WordFile) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def xml(paragraph: WordParagraph, fragment: str) -> None:
    """Append WordprocessingML to a paragraph: what python-docx has no words for."""
    paragraph._p.append(parse_xml(fragment.replace(">", f" {nsdecls('w')}>", 1)))


def workbook(make: Callable[[Worksheet], object], title: str = "Actions") -> bytes:
    """The bytes of a workbook whose one sheet a function fills."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    make(sheet)
    return book_bytes(book)


def book_bytes(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes] | None]) -> bytes:
    """A package with some of its parts changed, added, or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = parts.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part(old.read(name)) if callable(part) else part)
        for name, part in parts.items():
            if name not in old.namelist() and isinstance(part, bytes):
                new.writestr(name, part)
    return out.getvalue()


def read(data: bytes) -> Document:
    """The document in a file, whose every quote stands on its line."""
    document = read_document("plan", data)
    lines = document.text.split("\n")
    for span in spans(document):
        there = "\n".join(lines[span.line - 1 : span.last_line])
        assert span.quote in there, span
        assert there.index(span.quote) <= len(lines[span.line - 1]), span
    return document


def spans(document: Document) -> list[Span]:
    """Every place that a document's blocks name."""
    found = [block.span for block in document.blocks]
    for table in tables(document):
        found += [row.span for row in table.rows] + [cell.span for row in table.rows for cell in row.cells]
    return found


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]
