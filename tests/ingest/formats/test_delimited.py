"""Separated values: known by all their rows, never mistaken for text, each field with its line."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.delimited import delimiter_of, records
from ingest.reader import read as read_plan
from tests.ingest.formats.office import read, tables, texts

ROWS = [
    ["Ref", "Action", "Lead", "Due"],
    ["1.1", 'Open a "hub", and a clinic', "Karen Osei", "31/03/2011"],
    ["1.2", "Train staff:\n- in schools\n- in clinics", "Amir Shah; Jo Lee", "2010-09-30"],
    ["1.3", "Report to the Board, then publish", "", "Ongoing"],
]


def written(rows: list[list[str]], delimiter: str, end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_values_come_out_as_they_went_in(delimiter: str, encoding: str) -> None:
    document = read(written(ROWS, delimiter).encode(encoding))
    (table,) = tables(document)
    assert [[text.replace("• ", "- ") for text in row] for row in texts(table)] == ROWS
    assert document.media_type == ("text/tab-separated-values" if delimiter == "\t" else "text/csv")
    assert [row.span.line for row in table.rows] == [1, 2, 3, 6]


def test_a_plan_in_a_csv_file_is_read() -> None:
    title = [["Northam Council delivery plan 2010/11", "", "", ""], ["", "", "", ""]]
    reading = read_plan("export.csv", written(title + ROWS, ",").encode())
    assert [
        (a.reference, [o.text for o in a.owners], [d.on.isoformat() for d in a.dues]) for a in reading.records.actions
    ] == [
        ("1.1", ["Karen Osei"], ["2011-03-31"]),
        ("1.2", ["Amir Shah", "Jo Lee"], ["2010-09-30"]),
        ("1.3", [], []),
    ]
    assert "Northam" in reading.records.plan.title.text


@pytest.mark.parametrize(
    "text",
    [
        "We met on Monday, Tuesday, and Friday.\nWe agreed, at length, on the plan.\nThen, late, we left.\n",
        "Dear all,\n\nHere is the plan, as agreed.\n\nYours,\nKaren\n",
        "| Ref | Action |\n|---|---|\n| 1 | Open |\n| 2 | Train |\n",
        "Aims\n\nRef\tAction\n1\tOpen\n\nMore words here\n\nRef\tAction\n2\tTrain\n",
        "- one; two; three\n- four; five; six\n",
        "Osei, Karen, Director\n",
        "",
    ],
)
def test_text_is_no_table_of_values(text: str) -> None:
    assert delimiter_of(text) is None


def test_what_separates_may_be_said_first() -> None:
    (table,) = tables(read(b"sep=;\nRef;Action;Lead\n1;Open, then close;K Osei\n2;Train;A Shah\n"))
    assert texts(table)[1] == ["1", "Open, then close", "K Osei"]


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    found = [[field.text for field in row] for row in records('a,"b,c\nd,5" pipe,e\n"f",g,h', ",")]
    assert found == [["a", '"b', "c"], ["d", '5" pipe', "e"], ["f", "g", "h"]]


def test_hostile_quotes_take_no_time() -> None:
    begun = time.process_time()
    list(records('","' * 50_000, ","))
    assert time.process_time() - begun < 5


@given(st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), min_size=1, max_size=6))
def test_every_field_is_found_where_it_is_said_to_stand(rows: list[list[str]]) -> None:
    text = written([[cell.replace("\r", "") for cell in row] for row in rows], ",", "\n")
    for row in records(text, ","):
        for field in row:
            raw = text[field.start : field.end]
            assert field.text in (raw, raw.rstrip(" ")[1:-1].replace('""', '"'))
