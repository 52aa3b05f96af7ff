"""Times as busy people type them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.lexicon.words import tokens
from query.linking.numbers import numbers
from query.linking.times import financial_quarter, financial_year, in_year, times


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2010-11", date(2010, 4, 1), date(2011, 3, 31)),
        ("10/11", date(2010, 4, 1), date(2011, 3, 31)),
        ("2009/2010", date(2009, 4, 1), date(2010, 3, 31)),
        ("Q2 2009/10", date(2009, 7, 1), date(2009, 9, 30)),
        ("2009-10 Quarter 4", date(2010, 1, 1), date(2010, 3, 31)),
        ("second quarter of 2009-10", date(2009, 7, 1), date(2009, 9, 30)),
        ("Q2 of 2010", date(2010, 7, 1), date(2010, 9, 30)),
        ("quarter 1 2011", date(2011, 4, 1), date(2011, 6, 30)),
        ("11 sept 09", date(2009, 9, 11), date(2009, 9, 11)),
        ("31/12/2009", date(2009, 12, 31), date(2009, 12, 31)),
        ("11th of September 2009", date(2009, 9, 11), date(2009, 9, 11)),
        ("September 11 2009", date(2009, 9, 11), date(2009, 9, 11)),
        ("dec 09", date(2009, 12, 1), date(2009, 12, 31)),
        ("February 2012", date(2012, 2, 1), date(2012, 2, 29)),
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("0910", date(2009, 4, 1), date(2010, 3, 31)),
        ("nov-jan 2010", date(2009, 11, 1), date(2010, 1, 31)),
        ("November 2009 – January 2010", date(2009, 11, 1), date(2010, 1, 31)),
        ("feb-apr 09", date(2009, 2, 1), date(2009, 4, 30)),
        ("first quarter of 2010", date(2010, 1, 1), date(2010, 3, 31)),
        ("first quarter of 2010-11", date(2010, 4, 1), date(2010, 6, 30)),
        ("xmas 2009", date(2009, 12, 25), date(2009, 12, 25)),
    ],
)
def test_a_time_is_its_first_and_last_day(typed: str, first: date, last: date) -> None:
    (found,) = times(tokens(typed))
    assert (found.first, found.last) == (first, last)


def test_a_quarter_without_a_year_stays_open() -> None:
    (found,) = times(tokens("the q2 actual"))
    assert (found.quarter, found.first, found.start, found.end) == (2, None, 1, 3)


@pytest.mark.parametrize(
    ("typed", "months", "day"),
    [
        ("due in September", (9,), 0),
        ("what happens in may", (5,), 0),
        ("11th of sept", (9,), 11),
        ("Q1", (4, 5, 6), 0),
        ("last quarter 4", (1, 2, 3), 0),
    ],
)
def test_a_month_without_a_year_is_that_month_of_any_year(typed: str, months: tuple[int, ...], day: int) -> None:
    (found,) = times(tokens(typed))
    assert (found.months, found.day, found.first, found.last) == (months, day, None, None)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("between July and December 2009", date(2009, 7, 1)),
        ("from october to march 2010", date(2009, 10, 1)),
        ("between 3 june and 4 july 2010", date(2010, 6, 3)),
    ],
)
def test_a_month_takes_the_year_said_with_the_next(typed: str, first: date) -> None:
    assert times(tokens(typed))[0].first == first


@pytest.mark.parametrize("typed", ["action 1.2", "NI 117", "32/13/2009", "may we", "£2,010"])
def test_what_is_no_time_is_left_alone(typed: str) -> None:
    assert times(tokens(typed)) == ()


@given(st.dates(date(1991, 1, 1), date(2069, 12, 31)))
def test_every_day_lies_in_one_quarter_of_its_financial_year(day: date) -> None:
    start = day.year - (day.month < 4)
    year = financial_year(start)
    quarters = [financial_quarter(start, q) for q in (1, 2, 3, 4)]
    assert sum(first <= day <= last for first, last in quarters) == 1
    assert (quarters[0][0], quarters[3][1]) == year
    assert all(a[1] + timedelta(1) == b[0] for a, b in pairwise(quarters))


@pytest.mark.parametrize(
    ("typed", "value", "money"),
    [
        ("£100,000", 100000, True),
        ("over 100k", 100000, True),
        ("1.5 million pounds", 1500000, True),
        ("three", 3, False),
    ],
)
def test_numbers_and_sums(typed: str, value: int, money: bool) -> None:
    units = {"k": "thousand", "million": "million", "pounds": "money"}
    (found,) = numbers(tokens(typed), units)
    assert (int(found.value), found.money) == (value, money)


def test_a_time_of_no_year_falls_in_the_year_of_some_days() -> None:
    june, quarter = (times(tokens(words))[0] for words in ("before june", "by q4"))
    assert (in_year(june, ["2010-12-31"]).first, in_year(june, ["2010-12-31"]).said) == (date(2010, 6, 1), "June 2010")
    assert in_year(quarter, ["2009-04-01", "2010-03-31"]).first == date(2010, 1, 1)
    assert in_year(june, ["2009-01-01", "2010-01-01"]) == june
    assert in_year(june, []) == june
