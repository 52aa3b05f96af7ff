"""Dates, months, quarters and years in a question, as busy people type them.

Financial years run from April to March, and their quarters from April: "10/11", "2010-11", "Q2 2009/10". A day or month
without a year, and a quarter without one, stay open: they match any year.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from query.lexicon.words import Token

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
QUARTER_WORDS = frozenset({"q", "qtr", "quarter", "qu"})
DOUBTFUL = frozenset({"may", "march", "mar"})  # words of their own: months only where they must be
BEFORE_MONTHS = frozenset(
    {
        "in",
        "by",
        "of",
        "during",
        "before",
        "after",
        "from",
        "until",
        "till",
        "since",
        "to",
        "and",
        "between",
        "or",
        "each",
    }
)
AGES = frozenset({"age", "ages", "aged", "year", "years", "yr", "yrs", "olds", "strategy", "om", "service"})
LATEST_SHORT = 2014  # "16-17" is more often an age
FIRST_RUN = 6  # "0607" on are two years; "102" is a hundred and two
LAST_QUARTER = 4
LAST = frozenset({"last", "final"})
HALVES = {"first": (1, 6), "1st": (1, 6), "second": (7, 12), "2nd": (7, 12), "last": (7, 12), "latter": (7, 12)}
JOINING = frozenset({"and", "to", "or", "until", "till"})
SUFFIXES = frozenset({"st", "nd", "rd", "th"})
FEASTS = {"christmas": (25, 12), "xmas": (25, 12)}
DASHES = frozenset({"-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of time in a question: tokens `start` to `end`, first and last day.

    Where no year is said it has neither, but `months` (1 to 12, of any year), the `day` of such a month, or the
    `quarter` that they are.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    said: str
    quarter: int = 0
    months: tuple[int, ...] = ()
    day: int = 0


def financial_year(start: int) -> tuple[date, date]:
    """First and last day of the financial year that begins in April of a year."""
    return date(start, 4, 1), date(start + 1, 3, 31)


def in_year(time: Time, days: Sequence[str]) -> Time:
    """A time of no year in the one year that some days (as ISO 8601 writes them) are in; as it is where there is none.

    A quarter falls in the financial year that the days are in.
    """
    years = sorted({int(day[:4]) for day in days})
    if time.first is not None or not time.months or not years:
        return time
    if time.quarter and years[-1] - years[0] <= 1:
        starts = {date.fromisoformat(d[:10]).year - (date.fromisoformat(d[:10]).month < 4) for d in days}
        if len(starts) != 1:
            return time
        start = starts.pop()
        first, last = financial_quarter(start, time.quarter)
        said = f"{time.said} of {_label(start)}"
    elif len(years) == 1 and not time.quarter:
        said = f"{time.said} {years[0]}"
        first = date(years[0], time.months[0], time.day or 1)
        last = first if time.day else date(years[0], time.months[-1], calendar.monthrange(years[0], time.months[-1])[1])
    else:
        return time
    return replace(time, first=first, last=last, said=said, months=(), day=0, quarter=0)


def financial_quarter(start: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter (1 to 4, the first begins in April) of a financial year."""
    month = 3 * quarter + 1
    year = start + (month > 12)
    month = (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month + 2, calendar.monthrange(year, month + 2)[1])


def century(text: str) -> int:
    """A year from two or four digits.

    >>> century("09"), century("2010"), century("98")
    (2009, 2010, 1998)
    """
    year = int(text)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _year_span(text: str) -> int | None:
    """The year in which "2010-11", "10/11", "2008/9" or "2010/2011" begins, if it is one financial year."""
    match = re.fullmatch(r"(\d{2}|\d{4})[/-](\d{2}|\d{4})|(?:20|19)\d\d[/-]\d", text)
    if not match:
        return None
    began, ended = re.split("[/-]", text)
    first = century(began)
    digits = 10 ** min(len(ended), 2)
    return first if int(ended) % digits == (first + 1) % digits and first > 1990 else None


