"""From the contents of a PDF's pages to its text and the neutral document's blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.document import Block, Cell, Heading, Paragraph, Row, Span, Table
from ingest.formats.composer import Composer
from ingest.formats.pdf.lines import BROKEN, CUT, whole
from ingest.formats.pdf.ruled import PrintedTable
from ingest.formats.pdf.text import Content, Passage

_WORD = re.compile(r"[^\W\d_]{3,}")
_UNBROKEN = re.compile(rf"[^\s]*[{BROKEN}{CUT}][^\s]*")

RUNNING = "a running header or footer"
AGAIN = "a header printed again on the next page"
UNSEEN = "text that the page does not show"


@dataclass(slots=True)
class Contents:
    """A page to be written: what it holds, and the asides (text and what it is) before and after that.

    `kept` is the text of running heads that are printed for the first time.
    """

    number: int
    contents: list[Content]
    before: list[tuple[str, str]] = field(default_factory=list)
    after: list[tuple[str, str]] = field(default_factory=list)
    kept: list[Passage] = field(default_factory=list)


def written(pages: Sequence[Contents]) -> tuple[str, list[Block]]:
    """The text of the pages, parted by form feeds, and the blocks with their places in it."""
    known = _words(pages)
    composer = Composer()
    blocks: list[Block] = []
    for page in pages:
        composer.page(page.number)
        blocks += [_aside(composer, *aside) for aside in page.before]
        for content in page.contents:
            if isinstance(content, PrintedTable):
                blocks.append(_table(composer, content, known))
            else:
                blocks.append(_passage(composer, content, known))
        blocks += [_aside(composer, *aside) for aside in page.after]
    return composer.text(), blocks


def _words(pages: Iterable[Contents]) -> set[str]:
    """The words of the document that stand whole, lower case."""
    known: set[str] = set()
    for page in pages:
        for content in page.contents:
            cells = [content.text] if isinstance(content, Passage) else [c.text for row in content.rows for c in row]
            for text in cells:
                known.update(word.lower() for word in _WORD.findall(_UNBROKEN.sub(" ", text)))
    return known


def _aside(composer: Composer, text: str, aside: str) -> Paragraph:
    """What is beside the text; a fault of the page has no text of its own, only a note where the page would be."""
    flat = " ".join(text.split())
    return Paragraph(flat, composer.write(flat or f"[{aside}]"), aside=aside)


def _passage(composer: Composer, passage: Passage, known: set[str]) -> Block:
    text = " ".join(whole(passage.text, known).split())
    if passage.level:
        return Heading(text, passage.level, composer.write(text, "\n\n"))
    printed = f"{passage.bullet} {text}".strip()
    span = composer.write(printed, "\n" if passage.bullet else "\n\n")
    return Paragraph(text, span, passage.bullet, passage.bold)


def _table(composer: Composer, table: PrintedTable, known: set[str]) -> Table:
    rows: list[Row] = []
    bold = [all(cell.bold for cell in row if cell.text) for row in table.rows]
    lines: list[str] = []
    for at, row in enumerate(table.rows):
        cells: list[Cell] = []
        for index, cell in enumerate(row):
            last = index == len(row) - 1
            after = "\t" if not last else "\n" if at < len(table.rows) - 1 else "\n\n"
            span = composer.write(whole(cell.text, known), after)
            cells.append(Cell(span.quote, span, cell.bold, cell.colspan, cell.rowspan))
        printed = "\t".join(cell.span.quote for cell in cells)
        lines.append(printed)
        span = _over(cells[0].span, cells[-1].span, printed)
        rows.append(Row(tuple(cells), span, header=at == 0 and bold[0] and not all(bold)))
    return Table(tuple(rows), _over(rows[0].cells[0].span, rows[-1].cells[-1].span, "\n".join(lines)))


def _over(first: Span, last: Span, printed: str) -> Span:
    """From the first of several pieces to the last; `printed` is what stands there."""
    ahead = len(printed) - len(printed.lstrip())
    skipped = printed[:ahead].count("\n")
    return Span(first.line + skipped, last.last_line, printed.strip(), first.page)
