"""The documents that are mutated: the samples and plans of the tests, in every format, and real ones where they are."""

from __future__ import annotations

import io
from pathlib import Path

from ingest.samples import sample_files
from tests.fuzz.mutate import Document, Pool

SHARED = Path(__file__).parents[3] / "shared"
STYLES = Path(__file__).parents[1] / "ingest" / "styles" / "plans"
_LARGEST = 24_000  # bytes of a text


def documents() -> Pool:
    """Name and bytes of each; texts cut to pieces."""
    texts = [(name, data) for name, data in sample_files()]
    for folder in ("corpus", "corpus-other"):
        texts += [(path.name, path.read_bytes()) for path in sorted((SHARED / folder).glob("*"))]
    texts += [(path.name, path.read_bytes()) for path in sorted(STYLES.glob("*"))]
    pieces: list[Document] = [(name, piece) for name, data in texts for piece in _pieces(data)]
    pages = [("plan.html", _html()), ("plan.csv", _csv())] * (len(pieces) // 16)
    return Pool((*pieces, *pages), (("plan.docx", _docx()), ("plan.xlsx", _xlsx()), ("plan.pdf", _pdf())))


def _pieces(data: bytes) -> list[bytes]:
    """Stretches of a text, from line to line."""
    lines, out, size = data.splitlines(keepends=True), [b""], 0
    for line in lines:
        if size > _LARGEST:
            out.append(b"")
            size = 0
        out[-1] += line
        size += len(line)
    return out


_ROWS = (
    ("Ref", "Action", "Lead", "Timescale", "Funding"),
    ("1.1", "Open a drop-in for young people who are NEET (NI 117)", "Karen Osei", "March 2010", "ABG £37K"),
    ("1.2", "Train mentors", "Head of Youth Support", "Q2 2009/10", "£5,000"),
)


def _html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in _ROWS)
    return (
        "<!DOCTYPE html><html><head><title>Northam plan</title><style>td { color: red }</style></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li></ul></nav><main><h1>Northam Children's Plan 2009-10</h1>"
        f"<h2>Priority 1: Keep young people learning</h2><table>{rows}</table><ul><li>Open a clinic by May 2010</li>"
        "</ul><table><tr><td rowspan=2>1.3</td><td colspan=3>Run a club<table><tr><td>in</td></tr></table></td></tr>"
        "<tr><td>Sam Lee</td></tr></table></main><footer>Northam</footer></body></html>"
    ).encode()


def _csv() -> bytes:
    return "\n".join(",".join(f'"{text}"' for text in row) for row in _ROWS * 3).encode()


def _pdf() -> bytes:
    """Two pages: a heading, a ruled table and text; its streams are as they are, so that bytes of text change."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    out, styles = io.BytesIO(), getSampleStyleSheet()
    table = Table([[Paragraph(text, styles["Normal"]) for text in row] for row in _ROWS])
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    flow = [Paragraph("Northam Children's Plan 2009-10", styles["Heading1"]), table, PageBreak(), Table(_ROWS)]
    SimpleDocTemplate(out, pagesize=A4, pageCompression=0, invariant=1).build(flow)
    return out.getvalue()


def _docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Northam Children's Plan 2009-10", 1)
    document.add_heading("Priority 1: Keep young people learning", 2)
    table = document.add_table(len(_ROWS), len(_ROWS[0]))
    for cells, row in zip(table.rows, _ROWS, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Actions"
    for row in _ROWS:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
