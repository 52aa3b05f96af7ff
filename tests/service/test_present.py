"""Answers as people read them, with nothing from a plan left alive."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import present

ANSWER = {
    "question": "Which actions feed NI 117?",
    "status": "answered",
    "interpretation": "actions that feed NI 117",
    "sparql": "SELECT …",
    "columns": [
        {"name": "action", "label": "Action", "class": "gt:Action"},
        {"name": "n", "label": "Pounds", "class": ""},
    ],
    "rows": [
        {
            "action": {"iri": "https://example.org/1", "label": "Open the <b>hub</b>", "class": "gt:Action"},
            "n": {"value": 12000.0},
        },
        {
            "action": {"iri": "https://example.org/2", "label": "=HYPERLINK(1)", "class": "gt:Action"},
            "n": {"value": -3.5},
        },
    ],
    "evidence": [
        [
            {
                "basis": "stated",
                "confidence": 1.0,
                "document": "a.md",
                "line": 3,
                "page": 2,
                "quote": "| Open<br/>the hub |",
            },
            {"basis": "inferred", "confidence": 0.617, "document": "b.md", "line": 9, "page": None, "quote": "hub"},
        ],
        [],
    ],
    "alternatives": [{"interpretation": "objectives that feed NI 117", "question": "Which objectives feed NI 117?"}],
    "unused": ["quickly"],
    "took_ms": 3,
    "notes": [],
}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Open<br/>the\n hub", "Open the hub"),
        ("<td class='x'>A &amp; B</td>", "A & B"),
        ("fewer than < 5% and > 3%", "fewer than < 5% and > 3%"),
        ("a <!-- hidden\nnote --> b", "a b"),
        ("red \x1b[31malert\x1b[0m", "red [31malert [0m"),
        ("right\u202eleft", "right left"),
    ],
)
def test_markup_and_control_characters_fold_into_words(raw: str, shown: str) -> None:
    assert present.folded(raw) == shown


@given(st.text())
def test_what_is_shown_never_holds_a_control_character(raw: str) -> None:
    assert all(c.isprintable() or c in "\n\t" for c in present.folded(raw))


def test_a_table_on_the_terminal_shows_rows_evidence_and_what_was_not_used() -> None:
    text = present.answer_as_text(ANSWER, 100)
    assert "1   Open the hub" in text
    assert "12000" in text
    assert "[1] stated, a.md, page 2, line 3: “Open the hub”" in text
    assert "[1] inferred (0.62), b.md, line 9: “hub”" in text
    assert "Not accounted for: quickly" in text
    assert "Which objectives feed NI 117?" in text


def test_a_spreadsheet_gets_a_row_each_with_its_first_evidence_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(present.answer_as_csv(ANSWER))))
    assert rows[0] == ["Action", "Pounds", "Basis", "Document", "Line", "Quote"]
    assert rows[1] == ["Open the hub", "12000", "stated", "a.md", "3", "| Open the hub |"]
    assert rows[2] == ["'=HYPERLINK(1)", "-3.5", "", "", "", ""]


@pytest.mark.parametrize("status", ["empty", "searched", "declined"])
def test_an_answer_that_is_none_says_so_first(status: str) -> None:
    text = present.answer_as_text({**ANSWER, "status": status, "rows": [], "evidence": []}, 80)
    assert text.startswith(present.STATUS[status])
