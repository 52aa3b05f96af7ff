"""PDFs as an office program prints them, which most plans are."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt

from tests.accuracy.convert import office, printed
from tests.ingest.formats.pdf.drawing import asides, said, tables

HEADER = ["Action", "By when", "Lead officer"]


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_a_table_over_pages_with_its_header_repeated_comes_back_row_by_row() -> None:
    rows = [
        [
            f"{number}.1 Work with the schools of area {number} to find families who need help before they ask for it. "
            * 4,
            f"{number} March 2010",
            "Head of Service\nKaren Osei",
        ]
        for number in range(1, 19)
    ]
    file = docx.Document()
    file.styles["Normal"].font.size = Pt(9)
    file.sections[0].footer.paragraphs[0].text = "Northam Council"
    file.add_heading("Delivery plan", 1)
    table = file.add_table(0, 3)
    table.style = "Table Grid"
    for row in [HEADER, *rows]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            first, *more = text.split("\n")
            cell.paragraphs[0].add_run(first).bold = row is HEADER
            for line in more:
                cell.add_paragraph(line)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    out = io.BytesIO()
    file.save(out)
    data = printed(out.getvalue(), "pdf")
    assert said(data) == ["Delivery plan"]
    assert [row for found in tables(data) for row in found] == [HEADER, *([a.strip(), b, c] for a, b, c in rows)]
    beside = {aside for _, aside in asides(data)}
    assert beside == {"a running header or footer", "a header printed again on the next page"}
