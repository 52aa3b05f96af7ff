"""A PDF read in this process: every page's marks to contents, the contents to text and blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ingest.document import Block
from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.pdf.chains import laid_out
from ingest.formats.pdf.compose import AGAIN, RUNNING, UNSEEN, Contents, written
from ingest.formats.pdf.flow import Flow, Item
from ingest.formats.pdf.lines import lines_of
from ingest.formats.pdf.marks import Page
from ingest.formats.pdf.pages import pages
from ingest.formats.pdf.running import Sheet, sheets
from ingest.formats.pdf.text import Content, Passage, carried, levelled, looks, passages
from ingest.formats.pdf.torn import mended

_OCR = "run OCR (for example ocrmypdf) and give that"
_MOSTLY = 0.5
_SPECKS = 5  # characters that a page without text may have: a stamp, a page number

IMAGE = "a page image without text"
UNKNOWN = "a page whose fonts do not say which letters they show"
UNLOADED = "a page that is damaged"


def read_here(name: str, data: bytes) -> tuple[str, list[Block]]:
    """The text and the blocks of a PDF, read in this process, without limits of time and memory."""
    return written(contents_of(name, data))


def contents_of(name: str, data: bytes, each: Callable[[int], None] = lambda page: None) -> list[Contents]:
    """What the pages of a PDF hold. `each` is called with a page's number when its turn comes, 0 before the first.

    Raises `UnreadableDocumentError`, which names the file, for what is no PDF, damaged, encrypted, too long or without
    text.
    """
    found: list[tuple[Contents, list[Item]]] = []
    faults: dict[str, list[int]] = {}
    for sheet, laid in laid_out(sheets(_told(pages(name, data), each))):
        fault = _fault(sheet)
        if fault:
            faults.setdefault(fault, []).append(sheet.page.number)
        found.append((_framed(sheet, fault), [] if fault == UNKNOWN else laid))
    if not any(held for _, held in found):
        raise _empty(name, faults)
    look = looks(held for _, held in found)
    contents: list[list[Content]] = [
        [c for item in held for c in (passages(item, look) if isinstance(item, Flow) else [item])] for _, held in found
    ]
    contents = carried(levelled(contents))
    for (page, _), held, again in zip(found, contents, mended(contents), strict=True):
        page.contents = held
        first = 1 if held and isinstance(held[0], Passage) else 0
        held[first:first] = page.kept
        page.before += [(text, AGAIN) for text in again]
    return [page for page, _ in found]


def _told(found: Iterable[Page], each: Callable[[int], None]) -> Iterator[Page]:
    each(0)
    for page in found:
        each(page.number)
        yield page


def _fault(sheet: Sheet) -> str:
    """Why a page cannot be read, or an empty string."""
    page = sheet.page
    if not page.width:
        return UNLOADED
    letters = sum(len(word.text) for word in sheet.words) + sum(
        len(cell.text) for table in sheet.tables for row in table.rows for cell in row
    )
    if page.lost > _MOSTLY * (letters + page.lost):
        return UNKNOWN
    return IMAGE if letters <= _SPECKS and page.images else ""


def _framed(sheet: Sheet, fault: str) -> Contents:
    """The page with what stands around its contents."""
    page = Contents(sheet.page.number, [])
    page.before = [(f"{line.marker} {line.text}", RUNNING) for line in sheet.head]
    page.after = [(f"{line.marker} {line.text}", RUNNING) for line in sheet.foot]
    unseen = " ".join(line.text for line in lines_of(sheet.page.unseen))
    if unseen.strip():
        page.after.append((unseen, UNSEEN))
    page.kept = [Passage(f"{line.marker} {line.text}".strip(), line.size, line.bold) for line in sheet.kept]
    if fault:
        page.after.append(("", fault))
    return page


def _empty(name: str, faults: dict[str, list[int]]) -> UnreadableDocumentError:
    if IMAGE in faults:
        return UnreadableDocumentError(name, "this PDF has page images without text", _OCR)
    if UNKNOWN in faults:
        return UnreadableDocumentError(name, "the fonts of this PDF do not say which letters they show", _OCR)
    if UNLOADED in faults:
        return UnreadableDocumentError(name, "no page of this PDF can be read", "save or print it to a new PDF")
    return UnreadableDocumentError(name, "there is no text in this PDF", "give a file with text in it")
