"""Tables whose cells a sign within the line parts, under a header of the same shape."""

from __future__ import annotations

import time

import pytest

from ingest.document import Table
from ingest.formats import read_document
from ingest.reader import read
from ingest.records import ActionRecord

PLAN = """Harbour Action Plan 2024-2026

Theme 1: Safer quays

Action{0}Lead{0}By when
Repaint the crossing at Ferry Lane{0}Harbour Engineer{0}June 2024
Fit ladders along the north and/or south wall{0}Ann Oduya{0}September 2024

Train ten wardens in water rescue{0}Safety Manager{0}March 2025

Theme 2: Greener quays

Action{0}Lead{0}By when
Plant forty trees on Cable Street{0}Parks Officer{0}Autumn 2025
"""


def _actions(text: str) -> list[ActionRecord]:
    return list(read("plan.txt", text.encode()).records.actions)


def _said(text: str) -> list[tuple[str, list[str], str]]:
    return [(a.text, [owner.text for owner in a.owners], a.due_text) for a in _actions(text)]


@pytest.mark.parametrize("sign", [" / ", " | ", "; ", " ; ", " – ", " · ", " - "])
def test_whatever_sign_parts_the_cells_they_are_read_by_the_header(sign: str) -> None:
    assert _said(PLAN.format(sign)) == [
        ("Repaint the crossing at Ferry Lane", ["Harbour Engineer"], "June 2024"),
        ("Fit ladders along the north and/or south wall", ["Ann Oduya"], "September 2024"),
        ("Train ten wardens in water rescue", ["Safety Manager"], "March 2025"),
        ("Plant forty trees on Cable Street", ["Parks Officer"], "Autumn 2025"),
    ]


def test_a_row_whose_print_runs_on_is_one_row() -> None:
    text = """Harbour Action Plan

Ref / Action / Lead / Timescale
2.1 / Plant forty trees on Cable Street and along the
old wall / Parks Officer / 2025
2.2 / Audit the lighting of the dock road / Harbour Engineer / 2026
"""
    assert [(a.reference, a.text, a.due_text) for a in _actions(text)] == [
        ("2.1", "Plant forty trees on Cable Street and along the old wall", "2025"),
        ("2.2", "Audit the lighting of the dock road", "2026"),
    ]


def test_a_sign_too_many_stands_within_the_action() -> None:
    text = """Harbour Action Plan

Action / Lead / By when
Mend the north wall / the long pier / Ann Oduya / June 2024
Paint the sheds / Bo Oak / July 2024
"""
    assert _said(text)[0] == ("Mend the north wall / the long pier", ["Ann Oduya"], "June 2024")


def test_a_bullet_before_a_row_is_no_part_of_it() -> None:
    text = """Harbour Action Plan

- Action / Lead / By when
- Paint the sheds / Bo Oak / July 2024
- Mend the pier / Ann Oduya / June 2024
"""
    assert _said(text) == [("Paint the sheds", ["Bo Oak"], "July 2024"), ("Mend the pier", ["Ann Oduya"], "June 2024")]


@pytest.mark.parametrize(
    "text",
    [
        "Harbour strategy\n\nTown / port / quay\nNorth / south / west\nOld / new / both\n",  # no header's words
        "Harbour strategy\n\nAction; Lead; By when\n\nWe plan; we act; we review it all again.\n",  # no row under it
        "Harbour strategy\n\nOur plan has an action; a lead; and a date.\nIt is kept; it is read; it is used.\n",
        "Harbour strategy\n\nAction / Lead\nThe quays are to be safer.\n",
    ],
)
def test_signs_in_running_text_make_no_table(text: str) -> None:
    assert not any(isinstance(block, Table) for block in read_document("page.txt", text.encode()).blocks)


def test_prose_under_such_a_table_is_no_row() -> None:
    text = PLAN.format("; ") + "\nThe plan is long; it is not short; it ends here.\n"
    assert len(_actions(text)) == 4


def test_much_white_within_a_line_takes_no_time() -> None:
    began = time.process_time()
    assert not _actions("Plan\n\nAction / Lead / By when\nMend" + " " * 60_000 + "x / Bo Oak / June 2024\n")
    assert time.process_time() - began < 2
