"""Deadlines in fiscal years: their months follow from the country, and no day is made up where that is not known."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.document import Span
from ingest.records import ActionRecord, Due
from ingest.rows.fiscal import in_fiscal_years

HERE = Span(7, 7, "Mend the lamps")


def action(printed: str, read_as: str) -> ActionRecord:
    """An action whose deadline was read as if the year were the calendar's."""
    return ActionRecord("Mend the lamps", HERE, due_text=printed, dues=(Due(date(2020, 1, 1), read_as, HERE),))


@pytest.mark.parametrize(
    ("printed", "read_as", "begins", "on"),
    [
        ("Q2, FY 2024", "Q2", 10, date(2024, 3, 31)),
        ("FY 2024 Q1", "Q1", 10, date(2023, 12, 31)),
        ("4th quarter of FY24", "FY24", 10, date(2024, 9, 30)),
        ("by the end of FY 2019", "2019", 10, date(2019, 9, 30)),
        ("FY 2019", "2019", 7, date(2019, 6, 30)),
        ("fiscal year 2019", "2019", 1, date(2019, 12, 31)),
    ],
)
def test_the_country_says_when_a_fiscal_year_ends(printed: str, read_as: str, begins: int, on: date) -> None:
    assert [due.on for due in in_fiscal_years(action(printed, read_as), begins).dues] == [on]


def test_without_a_country_the_words_stay_and_no_day_is_made_up() -> None:
    found = in_fiscal_years(action("Q2, FY 2024", "Q2"), None)
    assert (found.dues, found.due_text) == ((), "Q2, FY 2024")


@pytest.mark.parametrize("printed", ["FY 2023-24", "March 2024", "Q2 2023/24"])
def test_other_deadlines_stay(printed: str) -> None:
    before = action(printed, "2024")
    assert in_fiscal_years(before, 10) is before
