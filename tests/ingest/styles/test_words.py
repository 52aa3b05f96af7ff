"""The words of undertakings: who promises, what labels say, by when."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Cell, Span
from ingest.formats import UnreadableDocumentError, read_document
from ingest.rows import read_rows
from ingest.styles.actors import actors, owner_heading
from ingest.styles.labels import labelled, segments, when_said
from ingest.styles.promises import announced, promise
from ingest.styles.when import dated_start, dates_in
from ingest.styles.wording import is_acting, is_measuring, is_telling, is_to_do
from tests.ingest.styles.test_plans import PLANS


def cell(text: str) -> Cell:
    return Cell(text, Span(1, 1, text))


@pytest.mark.parametrize(
    ("subject", "named"),
    [
        ("The Ports Council, the Tax Office, and the Coast Guard", ["Ports Council", "Tax Office", "Coast Guard"]),
        ("The Office of Rivers and Lakes and the Ports Agency", ["Office of Rivers and Lakes", "Ports Agency"]),
        ("The Harbour Manager and Pilot Training Team", ["Harbour Manager", "Pilot Training Team"]),
        ("The Ministry of Ports, in partnership with the Coast Guard,", ["Ministry of Ports"]),
        ("The Ministry of Ports, with support from the Navy Board and the Customs Board,", ["Ministry of Ports"]),
        ("To keep ships apart, use space well, and save fuel, the Harbour Manager at the Board", ["Harbour Manager"]),
        ("Northam Police", ["Northam Police"]),
        ("The Council", ["Council"]),
        ("Residents", []),
        ("These Harbour Managers", []),
        ("The Local Plan", []),
        ("Services with more than a thousand users", []),
        ("Departments", []),
    ],
)  # fmt: skip
def test_who_acts(subject: str, named: list[str]) -> None:
    assert actors(subject) == named


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("We will open the hub by May.", "open the hub by May."),
        ("By 2020, we'll halve the waste.", "halve the waste."),
        ("To help carers, the Northam Trust will also train staff.", "train staff."),
        ("In addition, the department will hire divers.", "hire divers."),
        ("We are committed to planting trees.", "planting trees."),
    ],
)
def test_a_promise(sentence: str, what: str) -> None:
    made = promise(sentence)
    assert made is not None
    assert made.what == what


@pytest.mark.parametrize(
    "sentence",
    [
        "We will know that it worked when people say so.",
        "By 2020 we will have halved the waste.",
        "The plan will guide our work.",
        "Prices will rise.",
        "People will be able to stay at home.",
        "This will help.",
        "We opened a hub in 2012.",
        "Visitors asked what we will do next year.",
    ],
)
def test_no_promise(sentence: str) -> None:
    assert promise(sentence) is None


def test_a_line_that_announces_promises() -> None:
    assert announced("In 2019/20, we will:") is not None
    led = announced("To support carers, the Health Board will:")
    assert led is not None
    assert led.who == ("Health Board",)
    assert announced("These Service Managers will:") is None
    assert announced("These managers will:") is None
    assert announced("The main challenges are:") is None
    assert announced("By 2024 we will have:") is None


@pytest.mark.parametrize(
    ("heading", "who"),
    [
        ("Ministry of Ports", "Ministry of Ports"),
        ("NORTHAM FIRE AUTHORITY", "NORTHAM FIRE AUTHORITY"),
        ("The Chief Nurse", "Chief Nurse"),
        ("Regional Boards", "Regional Boards"),
        ("A better health service", ""),
        ("Clean air", ""),
        ("Council Tax 2019", ""),
    ],
)
def test_a_heading_that_names_who_acts(heading: str, who: str) -> None:
    assert owner_heading(heading) == who


def test_several_labels_in_one_line() -> None:
    said = [
        (label.roles if label else None, text) for label, text in segments("What: Mend it | Who: K Osei | By: May 2020")
    ]
    assert said == [(("action",), "Mend it"), (("owner",), "K Osei"), (("due",), "May 2020")]


@pytest.mark.parametrize(
    ("printed", "kept", "said"),
    [
        ("Mend it (Parks Team, by June 2020)", "Mend it", {"owner": "Parks Team", "due": "by June 2020"}),
        ("Mend it (Facilities, by June 2020)", "Mend it", {"owner": "Facilities", "due": "by June 2020"}),
        ("Mend it – Lead: Parks – by May 2019", "Mend it", {"owner": "Parks", "due": "by May 2019"}),
        ("Mend it. Responsibility: Parks. Deadline: 2020", "Mend it", {"owner": "Parks", "due": "2020"}),
        ("Work with the National Trust (NT)", "Work with the National Trust (NT)", {}),
        ("Build on strengths (Smith, 2014)", "Build on strengths (Smith, 2014)", {}),
        ("Ask this: what works?", "Ask this: what works?", {}),
    ],
)
def test_what_stands_at_the_end_of_an_action(printed: str, kept: str, said: dict[str, str]) -> None:
    text, labels = labelled(cell(printed))
    assert text.text.rstrip(".") == kept
    assert {roles[0]: value.text for roles, value in labels} == said


@pytest.mark.parametrize(
    "text", ["By March 2018", "2019/20", "Q1 2019", "within 12 months", "Short term (0-2 years)", "FY 2019", "mid-2020"]
)
def test_a_date_alone(text: str) -> None:
    assert when_said(text)


def test_no_date_alone() -> None:
    assert not when_said("Housing in 2019 and the years after that were hard")
    assert not when_said("Parks")


def test_the_date_that_a_line_begins_with() -> None:
    assert dated_start("By March 2018: open the path") == ("By March 2018", "open the path")
    assert dated_start("Q1 2019 – open the path") == ("Q1 2019", "open the path")
    assert dated_start("Parks: open the path") is None


def test_deadlines_in_running_text() -> None:
    found = {
        roles[0]: said.text
        for roles, said in dates_in(cell("Start in April 2019 and end by May 2020, from 2010 levels"))
    }
    assert found == {"due": "in April 2019; by May 2020"}
    assert [roles for roles, _ in dates_in(cell("From June 2019 all buses are free"))] == [("start",)]
    assert dates_in(cell("Compared with 2010 fewer fell")) == ()


def test_headings_of_lists() -> None:
    assert all(
        map(is_acting, ["Actions", "3.2 Our key actions", "What we will do", "Deliverables:", "Short-term actions"])
    )
    assert not any(
        map(is_acting, ["Actions to date", "Activity levels in hospitals", "Projected growth", "Our people"])
    )
    assert all(map(is_measuring, ["Performance measures", "How we'll know it has worked", "What success looks like"]))
    assert all(map(is_telling, ["Foreword by the Mayor", "1. Introduction", "Annex B: sources", "Why this matters"]))


def test_what_is_to_be_done_and_what_names_a_thing() -> None:
    assert all(map(is_to_do, ["Open a hub", "Actively promote cycling", "To plant trees", "Support carers"]))
    assert not any(map(is_to_do, ["Support for carers", "Review of fees", "Increase in falls", "Hubs", "Opened a hub"]))


_LINES = sorted({line for path in PLANS.iterdir() for line in path.read_text(encoding="utf-8").splitlines()})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_LINES), max_size=40))
def test_any_mixture_of_styles_is_read_and_names_nobody_who_is_not_printed(lines: list[str]) -> None:
    try:
        document = read_document("plan.md", "\n".join(lines).encode())
    except UnreadableDocumentError:
        return
    rows = read_rows(document)
    printed = set(re.findall(r"\w+", document.text))
    keys = {aim.key for aim in rows.objectives}
    for action in rows.actions:
        assert action.text
        assert action.objective is None or action.objective in keys
        for owner in action.owners:
            assert printed.issuperset(re.findall(r"\w+", owner.text))
