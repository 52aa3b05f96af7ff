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


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        ("# Department of Ports Corporate Plan 2018–22", "Department of Ports"),
        ("# CITY OF LAKEHEAD\n\n## BICYCLE MASTER PLAN", "City of Lakehead"),
        (
            "# Joint Strategy 2019-2024\n\nWestmarch Health and Care Partnership",
            "Westmarch Health and Care Partnership",
        ),
        ("# Statement of Intent\n\nMinistry for the Rivers", "Ministry for the Rivers"),
        ("# Charter of the Northam Housing Trust", "Northam Housing Trust"),
        ("# U.S. Department of Rivers Strategic Plan", "U.S. Department of Rivers"),
        ("# Action Plan\n\nPublished by the Rivers Agency, 2012", "Rivers Agency"),
        ("# Department of Ports Outcome Delivery Plan: 2021 to 2022", "Department of Ports"),
        ("Integrated Care Board\n\nJoint Forward Plan 2025-2030", "Integrated Care Board"),
        ("# Children's Plan", None),
        ("# The State of the Valley", None),
    ],
)
def test_a_publisher_that_is_no_council_is_named_as_printed(lines: str, publisher: str | None) -> None:
    found = plan(f"{lines}\n\n## Introduction\n\nWe wrote this for you.\n")
    assert (found.authority.text if found.authority else None, found.authority_code) == (publisher, None)
    if found.authority:
        assert found.authority.text.casefold() in found.authority.span.quote.casefold()


def test_a_name_that_goes_on_on_the_next_title_line() -> None:
    found = plan("NHS Northam and Eastvale\nIntegrated Care Board\n\nJoint Forward Plan\n\nForeword\n\nWe care.\n")
    assert found.authority is not None
    assert found.authority.text == "NHS Northam and Eastvale Integrated Care Board"
    assert (found.authority.span.line, found.authority.span.last_line) == (1, 2)


def test_a_word_of_the_text_is_no_council() -> None:
    text = (
        "# Delivery Plan 2010/11\n\n"
        + "Revised Council targets follow. The targets were revised. Revised in May.\n\n" * 4
    )
    assert plan(text).authority is None


def test_a_title_of_ordinary_words_names_less_than_the_town_of_the_text() -> None:
    text = "# Children's Services Delivery Plan 2010/11\n\n" + "Our services for children's homes in Oldham.\n\n" * 4
    found = plan(text)
    assert found.authority is not None
    assert found.authority.text == "Oldham"


def test_a_page_number_is_no_title() -> None:
    assert plan("Page 1\n\nNortham Delivery Plan 2010/11\n\nIntroduction\n\nWe act.\n").title.span.line == 3


def test_the_columns_of_a_page_name_no_council() -> None:
    text = "Delivery Plan 2010/11\n\n" + "Performance      Council      Partners\n\nPerformance is read twice.\n\n" * 4
    assert plan(text).authority is None


def test_a_publisher_known_by_the_acronym_that_the_text_goes_on_with() -> None:
    text = "# Corporate plan 2017–21\n\n## Why\n\nThe Water Reform Agency (WRA) leads.\n\n" + "The WRA acts.\n\n" * 9
    found = plan(text).authority
    assert found is not None
    assert (found.text, found.span.line) == ("Water Reform Agency", 5)


def test_a_town_named_in_passing_published_nothing() -> None:
    passing = (
        "Trains run from Leeds to Bolton. Leeds has grown. Leeds grows.\n\n"
        + "The country changes year by year. " * 900
    )
    assert plan(f"# Better Trains\n\n## Introduction\n\n{passing}\n").authority is None
    text = "# Eastvale Hospital Trust Plan\n\n## Introduction\n\nWe serve Stockport. Stockport Council helps us.\n"
    found = plan(text).authority
    assert found is not None
    assert found.text == "Eastvale Hospital Trust"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("# Plan 2017–21\n\n" + "An Australian agency. " * 9, date(2017, 7, 1), date(2021, 6, 30)),
        ("# Plan 2018–19 to 2021–22\n\n" + "Australian ports. " * 9, date(2018, 7, 1), date(2022, 6, 30)),
        ("# Strategic Plan FY 2019\n\n" + "The federal budget. " * 9, date(2018, 10, 1), date(2019, 9, 30)),
        ("# Strategic Plan 2014-18\n\n" + "All of New Zealand. " * 9, date(2014, 7, 1), date(2018, 6, 30)),
        (
            "# Harbor Plan\n\n## Fiscal Year 2024 – Fiscal Year 2025\n\n" + "Federal. " * 9,
            date(2023, 10, 1),
            date(2025, 9, 30),
        ),
        ("# Forward Plan 2025/26 – 2029/30\n\nFor all.", date(2025, 4, 1), date(2030, 3, 31)),
        ("# Play Strategy: 2012 to 2015\n\nFor all.", date(2012, 1, 1), date(2015, 12, 31)),
    ],
)
def test_years_are_those_of_the_country(text: str, start: date, end: date) -> None:
    found = plan(text).period
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## 09 Principles and actions\n\nWe have 14 actions.", "Ports strategy 2012"),
        ("# Skills Roadmap\n\n## Our plan of action\n\n### By March 2021\n\n- Open a hub", "Skills Roadmap"),
        (
            "---\nlayout: page\ntitle: Action Items\n---\n\n# Ports Council Actions\n\nThe list:",
            "Ports Council Actions",
        ),
        ("## On this page\n\n- Aims\n\n# Ports Plan\n\nText.", "Ports Plan"),
    ],
)
def test_a_chapter_is_no_title(text: str, title: str) -> None:
    found = plan_of(read_document("ports-strategy-2012.md", text.encode()))
    assert found.title.text == title


def test_whom_the_text_speaks_of_published_what_no_title_names() -> None:
    ministry = "Going digital\n\nThe Ministry of Lamps spends most on oil. The Office of the Wick helps. {}\n"
    often = "People trust the Ministry of Lamps. All lamps are the Ministry of Lamps' own."
    assert publisher(ministry.format(often)) == "Ministry of Lamps"
    assert publisher(ministry.format("Lamps are bright.")) is None


def test_a_council_of_several_words_named_alone_on_the_first_page_published_a_plan() -> None:
    told = "Fair Access Plan 2031\n\nThis plan follows an audit of the Upper Marsh and Dale Council work.\n"
    assert publisher(told) == "Upper Marsh and Dale Council"


def publisher(text: str) -> str | None:
    authority = plan_of(read_document("plan.txt", text.encode())).authority
    return authority.text if authority else None
