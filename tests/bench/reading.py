"""How fast documents of every format are read, by one process and by two side by side, and what memory that takes.

Each figure comes from processes started for it, which load the reader before the clock starts. Beside it stands what
the library alone takes to give the text of the same file: pdfium for a PDF, python-docx, openpyxl, a decoder for text.
"""

from __future__ import annotations

import io
import resource
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from rich.console import Console

from tests.bench.generator import WORDS, town

_ROWS_A_PAGE = 30
_HEADER = ("Ref", "Action", "Lead", "Timescale", "Funding")
_PATIENCE = 40.0  # seconds that one reading gets; the largest PDF is left out of a slower machine's table
out = Console(width=140)


@dataclass(frozen=True, slots=True)
class Sample:
    """What is read again and again: its name, the files, and how much they hold in units ("kB", "pages", "rows")."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the clock, and the most memory of one process with those it started, in megabytes."""

    seconds: float
    megabytes: int


def rows(count: int) -> list[tuple[str, ...]]:
    """Rows of a plan's table, invented."""
    posts = [f"{post} {field}" for field in WORDS["fields"] for post in WORDS["posts"]]

    def row(at: int) -> tuple[str, ...]:
        pick = {key: WORDS[key][at % len(WORDS[key])] for key in ("verbs", "things", "who", "where")}
        action = f"{pick['verbs']} {pick['things']} for {pick['who']} {pick['where']} (NI {1 + at % 198})"
        return f"{at // 20 + 1}.{at % 20 + 1}", action, posts[at % len(posts)], f"March {2009 + at % 3}", f"£{at + 5}K"

    return [row(at) for at in range(count)]


def samples(folder: Path, large: bool = True) -> Iterator[Sample]:
    """The texts of a folder, and a Word document, a workbook and PDFs with dense tables made for it."""
    texts = tuple((f.name, f.read_bytes()) for f in sorted(folder.iterdir()) if f.suffix in (".txt", ".md"))
    yield Sample("text", texts, sum(len(data) for _, data in texts) / 1000, "kB")
    yield Sample("DOCX, 300 rows", (("plan.docx", docx(300)),), 300, "rows")
    yield Sample("XLSX, 1,000 rows", (("plan.xlsx", xlsx(1000)),), 1000, "rows")
    yield Sample("PDF, 60 pages", (("plan.pdf", pdf(60)),), 60, "pages")
    if large:
        yield Sample("PDF, 500 pages", (("plan.pdf", pdf(500)),), 500, "pages")


def pdf(pages: int) -> bytes:
    """A PDF of so many pages, each filled by a ruled table."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Table

    told, made = io.BytesIO(), rows(pages * _ROWS_A_PAGE)
    canvas = Canvas(told, pagesize=landscape(A4), invariant=1)
    for page in range(pages):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(
            40, 570, f"{town(3)} delivery plan 2009-10" if not page else f"Priority {page}: Better chances"
        )
        table = Table([_HEADER, *made[page * _ROWS_A_PAGE : (page + 1) * _ROWS_A_PAGE]], rowHeights=16.5)
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTSIZE", (0, 0), (-1, -1), 7)])
        table.wrapOn(canvas, 800, 560)
        table.drawOn(canvas, 30, 40)
        canvas.showPage()
    canvas.save()
    return told.getvalue()


def docx(count: int) -> bytes:
    """A Word document with one table."""
    import docx as word

    document, told = word.Document(), io.BytesIO()
    document.add_heading(f"{town(3)} delivery plan 2009-10", 1)
    table = document.add_table(0, len(_HEADER))
    for row in (_HEADER, *rows(count)):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(told)
    return told.getvalue()


def xlsx(count: int) -> bytes:
    """A workbook of one sheet."""
    import openpyxl

    book, told = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Actions")
    for row in (_HEADER, *rows(count)):
        sheet.append(row)
    book.save(told)
    return told.getvalue()


def text_alone(name: str, data: bytes) -> int:
    """How many characters of text a library alone finds in a file, nothing understood: what reading is measured by."""
    match name.rpartition(".")[2]:
        case "pdf":
            import pypdfium2

            opened = pypdfium2.PdfDocument(data)
            return sum(len(page.get_textpage().get_text_bounded()) for page in opened)
        case "docx":
            import docx as word

            tables = word.Document(io.BytesIO(data)).tables
            return sum(len(cell.text) for table in tables for row in table.rows for cell in row.cells)
        case "xlsx":
            import openpyxl

            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            return sum(len(str(v)) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row)
        case _:
            return len(" ".join(data.decode("utf-8", "replace").split()))


def _ours(name: str, data: bytes) -> int:
    from ingest.reader import read

    return len(read(name, data).triples)


def _serve(files: Sequence[tuple[str, bytes]], how: Callable[[str, bytes], int], pipe: Connection) -> None:
    how("first.txt", b"Northam plan 2009-10\nAction\tLead\nOpen a clinic\tSam Lee\n")  # loads what every reading needs
    pipe.send(None)
    pipe.recv()
    for file in files:
        how(*file)
    held = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    pipe.send(max(held) // 1024)


def took(sample: Sample, processes: int, how: Callable[[str, bytes], int] = _ours) -> Took | None:
    """What reading the files takes, each of `processes` reading them all; None where it takes longer than we wait."""
    context, pipes, children = get_context("spawn"), list[Connection](), []
    for _ in range(processes):
        here, there = context.Pipe()
        children.append(context.Process(target=_serve, args=(sample.files, how, there), daemon=True))
        children[-1].start()
        there.close()
        pipes.append(here)
    try:
        for pipe in pipes:
            pipe.recv()
        start = perf_counter()
        for pipe in pipes:
            pipe.send(None)
        held = []
        for pipe in pipes:
            if not pipe.poll(max(start + _PATIENCE - perf_counter(), 0)):
                return None
            held.append(pipe.recv())
        return Took(perf_counter() - start, max(held))
    finally:
        for child in children:
            child.kill()
            child.join()


def reading(folder: Path, large: bool = True) -> None:
    """Time every sample and print a table."""
    out.print("\nReading: how much a second, one process and two in parallel", highlight=False)
    _line("what", "one process", "two in parallel", "memory of one", "the text alone", "times that")
    for sample in samples(folder, large):  # a line as soon as it is known: the last takes longest
        one, alone = took(sample, 1), took(sample, 1, text_alone)
        two = took(sample, 2) if one and one.seconds < _PATIENCE / 4 else None
        _line(
            sample.name,
            _speed(sample, one, 1),
            _speed(sample, two, 2),
            f"{one.megabytes:,} MB" if one else "–",
            _speed(sample, alone, 1),
            f"{one.seconds / alone.seconds:,.0f}" if one and alone else "–",
        )


def _line(what: str, *figures: str) -> None:
    out.print(f"  {what:<18}" + "".join(f"{figure:>18}" for figure in figures), highlight=False)


def _speed(sample: Sample, measured: Took | None, times: int) -> str:
    return f"{times * sample.amount / measured.seconds:,.0f} {sample.unit}/s" if measured else "–"
