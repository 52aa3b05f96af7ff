"""Turns text plans into the formats in which plans are published, as an office program would, and places back again.

A Word file is made from the headings, paragraphs and tables of the text; LibreOffice prints it as a PDF.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

import docx
import openpyxl
import pyoxigraph as ox
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from openpyxl.styles import Font

from ingest.document import Cell, Document, Heading, Paragraph, Table
from ingest.formats import read_document
from ingest.reader import Reading, read
from ontology.vocabulary import GT
from tests.accuracy.harness import CORPUS, readings

_SHINGLE = 5
_BULLETS = frozenset("-*•·o")
_PAGE_STYLE = (
    b"<head><style>@page{size:A4 landscape}body{font:10pt sans-serif}td{padding:4px 8px;vertical-align:top}</style>"
)
_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_docx(name: str, data: bytes, *, ruled: bool = True) -> bytes:
    """A Word file of a text plan: styled headings, listed items, tables with merged cells, with rules or without."""
    file = _new()
    for block in read_document(name, data).blocks:
        match block:
            case Heading():
                file.add_heading(_said(block.text), min(block.level, 9))
            case Paragraph():
                listed = block.bullet in _BULLETS and bool(block.bullet)
                text = block.text if listed else f"{block.bullet} {block.text}".strip()
                added = file.add_paragraph(style="List Bullet" if listed else None)
                added.add_run(_said(text)).bold = block.bold
            case Table():
                _table(file, block, ruled=ruled)
                file.add_paragraph()
    return _saved(file)


def as_lines(name: str, data: bytes) -> bytes:
    """A Word file of a text plan in which each line is a paragraph, tables of tabs and bars left as they are."""
    file = _new()
    for line in read_document(name, data).text.split("\n"):
        file.add_paragraph(_said(line))
    return _saved(file)


def as_unstyled(name: str, data: bytes) -> bytes:
    """A Word file as people make them who know no styles: bold headings, typed bullets, tables of one row repeated."""
    file = _new()
    for block in read_document(name, data).blocks:
        match block:
            case Heading():
                file.add_paragraph().add_run(_said(block.text)).bold = True
            case Paragraph():
                file.add_paragraph().add_run(_said(f"{block.bullet} {block.text}".strip())).bold = block.bold
            case Table():
                _table(file, block)
                file.add_paragraph()
    return _saved(file)


def _new() -> WordFile:
    file = docx.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    file.styles["Normal"].font.size = Pt(9)
    return file


def _saved(file: WordFile) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _said(text: str) -> str:
    return _XML.sub(" ", text)


def _table(file: WordFile, table: Table, *, ruled: bool = True) -> None:
    placed = list(_placed(table))
    height, width = len(table.rows), max(column + cell.colspan for _, column, cell in placed)
    made: WordTable = file.add_table(height, width)
    made.style = "Table Grid" if ruled else "Normal Table"
    places = made._cells  # all at once: asking for each is slow
    for row, column, cell in placed:
        place = places[row * width + column]
        _fill(place, cell)
        below, right = min(row + cell.rowspan, height) - 1, column + cell.colspan - 1
        if (below, right) != (row, column):
            place.merge(places[below * width + right])


def _placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """The cells with their row and column; cells that reach down keep their columns free below."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            yield at, column, cell
            taken |= {(at + y, column + x) for y in range(cell.rowspan) for x in range(cell.colspan)}
            column += cell.colspan


def _fill(place: WordCell, cell: Cell) -> None:
    for at, line in enumerate(cell.text.split("\n")):
        paragraph = place.paragraphs[0] if at == 0 else place.add_paragraph()
        if line.startswith("• "):
            paragraph.style = "List Bullet"
        paragraph.add_run(_said(line.removeprefix("• "))).bold = cell.bold


def as_xlsx(name: str, data: bytes) -> bytes:
    """A workbook of a text plan: its headings, paragraphs and tables one under another on a sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    row = 1
    for block in read_document(name, data).blocks:
        if isinstance(block, Table):
            for at, column, cell in _placed(block):
                made = sheet.cell(row + at, column + 1, _said(cell.text) or None)
                made.font = Font(bold=cell.bold)
                below, right = min(at + cell.rowspan, len(block.rows)) - 1, column + cell.colspan
                if (below, right) != (at, column + 1):
                    sheet.merge_cells(None, row + at, column + 1, row + below, right)
            row += len(block.rows) + 1
        else:
            text = f"{block.bullet} {block.text}".strip() if isinstance(block, Paragraph) else block.text
            made = sheet.cell(row, 1, _said(text))
            made.font = Font(bold=block.bold if isinstance(block, Paragraph) else True)
            row += 2
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html(name: str, data: bytes) -> bytes:
    """A page of a text plan as a web site would show it, with what stands around a page there."""
    parts = ["<html><head><title>Plan</title></head><body><nav><ul><li>Home<li>News</ul></nav><main>"]
    for block in read_document(name, data).blocks:
        match block:
            case Heading():
                parts.append(f"<h{min(block.level, 6)}>{escape(block.text)}</h{min(block.level, 6)}>")
            case Paragraph():
                listed = block.bullet in _BULLETS and bool(block.bullet)
                text = escape(block.text if listed else f"{block.bullet} {block.text}".strip()).replace("\n", "<br>")
                text = f"<b>{text}</b>" if block.bold else text
                parts.append(f"<ul><li>{text}</li></ul>" if listed else f"<p>{text}</p>")
            case Table():
                parts.append("<table>")
                for row in block.rows:
                    cells = "".join(_html_cell(cell) for cell in row.cells)
                    parts.append(f"<tr>{cells}</tr>")
                parts.append("</table>")
    parts.append("</main><footer>Contact us</footer></body></html>")
    return "\n".join(parts).encode()


def _html_cell(cell: Cell) -> str:
    items = [
        f"<ul><li>{escape(line[2:])}</li></ul>" if line.startswith("• ") else escape(line)
        for line in cell.text.split("\n")
    ]
    text = "<br>".join(items)
    spans = f' colspan="{cell.colspan}" rowspan="{cell.rowspan}"'
    return f"<td{spans}>{f'<b>{text}</b>' if cell.bold and text else text}</td>"


def office() -> str | None:
    """The program that prints Word files as PDF, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def browser() -> str | None:
    """The browser that prints pages as PDF, where it is installed."""
    return shutil.which("chromium") or shutil.which("google-chrome")


