"""Dates as plans print them: days, months, ranges, financial years and quarters, each to its first and last day.

English financial years run from April to March; their quarters end in June, September, December and March.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from ingest.cells.text import one_of
from ingest.records import Period
from ontology.reading.cells import content

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = rf"(?:{one_of(MONTHS)})(?![a-z])\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])\s?(?:st|nd|rd|th)?"
_YEAR = r"(?:20\d\d|(?<!\d)['’]?\d\d(?!\d)|0\d\d(?!\d))"
_LONG_YEAR = r"20\d\d(?!\d)"
_TWO_YEARS = r"(20\d\d\s*(?:[-–—/]|\bto\b)\s*(?:20\d\d|\d\d))(?![\d%])"
_SHORT_YEAR = r"\d\d(?!\d)"
_PART = (
    r"(?:(?P<half>H[12]|(?:first|second|1st|2nd)\s+half)"
    r"|(?P<quarter>(?:first|second|third|fourth|last|1st|2nd|3rd|4th)\s+quarter))"
    r"(?:\s+of)?(?:\s+the)?(?:\s+(?:financial\s+)?year)?"
)
_TO = r"\s*(?:-|–|—|to|until)\s*"
_AND = r"\s*(?:/|&|,|and)\s*"
_ANY_MONTH = re.compile(rf"(?<![a-z]){_MONTH}", re.IGNORECASE)
_ANY_DIGIT = re.compile(r"\d")
_MONTHS_A_YEAR, _APRIL = 12, 4
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_REMEMBERED = 600  # characters of a text whose dates are remembered
_ANY_DATE = re.compile(rf"\d|\b{_MONTH}", re.IGNORECASE)
_NEAR = r"(?:\s+(?!by\b)[A-Za-z]+){1,3}\s+"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date or stretch of time in a text: first and last day, where it stands, and whether its year was inferred."""

    first: date
    last: date
    start: int
    end: int
    kind: str  # "day", "month", "range", "years", "financial year", "academic year", "quarter", "season"
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class _Yearless:
    month: int
    day: int
    start: int
    end: int


def financial_year(first: int, printed: str = "") -> Period:
    """The English financial year that begins in April of `first`."""
    label = f"{first}-{(first + 1) % 100:02d}"
    return Period(label, date(first, 4, 1), date(first + 1, 3, 31), printed or label)


def quarter_of(year: Period, number: int, printed: str = "") -> Period:
    """Quarter 1 to 4 of a financial year (of the first one where the period runs over several)."""
    first = year.start.year if year.start.month >= 4 else year.start.year - 1
    begin = date(first + (number == 4), 1 + 3 * (number % 4), 1)
    label = f"{financial_year(first).label} Q{number}"
    return Period(label, begin, month_end(begin.year, begin.month + 2), printed or label, "quarter")


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def full_year(text: str) -> int:
    """ "2009", "09", "'09" and the misprint "009" as a year of this century."""
    number = int(re.sub(r"\D", "", text))
    return number if number >= 1000 else 2000 + number


def years_of(text: str) -> tuple[int, int] | None:
    """The two years of "2009-10", "2009/2010", "2008 to 2011"; None where it is not two years within a decade."""
    matched = re.fullmatch(r"(20\d\d)\s*(?:[-–—/]|to)\s*(20\d\d|\d\d)", text.strip())
    if not matched:
        return None
    first = int(matched[1])
    last = int(matched[2]) if len(matched[2]) == 4 else first // 100 * 100 + int(matched[2])
    return (first, last) if first < last <= first + 10 else None


def printed_dates(text: str, period: Period | None = None) -> tuple[PrintedDate, ...]:
    """The dates of a text in order.

    A month without a year gets one only where the neighbouring dates or the plan's `period` leave no choice; else it is
    left out.
    """
    if not _ANY_DATE.search(text):
        return ()
    found = _short_found(text) if len(text) <= _REMEMBERED else _found(text)
    return tuple(_with_years(found, period))


