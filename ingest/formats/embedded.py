"""Text within another format that does not say what it is: a line of a sheet, paragraphs that draw a table with tabs.

It is read as plain text is.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.document import Block, Heading, Paragraph, Span, Table
from ingest.formats.composer import Composer
from ingest.formats.markup import clean
from ingest.formats.source import Source
from ingest.formats.text import read_text


def read_lines(composer: Composer, text: str, after: str = "\n\n") -> list[Block]:
    """Write lines of text and read them; the blocks have their places in the text in the making."""
    span = composer.write(text, after)
    return [moved(block, span) for block in read_text(Source(span.quote))]


def block_of_line(text: str, span: Span, *, bold: bool = False) -> Heading | Paragraph:
    """The block of one line that stands at `span`."""
    flat = " ".join(text.split())
    match read_text(Source(f"**{flat}**" if bold else flat)):
        case [Heading(text=title, level=level)]:
            return Heading(title, level, span)
        case [Paragraph(text=said, bullet=bullet)]:
            return Paragraph(said, span, bullet, bold)
    return Paragraph(clean(text), span, "", bold)


def moved(block: Block, to: Span) -> Block:
    """A block of a text that itself stands at `to`."""
    if isinstance(block, Table):
        rows = tuple(
            replace(
                row,
                span=_moved(row.span, to),
                cells=tuple(replace(cell, span=_moved(cell.span, to)) for cell in row.cells),
            )
            for row in block.rows
        )
        return replace(block, rows=rows, span=_moved(block.span, to))
    return replace(block, span=_moved(block.span, to))


def _moved(span: Span, to: Span) -> Span:
    down = to.line - 1
    return replace(span, line=span.line + down, last_line=span.last_line + down, page=to.page, place=to.place)
