"""Workbooks: what their sheets show comes out as tables, each cell with its place."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import Heading, Paragraph
from ingest.formats import UnreadableDocumentError, read_document
from ingest.formats import xlsx as module
from ingest.formats.xlsx.display import displayed
from ingest.reader import read as read_plan
from ontology.vocabulary import GT
from tests.ingest.formats.office import book_bytes, changed, read, tables, texts, workbook

BOMB = b'<!DOCTYPE d [<!ENTITY a "b">]><worksheet><sheetData>&a;</sheetData></worksheet>'
HEADER = ["Ref", "Action", "Lead", "By when", "Funding"]


def plan(sheet: Worksheet) -> None:
    sheet["A1"] = "Northam Council"
    sheet["A1"].font = Font(bold=True)
    sheet["A2"] = "Children and Young People's Delivery Plan 2010/11"
    sheet["A2"].font = Font(bold=True)
    sheet.append([])
    sheet.append(["Priority 1: Keep homes warm"])
    sheet.append(HEADER)
    sheet.append(["1.1", "Insulate the lofts of 400 council homes", "Karen Osei", datetime(2011, 3, 31), 37000])
    sheet["D6"].number_format, sheet["E6"].number_format = "dd/mm/yyyy", '"£"#,##0'
    sheet.append(["1.2", "Train twelve advisers on saving energy", "Amir Shah", datetime(2010, 9, 1), None])
    sheet["D7"].number_format = "mmm-yy"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.953, "0.0%", "95.3%"),
        (-1250, '"£"#,##0;("£"#,##0)', "(£1,250)"),
        (37000, '£#,##0,"K"', "£37K"),
        (2.5, "[$£-809]#,##0.00", "£2.50"),
        (0, '0;-0;"nil"', "nil"),
        (5, "0.0%;-0.0%", "500.0%"),
        (-0.5, "0.0", "-0.5"),
        (0.1 + 0.2, "General", "0.3"),
        (12.0, "General", "12"),
        (6, "000", "006"),
        (0.004, "0.0", "0.0"),
        (1234.5, "#,##0.##", "1,234.5"),
        (0.125, "# ?/?", "0.125"),
        (3, "[>=2]0.00;[<2]0", "3.00"),
        (True, "General", "TRUE"),
        (datetime(2010, 3, 1), "mmm\\-yy", "Mar-10"),
        (datetime(2010, 3, 31), "dd/mm/yyyy;@", "31/03/2010"),
        (datetime(2010, 3, 4), "m/d/yyyy", "04/03/2010"),
        (datetime(2010, 3, 4), "mm-dd-yy", "04/03/2010"),
        (date(2010, 3, 4), "yyyy\\-mm\\-dd", "2010-03-04"),
        (datetime(2010, 3, 4, 14, 5), "d mmm yyyy h:mm AM/PM", "4 Mar 2010 2:05 PM"),
        (time(9, 30), "hh:mm", "09:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
    ],
)
def test_values_are_shown_in_their_number_format(value: object, form: str, shown: str) -> None:
    assert displayed(value, form) == shown


@given(
    st.one_of(
        st.integers(-(10**15), 10**15), st.floats(), st.datetimes(), st.times(), st.booleans(), st.text(max_size=5)
    ),
    st.text(alphabet='0#?.,;%£"\\[]ymdhsAPM/-E+@_* <>=:', max_size=24),
)
def test_no_format_is_too_odd_to_show_a_value_in(value: object, form: str) -> None:
    assert isinstance(displayed(value, form), str)


def test_every_cell_has_its_place_and_a_line_of_the_text() -> None:
    document = read(workbook(plan, "Year 1 actions"))
    (table,) = tables(document)
    assert texts(table)[1:] == [
        ["1.1", "Insulate the lofts of 400 council homes", "Karen Osei", "31/03/2011", "£37,000"],
        ["1.2", "Train twelve advisers on saving energy", "Amir Shah", "Sep-10", ""],
    ]
    assert table.rows[1].cells[3].span.place == "'Year 1 actions'!D6"
    assert document.text.split("\n")[table.rows[1].span.line - 1] == table.rows[1].span.quote
    headings = [b.text for b in document.blocks if isinstance(b, Heading)]
    assert headings == [
        "Northam Council",
        "Children and Young People's Delivery Plan 2010/11",
        "Priority 1: Keep homes warm",
    ]


def test_a_workbook_becomes_a_plan_whose_passages_say_their_cells() -> None:
    reading = read_plan("plan.xlsx", workbook(plan))
    first, second = reading.records.actions
    assert (first.reference, [o.text for o in first.owners]) == ("1.1", ["Karen Osei"])
    assert [d.on.isoformat() for d in first.dues] == ["2011-03-31"]
    assert [d.on.isoformat() for d in second.dues] == ["2010-09-30"]
    assert reading.records.plan.authority is not None and "Northam" in reading.records.plan.authority.text
    places = {t.object.value for t in reading.triples if t.predicate == GT.place and isinstance(t.object, ox.Literal)}
    assert "Actions!A6" in places


def test_each_sheet_is_a_part_of_its_own() -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in ("Targets", "Sheet2"):
        book.create_sheet(name).append(["Indicator", name])
    document = read(book_bytes(book))
    assert [(b.text, getattr(b, "aside", "")) for b in document.blocks if isinstance(b, Heading | Paragraph)] == [
        ("Targets", ""),
        ("Sheet2", "the name of a sheet"),
    ]
    assert [t.rows[0].cells[1].span.place for t in tables(document)] == ["Targets!B1", "Sheet2!B1"]


def test_merged_cells_reach_over_their_columns_and_rows() -> None:
    def make(sheet: Worksheet) -> None:
        for row in (["Action", None, "Due"], ["Open a clinic", "K Osei", "May"], [None, "A Shah", "June"]):
            sheet.append(row)
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A2:A3")

    (table,) = tables(read(workbook(make)))
    assert texts(table) == [["Action", "Due"], ["Open a clinic", "K Osei", "May"], ["A Shah", "June"]]
    assert (table.rows[0].cells[0].colspan, table.rows[1].cells[0].rowspan) == (2, 2)


def test_empty_rows_part_tables_that_have_headers_of_their_own() -> None:
    def make(sheet: Worksheet) -> None:
        for row in (["Ref", "Action"], ["1", "Open a clinic"], [], ["Indicator", "Target"], ["NI 117", "6.8%"]):
            sheet.append(row)

    assert [len(table.rows) for table in tables(read(workbook(make)))] == [2, 2]


def test_a_table_goes_on_after_an_empty_row() -> None:
    def make(sheet: Worksheet) -> None:
        for row in (["Measure", "2009-10", "2010-11"], ["NI 117", "7%", "6%"]):
            sheet.append(row)
        sheet["A4"], sheet["A5"], sheet["B5"] = "Other indicators", "NI 56", "16%"

    (table,) = tables(read(workbook(make)))
    assert len(table.rows) == 4


def test_tables_side_by_side_are_two_and_empty_columns_within_one_are_space() -> None:
    def beside(sheet: Worksheet) -> None:
        for row in (["Ref", "Action", None, "Ref", "Action"], ["1", "Open a clinic", None, "2", "Train staff"]):
            sheet.append(row)

    assert [texts(t)[1] for t in tables(read(workbook(beside)))] == [["1", "Open a clinic"], ["2", "Train staff"]]

    def spaced(sheet: Worksheet) -> None:
        for row in (["Ref", "Action", None, "Lead", "Due"], ["1", "Open a clinic", None, "K Osei", "May"]):
            sheet.append(row)

    (table,) = tables(read(workbook(spaced)))
    assert texts(table)[1] == ["1", "Open a clinic", "K Osei", "May"]


def test_what_is_hidden_is_told_apart_and_not_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Plan"
    for row in (["Ref", "Action", "Note"], ["1", "Open a clinic", "ask Jo"], ["2", "Given up", ""]):
        sheet.append(row)
    sheet["B2"].comment = Comment("Where?", "R")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    lists = book.create_sheet("Lists")
    lists.append(["Red", "Amber", "Green"])
    lists.sheet_state = "hidden"
    document = read(book_bytes(book))
    assert [texts(table) for table in tables(document)] == [[["Ref", "Action"], ["1", "Open a clinic"]]]
    asides = [(b.aside, b.span.place) for b in document.blocks if isinstance(b, Paragraph)]
    assert asides == [
        ("hidden rows or columns of a sheet", "Plan!C1"),
        ("notes on cells", "Plan!B2"),
        ("a hidden sheet", "Lists!A1"),
    ]
    assert "Given up" in document.text and "Amber" in document.text


def test_formulas_show_what_was_last_worked_out() -> None:
    data = workbook(lambda sheet: sheet.append(["Total", "=2+3"]))
    worked = changed(data, {"xl/worksheets/sheet1.xml": lambda part: part.replace(b"<v></v>", b"<v>5</v>")})
    (table,) = tables(read(worked))
    assert texts(table) == [["Total", "5"]]


def test_rows_marked_as_headers_and_struck_cells() -> None:
    def make(sheet: Worksheet) -> None:
        sheet.append(["Ref", "Action"])
        sheet.append(["1", "Given up"])
        sheet.add_table(ExcelTable(displayName="Plan", ref="A1:B2"))
        sheet["B2"].font = Font(strike=True)

    (table,) = tables(read(workbook(make)))
    assert [row.header for row in table.rows] == [True, False]
    assert texts(table)[1] == ["1", ""] and table.rows[1].cells[1].span.quote == "Given up"


def test_a_cell_far_away_costs_nothing() -> None:
    def make(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = "Ref", "Action"
        sheet["XFD1048576"] = "x"

    assert len(read(workbook(make)).text) < 100


def test_a_large_workbook_is_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(plan)
    whole = texts(tables(read(data))[0])
    monkeypatch.setattr(module, "LARGE", 10)
    assert texts(tables(read(data))[0]) == whole


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}, "damaged"),
        ({"xl/styles.xml": b"nonsense"}, "damaged"),
        ({"xl/worksheets/sheet1.xml": BOMB}, "damaged"),
        ({"xl/worksheets/sheet1.xml": b""}, "damaged"),
    ],
)
def test_a_damaged_workbook_is_one_line(parts: dict[str, bytes], problem: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=problem) as caught:
        read_document("plan.xlsx", changed(workbook(plan), parts))
    assert "\n" not in str(caught.value)


def test_a_damaged_workbook_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    styles = ZipFile(BytesIO(workbook(plan))).read("xl/styles.xml")
    beyond = re.sub(rb'(<cellStyle [^>]*xfId=")0"', rb'\g<1>65536"', styles)
    assert beyond != styles
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        read_document("plan.xlsx", changed(workbook(plan), {"xl/styles.xml": beyond}))
    assert capsys.readouterr() == ("", "")


def test_an_empty_workbook_is_one_line() -> None:
    with pytest.raises(UnreadableDocumentError, match="its sheets are empty"):
        read_document("plan.xlsx", workbook(lambda sheet: None))
