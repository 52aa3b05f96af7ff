"""Timetables: dated items under "Timeline", "Key dates" and the like that say what is to be done."""

from __future__ import annotations

import pytest

from tests.ingest.reading import actions_of


def dated(text: str) -> list[tuple[str, list[str]]]:
    """The text and dates of every action of a plan."""
    return [(a.text, [due.on.isoformat() for due in a.dues]) for a in actions_of(text)]


@pytest.mark.parametrize("lead", ["Timeline:", "## Key dates", "## Milestones", "Next steps:"])
def test_dates_at_the_end_of_items_are_their_own(lead: str) -> None:
    text = (
        f"# Northam green plan\n\nThe plan has forty parts.\n\n{lead}\n\n- Obtain comments from heads – January 2017\n"
        "- Completion of the survey - March 2017\n- Open the depot (Spring 2018)\n"
    )
    assert dated(text) == [
        ("Obtain comments from heads", ["2017-01-31"]),
        ("Completion of the survey", ["2017-03-31"]),
        ("Open the depot", ["2018-05-31"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Northam plan\n\n## Our history\n\nTimeline:\n\n- 2010 – Opened the depot\n- 2012 – Closed the mill\n",
        "# Northam plan\n\nKey dates:\n\n- 12 May 2017: Council election\n- 24 December 2017: Christmas Eve\n",
        "# Northam plan 2016-2019\n\nTimeline:\n\n- Review of the port – 2011\n- Launch of the ferry – 2012\n",
    ],
)
def test_a_timetable_of_what_was_or_is_no_deed_states_no_action(text: str) -> None:
    assert dated(text) == []


def test_lines_that_begin_with_dates_are_items_of_their_own() -> None:
    text = (
        "# Northam plan\n\n## Key milestones\n\nBy March 2017: Adapt two hundred homes\nBy March 2018: Open a clinic\n"
    )
    assert dated(text) == [("Adapt two hundred homes", ["2017-03-31"]), ("Open a clinic", ["2018-03-31"])]


def test_a_stretch_of_years_at_the_end_is_no_date_by_which() -> None:
    text = "# Northam plan\n\n## Actions\n\n- Write the plan for 2014 – 2015\n- Sweep the quay\n"
    assert dated(text) == [("Write the plan for 2014 – 2015", []), ("Sweep the quay", [])]


def test_what_is_to_be_done_next_heads_actions() -> None:
    text = "# Northam group\n\nAction to be done next:\n\n- Clarify our aims\n- Start researching the quay\n"
    assert [text for text, _ in dated(text)] == ["Clarify our aims", "Start researching the quay"]


def test_an_action_numbered_with_points_needs_no_mark_before_its_text() -> None:
    text = (
        "# Northam plan\n\n## Goal 1: Safe town\n\nAction 1.1.1 Light the quay.\nLead: Port Office; Timeframe: short"
        "\n\nAction 1.1.2 Hire four wardens\nLead: Port Office; Timeframe: medium\n"
    )
    assert [(a.reference, a.text) for a in actions_of(text)] == [
        ("1.1.1", "Light the quay."),
        ("1.1.2", "Hire four wardens"),
    ]


def test_a_bracket_of_a_name_and_a_term_says_who_and_when() -> None:
    text = (
        "# Plan\n\n## Actions\n\n- Offer grants (Economic Development, ongoing)\n- Mend the lock (Ports, short term)\n"
    )
    assert [[owner.text for owner in a.owners] for a in actions_of(text)] == [["Economic Development"], ["Ports"]]