def _numeric_date(text: str) -> date | None:
    try:
        match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})", text)
        if match:
            return date(century(match[3]), int(match[2]), int(match[1]))
        match = re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", text)
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def times(tokens: Sequence[Token]) -> tuple[Time, ...]:
    """The stretches of time that a question names, longest reading at each place, in order."""
    words = [t.word for t in tokens]
    found: list[Time] = []
    at = 0
    while at < len(words):
        time = _short_span(tokens, at) or _months(tokens, words, at) or _at(words, at)
        if time:
            found.append(time)
            at = time.end
        else:
            at += 1
    return tuple(_with_year(time, following, words) for time, following in zip_longest(found, found[1:]))


def _short_span(tokens: Sequence[Token], at: int) -> Time | None:
    """ "10-11", a financial year where it is no age."""
    one, other, after = ((tokens[at + i] if at + i < len(tokens) else None) for i in range(3))
    if one is None or other is None or one.end + 1 != other.start or not re.fullmatch(r"\d\d", one.text):
        return None
    year = _year_span(f"{one.text}-{other.text}")
    aged = {t.word for t in (after, tokens[at - 1] if at else None) if t is not None} & AGES
    if year is None or year >= LATEST_SHORT or aged:
        return None
    return Time(at, at + 2, *financial_year(year), _label(year))


def _months(tokens: Sequence[Token], words: list[str], at: int) -> Time | None:
    """ "Nov-Jan 2010", "November 2009 – January 2010": months with a dash between, up to one whose year is said."""
    month, said = MONTHS.get(words[at], 0), re.fullmatch(r"(19|20)\d\d", _word(words, at + 1))
    dash = at + 1 + bool(said)
    dashed = dash < len(words) and tokens[dash].text.strip() in DASHES
    dash += dashed
    if not month or _word(words, dash) not in MONTHS:
        return None
    last = _day_or_month(words, dash)
    beside = dashed or tokens[dash].start == tokens[dash - 1].end + 1
    if last is None or last.first is None or last.first == last.last or not beside:
        return None
    year = int(words[at + 1]) if said else last.first.year - (month > last.first.month)
    first = date(year, month, 1)
    if first > last.first:
        return None
    return Time(at, last.end, first, last.last, f"{calendar.month_name[month]} {year} to {last.said}")


def _with_year(time: Time, following: Time | None, words: list[str]) -> Time:
    """A day or month whose year is only said with the next: "between July and December 2009"."""
    if following is None or following.first is None or len(time.months) != 1 or time.first is not None:
        return time
    between = [w for w in words[time.end : following.start] if w]
    if not (len(between) <= 1 and set(between) <= JOINING):
        return time
    month = time.months[0]
    year = following.first.year - (month > following.first.month)
    try:
        first, last = (date(year, month, time.day),) * 2 if time.day else _month(year, month)
    except ValueError:
        return time
    said = _day(first) if time.day else f"{calendar.month_name[month]} {year}"
    return Time(time.start, time.end, first, last, said)


def _at(words: list[str], at: int) -> Time | None:
    return _part(words, at) or _quarter(words, at) or _day_or_month(words, at) or _year(words, at)


def _of(words: list[str], at: int) -> str:
    """The word there, after an "of"."""
    return _word(words, at + 1) if _word(words, at) in {"of", "in"} else _word(words, at)


