"""How the pieces of text of a PDF page look: their size, weight, turn and paint, as pdfium tells."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.formats.pdf.frame import quarter_turns

_FORCED_BOLD = 1 << 18
_HEAVY = 700
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi", "-bd", ",bd")
_INVISIBLE, _STROKED = (3, 7), 2
_SIGNS = ("wingdings", "symbol", "dingbats")

# pdfium's functions, taking plain addresses and numbers as they are: some writers make a piece of every letter.
_COUNT, _ADDRESS = ctypes.PYFUNCTYPE(ctypes.c_int), ctypes.PYFUNCTYPE(ctypes.c_void_p)
_MATRIX_OF = ctypes.cast(pdfium.FPDFText_GetMatrix, _COUNT)
_SIZE_OF = ctypes.cast(pdfium.FPDFText_GetFontSize, ctypes.PYFUNCTYPE(ctypes.c_double))
_FONT_OF = ctypes.cast(pdfium.FPDFTextObj_GetFont, _ADDRESS)
_MODE_OF = ctypes.cast(pdfium.FPDFTextObj_GetTextRenderMode, _COUNT)
_FILL_OF = ctypes.cast(pdfium.FPDFPageObj_GetFillColor, _COUNT)
_STROKE_OF = ctypes.cast(pdfium.FPDFPageObj_GetStrokeColor, _COUNT)


@dataclass(slots=True)
class Style:
    """How the characters of one piece of text look. `paint` is "shown", "white" or "hidden"; `straight` says that they
    all stand on one baseline along an edge of the page."""

    size: float
    bold: bool
    turns: int | None
    font: str
    paint: str
    straight: bool


UNSTYLED = Style(1.0, bold=False, turns=0, font="", paint="shown", straight=False)


class Styles:
    """How the pieces of text of a page look; each look and each font is worked out once."""

    def __init__(self, text_page: ctypes.c_void_p) -> None:
        self._text_page = text_page
        self._met: dict[tuple[object, ...], Style] = {}
        self._fonts: dict[int, tuple[str, bool]] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._at_matrix, self._at_colour = ctypes.byref(self._matrix), tuple(map(ctypes.byref, self._colour))

    def of(self, index: int, drawn: int | None) -> Style:
        """How a character looks, and with it the piece of text at an address."""
        a, b, c, d = 1.0, 0.0, 0.0, 1.0
        if _MATRIX_OF(self._text_page, index, self._at_matrix):
            found = self._matrix
            a, b, c, d = found.a, found.b, found.c, found.d
        size = abs(_SIZE_OF(self._text_page, index)) * (c**2 + d**2) ** 0.5
        face, mode, paint = 0, 0, "shown"
        if drawn:
            piece = ctypes.c_void_p(drawn)
            face, mode = _FONT_OF(piece) or 0, _MODE_OF(piece)
            paint = "hidden" if mode in _INVISIBLE else self._paint(piece, mode)
        look = (a, b, c, d, size, face, mode, paint, bool(drawn))
        if look not in self._met:
            font, bold = self._font(face)
            signs = font if any(name in font for name in _SIGNS) else ""
            straight = bool(drawn) and (b == c == 0.0 or a == d == 0.0)
            turns = quarter_turns((a, b, c, d, 0.0, 0.0))
            self._met[look] = Style(min(max(size, 0.5), 500.0), bold or mode == _STROKED, turns, signs, paint, straight)
        return self._met[look]

    def _font(self, face: int) -> tuple[str, bool]:
        if face not in self._fonts:
            self._fonts[face] = _font(ctypes.cast(face, pdfium.FPDF_FONT)) if face else ("", False)
        return self._fonts[face]

    def _paint(self, piece: ctypes.c_void_p, mode: int) -> str:
        """How text is painted: shown, white, or hidden (wholly transparent)."""
        if not (_STROKE_OF if mode == 1 else _FILL_OF)(piece, *self._at_colour):
            return "shown"
        red, green, blue, alpha = (part.value for part in self._colour)
        if alpha == 0:
            return "hidden"
        return "white" if min(red, green, blue) >= 250 else "shown"


def _font(font: Any) -> tuple[str, bool]:
    """The name of a font in lower case, and whether it is a bold one."""
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(min(size, 256))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("latin-1").lower()
    if any(bold in name for bold in _BOLD_NAMES):
        return name, True
    return name, bool(pdfium.FPDFFont_GetFlags(font) & _FORCED_BOLD) or pdfium.FPDFFont_GetWeight(font) > _HEAVY
