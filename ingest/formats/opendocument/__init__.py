"""OpenDocument texts and spreadsheets (OASIS ODF 1.3, ISO/IEC 26300): a text and its blocks.

They are read straight from the parts of the package, and from there on as Word files and workbooks are.
"""

from __future__ import annotations

from ingest.document import Block
from ingest.formats import workbook
from ingest.formats.archive import Archive
from ingest.formats.docx import writer
from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.opendocument.names import OFFICE, STYLE, Element
from ingest.formats.opendocument.sheets import sheets_of
from ingest.formats.opendocument.styles import Styles
from ingest.formats.opendocument.text import Text

__all__ = ["read_ods", "read_odt"]

_AGAIN = "save it again in the program that made it"


def read_odt(name: str, data: bytes) -> tuple[str, list[Block]]:
    """The text and the blocks of an OpenDocument text.

    Raises `UnreadableDocumentError` for one that is damaged, locked with a password, or prints nothing.
    """
    root, styles = _opened(name, data)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableDocumentError(name, "its part content.xml holds no text document", _AGAIN)
    text = Text(Styles(root, styles))
    items = text.items(body)
    masters = styles.iter(f"{STYLE}header", f"{STYLE}footer") if styles is not None else ()
    return writer.written(name, items, text.noted(), text.margins(masters), paged=text.paged, unseen=text.unseen(body))


def read_ods(name: str, data: bytes) -> tuple[str, list[Block]]:
    """The text and the blocks of an OpenDocument spreadsheet, sheet by sheet.

    Raises `UnreadableDocumentError` for one that is damaged, locked with a password, beyond the limits, or shows
    nothing.
    """
    root, styles = _opened(name, data)
    body = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if body is None:
        raise UnreadableDocumentError(name, "its part content.xml holds no spreadsheet", _AGAIN)
    return workbook.written(name, sheets_of(body, Styles(root, styles)))


def _opened(name: str, data: bytes) -> tuple[Element, Element | None]:
    """The roots of the content and of the styles."""
    archive = Archive(name, data)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableDocumentError(name, "it is locked with a password", "save it without one")
    root = archive.xml("content.xml")
    if root is None:
        raise UnreadableDocumentError(name, "its part content.xml is missing", _AGAIN)
    return root, archive.xml("styles.xml")
