"""A page that lost its columns: all actions, then all who lead, then all dates, one under the other."""

from __future__ import annotations

from ingest.records import ActionRecord
from tests.ingest.reading import actions_of

ACTIONS = "Northam plan\n\nAction\nOpen the new hub\nMend the harbour wall\nPaint the pier\n\n"
LEADS = "Lead\nAnn Lee\nBo Oak\nCy Ash\n\n"


def _said(actions: list[ActionRecord]) -> list[tuple[str, list[str], str]]:
    return [(action.text, [owner.text for owner in action.owners], action.due_text) for action in actions]


def test_each_action_has_its_own_owner_and_date() -> None:
    assert _said(actions_of(f"{ACTIONS}{LEADS}By when\nMay 2031\nJune 2031\nJuly 2031\n")) == [
        ("Open the new hub", ["Ann Lee"], "May 2031"),
        ("Mend the harbour wall", ["Bo Oak"], "June 2031"),
        ("Paint the pier", ["Cy Ash"], "July 2031"),
    ]


def test_dates_that_are_not_as_many_as_the_actions_are_given_to_none() -> None:
    assert {due for _, _, due in _said(actions_of(f"{ACTIONS}{LEADS}By when\nMay 2031\nJune 2031\n"))} == {""}


def test_one_owner_and_one_date_are_those_of_all() -> None:
    found = _said(actions_of(f"{ACTIONS}Lead\nAnn Lee\n\nBy when\nMay 2031\n"))
    assert {(tuple(owners), due) for _, owners, due in found} == {(("Ann Lee",), "May 2031")}


def test_references_with_numerals_are_read() -> None:
    found = actions_of(
        "Northam plan\n\n## Actions\n\n2.6.i. Open a new hub by May 2031\n2.6.ii. Mend the wall by June 2031\n"
    )
    assert [(action.reference, action.text) for action in found] == [
        ("2.6.i", "Open a new hub by May 2031"),
        ("2.6.ii", "Mend the wall by June 2031"),
    ]
