"""From files to documents: what a file is by its content, its text, and its blocks with their places.

A format is one module with a function from `Source` to blocks, or, for a binary format, from a file's name and bytes to
a text and its blocks; it is entered in `_READERS` or `_BINARY_READERS`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from importlib import import_module

from ingest.document import Block, Document
from ingest.formats.decoding import decode
from ingest.formats.delimited import read_delimited
from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.html import read_html
from ingest.formats.sniff import (
    CSV,
    DOCX,
    HTML,
    MARKDOWN,
    ODS,
    ODT,
    PDF,
    TEXT,
    TSV,
    XLSX,
    binary_kind,
    text_kind,
    unwrapped,
)
from ingest.formats.source import Source
from ingest.formats.text import read_text

__all__ = ["UnreadableDocumentError", "read_document"]

_READERS: dict[str, Callable[[Source], list[Block]]] = {
    TEXT: read_text,
    MARKDOWN: read_text,
    HTML: partial(read_html, typed=read_text),
    CSV: read_delimited,
    TSV: read_delimited,
}
_BINARY_READERS = {  # module and function, imported when met: a text needs none of their libraries
    PDF: ("ingest.formats.pdf", "read_pdf"),
    DOCX: ("ingest.formats.docx", "read_docx"),
    XLSX: ("ingest.formats.xlsx", "read_xlsx"),
    ODT: ("ingest.formats.opendocument", "read_odt"),
    ODS: ("ingest.formats.opendocument", "read_ods"),
}


def read_document(name: str, data: bytes) -> Document:
    """The document in a file: `name` as it is called, `data` its bytes.

    Raises `UnreadableDocumentError`, which names the file, for what is empty, locked, damaged, of a format that is not
    read, or cannot be decoded.
    """
    kind = binary_kind(name, data)
    if kind is not None:
        text, blocks = _binary_reader(name, kind)(name, data)
    else:
        text = decode(name, unwrapped(data))
        kind = text_kind(text)
        blocks = _READERS[kind](Source(text))
    return Document(name, kind, hashlib.sha256(data).hexdigest(), text, tuple(blocks))


def _binary_reader(name: str, kind: str) -> Callable[[str, bytes], tuple[str, list[Block]]]:
    module, function = _BINARY_READERS[kind]
    try:
        reader: Callable[[str, bytes], tuple[str, list[Block]]] = getattr(import_module(module), function)
    except ImportError as error:
        problem = f"this is {_CALLED[kind]}, and what reads it is not installed ({error.name})"
        raise UnreadableDocumentError(name, problem, "install goldenthread with all it depends on") from None
    return reader


_CALLED = {
    PDF: "a PDF",
    DOCX: "a Word file",
    XLSX: "an Excel workbook",
    ODT: "an OpenDocument text",
    ODS: "an OpenDocument spreadsheet",
}
