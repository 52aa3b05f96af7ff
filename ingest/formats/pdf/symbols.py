"""Characters that fonts of signs and old typesetting leave in PDFs, as the characters that they stand for."""

from __future__ import annotations

LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# Codes of the fonts Wingdings, Symbol and ZapfDingbats, which Word writes at U+F000 and up.
_SIGNS = {
    "wingdings": {
        **dict.fromkeys(map(ord, "lmn§wuvqtØàðèv®\x9f\x9e·"), "•"),
        0xFC: "✓",
        0xFE: "☑",
        0xFB: "✗",
        0xFD: "☒",
        0x6F: "☐",
        0xA8: "☐",
        0x71: "•",
        0xE0: "→",
        0xE8: "➢",
        0xE1: "↑",
        0xE2: "↓",
        0xDF: "←",
        0xE9: "↑",
        0xEA: "↓",
        0xF0: "➢",
        0xD8: "➢",
    },
    "symbol": {0xB7: "•", 0xA7: "•", 0xA8: "•", 0xB3: "≥", 0xA3: "≤", 0xAE: "→", 0xAD: "↑", 0xAF: "↓", 0x2D: "-"},
    "dingbats": {0x33: "✓", 0x34: "✓", 0x6C: "•", 0x6E: "•", 0x75: "•", 0x35: "✗", 0x36: "✗", 0x37: "✗", 0x38: "✗"},
}
_PRIVATE = 0xF000


def sign(code: int, font: str) -> str:
    """The character that a code stands for in a font of the given name (lower case); an empty string for none.

    Private-use codes of no known font are read as bullets, which they nearly always are.
    """
    low = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    kind = next((name for name in _SIGNS if name in font), "")
    if kind and low <= 0xFF:
        known = _SIGNS[kind].get(low)
        if known:
            return known
    if low == code and not 0xE000 <= code <= 0xF8FF:
        return "" if code < 0x20 or code in (0xFEFF, 0x200B) else chr(code)
    if low != code:
        return _SIGNS["wingdings"].get(low) or ("•" if low > 0x7E or not chr(low).isalnum() else chr(low))
    return "•"
