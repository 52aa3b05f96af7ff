"""The values inside measures: what they are, of which period, and what is no value at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from ingest.observations.criteria import measure_values
from ingest.reader import read
from ingest.records import Printed
from ontology.vocabulary import GT


def values(text: str) -> list[tuple[str, str, str, str]]:
    """Role, number, unit and period of each value in a measure."""
    found = measure_values(Printed(text, Span(1, 1, text)))
    return [(v.role, str(v.value), v.unit, v.period.label if v.period else "") for v in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Rise in walkers from 31% in May 2009 to 64% by June 2010",
            [("baseline", "31", "%", "2009-05"), ("target", "64", "%", "2010-06")],
        ),
        (
            "Increase wardens from 1,150 in 2008/09 to 1,300 2009/10",
            [("baseline", "1150", "", "2008-09"), ("target", "1300", "", "2009-10")],
        ),
        (
            "Fewer falls: cut from 16% in 2007 to 13% in 2008/09 and 11% in 2009/10",
            [("baseline", "16", "%", "2007"), ("target", "13", "%", "2008-09"), ("target", "11", "%", "2009-10")],
        ),
        ("Litter reported within a week (baseline: 80% 2008-09)", [("baseline", "80", "%", "2008-09")]),
        ("Raise take-up from a 2007/08 baseline of 69%", [("baseline", "69", "%", "2007-08")]),
        ("Paths lit – 10/11 target = 16%", [("target", "16", "%", "2010-11")]),
        ("Repairs done sooner (TARGET 10 DAYS)", [("target", "10", "days", "")]),
        ("At least 75% of tenants content", [("target", "75", "%", "")]),
        ("Current: 61% Target: 70%", [("baseline", "61", "%", ""), ("target", "70", "%", "")]),
        ("Empty homes below 10%", [("target", "10", "%", "")]),
        ("Gap narrowed to 5 percentage points", [("target", "5", "%", "")]),
    ],
)
def test_a_number_after_words_that_say_what_it_is_is_a_value(text: str, told: list[tuple[str, str, str, str]]) -> None:
    assert values(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "All 12 wards visited by March 2010",
        "Target 25 report published",
        "Provide swimming to 5 year olds",
        "Sessions for pupils from 9 am to 5 pm",
        "Increase by 10% the number of paths",
        "Increase walks for those from 11-18",
        "Baseline to be set in 2009/10",
        "Taken to Year 9 classes and NI 117 reported",
        "Increase the budget to £3 million",
        "",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert values(text) == []


@given(st.text(alphabet="from to target baseline of in and 0123456789%/.,()-£ March", max_size=120))
def test_any_words_are_read_without_harm(text: str) -> None:
    for value in measure_values(Printed(text, Span(1, 1, text))):
        assert value.role in {"baseline", "target"}
        assert value.printed[0].isdigit()


def test_values_are_observations_of_their_measure_not_of_an_indicator() -> None:
    plan = (
        "# Northam Children's Plan 2009-10\n\n## Priority 1: Keep paths clean\n\n"
        "| Ref | Action | Lead | When | Success criteria |\n|---|---|---|---|---|\n"
        "| 1.1 | Sweep the paths | K Osei | March 2010 | Swept weekly: from 31% in May 2009 to 64% in June 2010 |\n"
    )
    triples = read("northam.md", plan.encode()).triples
    of_measure = [t for t in triples if t.predicate == GT.ofMeasure]
    assert len(of_measure) == 2
    assert len({t.object for t in of_measure}) == 1
    observed = {t.subject for t in of_measure}
    assert {t.object for t in triples if t.subject in observed and t.predicate == GT.role} == {GT.Baseline, GT.Target}
    assert not [t for t in triples if t.subject in observed and t.predicate == GT.indicator]