def _found(text: str) -> tuple[PrintedDate | _Yearless, ...]:
    """The dates as they stand, in order; of two that overlap the first, of two at one place the more telling."""
    found: list[PrintedDate | _Yearless] = []
    named, numbered = _ANY_MONTH.search(text) is not None, _ANY_DIGIT.search(text) is not None
    ahead = [
        first
        for rank, (needs_month, needs_digit) in enumerate(_needs())
        if (named or not needs_month) and (numbered or not needs_digit) and (first := _from(text, 0, rank))
    ]
    while ahead:
        best = min(ahead, key=lambda a: (a.match.start(), a.rank))
        found += best.made
        position = best.match.end()
        again = [_from(text, position, a.rank) if a.match.start() < position else a for a in ahead]
        ahead = [a for a in again if a]
    return tuple(found)


_short_found = lru_cache(maxsize=8192)(_found)  # many ask of one cell or line


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The next match of a pattern that makes dates, and what it makes."""

    rank: int
    match: re.Match[str]
    made: list[PrintedDate | _Yearless]


def _from(text: str, position: int, rank: int) -> _Ahead | None:
    pattern, make = _patterns()[rank]
    for match in pattern.finditer(text, position):
        try:
            made = list(make(match))
        except ValueError:
            continue
        if made:
            return _Ahead(rank, match, made)
    return None


_Maker = Callable[["re.Match[str]"], Iterator["PrintedDate | _Yearless"]]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _Maker], ...]:
    """Patterns and what they make, the more telling ones first: of two that begin at one place the earlier counts."""
    month = rf"({_MONTH})"
    seasons = "|".join(sorted((re.escape(s) for s in content("dates")["parts_of_year"]), key=len, reverse=True))
    academic = "|".join(re.escape(s) for s in content("dates")["academic"])
    table: list[tuple[str, _Maker]] = [
        (rf"(?<![\d.])(\d{{1,2}})\s?[./-]\s?(\d{{1,2}})\s?[./-]\s?({_LONG_YEAR}|\d\d(?!\d))", _numeric),
        (rf"(?<![\d./-])({_LONG_YEAR})-(\d\d)-(\d\d)(?![\d-])", _year_first),
        (rf"(?<![\d./-])(0[1-9]|1[0-2])/({_LONG_YEAR})", _month_in_figures),
        (rf"\b{_PART}\s+{_TWO_YEARS}", _part_of_financial_year),
        (rf"\b{_PART}[\s,]+({_LONG_YEAR})", _part_of_year),
        (rf"\bFY\s?['’]?({_SHORT_YEAR})\s?[-/–]\s?({_SHORT_YEAR})", _short_financial_year),
        (rf"\b({_DAY})\s?[-/]\s?{month}\s?[-/]\s?({_YEAR})", _day_first),
        # in "10 July, 11 Sept" the second number is a day as well
        (rf"\b({_DAY})\s*(?:of\s+)?{month}\s*(?!,\s*{_DAY}\s+{_MONTH}),?\s*({_YEAR})", _day_first),
        (rf"\b{month}\s*({_DAY})\s*,?\s+({_LONG_YEAR})", _month_first),
        (rf"\b{month}{_TO}{month}\s*({_YEAR})", _month_range),
        (rf"\b{month}{_AND}{month}\s*({_YEAR})", _two_months),
        (rf"\b{month}\s*[,-]?\s*({_YEAR}){_TO}{month}\s*[,-]?\s*({_YEAR})", _full_range),
        (rf"\b{month}\s*[,'’-]?\s*({_YEAR})(?!\s*%)", _month),
        (rf"\b{month}{_NEAR}({_LONG_YEAR})", _month),
        (rf"(?<!\d)(?P<year>{_LONG_YEAR})\s*\((?P<month>{_MONTH})\)", _month_in_brackets),
        (rf"\b({_DAY})\s*(?:of\s+)?{month}", _day_without_year),
        (rf"\b{month}\s*({_DAY})(?!\d|%)", _month_day_without_year),
        (rf"\b({seasons})[\s-]+(?:of\s+)?({_YEAR})", _season),
        (rf"\b(?:{academic})\s*[:,-]?\s*{_TWO_YEARS}", _academic_year),
        (rf"(?<![\d£.]){_TWO_YEARS}\s+\(?(?:{academic})\b", _academic_year),
        (rf"(?<![\d£.]){_TWO_YEARS}", _years),
        (r"^\s*(0?\d\d\s*[-–/]\s*0?\d\d)\s*$", _short_years),
        (rf"\b{month}", _month_without_year),
        (r"(?<![\d£.,])(?:20\d\d|199\d)(?![\d%])", _year),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in table)


@cache
def _needs() -> tuple[tuple[bool, bool], ...]:
    """Whether each pattern needs the name of a month in the text, and a digit."""
    return tuple((_MONTH in pattern.pattern, make is not _month_without_year) for pattern, make in _patterns())


def _number(month: str) -> int:
    return MONTHS[month.lower().rstrip(".")]


def _at(match: re.Match[str], first: date, last: date, kind: str) -> PrintedDate:
    return PrintedDate(first, last, match.start(), match.end(), kind)


def _numeric(match: re.Match[str]) -> Iterator[PrintedDate]:
    first, second = int(match[1]), int(match[2])
    american = second > _MONTHS_A_YEAR >= first  # "6/30/2015"
    day = date(full_year(match[3]), *((first, second) if american else (second, first)))
    yield _at(match, day, day, "day")


def _month_in_figures(match: re.Match[str]) -> Iterator[PrintedDate]:
    year, month = int(match[2]), int(match[1])
    yield _at(match, date(year, month, 1), month_end(year, month), "month")


def _months_of(match: re.Match[str]) -> tuple[int, int]:
    """The first and the last month of a half or a quarter, counted from 1 in its year."""
    said = match["half"] or match["quarter"]
    number = int(digit[0]) if (digit := re.search(r"\d", said)) else _ORDINALS[said.split()[0].lower()]
    size = 6 if match["half"] else 3
    return (number - 1) * size + 1, number * size


def _part_of_year(match: re.Match[str]) -> Iterator[PrintedDate]:
    first, last = _months_of(match)
    year = int(match[3])
    yield _at(match, date(year, first, 1), month_end(year, last), "quarter")


def _part_of_financial_year(match: re.Match[str]) -> Iterator[PrintedDate]:
    years = years_of(match[3])
    if years is None or years[1] != years[0] + 1:
        raise ValueError("no financial year")
    first, last = (month + _APRIL - 1 for month in _months_of(match))
    begin = date(years[first > _MONTHS_A_YEAR], (first - 1) % _MONTHS_A_YEAR + 1, 1)
    end = month_end(years[last > _MONTHS_A_YEAR], (last - 1) % _MONTHS_A_YEAR + 1)
    yield _at(match, begin, end, "quarter")


def _short_financial_year(match: re.Match[str]) -> Iterator[PrintedDate]:
    first, last = full_year(match[1]), full_year(match[2])
    if last != first + 1:
        raise ValueError("no financial year")
    yield _at(match, date(first, _APRIL, 1), date(last, _APRIL - 1, 31), "financial year")


def _year_first(match: re.Match[str]) -> Iterator[PrintedDate]:
    day = date(int(match[1]), int(match[2]), int(match[3]))
    yield _at(match, day, day, "day")


def _day_first(match: re.Match[str]) -> Iterator[PrintedDate]:
    day = date(full_year(match[3]), _number(match[2]), int(re.sub(r"\D", "", match[1])))
    yield _at(match, day, day, "day")


def _month_first(match: re.Match[str]) -> Iterator[PrintedDate]:
    day = date(full_year(match[3]), _number(match[1]), int(re.sub(r"\D", "", match[2])))
    yield _at(match, day, day, "day")


def _month_range(match: re.Match[str]) -> Iterator[PrintedDate]:
    year, begin, end = full_year(match[3]), _number(match[1]), _number(match[2])
    yield _at(match, date(year - (begin > end), begin, 1), month_end(year, end), "range")


def _two_months(match: re.Match[str]) -> Iterator[PrintedDate]:
    year = full_year(match[3])
    for group in (1, 2):
        month = _number(match[group])
        item = _at(match, date(year, month, 1), month_end(year, month), "month")
        yield replace(item, start=match.start(group), end=match.end(group) if group == 1 else match.end())


def _full_range(match: re.Match[str]) -> Iterator[PrintedDate]:
    begin = date(full_year(match[2]), _number(match[1]), 1)
    end = month_end(full_year(match[4]), _number(match[3]))
    if begin > end:
        raise ValueError("a range runs forward")
    yield _at(match, begin, end, "range")


def _month(match: re.Match[str]) -> Iterator[PrintedDate]:
    year, month = full_year(match[2]), _number(match[1])
    yield _at(match, date(year, month, 1), month_end(year, month), "month")


def _month_in_brackets(match: re.Match[str]) -> Iterator[PrintedDate]:
    year, month = int(match["year"]), _number(match["month"])
    yield _at(match, date(year, month, 1), month_end(year, month), "month")


def _season(match: re.Match[str]) -> Iterator[PrintedDate]:
    parts: dict[str, list[int]] = content("dates")["parts_of_year"]
    day, month, later = parts[" ".join(match[1].lower().split())]
    last = date(full_year(match[2]) + later, month, day)
    yield _at(match, last - timedelta(days=89), last, "season")


def _years(match: re.Match[str]) -> Iterator[PrintedDate]:
    years = years_of(match[1])
    if years is None:
        raise ValueError("not two years")
    slashed = "/" in match[1]
    if years[1] == years[0] + 1 and (slashed or re.search(r"[-–—]", match[1])):
        yield _at(match, date(years[0], 4, 1), date(years[1], 3, 31), "financial year")
    else:
        yield _at(match, date(years[0], 1, 1), date(years[1], 12, 31), "years")


def _academic_year(match: re.Match[str]) -> Iterator[PrintedDate]:
    years = years_of(match[1])
    if years is None:
        raise ValueError("not two years")
    yield _at(match, date(years[0], 9, 1), date(years[1], 8, 31), "academic year")


def _short_years(match: re.Match[str]) -> Iterator[PrintedDate]:
    first, last = (full_year(part) for part in re.split(r"\s*[-–/]\s*", match[1]))
    if not first < last <= first + 10:
        raise ValueError("not two rising years")
    yield _at(match, date(first, 1, 1), date(last, 12, 31), "years")


def _year(match: re.Match[str]) -> Iterator[PrintedDate]:
    yield _at(match, date(int(match[0]), 1, 1), date(int(match[0]), 12, 31), "years")


def _month_without_year(match: re.Match[str]) -> Iterator[_Yearless]:
    if match[1].lower() in {"may", "mar"} and match[1] != match[1].title():
        raise ValueError("a word, not a month")
    yield _Yearless(_number(match[1]), 0, match.start(), match.end())


def _day_without_year(match: re.Match[str]) -> Iterator[_Yearless]:
    yield _Yearless(_number(match[2]), int(re.sub(r"\D", "", match[1])), match.start(), match.end())


def _month_day_without_year(match: re.Match[str]) -> Iterator[_Yearless]:
    if not re.search(r"\d\s?(?:st|nd|rd|th)", match[2], re.IGNORECASE):
        raise ValueError("a year rather than a day")
    yield _Yearless(_number(match[1]), int(re.sub(r"\D", "", match[2])), match.start(), match.end())


def _with_years(found: Sequence[PrintedDate | _Yearless], period: Period | None) -> Iterator[PrintedDate]:
    """The dates, those without a year given the only one that fits; others left out."""
    before: date | None = None
    later: list[date | None] = [None] * len(found)  # the last day of the next date that has a year
    for index in range(len(found) - 1, 0, -1):
        following = found[index]
        later[index - 1] = following.last if isinstance(following, PrintedDate) else later[index]
    for index, item in enumerate(found):
        if isinstance(item, PrintedDate):
            before = item.last
            yield item
            continue
        year = _only_year(item, before, later[index], period)
        if year is None:
            continue
        try:
            first = date(year, item.month, item.day or 1)
        except ValueError:
            continue
        last = first if item.day else month_end(year, item.month)
        before = last
        yield PrintedDate(first, last, item.start, item.end, "day" if item.day else "month", inferred=True)


def _only_year(item: _Yearless, before: date | None, after: date | None, period: Period | None) -> int | None:
    def day(year: int) -> date:
        return date(year, item.month, min(item.day or 28, 28))

    if before and after and before <= after and (after - before).days <= 400:
        fitting = [y for y in range(before.year, after.year + 1) if before <= day(y) <= after]
        if len(fitting) == 1:
            return fitting[0]
    if before is None and after is not None:
        return after.year if day(after.year) <= after else after.year - 1
    if period is not None and (period.end - period.start).days <= 370:
        # A plan dated to a day or month looks forward: the next such month is meant.
        end = max(period.end, period.start + timedelta(days=364))
        fitting = [y for y in range(period.start.year, end.year + 1) if period.start <= day(y) <= end]
        if len(fitting) == 1 and (before is None or day(fitting[0]) >= before.replace(day=1)):
            return fitting[0]
    if before is not None:
        return before.year if day(before.year) >= before.replace(day=1) else before.year + 1
    return None