def as_pdf(name: str, data: bytes, *, ruled: bool = True) -> bytes:
    """A PDF of a text plan: its Word file as LibreOffice prints it, with rules around the cells or without."""
    return printed(as_docx(name, data, ruled=ruled), "pdf")


def as_print_of_page(name: str, data: bytes) -> bytes:
    """A PDF of a text plan: its page as Chromium prints it, without rules."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "plan.html"
        page.write_bytes(as_html(name, data).replace(b"<head>", _PAGE_STYLE))
        command = [browser() or "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--print-to-pdf={folder}/plan.pdf", f"--user-data-dir={folder}/profile", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return (Path(folder) / "plan.pdf").read_bytes()


def as_extracted(name: str, data: bytes, *options: str) -> bytes:
    """What `pdftotext` says of the PDF of a text plan."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.pdf").write_bytes(as_pdf(name, data))
        command = ["pdftotext", *options, f"{folder}/plan.pdf", f"{folder}/plan.txt"]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return (Path(folder) / "plan.txt").read_bytes()


def printed(made: bytes, suffix: str, of: str = "docx") -> bytes:
    """An office file in another format, by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"plan.{of}").write_bytes(made)
        command = [office() or "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", suffix, "--outdir", folder, f"{folder}/plan.{of}"]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return (Path(folder) / f"plan.{suffix}").read_bytes()


CONVERSIONS: Mapping[str, Callable[[str, bytes], bytes]] = {
    "docx": as_docx,
    "docx-lines": as_lines,
    "docx-unstyled": as_unstyled,
    "xlsx": as_xlsx,
    "html": as_html,
    "html-office": lambda name, data: printed(as_docx(name, data), "html"),
    "pdf": as_pdf,
    "pdf-unruled": lambda name, data: as_pdf(name, data, ruled=False),
    "pdf-page": as_print_of_page,
    "pdftotext": as_extracted,
    "pdftotext-layout": lambda name, data: as_extracted(name, data, "-layout"),
    "odt": lambda name, data: printed(as_docx(name, data), "odt"),
    "ods": lambda name, data: printed(as_xlsx(name, data), "ods", "xlsx"),
}


@cache
def converted_readings(kind: str, only: str = "") -> Mapping[str, Reading]:
    """The reading of every plan (those whose name has `only` in it) turned into another format first, with its lines
    as they are in the text."""
    found = {}
    for path in sorted(path for path in CORPUS.glob("*.txt") if only in path.stem):
        data = path.read_bytes()
        reading = read(path.name, CONVERSIONS[kind](path.name, data))
        triples = tuple(placed_back(reading.triples, reading.document, readings()[path.stem].document.text))
        found[path.stem] = replace(reading, triples=triples)
    return found


def placed_back(triples: Sequence[ox.Triple], converted: Document, original: str) -> Iterator[ox.Triple]:
    """The triples with the lines of passages as they are in the original text, for what is judged by its lines."""
    roughly, words = _lines_in(converted.text, original), _words(original)
    quotes = {
        t.subject: t.object.value for t in triples if t.predicate == GT.quote and isinstance(t.object, ox.Literal)
    }
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, (word, _) in enumerate(words):
        places[word].append(at)

    @cache
    def line_of(quote: str, line: int) -> int:
        near, said = roughly(line), [word for word, _ in _words(quote)][:_SHINGLE]
        found = (
            [words[at][1] for at in places.get(said[0], ()) if [word for word, _ in words[at : at + len(said)]] == said]
            if said
            else []
        )
        return min(found, key=lambda other: abs(other - near)) if found else near

    for triple in triples:
        if triple.predicate == GT.line and isinstance(triple.object, ox.Literal):
            line = line_of(quotes[triple.subject], int(triple.object.value))
            yield ox.Triple(triple.subject, triple.predicate, ox.Literal(str(line), datatype=triple.object.datatype))
        else:
            yield triple


def _lines_in(text: str, original: str) -> Callable[[int], int]:
    """From a line of a text roughly to that of the original: by runs of words that each of the two has once."""
    there = dict(_once(_words(original)))
    kept: list[tuple[int, int]] = []
    for shingle, line in _once(_words(text)):
        if shingle in there and (not kept or there[shingle] > kept[-1][1] - 3):
            kept.append((line, there[shingle]))
    starts = [line for line, _ in kept]
    return lambda line: kept[max(bisect_right(starts, line) - 1, 0)][1] if kept else line


def _words(text: str) -> list[tuple[str, int]]:
    plain = re.sub(r"<[^<>\n]*>", " ", text)
    return [
        (word.lower(), number) for number, line in enumerate(plain.split("\n"), 1) for word in re.findall(r"\w+", line)
    ]


def _once(words: list[tuple[str, int]]) -> list[tuple[tuple[str, ...], int]]:
    runs = [
        (tuple(word for word, _ in words[at : at + _SHINGLE]), words[at][1]) for at in range(len(words) - _SHINGLE + 1)
    ]
    counts = Counter(run for run, _ in runs)
    return [entry for entry in runs if counts[entry[0]] == 1]
