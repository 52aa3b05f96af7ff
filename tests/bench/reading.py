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
_WIDTHS = (40, 400, 150, 80, 60)  # points, of the columns of a PDF
_PATIENCE = 240.0  # seconds that one reading gets, on the clock
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
    """Seconds on the clock; of the processor, of all processes together; and the most memory of one process or of one
    that it started, in megabytes."""

    seconds: float
    cpu: float
    megabytes: int


def rows(count: int) -> list[tuple[str, ...]]:
    """Rows of a plan's table, invented."""
    posts = [f"{post} {field}" for field in WORDS["fields"] for post in WORDS["posts"]]

    def row(at: int) -> tuple[str, ...]:
        pick = {key: WORDS[key][at % len(WORDS[key])] for key in ("verbs", "things", "who", "where")}
        action = f"{pick['verbs']} {pick['things']} for {pick['who']} {pick['where']} (NI {1 + at % 198})"
        return f"{at // 20 + 1}.{at % 20 + 1}", action, posts[at % len(posts)], f"March {2009 + at % 3}", f"£{at + 5}K"

    return [row(at) for at in range(count)]


def samples(folder: Path, pages: int = 500) -> Iterator[Sample]:
    """The texts of a folder, and a Word document, a workbook and PDFs with dense tables made for it."""
    texts = tuple((f.name, f.read_bytes()) for f in sorted(folder.iterdir()) if f.suffix in (".txt", ".md"))
    yield Sample("text", texts, sum(len(data) for _, data in texts) / 1000, "kB")
    yield Sample("DOCX, 300 rows", (("plan.docx", docx(300)),), 300, "rows")
    yield Sample("XLSX, 1,000 rows", (("plan.xlsx", xlsx(1000)),), 1000, "rows")
    yield Sample("PDF, 60 pages", (("plan.pdf", pdf(60)),), 60, "pages")
    if pages:
        yield Sample(f"PDF, {pages} pages", (("plan.pdf", pdf(pages)),), pages, "pages")


def pdf(pages: int) -> bytes:
    """A PDF of so many pages, each filled by a ruled table."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    saved, made = io.BytesIO(), rows(pages * _ROWS_A_PAGE)
    canvas = Canvas(saved, pagesize=landscape(A4), invariant=1)
    for page in range(pages):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(
            40, 570, f"{town(3)} delivery plan 2009-10" if not page else f"Priority {page}: Better chances"
        )
        canvas.setFont("Helvetica", 7)
        lefts = [30 + sum(_WIDTHS[:column]) for column in range(len(_WIDTHS) + 1)]
        bottoms = [40 + 16.5 * row for row in range(_ROWS_A_PAGE + 2)]
        canvas.grid(lefts, bottoms)
        told = [_HEADER, *made[page * _ROWS_A_PAGE : (page + 1) * _ROWS_A_PAGE]]
        for bottom, texts in zip(reversed(bottoms[:-1]), told, strict=True):
            for left, text in zip(lefts, texts, strict=False):
                canvas.drawString(left + 3, bottom + 5, text)
        canvas.showPage()
    canvas.save()
    return saved.getvalue()


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
    before = _used()
    pipe.send(None)
    pipe.recv()
    for file in files:
        how(*file)
    held = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    pipe.send((_used() - before, max(held) // 1024))


def _used() -> float:
    """Seconds of the processor that this process and those that it started have had."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


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
        return Took(perf_counter() - start, sum(cpu for cpu, _ in held), max(megabytes for _, megabytes in held))
    finally:
        for child in children:
            child.kill()
            child.join()


def reading(folder: Path, pages: int = 500) -> None:
    """Time every sample and print a table; `pages` of the largest PDF, none for 0."""
    out.print("\nReading: how much a second on the clock, and a second of the processor", highlight=False)
    _line("what", "one process", "two in parallel", "of the processor", "memory of one", "the text alone", "times")
    for sample in samples(folder, pages):  # a line as soon as it is known: the last takes longest
        one, alone = took(sample, 1), took(sample, 1, text_alone)
        two = took(sample, 2) if one and one.seconds < _PATIENCE / 4 else None
        _line(
            sample.name,
            _speed(sample, one.seconds if one else None),
            _speed(sample, two.seconds / 2 if two else None),
            _speed(sample, one.cpu if one else None),
            f"{one.megabytes:,} MB" if one else "–",
            _speed(sample, alone.cpu if alone else None),
            f"{one.cpu / alone.cpu:,.0f}" if one and alone and alone.cpu else "–",
        )


def _line(what: str, *figures: str) -> None:
    out.print(f"  {what:<18}" + "".join(f"{figure:>17}" for figure in figures), highlight=False)


def _speed(sample: Sample, seconds: float | None) -> str:
    return f"{sample.amount / seconds:,.0f} {sample.unit}/s" if seconds else "–"
