from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells.dates import financial_year
from ingest.formats import read_document
from ingest.observations import observations

Told = tuple[str, str, Decimal, str, str]


def told(text: str) -> list[Told]:
    found, _ = observations(read_document("northam.txt", f"Progress\n\n{text}\n".encode()), financial_year(2009))
    return [(r.indicator.code, r.role, r.value, r.unit, r.period.label if r.period else "") for r in found]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "In 2008/09 NI 117 stood at 8.4% against a target of 7.1%. Work goes on.",
            [
                ("NI 117", "actual", Decimal("8.4"), "%", "2008-09"),
                ("NI 117", "target", Decimal("7.1"), "%", "2008-09"),
            ],
        ),
        ("Last year NI 112 fell to 38.2 in 2007 from 41.5.", [("NI 112", "actual", Decimal("38.2"), "", "2007")]),
        (
            "NI 192 (waste recycled) was 39.1% in 2008/09, and the target for 2009/10 is 42%.",
            [
                ("NI 192", "actual", Decimal("39.1"), "%", "2008-09"),
                ("NI 192", "target", Decimal("42"), "%", "2009-10"),
            ],
        ),
        ("The target for NI 154 in 2009/10 is 460.", [("NI 154", "target", Decimal("460"), "", "2009-10")]),
        ("NI 117 rose to 8.8% in Q1.", [("NI 117", "actual", Decimal("8.8"), "%", "2009-10 Q1")]),
    ],
)
def test_a_sentence_says_what_an_indicator_stood_at(
    text: str, values: list[tuple[str, str, Decimal, str, str]]
) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "NI 117 was 8.4% in 2008/09 and NI 112 was 38.2 in 2007.",  # two indicators: whose is which
        "NI 117 was 8.4%.",  # of when
        "NI 117 was 2 percentage points lower in 2009.",
        "NI 117 was 6.1% nationally in 2008/09.",
        "For NI 117 the number of advisers was 12 in 2009.",
        "NI 154 reached 3 of its 4 milestones in 2009.",
        "If NI 117 was 7% in 2009 the grant would be paid.",
        "NI 30 work was 12 weeks late.",
        "In 2008/09 the rate stood at 8.4%.",  # of what
    ],
)
def test_what_a_sentence_leaves_open_is_no_value(text: str) -> None:
    assert told(text) == []


def test_the_full_title_names_an_indicator_too() -> None:
    title = "Number of affordable homes delivered (gross)"
    assert told(f"The {title} was 212 in 2008/09.") == [("NI 155", "actual", Decimal("212"), "", "2008-09")]


@given(st.text(alphabet="NI 1279.%/()targetwsof,;\x00\x01\n", max_size=120))
def test_any_words_are_read_without_harm(text: str) -> None:
    told(f"NI 117 was {text}")
