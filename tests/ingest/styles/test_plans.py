"""Whole plans in the styles that public bodies print them in: each action, under what, by whom, by when, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats import read_document
from ingest.plan import plan_of
from ingest.records import ActionRecord
from ingest.rows import Rows, read_rows

PLANS = Path(__file__).with_name("plans")

Expected = tuple[str, str, str, str, str]  # reference, text, aim, owners, dates due

EXPECTED: dict[str, list[Expected]] = {
    "brackets-at-the-end.txt": [
        ("1.1", "Replace two fire engines", "A SAFE TOWN", "Fire Chief", "2019-12-31"),
        ("1.2", "Put cameras at the five worst junctions", "A SAFE TOWN", "Police Department", "2020-09-30"),
        ("1.3", "Clear snow from school routes first", "A SAFE TOWN", "Public Works Department", ""),
        ("2.1", "Collect garden waste every fortnight", "A GREEN TOWN", "Public Works Department", "2019-04-30"),
        ("2.2", "Plant a tree for each child born in the town", "A GREEN TOWN", "", ""),
    ],
    "cards-with-labels.md": [
        (
            "",
            "Light the riverside path from the station to the college",
            "Safer streets after dark",
            "Highways Team",
            "2018-10-31",
        ),
        (
            "",
            "Train door staff of every licensed venue to spot drinks that were tampered with",
            "Safer streets after dark",
            "Northam Police",
            "2019-03-31",
        ),
        ("", "Open a refuge with eight places", "Homes free from fear", "Karen Osei", "2020-12-31"),
    ],
    "commitments.md": [
        ("1", "Publish who owns each company", "Transparency", "Company Registry", "2018-06-30"),
        ("2", "Put all contracts online", "Transparency", "Treasury Office", "2017-12-31"),
        ("3", "Let citizens propose laws", "Participation", "Office of the Prime Minister", "2018-06-30"),
    ],
    "corporate-plan.md": [
        ("", "Stock survey of the southern shelf", "Know the stocks", "", ""),
        ("", "Electronic logbooks on all boats over ten metres by 2019–20", "Know the stocks", "", "2020-03-31"),
        ("", "New research vessel", "Know the stocks", "", ""),
        ("", "Quota register open to the public", "Share the catch fairly", "", ""),
        ("", "Review the licence fees", "Share the catch fairly", "", ""),
        ("", "Grants for ice plants", "Thriving ports", "", ""),
        ("", "Safety training for skippers", "Thriving ports", "", ""),
    ],
    "date-headings.md": [
        ("", "Open two training centres", "", "", "2021-03-31"),
        ("", "Publish a list of courses", "", "", "2021-03-31"),
        ("", "Extend the loans to part-time students", "", "Skills Agency", "2022-03-31"),
        ("", "Merge the three funds", "In the longer term", "", ""),
    ],
    "dated-bullets.md": [
        ("", "publish designs for the new concourse", "Better stations", "", "2018-03-31"),
        ("", "let the building contract", "Better stations", "", "2018-12-31"),
        ("", "open the concourse to passengers", "Better stations", "", "2020-03-31"),
        ("", "agree timetables with all operators", "Better buses", "", "2018-06-30"),
        ("", "fit contactless readers to every bus", "Better buses", "", "2019-11-30"),
    ],
    "headed-with-labels.md": [
        ("1.1", "Set up a seed library in each branch", "Growing", "Libraries Service", "2022-05-31"),
        ("1.2", "Plant fruit trees on verges", "Growing", "Parks Team", "2023-11-30"),
        ("2.1", "Teach cookery in village halls", "Eating", "Public Health", "2023-03-31"),
    ],
    "label-then-value.txt": [
        (
            "",
            "Offer a falls check to everybody over seventy-five",
            "",
            "Director of Community Nursing",
            "2020-06-30",
        ),
        ("", "Put a link worker in each practice", "", "Primary Care Network", "2019-12-31"),
    ],
    "narrative.md": [],
    "numbered-prose.md": [
        ("1", "Publish waiting times for every court each month", "Fairer hearings", "", ""),
        ("2", "Let witnesses of crime testify by video from any library", "Fairer hearings", "", ""),
        ("3", "Pay interpreters within ten days", "Fairer hearings", "", ""),
    ],
    "owner-headings.md": [
        ("", "Publish infection rates for each hospital every quarter", "", "Ministry of Health", ""),
        ("", "Set up a national reference laboratory by June 2016", "", "Ministry of Health", "2016-06-30"),
        ("", "Appoint an infection control nurse for each hospital", "", "Regional Health Boards", ""),
        ("", "Audit hand washing twice a year", "", "Regional Health Boards", ""),
        ("", "Report to parliament each May", "", "Chief Medical Officer", ""),
    ],
    "running-text.md": [
        ("", "We will give every ten year old a free ticket to the theatre each year.", "Culture for everyone", "", ""),
        (
            "",
            "By September 2016 we will open the museum on Sunday evenings.",
            "Culture for everyone",
            "",
            "2016-09-30",
        ),
        ("", "The Council will let empty shops to artists for a peppercorn.", "Artists who stay", "Council", ""),
        (
            "",
            "The Arts Partnership and the Housing Team will draw up a register of studios by March 2017.",
            "Artists who stay",
            "Arts Partnership; Housing Team",
            "2017-03-31",
        ),
    ],
    "table-cards.md": [
        (
            "",
            "Open a respite flat in each town",
            "Carers have a life of their own",
            "Adult Care Team",
            "2021-03-31",
        ),
        (
            "",
            "Give carers a card that schools and surgeries know",
            "Carers have a life of their own",
            "Carers Forum",
            "2020-09-30",
        ),
    ],
    "we-will-lists.md": [
        ("", "Dredge the inner basin before the summer of 2021", "A clean harbour", "", "2021-08-31"),
        ("", "Fine ships that pump bilge water inside the mole", "A clean harbour", "", ""),
        ("", "Work with schools to clear the beach", "A clean harbour", "", ""),
        ("", "lease the two empty sheds", "A busy quay", "", "2021-03-31"),
        ("", "lengthen the north quay", "A busy quay", "", "2021-03-31"),
    ],
    "what-who-when.txt": [
        ("", "Put solar panels on twelve schools", "Clean energy", "Facilities Department", "2021-12-31"),
        (
            "",
            "Buy electricity from wind for all city buildings",
            "Clean energy",
            "Energy Office; Purchasing Division",
            "2022-12-31",
        ),
        ("", "Paint thirty miles of bicycle lanes", "Getting around", "Department of Streets", "2023-12-31"),
    ],
}


def rows(name: str) -> Rows:
    return read_rows(read_document(name, (PLANS / name).read_bytes()))


def said(action: ActionRecord, aims: dict[str, str]) -> Expected:
    due = "; ".join(due.on.isoformat() for due in action.dues if due.role == "due")
    owners = "; ".join(owner.text for owner in action.owners)
    return action.reference, action.text, aims.get(action.objective or "", ""), owners, due


def test_every_plan_is_expected() -> None:
    assert {path.name for path in PLANS.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_actions_of_a_plan(name: str) -> None:
    read = rows(name)
    aims = {aim.key: aim.text for aim in read.objectives}
    found = [said(action, aims) for action in read.actions]
    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_action_stands_where_it_says(name: str) -> None:
    lines = (PLANS / name).read_text(encoding="utf-8").splitlines()
    for action in rows(name).actions:
        assert action.text.split()[0] in lines[action.span.line - 1], action
        for owner in action.owners:
            assert owner.text in " ".join(lines[owner.span.line - 1 : owner.span.last_line]), owner


@pytest.mark.parametrize("name", EXPECTED)
def test_every_character_has_a_fate(name: str) -> None:
    document = read_document(name, (PLANS / name).read_bytes())
    parts = [fate for fate in read_rows(document).fates if not fate.reason.startswith("a column")]
    assert sum(fate.characters for fate in parts) >= sum(not char.isspace() for block in document.blocks
                                                         for char in block.span.quote)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "title", "publisher"),
    [
        ("what-who-when.txt", "CITY OF LAKEHEAD CLIMATE ACTION PLAN", "City of Lakehead"),
        ("corporate-plan.md", "Department of Fisheries Corporate Plan 2018–19 to 2021–22", "Department of Fisheries"),
        ("we-will-lists.md", "Corporate Plan 2020 to 2023", "Harbour Authority of Port Selby"),
        ("numbered-prose.md", "Open Justice Plan of the Ministry of Courts", "Ministry of Courts"),
        ("date-headings.md", "Skills Roadmap", None),
        ("narrative.md", "The State of the Valley: a report to residents", None),
    ],
)
def test_who_published_it_and_what_it_is_called(name: str, title: str, publisher: str | None) -> None:
    plan = plan_of(read_document(name, (PLANS / name).read_bytes()))
    assert (plan.title.text, plan.authority.text if plan.authority else None) == (title, publisher)
