"""Pages of a register of meetings and decisions: what was decided where no "Resolved" says so."""

from datetime import date

import pytest

from ingest.formats import read_document
from ingest.meetings import is_decided_unsaid, is_register_page, meeting_of, who_met, who_resolved
from ingest.reader import read

FORM = """Decision details

Marsh Plan 2011-14

Decision Maker: Executive

Is Key decision?: No

The Executive received and considered a paper of the Marsh Officer.

Members noted that a leaflet would come later.

(a)       that the Marsh Plan, as set out in the paper, be approved;

(b)       that authority be delegated to the Marsh Officer to approve its map.

Publication date: 12/05/2011

Date of decision: 09/05/2011

Decided at meeting: 09/05/2011 - Executive
"""

TWICE = """Issue - meetings

Meeting: 20/06/2012 - Council (Item 8)

8 Towpath Plan pdf icon PDF 90 KB

Decision:

1.         To formally adopt the towpath plan for all of the canal in this town.

Minutes:

The Mayor presented the plan.

Resolved (unanimously)

1.         To formally adopt the towpath plan for all of the canal in this town.

Meeting: 11/06/2012 - Cabinet (Item 3)

3 Towpath Plan pdf icon PDF 90 KB

Decision made

1.     That, having read the report, the draft plan be endorsed.

"""


def _decided(text: str) -> list[tuple[str, str, str, date | None]]:
    found = read("page.txt", text.encode()).records.decisions
    return [(d.kind, d.item, d.body.text if d.body else "", d.on) for d in found]


def test_items_of_a_decision_form_are_decided_and_the_debate_is_not() -> None:
    day = date(2011, 5, 9)
    assert _decided(FORM) == [
        ("approve", "Marsh Plan 2011-14", "Executive", day),
        ("approve", "Marsh Plan 2011-14", "Executive", day),
    ]


def test_each_meeting_of_a_page_decides_once() -> None:
    assert _decided(TWICE) == [
        ("approve", "Towpath Plan", "Council", date(2012, 6, 20)),
        ("endorse", "Towpath Plan", "Cabinet", date(2012, 6, 11)),
    ]


def test_a_page_of_decisions_states_no_actions() -> None:
    page = "Issue - decisions\n\nFerry Action Plan\n\n24/10/2014 - Review of the ferry action plan\n\nIt was late.\n"
    assert read("page.txt", page.encode()).records.actions == ()


def test_a_dated_item_of_a_plan_is_no_meeting() -> None:
    plan = "Action plan\n\n24/10/2014 - Open the ferry\n25/11/2014 - Close the ford\n26/11/2014 - Mend the weir\n"
    assert not is_register_page(read_document("plan.txt", plan.encode()))
    assert len(read("plan.txt", plan.encode()).records.actions) == 3


@pytest.mark.parametrize(
    ("line", "day", "body", "item"),
    [
        ("Meeting: 29/01/2012 - Cabinet (Item 43)", date(2012, 1, 29), "Cabinet", ""),
        ("Decided at meeting: 6 June 2008 - Executive", date(2008, 6, 6), "Executive", ""),
        ("24/10/2014 - Ferry fares", date(2014, 10, 24), "", "Ferry fares"),
    ],
)
def test_meeting_of_a_line(line: str, day: date, body: str, item: str) -> None:
    held = meeting_of(line)
    assert held is not None
    assert (held.on, held.body, held.item) == (day, body, item)


@pytest.mark.parametrize("line", ["Publication date: 11/06/2008", "Meeting: to be held", "Open on 3/4/2010 - all day"])
def test_no_meeting_of_a_line(line: str) -> None:
    assert meeting_of(line) is None


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("the proposed fares be agreed;", True),
        ("that power be delegated to the Clerk;", True),
        ("The fares should be agreed soon.", False),
        ("The plan builds on what was agreed.", False),
    ],
)
def test_decided_unsaid(text: str, decided: bool) -> None:
    assert is_decided_unsaid(text) is decided


def test_who_resolved_in_a_sentence() -> None:
    said = "After debate, the Cabinet Member for Rivers and Fords resolved that the fee, as shown, be waived."
    assert who_resolved(said) == ("Cabinet Member for Rivers and Fords", "the fee, as shown, be waived.")
    assert who_resolved("The Clerk resolved that he had seen it.") == ("", "")


