"""Deadlines in years that the print calls fiscal ("Q2, FY 2024"): their months follow from where a plan comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ingest.cells.dates import full_year, month_end
from ingest.records import ActionRecord, Due, Milestone

_YEAR = r"(?:FY|fiscal\s+year)\s?['’]?(?P<year{n}>20\d\d|\d\d)(?!\d|\s?[-/–—]\s?\d)"
_QUARTER = r"(?:Q(?:uarter|tr)?\.?\s?(?P<q{n}>[1-4])|(?P<o{n}>1st|2nd|3rd|4th|first|second|third|fourth)\s+quarter)"
_FISCAL = re.compile(
    rf"\b(?:{_QUARTER.format(n=1)}\s*[,/-]?\s*(?:of\s+)?{_YEAR.format(n=1)}"
    rf"|{_YEAR.format(n=2)}\s*[,/-]?\s*{_QUARTER.format(n=2)}|{_YEAR.format(n=3)})",
    re.IGNORECASE,
)
_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "f": 1, "s": 2, "t": 3}
_JANUARY = 1


def in_fiscal_years(action: ActionRecord, begins: int | None) -> ActionRecord:
    """An action with the last days of the fiscal years and quarters that its deadline names.

    `begins` is the month in which the fiscal year begins; where it is not known the words stay, without a date.
    """
    named = list(_named(action.due_text, begins))
    if not named:
        return action
    wrong = {words for printed, _ in named for words in (printed, *_pieces(printed))}
    stay = tuple(due for due in action.dues if due.printed not in wrong)
    span = next((due.span for due in action.dues if due.printed in wrong), action.span)
    right = tuple(Due(on, printed, span) for printed, on in named if on is not None)
    marks = tuple(_dated(mark, wrong, right) for mark in action.milestones)
    return replace(action, dues=(*stay, *right), milestones=marks)


def _named(text: str, begins: int | None) -> Iterator[tuple[str, date | None]]:
    for match in _FISCAL.finditer(text):
        year = full_year(match["year1"] or match["year2"] or match["year3"])
        said = match["q1"] or match["o1"] or match["q2"] or match["o2"]
        number = _quarter(said.casefold()) if said else 4
        yield " ".join(match[0].split()), _end(year, number, begins) if begins else None


def _quarter(said: str) -> int:
    return 4 if said.startswith("fo") else _NUMBERS[said[0]]


def _end(year: int, quarter: int, begins: int) -> date:
    """The last day of a quarter of the year that is named by the calendar year it ends in."""
    first = year if begins == _JANUARY else year - 1
    month = begins - 1 + 3 * quarter  # counted from the January of the year in which it begins
    return month_end(first + (month - 1) // 12, (month - 1) % 12 + 1)


def _pieces(printed: str) -> Iterator[str]:
    """The parts of a deadline that alone would be read as a date: its quarter, its year."""
    for pattern in (r"Q\w*\.?\s?[1-4]", r"20\d\d", r"(?:FY|fiscal year)\s?['’]?\d+"):
        yield from re.findall(pattern, printed, re.IGNORECASE)


def _dated(mark: Milestone, wrong: set[str], right: tuple[Due, ...]) -> Milestone:
    if mark.printed_date not in wrong:
        return mark
    due = next((due for due in right if mark.printed_date in due.printed), None)
    return replace(mark, due=due.on if due else None)
