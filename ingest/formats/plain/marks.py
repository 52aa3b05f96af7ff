"""The marks of plain text that several of its readers know: list markers, rows of tabs, labels, lines of HTML."""

from __future__ import annotations

import re

from ingest.formats.markup import clean, is_bold

SIGNS = r"\-*+•·○●▪◦‣►▶➤➢›»■□◆❖✓✔→⁃–—o\uf0b7"
MARKER = re.compile(
    rf"(?P<bullet>(?:(?:[{SIGNS}]|\(?(?:[ivx]{{1,4}}|[a-z]|\d{{1,2}})\)|(?:[ivx]{{1,4}}|\d{{1,3}})\.)[ \t]+)"
    r"{1,3}(?:\d{1,2}(?:\.\d{1,2})+\.?[ \t]+)?|\d{1,2}(?:\.\d{1,2})+(?:\.[ivx]{1,4})?\.?[ \t]+)(?=\S)"
)
HTML_BLOCK = re.compile(
    r"</?(?:h[1-6]|div|section|ul|ol|li|p|nav|article|header|footer|aside|table|tr|td|blockquote)\b", re.IGNORECASE
)
_BOLD = frozenset("*<")
_LABEL = re.compile(r"[A-Z][\w/&'’()-]*(?: [\w/&'’()-]+){0,4}:(?:\s|$)")
_PLAIN = re.compile(r"[\w ,.;:!?'\"’‘“”£$%()/–—+=#@|{}-]*")


def is_tab_row(line: str) -> bool:
    """Whether a line by itself is a row of a tabbed table: cells on both sides of a tab, or several empty ones."""
    if "\t" not in line:
        return False
    line = line.strip(" ")
    inner = line.lstrip("\t")
    if not inner.strip():
        return False
    marker = MARKER.match(inner)
    if marker is not None and "\t" in marker["bullet"] and "\t" not in inner[marker.end() :]:
        return False  # an item of a list whose mark a tab sets off
    return "\t" in inner or (len(line) - len(inner) >= 2 and not MARKER.match(inner))


def is_label(line: str) -> bool:
    """Whether a line begins with a few words and a colon ("Lead officer: …")."""
    return ":" in line and bool(_LABEL.match(line))


def bold(raw: str) -> bool:
    """Whether the whole of a piece of source is set in bold."""
    return raw.lstrip()[:1] in _BOLD and is_bold(raw)


def text_of(raw: str) -> str:
    """What `clean` makes of a piece of source; most pieces have nothing in them that needs it."""
    if _PLAIN.fullmatch(raw) and "_" not in raw:
        return " ".join(raw.split())
    return clean(raw)


def line_of(raw: str) -> str:
    """The clean text of a piece of source in a single line."""
    if _PLAIN.fullmatch(raw) and "_" not in raw:
        return " ".join(raw.split())
    return " ".join(clean(raw).split())