def test_what_a_table_of_minutes_resolved() -> None:
    page = "| Item | Outcome |\n|---|---|\n| Ferry | RESOLVED that the ferry fares be approved. |\n| Ford | None. |\n"
    assert [d.text for d in read("minutes.md", page.encode()).records.decisions] == [
        "RESOLVED that the ferry fares be approved."
    ]


def test_a_post_is_no_council() -> None:
    page = "12 Ferry Plan\n(Leader of Council) To consider the paper.\nLeader of Council spoke.\n"
    assert read("page.txt", page.encode()).records.plan.authority is None


@pytest.mark.parametrize(
    ("said", "kind", "body"),
    [
        ("The Committee resolved to approve the Ferry Strategy.", "approve", "Committee"),
        ("The Group received, and NOTED, a paper from the Ferry Clerk.", "note", "Group"),
        ("Cabinet reviewed and noted the paper.", "note", "Cabinet"),
        (
            "The Cabinet considered the paper.\n\nRECOMMEND to Council that the ferry plan be approved.",
            "approve",
            "Cabinet",
        ),
    ],
)
def test_who_decided_on_a_page_of_one_item(said: str, kind: str, body: str) -> None:
    assert _decided(f"12 Ferry Strategy PDF 37 KB\nTo look at the ferry.\nMinutes:\n\n{said}\n") == [
        (kind, "Ferry Strategy", body, None)
    ]


def test_a_page_that_is_of_no_council_by_name_has_no_authority() -> None:
    page = (
        "Agenda item\n\nFerry fares\n\nCouncillor Poe, Leader of the Council, spoke.\n\nRESOLVED: That it be noted.\n"
    )
    assert read("page.txt", page.encode()).records.plan.authority is None


def test_second_meeting_line_holds_a_span_of_days() -> None:
    held = meeting_of("Meeting: 21/07/2009 - Executive - for meetings from 03/06/00 to 26/04/11 (Item 49)")
    assert held is not None
    assert (held.on, held.body) == (date(2009, 7, 21), "Executive")


def test_who_met_is_told_by_what_it_had_before_it() -> None:
    assert who_met("The Ferry Board considered a paper on fares.") == "Ferry Board"
    assert who_met("Members talked of the ferry.") == ""


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        ("That the ferry plan be approved, as set out.", ["approve"]),
        ("THAT (a) fares be considered and noted;\n\n(b) the map be adopted.", ["note", "approve"]),
        ("i. Approved the ferry plan of the town.", ["approve"]),
        ("(1) The approval of the ferry plan\n\n(2) The endorsement of its map", ["approve", "endorse"]),
        ("Cabinet agreed the following for the reasons set out above.\n\nThat the map be noted.", ["note"]),
        ("1. The ferry plan builds on the one before.", []),
    ],
)
def test_kinds_of_what_a_decision_form_lists(lines: str, kinds: list[str]) -> None:
    form = f"Decision details\n\nFerry plan\n\nDecision Maker: Cabinet\n\nTo look at the ferry.\n\n{lines}\n"
    assert [kind for kind, *_ in _decided(form)] == kinds


def test_decision_made_is_a_day_or_a_heading() -> None:
    page = "Decision Made: 18 April 2023\n\nFerry Review\n\nDecision Made\n\nRESOLVED: That the review be approved.\n"
    assert [(kind, on) for kind, _, _, on in _decided(page)] == [("approve", date(2023, 4, 18))]


PAGE = """Agenda and minutes

Cabinet
Tuesday, 13th May, 2031 6.00 pm

No. Item

1. Apologies for absence

Apologies were received from Councillor Lee.

2. Minutes of the last meeting

RESOLVED: That the minutes of the meeting held on 3 April 2031 be approved.

3. Harbour wall

RESOLVED: That the repair of the wall be approved.
"""


def test_a_page_of_a_meeting_is_called_after_the_body_and_the_day() -> None:
    assert read("page.txt", PAGE.encode()).records.plan.title.text == "Cabinet, 13th May, 2031"


def test_a_page_of_one_decision_is_called_what_it_decides_on() -> None:
    assert read("page.txt", FORM.encode()).records.plan.title.text == "Marsh Plan 2011-14"


def test_the_minutes_before_are_an_item_of_the_agenda() -> None:
    found = read("page.txt", PAGE.encode()).records.decisions
    assert [decision.item for decision in found] == ["Minutes of the last meeting", "Harbour wall"]
