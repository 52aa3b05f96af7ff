from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells import dues, milestone_dues, milestones
from ingest.cells.dates import financial_year, month_end, printed_dates, quarter_of, years_of
from ingest.records import Period
from tests.ingest.cells.shared import cell

YEAR = financial_year(2009)
JUNE = Period("2008-06", date(2008, 6, 1), date(2008, 6, 30), "June 2008", "month")


def days(printed: str, period: Period | None = YEAR, role: str = "due") -> list[str]:
    return [due.on.isoformat() for due in dues(cell(printed), period)[0] if due.role == role]


@pytest.mark.parametrize(
    ("printed", "last_days"),
    [
        ("March 2010", ["2010-03-31"]),
        ("Dec 09", ["2009-12-31"]),
        ("End August 2008", ["2008-08-31"]),
        ("18.8.08", ["2008-08-18"]),
        ("By 31.3.09", ["2009-03-31"]),
        ("31 December 08", ["2008-12-31"]),
        ("10 July, 11 Sept 2009", ["2009-07-10", "2009-09-11"]),
        ("September 3 2008", ["2008-09-03"]),
        ("Sept 11", ["2011-09-30"]),
        ("Sept. to Dec 2008", ["2008-12-31"]),
        ("Apr/Jul 09", ["2009-04-30", "2009-07-31"]),
        ("Nov 08-Jan 09 Nov 09-Jan 10", ["2009-01-31", "2010-01-31"]),
        ("September 2008 September 3 2008", ["2008-09-30", "2008-09-03"]),
        ("Monthly leading up to 31.3.09", ["2009-03-31"]),
        ("2008-10", ["2010-12-31"]),
        ("6/30/2015", ["2015-06-30"]),
        ("06/2015", ["2015-06-30"]),
        ("H1 2015", ["2015-06-30"]),
        ("H2 2015/16", ["2016-03-31"]),
        ("Second half of 2016", ["2016-12-31"]),
        ("2nd quarter 2016", ["2016-06-30"]),
        ("First quarter of 2016/17", ["2016-06-30"]),
        ("2015 Q3", ["2015-12-31"]),
        ("Q4 20/21", ["2021-03-31"]),
        ("End FY20/21", ["2021-03-31"]),
        ("2009/10", ["2010-03-31"]),
        ("Academic year 2009/10", ["2010-08-31"]),
        ("2009-2010 school year", ["2010-08-31"]),
        ("AY 2009-10", ["2010-08-31"]),
        ("2011", ["2011-12-31"]),
        ("08-011", ["2011-12-31"]),
        ("Jan 010", ["2010-01-31"]),
        ("From Oct 08", ["2008-10-31"]),
        ("pt 08 onwards", ["2008-09-30"]),
        ("Q2", ["2009-09-30"]),
        ("Q3 2010/11", ["2010-12-31"]),
        ("Summer term 2009", ["2009-07-31"]),
        ("To be confirmed", []),
        ("Immediate", []),
        ("Healthy Homes Plan 08 – 10 has been signed off", []),
        ("8.4% in 2%", []),
        ("2024/25 Q2", ["2024-09-30"]),
        ("Dec 2024 (slipped from Sep 2024)", ["2024-12-31"]),
    ],
)
def test_a_date_is_the_last_day_of_what_is_printed(printed: str, last_days: list[str]) -> None:
    assert days(printed) == last_days


def test_what_a_date_is_for() -> None:
    printed = "Start – 30 April 2009 – Review December Completion – 31 March 2010"
    assert days(printed, role="start") == ["2009-04-30"]
    assert days(printed, role="review") == ["2009-12-31"]
    assert days(printed) == ["2010-03-31"]
    assert days("From Oct 08", role="start") == ["2008-10-01"]
    assert days("April 2008 – March 2010", role="start") == ["2008-04-01"]


