"""Tables whose cells are printed one below the other, with a header or told by the order of their cells alone."""

from __future__ import annotations

from tests.ingest.reading import actions_of, names

HEADED = """Harbour Action Plan 2024-2026

Ref

Action

Lead

By when

1.1

Repaint the crossing at Ferry Lane so that it can be
seen at night

Harbour Engineer

June 2024

2 Greener quays

2.1

Plant forty trees on Cable Street

Ann Oduya

September 2024

How we will check

The board reads this plan twice a year and tells the town what was done of it, what was not, and why that is so.
"""
ORDERED = """Harbour Reconciliation Plan

WhatWhoWhen

1 Good neighbours of the old port families

Form a working group of the harbour board.

September 2024

Harbour Engineer

Draft the terms of its work.

30 September 2024 and then annually

Director, Quays

2 Knowing more of each other

Invite the elders to each meeting.

December 2024

Quays Manager

Tell the schools what was found.

May 2025

Harbour Engineer

Photographs

The quay as it was seen from the old tower in the spring of the year in which the port was opened to ships.
"""


def test_cells_between_empty_lines_are_read_in_the_order_of_the_header() -> None:
    assert [(a.reference, a.text, names(a), a.due_text) for a in actions_of(HEADED)] == [
        (
            "1.1",
            "Repaint the crossing at Ferry Lane so that it can be seen at night",
            ["Harbour Engineer"],
            "June 2024",
        ),
        ("2.1", "Plant forty trees on Cable Street", ["Ann Oduya"], "September 2024"),
    ]


def test_the_lines_of_a_header_whose_cells_come_in_no_order_are_no_actions() -> None:
    torn = HEADED[: HEADED.index("1.1")] + "June 2024\n\nAnn Oduya\n\n1.1\n\nThe crossing at Ferry Lane\n"
    assert "Lead" not in [a.text for a in actions_of(torn)]


def test_a_task_a_date_and_a_name_again_and_again_are_rows_without_a_header() -> None:
    rows = [(a.text.rstrip("."), names(a), a.due_text) for a in actions_of(ORDERED) if a.owners]
    assert rows == [
        ("Form a working group of the harbour board", ["Harbour Engineer"], "September 2024"),
        ("Draft the terms of its work", ["Director, Quays"], "30 September 2024 and then annually"),
        ("Invite the elders to each meeting", ["Quays Manager"], "December 2024"),
        ("Tell the schools what was found", ["Harbour Engineer"], "May 2025"),
    ]


def test_two_such_rows_prove_nothing() -> None:
    short = ORDERED[: ORDERED.index("2 Knowing more")]
    assert not [a for a in actions_of(short) if a.owners]
