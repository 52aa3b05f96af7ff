"""PDFs for tests, drawn by hand: an invented plan in a few words, in the ways that plans are printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Block, Heading, Paragraph, Table
from ingest.formats.pdf.reading import read_here

WIDTH, HEIGHT = landscape(A4)
Page = Callable[["Sheet"], None]


class Sheet:
    """A page to draw on; y is measured from the top."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas, self.height = canvas, height

    def text(self, x: float, y: float, text: str, size: float = 9, *, bold: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.height - y, text)

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 9) -> None:
        for at, text in enumerate(texts):
            self.text(x, y + 1.2 * size * at, text, size)

    def across(self, y: float, x0: float, x1: float) -> None:
        self.canvas.line(x0, self.height - y, x1, self.height - y)

    def down(self, x: float, y0: float, y1: float) -> None:
        self.canvas.line(x, self.height - y0, x, self.height - y1)

    def box(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0.0) -> None:
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def grid(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], bold_rows: int = 0) -> None:
        """A table with every rule drawn; a cell's lines are parted by newlines."""
        for y in ys:
            self.across(y, xs[0], xs[-1])
        for x in xs:
            self.down(x, ys[0], ys[-1])
        self.cells(xs, ys, rows, bold_rows)

    def cells(
        self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], bold_rows: int = 0
    ) -> None:
        for at, (row, y) in enumerate(zip(rows, ys, strict=False)):
            for cell, x in zip(row, xs, strict=False):
                for number, line in enumerate(cell.split("\n")):
                    self.text(x + 4, y + 11 + 10 * number, line, 8, bold=at < bold_rows)


def drawn(*pages: Page, size: tuple[float, float] = (WIDTH, HEIGHT), rotate: int = 0, password: str = "") -> bytes:
    """The bytes of a PDF with the pages that the functions draw."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=size, invariant=1, encrypt=password or None)
    for page in pages:
        if rotate:
            canvas.setPageRotation(rotate)
        page(Sheet(canvas, size[1]))
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def blocks(data: bytes) -> list[Block]:
    """The blocks of a PDF; every quote must stand at its lines."""
    text, found = read_here("plan.pdf", data)
    lines = text.split("\n")
    for block in found:
        spans = [block.span]
        if isinstance(block, Table):
            spans += [span for row in block.rows for span in (row.span, *(cell.span for cell in row.cells))]
        for span in spans:
            assert span.quote in "\n".join(lines[span.line - 1 : span.last_line])
            assert span.page is not None
    for one, other in pairwise(found):
        assert one.span.last_line <= other.span.line
    return found


def said(data: bytes) -> list[str]:
    """The texts of the headings and paragraphs, without what is beside the text."""
    return [
        b.text
        for b in blocks(data)
        if isinstance(b, Heading | Paragraph) and not (isinstance(b, Paragraph) and b.aside)
    ]


def asides(data: bytes) -> list[tuple[str, str]]:
    """What is beside the text: what it says, and what it is."""
    return [(b.text, b.aside) for b in blocks(data) if isinstance(b, Paragraph) and b.aside]


def tables(data: bytes) -> list[list[list[str]]]:
    """The texts of the cells of each table."""
    return [[[c.text for c in row.cells] for row in b.rows] for b in blocks(data) if isinstance(b, Table)]
