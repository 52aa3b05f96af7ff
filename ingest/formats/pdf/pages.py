"""From the bytes of a PDF to the marks on its pages, one page in memory at a time."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.pdf.drawn import drawn
from ingest.formats.pdf.frame import Frame
from ingest.formats.pdf.glyphs import Glyphs, glyphs
from ingest.formats.pdf.marks import Box, Page, Word

MOST_PAGES = 3_000
_HEADER_WITHIN = 1024  # PDF 32000-1, annex H, note 13
_MOST_SIDE = 20_000.0  # points
_COVERED = 0.5
_PASSWORD, _SECURITY = 4, 5
_AROUND = [(i, j) for i in (0, -1, 1) for j in (0, -1, 1)]

_started: list[bool] = []


def pages(name: str, data: bytes) -> Iterator[Page]:
    """The pages of a PDF in order.

    Raises `UnreadableDocumentError`, which names the file, for what is no PDF, damaged, encrypted or too long. A page
    that cannot be loaded comes without marks.
    """
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise UnreadableDocumentError(name, "this is no PDF", "give a PDF file")
    if not _started:
        pdfium.FPDF_InitLibrary()
        _started.append(True)
    buffer = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        raise _unopened(name)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise _damaged(name)
        if count > MOST_PAGES:
            problem = f"this PDF has {count} pages, and no more than {MOST_PAGES} are read"
            raise UnreadableDocumentError(name, problem, "split it")
        for index in range(count):
            yield _page(document, index)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _unopened(name: str) -> UnreadableDocumentError:
    if pdfium.FPDF_GetLastError() in (_PASSWORD, _SECURITY):
        return UnreadableDocumentError(name, "this PDF is encrypted", "save it without a password and give that")
    return _damaged(name)


def _damaged(name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(name, "this PDF is damaged", "open it, save or print it to a new PDF and give that")


def _page(document: Any, index: int) -> Page:
    loaded = pdfium.FPDF_LoadPage(document, index)
    if not loaded:
        return Page(index + 1, 0.0, 0.0)
    try:
        frame = _frame(loaded)
        if not 1 <= min(frame.size) <= max(frame.size) <= _MOST_SIDE:
            return Page(index + 1, 0.0, 0.0)
        text = pdfium.FPDFText_LoadPage(loaded)
        try:
            return _marks(index + 1, loaded, text, frame)
        finally:
            if text:
                pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(loaded)


def _frame(loaded: Any) -> Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(loaded, ctypes.byref(box))
    turned = pdfium.FPDFPage_GetRotation(loaded) % 4
    return Frame(
        min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top), turned
    )


def _marks(number: int, loaded: Any, text: Any, frame: Frame) -> Page:
    found = glyphs(text, frame) if text else Glyphs([], [], [], [])
    turns = Counter[int]()
    for word in (*found.shown, *found.hidden):
        turns[word.turned] += len(word.text)
    most = max(turns, key=lambda turned: turns[turned], default=0)
    if most:  # a page of text that lies on its side is read as its reader would turn it
        frame = frame.turn(-most)
        found = glyphs(text, frame)
    width, height = frame.size
    lines = drawn(loaded, frame)
    page = Page(number, width, height, across=lines.across, down=lines.down, images=lines.images, lost=found.lost)
    sheet = Box(-1, -1, width + 1, height + 1)
    scanned = any((box.x1 - box.x0) * (box.y1 - box.y0) >= _COVERED * width * height for box in lines.images)
    backs = [*lines.dark, *lines.images]
    for word in found.shown:
        (page.words if sheet.holds(*word.middle) else page.unseen).append(word)
    for word in found.white:
        at = word.middle
        seen = sheet.holds(*at) and any(box.holds(*at) for box in backs)
        (page.words if seen else page.unseen).append(word)
    for word in found.hidden:  # what a scan was read as lies unseen over its picture
        (page.words if scanned and sheet.holds(*word.middle) else page.unseen).append(word)
    page.unseen += found.askew
    page.words = _once(page.words)
    return page


def _once(words: list[Word]) -> list[Word]:
    """The words, those that are drawn again at nearly the same place (for bold, or a shadow) only once."""
    kept: list[Word] = []
    places: dict[str, dict[tuple[int, int], Word]] = {}
    for word in words:
        step = max(0.15 * word.size, 0.5)
        column, row = int(word.x0 / step), int(word.y / step)
        own = places.get(word.text)
        if own is None:
            places[word.text] = {(column, row): word}
            kept.append(word)
            continue
        near = (own.get((column + i, row + j)) for i, j in _AROUND)
        twin = next((found for found in near if found is not None), None)
        if twin is not None and twin.turned == word.turned:
            twin.bold = True
            twin.spaced = twin.spaced or word.spaced
            continue
        own[column, row] = word
        kept.append(word)
    return kept
