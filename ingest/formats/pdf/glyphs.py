"""The characters of a PDF page, as pdfium finds them, gathered into words."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.formats.pdf.frame import Frame
from ingest.formats.pdf.looks import UNSTYLED, Style, Styles
from ingest.formats.pdf.marks import Word
from ingest.formats.pdf.symbols import LIGATURES, sign

MOST_CHARACTERS = 60_000  # of one page; a page of the smallest print has 15,000
_GAP, _KERNED_BACK = 0.17, 0.45  # in letter sizes
_HYPHENS = (0x02, 0xFFFE)  # how pdfium marks a hyphen at a line's end
_LINE_ENDS, _SPACES = frozenset((10, 13)), frozenset((32, 160, 9))

# The same functions, taking plain addresses and numbers as they are: they are called for every character, and looking
# at what they are given would take longer than what they do.
_CODE_OF = ctypes.cast(pdfium.FPDFText_GetUnicode, ctypes.PYFUNCTYPE(ctypes.c_uint))
_OBJECT_OF = ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.PYFUNCTYPE(ctypes.c_void_p))
_BOX_OF = ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.PYFUNCTYPE(ctypes.c_int))
_ORIGIN_OF = ctypes.cast(pdfium.FPDFText_GetCharOrigin, ctypes.PYFUNCTYPE(ctypes.c_int))

# A character as drawn: what it shows, how it looks, its quarter turns, its ends, its baseline, whether it is unknown. A
# space has no place.
_Letter = tuple[str, Style, int, float, float, float, bool]


@dataclass(slots=True)
class Glyphs:
    """The words of a page by how they are painted; `askew` stand at an angle; `lost` counts characters not known."""

    shown: list[Word]
    white: list[Word]
    hidden: list[Word]
    askew: list[Word]
    lost: int = 0


def glyphs(text_page: Any, frame: Frame) -> Glyphs:
    """The words of a page in the order in which they are drawn."""
    found = Glyphs([], [], [], [])
    count = min(pdfium.FPDFText_CountChars(text_page), MOST_CHARACTERS)
    for word, style, lost in _words(text_page, count, frame):
        found.lost += lost
        if style.turns is None:
            found.askew.append(word)
        else:
            {"shown": found.shown, "white": found.white}.get(style.paint, found.hidden).append(word)
    return found


def _words(text_page: Any, count: int, frame: Frame) -> Iterator[tuple[Word, Style, int]]:
    """The words, with how they look and how many of their characters are not known."""
    word: Word | None = None
    held: Style | None = None
    lost = 0
    for text, style, turned, start, end, base, unknown in _letters(text_page, count, frame):
        if not text:
            lost += unknown
            continue
        if word is not None and held is not None:
            if text == " ":
                word.spaced = True
                continue
            if not word.spaced and turned == word.turned:
                gap, size = start - word.x1, word.size
                near = -_KERNED_BACK * size <= gap <= _GAP * size and -0.12 * size <= base - word.y <= 0.12 * size
                if near and _alike(style, held):
                    word.text += text
                    word.x1 = max(word.x1, end)
                    lost += unknown
                    continue
            yield word, held, lost
        if text != " ":
            word, held, lost = Word(text, start, end, base, style.size, style.bold, turned), style, unknown
    if word is not None and held is not None:
        yield word, held, lost


def _letters(text_page: Any, count: int, frame: Frame) -> Iterator[_Letter]:
    address = ctypes.cast(text_page, ctypes.c_void_p)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    styles = Styles(address)
    style, drawn, turned, placed = UNSTYLED, -1, 0, False
    upright, along, from_, down, base_from = _axes(frame, 0)
    for index in range(count):
        code = _CODE_OF(address, index)
        if code in _LINE_ENDS:
            continue
        if code in _SPACES:
            if not pdfium.FPDFText_IsGenerated(text_page, index):
                yield " ", style, 0, 0.0, 0.0, 0.0, False
            continue
        piece = _OBJECT_OF(address, index)
        if piece != drawn:
            before, style, drawn, placed = style, styles.of(index, piece), piece, False
            if style is not before:
                turned = frame.direction(style.turns or 0)
                upright, along, from_, down, base_from = _axes(frame, turned)
        text, unknown = chr(code), False
        if not 0x21 <= code < 0x7F or style.font:
            text, unknown = _text(text_page, index, code, style.font)
        if text and not _BOX_OF(address, index, at_box):
            continue
        if text and not placed:
            if not _ORIGIN_OF(address, index, at_x, at_y):
                continue
            placed = style.straight
        if upright:
            start, end, base = along * box.left + from_, along * box.right + from_, down * y.value + base_from
        else:
            start, end, base = along * box.bottom + from_, along * box.top + from_, down * x.value + base_from
        yield text, style, turned, min(start, end), max(start, end), base, unknown


def _axes(frame: Frame, turned: int) -> tuple[bool, float, float, float, float]:
    """How text turned by so many quarters lies in user space: whether it runs along x, the factor and offset of the
    place along it, and the factor and offset of its baseline."""
    place = frame.along(turned)
    (from_, base_from), (x_along, x_base), (y_along, y_base) = place(0, 0), place(1, 0), place(0, 1)
    if x_along != from_:
        return True, x_along - from_, from_, y_base - base_from, base_from
    return False, y_along - from_, from_, x_base - base_from, base_from


def _text(text_page: Any, index: int, code: int, font: str) -> tuple[str, bool]:
    """What a character shows, an empty string where it shows nothing, and whether its font does not say what it is."""
    unknown = code in (0, 0xFFFD) or bool(code > 0xE000 and pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1)
    if code in _HYPHENS:
        return "-", unknown
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd", unknown
    return LIGATURES.get(code) or sign(code, font), unknown


def _alike(one: Style, other: Style) -> bool:
    return one is other or (
        one.bold == other.bold
        and one.paint == other.paint
        and one.turns == other.turns
        and abs(one.size - other.size) <= 0.1 * other.size
    )
