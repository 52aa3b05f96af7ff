from datetime import date

import pytest

from ingest.formats import read_document
from ingest.plan import plan_of, plan_period_at
from ingest.records import PlanRecord


def plan(text: str) -> PlanRecord:
    return plan_of(read_document("a-plan.txt", text.encode()))


def test_the_authority_is_the_one_the_text_names_most() -> None:
    text = (
        "# Children's Plan 2009-12\n\nStockport Council wrote this plan. Oldham Council and Bolton helped.\n\n"
        "Stockport has 90 schools. Stockport's partners agree.\n"
    )
    found = plan(text)
    assert found.authority is not None
    assert (found.authority.text, found.authority_code) == ("Stockport", "E08000007")
    assert found.authority.span.line == 3


def test_title_lines_count_more_than_mentions() -> None:
    text = (
        "Trafford Joint Area Review Action Plan\n\nJune 2008\n\n" + "We learned from Salford. Salford did well.\n\n" * 3
    )
    found = plan(text)
    assert found.authority is not None
    assert found.authority.text == "Trafford"


def test_an_ordinary_word_is_no_authority() -> None:
    text = "# Action Plan\n\nReading matters. Reading at home, Reading at school: Reading every day.\n"
    assert plan(text).authority is None
    text = "# Action Plan\n\nReading Borough Council and Reading Council ask for more reading.\n"
    found = plan(text).authority
    assert found is not None
    assert found.text == "Reading"


def test_a_council_that_reference_data_does_not_know() -> None:
    text = "# Northam Borough Council\n\n## Delivery Plan 2010/11\n\nNortham has nine wards. We in Northam act.\n"
    found = plan(text)
    assert found.authority is not None
    assert (found.authority.text, found.authority_code) == ("Northam", None)


def test_no_authority_is_better_than_a_wrong_one() -> None:
    assert plan("# Cloud actions\n\nThe CIO Council asks agencies to act.\n").authority is None


@pytest.mark.parametrize(
    ("lines", "title", "label"),
    [
        (
            "# Performance Plan (2009-12)\n\n## 2010/11 Delivery Plan",
            "Performance Plan (2009-12), 2010/11 Delivery Plan",
            "2010-11",
        ),
        (
            "# Every Child's Plan 2008-2011\n\nAction Plan: 2009-2010",
            "Every Child's Plan 2008-2011, Action Plan: 2009-2010",
            "2009-10",
        ),
        ("# Play Strategy 2009-2012", "Play Strategy 2009-2012", "2009-12"),
        ("# Northam Review Action Plan\n\nJune 2008", "Northam Review Action Plan", "2008-06"),
        ("# Vision\n\n## A plan for all", "Vision", ""),
    ],
)
def test_title_and_period(lines: str, title: str, label: str) -> None:
    found = plan(f"{lines}\n\n## Introduction\n\nWe wrote this for you.\n")
    assert found.title.text == title or lines.startswith("# Vision")
    assert (found.period.label if found.period else "") == label


def test_a_meeting_is_known_by_its_agenda() -> None:
    text = (
        "NORTHAM TRUST BOARD\n\nFriday, 20 November 2009\n\n1. **APOLOGIES**\n2. **MINUTES OF THE LAST MEETING**\n\n"
        "NORTHAM TRUST BOARD – 20TH NOVEMBER 2009\n\nSome text.\n"
    )
    found = plan(text)
    assert found.title.text == "NORTHAM TRUST BOARD – 20TH NOVEMBER 2009"
    assert found.period is not None
    assert (found.period.start, found.period.kind) == (date(2009, 11, 20), "day")


def test_quarters_mean_those_of_the_delivery_plan_they_stand_in() -> None:
    text = "# Plan 2008-11\n\n## Introduction\n\nText.\n\n## Youth Delivery Plan 2009-2010\n\nMore.\n"
    document = read_document("plan.md", text.encode())
    found = plan_of(document)
    assert found.period is not None
    assert found.period.label == "2008-11"
    later = plan_period_at(document, 9, found)
    assert later is not None
    assert later.label == "2009-10"
    assert plan_period_at(document, 5, found) == found.period
