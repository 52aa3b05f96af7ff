"""The financial year in force at a place of a document, for headers that print a quarter without its year."""

from __future__ import annotations

import re

from ingest.cells.dates import financial_year, years_of
from ingest.records import Period

_YEAR = re.compile(r"(?<!\d)20\d\d\s?[-/–]\s?(?:20)?\d\d(?!\d)")
_ABOUT = re.compile(r"(?i)\b(?:quarter|Q[1-4]|performance|indicators?|report|targets?|delivery plan|action plan)\b")
_SHORT = 120


class YearInForce:
    """Hears the text before a table and knows the last financial year that it is about."""

    def __init__(self, plan_period: Period | None) -> None:
        whole_year = plan_period is not None and (plan_period.end - plan_period.start).days in {364, 365}
        self.period = plan_period if whole_year else None

    def hear(self, text: str, heading: bool = False) -> None:
        """Takes the year of a heading, header or short line about performance; prose and two years count for none."""
        if not heading and (len(text) > _SHORT * 2 or not _ABOUT.search(text)):
            return
        years = {pair for match in _YEAR.finditer(text) if (pair := years_of(match[0])) and pair[1] == pair[0] + 1}
        if len(years) == 1:
            self.period = financial_year(next(iter(years))[0])