def _word(words: list[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _part(words: list[str], at: int) -> Time | None:
    """ "Last quarter of 2008", "first half of 2009-10": so many months of a year, which must be said."""
    word, unit = words[at], _word(words, at + 1)
    if unit == "half" and word in HALVES:
        one, other = HALVES[word]
    elif unit in QUARTER_WORDS and word in ORDINALS and re.fullmatch(r"(19|20)\d\d", _of(words, at + 2)):
        one, other = 3 * ORDINALS[word] - 2, 3 * ORDINALS[word]  # of a year that is no financial one
    elif unit in QUARTER_WORDS and word in LAST:
        one, other = 10, 12
    else:
        return None
    end = at + 2 + (_word(words, at + 2) in {"of", "in"})
    year = _year(words, end) if end < len(words) else None
    if year is None or year.first is None:
        return None
    before = year.first.month - 1  # a financial year begins in April
    (first, _), (_, last) = (
        _month(year.first.year + (m > 12), (m - 1) % 12 + 1) for m in (one + before, other + before)
    )
    return Time(at, year.end, first, last, f"{word} {unit} of {year.said}")


def _quarter(words: list[str], at: int) -> Time | None:
    """ "Q2", "quarter 2 2009/10", "second quarter of 2009-10", "2009/10 Q2"."""
    year_first = _year_span(_word(words, at))
    begin = at
    if year_first is not None:
        at += 1
    word = _word(words, at)
    quarter, end = 0, at
    if word in QUARTER_WORDS and re.fullmatch("[1-4]", _word(words, at + 1)):
        quarter, end = int(words[at + 1]), at + 2
    elif word in QUARTER_WORDS and _word(words, at + 1) in ORDINALS:
        quarter, end = ORDINALS[words[at + 1]], at + 2
    elif word in ORDINALS and _word(words, at + 1) in QUARTER_WORDS:
        quarter, end = ORDINALS[word], at + 2
    if not quarter:
        return None
    year = year_first
    if year is None:
        skip = end + (_word(words, end) in {"of", "in", "for"})
        year = _year_span(_word(words, skip))
        if year is None and word not in ORDINALS and quarter < LAST_QUARTER:
            # "Q2 of 2010" is of the financial year that begins in it; the last of one year is in the next
            year = int(_word(words, skip)) if re.fullmatch(r"20\d\d", _word(words, skip)) else None
        if year is not None:
            end = skip + 1
    if year is None:
        months = tuple(m % 12 + 1 for m in range(3 * quarter, 3 * quarter + 3))
        return Time(begin, end, None, None, f"quarter {quarter}", quarter, months)
    first, last = financial_quarter(year, quarter)
    return Time(begin, end, first, last, f"quarter {quarter} of {_label(year)}")


def _day_or_month(words: list[str], at: int) -> Time | None:
    """ "31/12/2009", "11 sept 09", "11th of September 2009", "September 11 2009", "Dec 09", "March 2010"."""
    exact = _numeric_date(words[at])
    if exact:
        return Time(at, at + 1, exact, exact, _day(exact))
    day, here = 0, at
    if re.fullmatch(r"\d{1,2}", words[at]) and 1 <= int(words[at]) <= 31:
        day, here = int(words[at]), at + 1
        here += _word(words, here) in SUFFIXES
        here += _word(words, here) == "of"
    month = MONTHS.get(_word(words, here), 0)
    if not day and words[at] in FEASTS:
        day, month = FEASTS[words[at]]
    if not month:
        return None
    yearly = re.fullmatch(r"\d{2}|\d{4}", _word(words, here + 1))
    if words[here] in DOUBTFUL and not (day or yearly or _word(words, here - 1) in BEFORE_MONTHS):
        return None
    here += 1
    if (
        not day
        and re.fullmatch(r"\d{1,2}", _word(words, here))
        and re.fullmatch(r"(19|20)\d\d", _word(words, here + 1))
    ):
        day, here = int(words[here]), here + 1
    year_word = _word(words, here)
    if re.fullmatch(r"(19|20)\d\d|\d{1,2}", year_word):
        year = century(year_word)
        try:
            first, last = (date(year, month, day),) * 2 if day else _month(year, month)
        except ValueError:
            return None
        said = _day(first) if day else f"{calendar.month_name[month]} {year}"
        return Time(at, here + 1, first, last, said)
    said = f"{day} {calendar.month_name[month]}" if day else calendar.month_name[month]
    return Time(at, here, None, None, said, months=(month,), day=day)


def _year(words: list[str], at: int) -> Time | None:
    word = words[at]
    start = _year_span(word)
    if start is not None:
        return Time(at, at + 1, *financial_year(start), _label(start))
    run = re.fullmatch(r"(\d\d?)(\d\d)", word)  # "0910", of which the first nought is gone
    if run and int(run[2]) == int(run[1]) + 1 and FIRST_RUN <= int(run[1]) < LATEST_SHORT - 2000:
        start = century(f"{int(run[1]):02d}")
        return Time(at, at + 1, *financial_year(start), _label(start))
    if re.fullmatch(r"20\d\d|199\d", word):
        year = int(word)
        return Time(at, at + 1, date(year, 1, 1), date(year, 12, 31), word)
    return None


def _label(start: int) -> str:
    return f"{start}-{(start + 1) % 100:02d}"


def _day(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
