"""Text within another format that does not say what it is: a line of a sheet, paragraphs that draw a table with tabs.

It is read as plain text is.
"""

from __future__ import annotations

from ingest.document import Block, Heading, Paragraph, Span
from ingest.formats.composer import Composer
from ingest.formats.markup import clean
from ingest.formats.moved import moved
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
