"""The stretches of time held that a time of a question is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from query.linking.times import Time


def matching_periods(time: Time, periods: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    """The things that are this stretch of time; a quarter without a year is that quarter of any financial year."""
    if time.quarter and time.first is None:
        month = (3 * time.quarter + 1 - 1) % 12 + 1
        return tuple(p for p, s, e in periods if _is_quarter(s, e) and int(s[5:7]) == month)
    first, last = str(time.first), str(time.last)
    return tuple(p for p, s, e in periods if s[:10] == first and e[:10] == last)


def _is_quarter(start: str, end: str) -> bool:
    try:
        length = date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])
    except ValueError:
        return False
    return 88 <= length.days <= 92
