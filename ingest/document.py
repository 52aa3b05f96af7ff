"""The neutral document: what any format is turned into before anything is understood.

A document is its decoded text and a sequence of blocks (headings, paragraphs, tables), each with its place. Every
`Span.quote` is a verbatim piece of the text that begins on line `Span.line`; only `text` fields are cleaned.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A verbatim stretch of a document: first and last line (1-based, inclusive), the words, the page where known, and
    the place as the format itself names it ("Targets!B7" of a workbook) where it has names for places."""

    line: int
    last_line: int
    quote: str
    page: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that titles what follows; level 1 is the broadest. `text` is without markup."""

    text: str
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text or one list item (`bullet` is its printed marker, or empty). `text` is without markup.

    `aside` says what it is where it is no part of what the document says: "a running header or footer", "a page image
    without text" (which has no `text` of its own). Only the reading report tells of it.
    """

    text: str
    span: Span
    bullet: str = ""
    bold: bool = False
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: cleaned text (paragraphs and line breaks as newlines, list items as lines starting with "• ")."""

    text: str
    span: Span
    bold: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One physical row of a table, as many cells as the source prints."""

    cells: tuple[Cell, ...]
    span: Span
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A physical table: rows in order, as printed (page breaks and repeated headers not yet repaired)."""

    rows: tuple[Row, ...]
    span: Span


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its name, media type, SHA-256 (hex of the bytes), decoded text and blocks in reading order."""

    name: str
    media_type: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
