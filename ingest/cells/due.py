"""When something is due: the dates of one cell with what each is for."""

from __future__ import annotations

import re
from functools import cache

from ingest.cells.dates import MONTHS, PrintedDate, printed_dates
from ingest.cells.quarters import quarters_in, years_of_quarters
from ingest.cells.text import DASH, alternatives, fold, lines, place
from ingest.document import Cell
from ingest.records import Due, Period
from ontology.reading.cells import mapping, words

_JOINED = re.compile(rf"\s*(?:/|&|,|\band\b|\bto\b|{DASH})\s*", re.IGNORECASE)
_UNTIL = re.compile(rf"\s*(?:{DASH}|to|until)\s*", re.IGNORECASE)
_REACH = 60  # how far before a date, in characters, a word may say what the date is for


def dues(cell: Cell, plan_period: Period | None = None) -> tuple[tuple[Due, ...], bool, str]:
    """The dates of a cell, whether it says the action goes on without end, and the cell as printed.

    Each date stands for the last day of what is printed ("March 2010" is 2010-03-31); of a stretch the first
    day is a start. Quarters are those of the plan's financial year. A bare month gets a year only where the dates
    beside it or `plan_period` leave no choice.
    """
    text = fold(" ".join(lines(cell)))
    whole = _with_torn_month(text)
    found = [Due(period.end, said, place(cell, said)) for period, said in quarters_in(whole, plan_period)]
    told = years_of_quarters(whole)
    dates = [
        item
        for item in printed_dates(whole, plan_period)
        if item.start not in told and not (found and item.kind == "financial year")
    ]
    previous, compared = 0, False
    for index, item in enumerate(dates):
        follows = dates[index + 1].start if index + 1 < len(dates) else len(whole)
        before = whole[max(previous, item.start - _REACH) : item.start]
        compared = bool(_not_due().search(before)) or (compared and bool(_JOINED.fullmatch(before)))
        if not compared:
            found += _due(cell, item, whole, (previous, follows))
        previous = item.end
    if found and all(due.role == "review" for due in found):
        found += [Due(due.on, due.printed, due.span) for due in found]
    return _unrepeated(found), bool(_ongoing().search(whole)), text


def _due(cell: Cell, item: PrintedDate, text: str, between: tuple[int, int]) -> list[Due]:
    """One date of the text with its role; `between` are the end of the date before it and the start of the next."""
    previous, follows = between
    before = text[max(previous, item.start - _REACH) : item.start]
    after = text[item.end : min(follows, item.end + 25)]
    printed = text[item.start : item.end].strip()
    span = place(cell, printed)
    role = _role(before, text, previous)
    if role != "start" and _review_after().match(after):
        role = "review"
    if role == "due" and _UNTIL.fullmatch(text[item.end : follows]):
        role = "start"
    if role == "start" or _onwards().match(after):
        start = Due(item.first, printed, span, "start")
        # "From October" in a column of due dates is the only date there is; "Start: October" says it is none.
        only_from = bool(re.search(r"\bfrom\W*$", before, re.IGNORECASE)) or role != "start"
        return [start, Due(item.last, printed, span)] if only_from else [start]
    if role == "review":
        return [Due(item.last, printed, span, "review")]
    due = Due(item.last, printed, span)
    if item.kind == "range":
        return [Due(item.first, printed, span, "start"), due]
    return [due]


def _role(before: str, text: str, previous: int) -> str:
    """What the last telling word before a date makes it; a date joined to the one before it shares its role."""
    found = [(match.end(), role) for role, pattern in _roles().items() for match in pattern.finditer(before)]
    if found:
        return max(found)[1]
    if previous and _JOINED.fullmatch(before):
        earlier = text[max(0, previous - _REACH) : previous]
        found = [(match.end(), role) for role, pattern in _roles().items() for match in pattern.finditer(earlier)]
        return max(found)[1] if found else "due"
    return "due"


@cache
def _roles() -> dict[str, re.Pattern[str]]:
    return {role: re.compile(alternatives(said), re.IGNORECASE) for role, said in mapping("dates", "roles").items()}


@cache
def _ongoing() -> re.Pattern[str]:
    return re.compile(alternatives(words("dates", "ongoing")), re.IGNORECASE)


@cache
def _onwards() -> re.Pattern[str]:
    said = "|".join(re.escape(word) for word in sorted(words("dates", "onwards"), key=len, reverse=True))
    return re.compile(rf"\s*(?:{said})(?!\w)", re.IGNORECASE)


@cache
def _not_due() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(words('dates', 'not_due'))}\W*(?:\w+\W+){{0,3}}$", re.IGNORECASE)


@cache
def _review_after() -> re.Pattern[str]:
    return re.compile(rf"\s*{alternatives(words('dates', 'review_after'))}", re.IGNORECASE)


def _with_torn_month(text: str) -> str:
    """The text with the head of its first word restored where a torn cell lost it and only one month can be meant."""
    torn = re.match(r"([a-z]{2,7})(?=\.?\s*(?:20)?\d\d\b)", text)
    if not torn:
        return text
    whole = {number: name for name, number in MONTHS.items() if name.endswith(torn[1]) and name != torn[1]}
    if torn[1] in MONTHS or len(whole) != 1:
        return text
    return next(iter(whole.values())).title() + text[torn.end() :]


def _unrepeated(found: list[Due]) -> tuple[Due, ...]:
    kept: dict[tuple[object, str], Due] = {}
    for due in found:
        kept.setdefault((due.on, due.role), due)
    return tuple(kept.values())