def test_a_date_that_something_is_compared_with_is_not_due() -> None:
    assert days("Completion: Compare with January figures 2010, meeting 23 February 2010") == ["2010-02-23"]
    assert days("Complete 6 May 2010, by mean measurement of November/December 2009 and January 2010") == ["2010-05-06"]


def test_a_year_is_inferred_only_where_one_fits() -> None:
    assert days("End July", JUNE) == ["2008-07-31"]
    assert days("shortlist 19 th June appointment by August 08", None) == ["2008-06-19", "2008-08-31"]
    assert days("End July", None) == []
    assert days("End July", Period("2009-12", date(2009, 4, 1), date(2012, 3, 31), "2009-12", "span")) == []


def test_ongoing_is_said_and_the_cell_kept_as_printed() -> None:
    found, ongoing, text = dues(cell("On-going –\nJuly 09 review"))
    assert ongoing
    assert text == "On-going – July 09 review"
    assert {(due.role, due.on) for due in found} == {("review", date(2009, 7, 31)), ("due", date(2009, 7, 31))}
    assert not dues(cell("March 2010"))[1]


def test_milestones_stand_under_their_quarters() -> None:
    quarters = cell("Q1 Group set up\nQ2\nQ3/4 Progress checked\nand reported")
    found = [(m.text, m.due, m.printed_date) for m in milestones(quarters, YEAR)]
    assert found == [
        ("Group set up", date(2009, 6, 30), "Q1"),
        ("Progress checked and reported", date(2009, 12, 31), "Q3/4"),
        ("Progress checked and reported", date(2010, 3, 31), "Q3/4"),
    ]
    assert [due.on for due in milestone_dues(quarters, YEAR)] == [
        date(2009, 6, 30),
        date(2009, 9, 30),
        date(2009, 12, 31),
        date(2010, 3, 31),
    ]


def test_milestones_run_together_part_at_their_marks() -> None:
    run_on = cell("Q1 Survey sent out Q2 Answers counted, as in Q1 Q4 Report made")
    assert [m.printed_date for m in milestones(run_on, YEAR)] == ["Q1", "Q2", "Q4"]


def test_a_milestone_without_a_quarter_has_the_date_it_names() -> None:
    (milestone,) = milestones(cell("• Booklet printed by December 2009"), YEAR)
    assert (milestone.due, milestone.printed_date) == (date(2009, 12, 31), "December 2009")


def test_a_quarter_without_a_known_year_has_no_date() -> None:
    (milestone,) = milestones(cell("Q1 Survey"), None)
    assert milestone.due is None
    assert milestone_dues(cell("Q1 Survey"), None) == ()


@given(st.dates(date(2000, 1, 1), date(2029, 12, 31)))
def test_every_day_reads_back_in_every_usual_form(day: date) -> None:
    for form in ("%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %y", "%B %d %Y", "%Y-%m-%d", "%d-%b-%y", "%d/%b/%Y"):
        (found,) = printed_dates(day.strftime(form))
        assert (found.first, found.last) == (day, day)


@given(st.integers(2000, 2029), st.integers(1, 12))
def test_every_month_reads_back_to_its_last_day(year: int, month: int) -> None:
    (found,) = printed_dates(f"by {date(year, month, 1):%B %Y}")
    assert found.last == month_end(year, month)


@given(st.integers(2000, 2090), st.integers(1, 4))
def test_quarters_tile_the_financial_year(first: int, number: int) -> None:
    year = financial_year(first)
    quarter = quarter_of(year, number)
    assert year.start <= quarter.start < quarter.end <= year.end
    assert quarter.label == f"{year.label} Q{number}"


@given(st.text(max_size=60))
def test_no_text_is_too_odd_for_a_date_cell(text: str) -> None:
    dues(cell(text), YEAR)
    milestones(cell(text), YEAR)


def test_two_years_must_rise() -> None:
    assert years_of("2009-10") == (2009, 2010)
    assert years_of("2009/2012") == (2009, 2012)
    assert years_of("2009-08") is None
    assert years_of("2009-99") is None
