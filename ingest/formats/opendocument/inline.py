"""What a paragraph of an OpenDocument text says: its words, those that are struck through, what hangs on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.formats.opendocument.names import DRAW, MOST_SPACES, OFFICE, TEXT, Element, count
from ingest.formats.opendocument.styles import Look, Styles

_DEEPEST = 60
_SPACE = re.compile(r"[ \t\r\n]+")
_PASSED_OVER = frozenset(  # comments, what is hidden, and readings and marks that are not printed
    {
        f"{OFFICE}annotation",
        f"{OFFICE}annotation-end",
        f"{TEXT}hidden-text",
        f"{TEXT}hidden-paragraph",
        f"{TEXT}ruby-text",
        f"{TEXT}tracked-changes",
    }
)


@dataclass(slots=True)
class Said:
    """The words of a paragraph: all, and those not struck through; whether all are bold, and their largest size."""

    text: str = ""
    valid: str = ""
    bold: bool = True
    size: float = 0.0
    notes: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    breaks: int = 0
    hidden: str = ""

    def add(self, words: str, look: Look) -> None:
        """Add words; white space runs on as one space (ODF 1.3, 6.1.2)."""
        if look.hidden or not words:
            self.hidden += words
            return
        self.text += words
        self.valid += "" if look.struck else words
        if words.strip():
            self.bold = self.bold and bool(look.bold)
            self.size = max(self.size, look.size or 0.0)


def said(paragraph: Element, look: Look, styles: Styles) -> Said:
    """What a paragraph or heading says, whose style has a look."""
    found = Said()
    _read(paragraph, look, styles, found, 0)
    found.bold = found.bold and bool(found.text.strip())
    return found


def _read(element: Element, look: Look, styles: Styles, into: Said, depth: int) -> None:
    into.add(_folded(element.text, into), look)
    for child in element.iterchildren("*"):
        if depth < _DEEPEST:
            _child(child, look, styles, into, depth)
        into.add(_folded(child.tail, into), look)


def _child(child: Element, look: Look, styles: Styles, into: Said, depth: int) -> None:
    if child.tag == f"{TEXT}s":
        into.add(" " * min(count(child, f"{TEXT}c"), MOST_SPACES), look)
    elif child.tag == f"{TEXT}tab":
        into.add("\t", look)
    elif child.tag == f"{TEXT}line-break":
        into.add("\n", look)
    elif child.tag == f"{TEXT}soft-page-break":
        into.breaks += 1
    elif child.tag == f"{TEXT}note":
        into.notes.append(child)
        citation = child.find(f"{TEXT}note-citation")
        into.add(f"[{citation.text}]" if citation is not None and citation.text else "", look)
    elif child.tag.startswith(DRAW):
        into.boxes += child.iter(f"{DRAW}text-box")
    elif child.tag not in _PASSED_OVER:
        own = styles.look("text", child.get(f"{TEXT}style-name", "")) if child.tag == f"{TEXT}span" else Look()
        _read(child, own.over(look), styles, into, depth + 1)


def _folded(raw: str | None, into: Said) -> str:
    words = _SPACE.sub(" ", raw or "")
    return words.lstrip(" ") if into.text[-1:] in ("", " ", "\n", "\t") else words
