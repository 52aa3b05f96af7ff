"""The words of a paragraph, as they are printed: what was inserted stays, what was deleted or hidden is told apart.

Runs lie within links, content controls, fields and tracked changes; each of these is walked through for what it prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from ingest.formats.docx.names import MC, Element, W, local, number, switch, value
from ingest.formats.docx.styles import Style, Styles, struck

_T = TypeVar("_T")
_GONE = frozenset(  # deleted, moved elsewhere, or no print of the document at all
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "Fallback", "sdtPr", "sdtEndPr", "rt"}
)
DELETED, HIDDEN, COMMENT = "deleted in tracked changes", "hidden text", "a comment"
_SYMBOLS = {0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xFB: "✗", 0xFD: "☒", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
            0xDF: "←", 0xF1: "↑", 0xF2: "↓", 0xF0: "→", 0xEF: "←", 0xB7: "•", 0xA7: "•", 0xD8: "➢"}  # fmt: skip
_PICTURES = ("wingdings", "symbol", "webdings")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters set alike."""

    text: str
    bold: bool = False
    struck: bool = False
    size: int | None = None


@dataclass(slots=True)
class Said:
    """What a paragraph prints: its pieces, the text boxes and notes that hang on it, the page breaks in it."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    breaks_before: int = 0
    breaks_after: int = 0
    unseen: list[tuple[str, str]] = field(default_factory=list)  # what is not printed, and why

    @property
    def text(self) -> str:
        """All its words, those struck through too."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def valid(self) -> str:
        """Its words without those struck through."""
        return "".join(piece.text for piece in self.pieces if not piece.struck)

    @property
    def bold(self) -> bool:
        """Whether every word of it is bold."""
        inked = [piece for piece in self.pieces if piece.text.strip()]
        return bool(inked) and all(piece.bold for piece in inked)

    @property
    def size(self) -> int | None:
        """The size of its largest letters, in half points; None where the style says it."""
        return max((p.size for p in self.pieces if p.size is not None and p.text.strip()), default=None)


def said(paragraph: Element, style: Style, styles: Styles) -> Said:
    """What a paragraph in this style prints."""
    found = Said()
    for piece in _walk(paragraph, style, styles, found):
        found.pieces.append(piece)
    return found


def _walk(element: Element, style: Style, styles: Styles, found: Said) -> Iterator[Piece]:
    for child in element.iterchildren("*"):
        name = local(child)
        if name in _GONE:
            if name == "del":
                found.unseen.append((letters(child), DELETED))
        elif name == "r":
            yield from _run(child, style, styles, found)
        elif name in {"txbxContent", "textbox"}:
            found.boxes += [child] if name == "txbxContent" else child.findall(W + "txbxContent")
        elif child.tag == MC + "AlternateContent":
            yield from _walk(_chosen(child), style, styles, found)
        elif name == "t" and not child.tag.startswith(W):  # letters of a formula
            yield Piece(child.text or "")
        else:
            yield from _walk(child, style, styles, found)


def letters(element: Element) -> str:
    """All letters in an element, the deleted ones, too."""
    return "".join(text.text or "" for text in element.iter(W + "t", W + "delText"))


def _chosen(element: Element) -> Element:
    """The first of the ways in which something is offered; the others say the same."""
    for name in ("Choice", "Fallback"):
        found = element.find(MC + name)
        if found is not None:
            return found
    return element


def _run(run: Element, style: Style, styles: Styles, found: Said) -> Iterator[Piece]:
    rpr = run.find(W + "rPr")
    own = styles.character(value(rpr, "rStyle"))
    if _first(switch(rpr, "vanish"), own.hidden, style.hidden):
        found.unseen.append((letters(run), HIDDEN))
        return
    bold = bool(_first(switch(rpr, "b"), own.bold, style.bold))
    through = bool(_first(struck(rpr), own.struck, style.struck))
    size = _first(number(rpr, "sz"), own.size, style.size)
    for child in run.iterchildren("*"):
        text = _printed(child, found)
        if text is None:
            if local(child) not in _GONE:
                yield from _walk(
                    _chosen(child) if child.tag == MC + "AlternateContent" else child, style, styles, found
                )
        elif text:
            yield Piece(text, bold, through, size)


def _printed(child: Element, found: Said) -> str | None:
    """The characters that an element of a run prints; None for what must be walked through."""
    match local(child):
        case "t":
            return child.text or ""
        case "tab" | "ptab":
            return "\t"
        case "cr":
            return "\n"
        case "br":
            return " " if child.get(W + "type") in {"page", "column"} else "\n"
        case "noBreakHyphen":
            return "-"
        case "softHyphen":
            return ""
        case "sym":
            return _symbol(child)
        case "lastRenderedPageBreak":
            _broken(found)
            return ""
        case "footnoteReference" | "endnoteReference":
            found.notes.append((local(child).removesuffix("Reference"), child.get(W + "id", "")))
            return ""
        case "fldChar":
            return _ticked(child)
    return None


def _broken(found: Said) -> None:
    if any(piece.text.strip() for piece in found.pieces):
        found.breaks_after += 1
    else:
        found.breaks_before += 1


def _symbol(child: Element) -> str:
    try:
        code = int(child.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if child.get(W + "font", "").lower().startswith(_PICTURES):
        return _SYMBOLS.get(code & 0xFF, "•")
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _ticked(child: Element) -> str:
    """The box of a form's check box."""
    box = child.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    state = switch(box, "checked")
    return "☒" if (state if state is not None else switch(box, "default")) else "☐"


def _first(*values: _T | None) -> _T | None:
    return next((value for value in values if value is not None), None)
