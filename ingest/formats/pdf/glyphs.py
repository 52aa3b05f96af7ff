"""The characters of a PDF page, as pdfium finds them, gathered into words."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.formats.pdf.frame import Frame, Matrix, quarter_turns
from ingest.formats.pdf.marks import Word
from ingest.formats.pdf.symbols import LIGATURES, sign

MOST_CHARACTERS = 60_000  # of one page; a page of the smallest print has 15,000
_GAP, _KERNED_BACK = 0.17, 0.45  # in letter sizes
_FORCED_BOLD = 1 << 18
_HEAVY = 700
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi", "-bd", ",bd")
_HYPHENS = (0x02, 0xFFFE)  # how pdfium marks a hyphen at a line's end
_INVISIBLE, _STROKED = (3, 7), 2

# The same function, giving a plain address instead of a typed pointer: it is called for every character.
_TEXT_OBJECT = ctypes.cast(
    pdfium.FPDFText_GetTextObject, ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
)


@dataclass(slots=True)
class Style:
    """How the characters of one piece of text look. `paint` is "shown", "white" or "hidden"."""

    size: float
    bold: bool
    turns: int | None
    font: str
    paint: str


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
    address = ctypes.cast(text_page, ctypes.c_void_p)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    code_of, box_of, origin_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    word: Word | None = None
    held: Style | None = None
    style: Style | None = None
    axes = _axes(frame, 0)
    last_object: int | None = None
    lost = turned = 0
    for index in range(count):
        code = code_of(text_page, index)
        if code in (10, 13):
            continue
        if code in (32, 160, 9):
            if word is not None and not pdfium.FPDFText_IsGenerated(text_page, index):
                word.spaced = True
            continue
        drawn = _TEXT_OBJECT(address, index)
        if style is None or drawn != last_object:
            style, last_object = _style(text_page, index, drawn), drawn
            turned = frame.direction(style.turns or 0)
            axes = _axes(frame, turned)
        unknown = code in (0, 0xFFFD) or bool(code > 0xE000 and _unmapped(text_page, index))
        text = "-" if code in _HYPHENS else LIGATURES.get(code) or _letter(code, style.font)
        if not text:
            lost += unknown
            continue
        if not box_of(text_page, index, at_box) or not origin_of(text_page, index, at_x, at_y):
            continue
        upright, along, from_, down, base_from = axes
        if upright:
            start, end, base = along * box.left + from_, along * box.right + from_, down * y.value + base_from
        else:
            start, end, base = along * box.bottom + from_, along * box.top + from_, down * x.value + base_from
        if start > end:
            start, end = end, start
        if word is not None and held is not None and not word.spaced and turned == word.turned:
            gap, size = start - word.x1, word.size
            near = -_KERNED_BACK * size <= gap <= _GAP * size and -0.12 * size <= base - word.y <= 0.12 * size
            if near and _alike(style, held):
                word.text += text
                word.x1 = max(word.x1, end)
                lost += unknown
                continue
        if word is not None and held is not None:
            yield word, held, lost
        word, held, lost = Word(text, start, end, base, style.size, style.bold, turned), style, unknown
    if word is not None and held is not None:
        yield word, held, lost


def _axes(frame: Frame, turned: int) -> tuple[bool, float, float, float, float]:
    """How text turned by so many quarters lies in user space: whether it runs along x, the factor and offset of the
    place along it, and the factor and offset of its baseline."""
    place = frame.along(turned)
    (from_, base_from), (x_along, x_base), (y_along, y_base) = place(0, 0), place(1, 0), place(0, 1)
    if x_along != from_:
        return True, x_along - from_, from_, y_base - base_from, base_from
    return False, y_along - from_, from_, x_base - base_from, base_from


def _letter(code: int, font: str) -> str:
    if 0x21 <= code < 0x7F and not font:
        return chr(code)
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return sign(code, font)


def _unmapped(text_page: Any, index: int) -> bool:
    return bool(pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1)


def _alike(one: Style, other: Style) -> bool:
    return one is other or (
        one.bold == other.bold
        and one.paint == other.paint
        and one.turns == other.turns
        and abs(one.size - other.size) <= 0.1 * other.size
    )


def _style(text_page: Any, index: int, drawn: int | None) -> Style:
    found = pdfium.FS_MATRIX()
    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(found)):
        matrix = (found.a, found.b, found.c, found.d, found.e, found.f)
    scale = (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
    size = abs(pdfium.FPDFText_GetFontSize(text_page, index)) * scale
    font, bold, paint = "", False, "shown"
    if drawn:
        piece = ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT)
        font, bold = _font(pdfium.FPDFTextObj_GetFont(piece))
        mode = pdfium.FPDFTextObj_GetTextRenderMode(piece)
        bold = bold or mode == _STROKED
        paint = "hidden" if mode in _INVISIBLE else _paint(piece, mode)
    signs = font if any(name in font for name in ("wingdings", "symbol", "dingbats")) else ""
    return Style(min(max(size, 0.5), 500.0), bold, quarter_turns(matrix), signs, paint)


def _font(font: Any) -> tuple[str, bool]:
    """The name of a font in lower case, and whether it is a bold one."""
    if not font:
        return "", False
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(min(size, 256))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("latin-1").lower()
    if any(bold in name for bold in _BOLD_NAMES):
        return name, True
    return name, bool(pdfium.FPDFFont_GetFlags(font) & _FORCED_BOLD) or pdfium.FPDFFont_GetWeight(font) > _HEAVY


def _paint(piece: Any, mode: int) -> str:
    """How text is painted: shown, white, or hidden (wholly transparent)."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    colour = pdfium.FPDFPageObj_GetStrokeColor if mode == 1 else pdfium.FPDFPageObj_GetFillColor
    if not colour(piece, red, green, blue, alpha):
        return "shown"
    if alpha.value == 0:
        return "hidden"
    return "white" if min(red.value, green.value, blue.value) >= 250 else "shown"
