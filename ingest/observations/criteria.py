"""The values inside a success measure: "from 31% in May 2009 to 64% in June 2010".

Only a number that stands straight after words that say what it is counts as a value, and only with the period that is
printed after it in the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from ingest.cells.dates import PrintedDate, printed_dates
from ingest.cells.text import alternatives, fold
from ingest.observations.columns import period_of
from ingest.records import ActionRecord, MeasureValue, Period, Printed
from ontology.reading.cells import mapping, word_set, words

_NUMBER = r"(?:(?:c\.?|approx\.?|approximately|around|about)\s+)?(?P<pound>£\s?)?(?P<number>\d[\d,]*(?:\.\d+)?)"
_DATE, _GAP = "\x00", 70
_SHORT_YEAR = re.compile(r"(?<![\d/])\d\d/\d\d$")
_ONE_IN_WORDS = re.compile(r"[^.;\d\x00]*")
_WITH_UNIT, _GOING_ON = "with a unit", "going on"
_MILLION = re.compile(r"\s?(?:million|m\b|k\b|billion|bn\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """A number that the text calls a value: what it is, and where the number and its unit end."""

    role: str
    match: re.Match[str]
    unit: str
    end: int


def with_values(actions: Iterable[ActionRecord], plan_period: Period | None = None) -> tuple[ActionRecord, ...]:
    """The actions with the values that their measures print."""
    return tuple(
        replace(action, values=tuple(v for m in action.measures for v in measure_values(m, plan_period)))
        for action in actions
    )


def measure_values(measure: Printed, plan_period: Period | None = None) -> tuple[MeasureValue, ...]:
    """The baselines and targets that a measure prints, in order; empty for a measure without any.

    A period is the one printed after the number, before the next value; `plan_period` says which year "March" is of.
    """
    text = fold(measure.text)
    if not re.search(r"\d", text):
        return ()
    dates = printed_dates(text, plan_period)
    masked = _masked(text, dates)
    told = list(_told(masked))
    if not told:
        return ()
    ends = [*(t.match.start() for t in told[1:]), len(text)]
    return tuple(
        _value(measure, text, t, _period(text, masked, t, end, dates)) for t, end in zip(told, ends, strict=True)
    )


def _masked(text: str, dates: tuple[PrintedDate, ...]) -> str:
    """The text with its dates as blanks of the same length, so that no year is taken for a value."""
    for item in dates:
        if item.start < item.end:
            text = text[: item.start] + _DATE * (item.end - item.start) + text[item.end :]
    return text


def _told(masked: str) -> Iterator[_Told]:
    changed = False
    for match in _cue().finditer(masked):
        role = _roles()[" ".join(match["cue"].casefold().split())]
        after = masked[match.end() :]
        unit, length = _unit(after)
        rest = after[length:]
        if _not_a_value().match(rest) or re.match(r"\s?[-–/:]\s?\d", rest) or (not unit and _MILLION.match(rest)):
            continue
        end = match.end() + length
        if role == "to" and not (changed or _changes().search(masked[: match.start()])):
            continue
        if (role == _WITH_UNIT and not unit) or (role == _GOING_ON and not (changed and _goes_on(masked, match, end))):
            continue
        changed = True
        yield _Told("baseline" if role == "baseline" else "target", match, "£" if match["pound"] else unit, end)


def _goes_on(masked: str, match: re.Match[str], end: int) -> bool:
    """Whether dates stand before and after: "12% in 2009/10 and 10% in 2010/11"."""
    after = re.match(r"\s(?:in|by|for)\s", masked[end:])
    return (
        masked[: match.start()].rstrip(" ,").endswith(_DATE)
        and after is not None
        and masked[end + after.end()] == _DATE
    )


def _unit(after: str) -> tuple[str, int]:
    for unit, names in mapping("observations", "units").items():
        for name in sorted(names, key=len, reverse=True):
            found = re.match(rf"\s?{re.escape(name)}(?!\w)", after, re.IGNORECASE)
            if found:
                return unit, found.end()
    return "", 0


def _period(text: str, masked: str, told: _Told, end: int, dates: tuple[PrintedDate, ...]) -> Period | None:
    """The period straight before words that name the value ("2007/08 baseline of"), else the one after the number."""
    before = text[: told.match.start()].rstrip()
    if _named(told.match["cue"]):
        printed = next((text[d.start : d.end] for d in dates if d.end == len(before)), "")
        short = _SHORT_YEAR.search(before)
        if found := period_of(printed or (short[0] if short else ""), None):
            return found
    between = _ONE_IN_WORDS.match(masked, told.end)
    at = between.end() if between else told.end
    if at >= end or masked[at] != _DATE or at - told.end > _GAP:
        return None
    item = next(d for d in dates if d.start <= at < d.end)
    return period_of(text[item.start : item.end], None)


def _named(cue: str) -> bool:
    """Whether the words before a number name what it is, so that a date may stand before them."""
    return any(word in cue.casefold() for word in words("measures", "names"))


def _value(measure: Printed, text: str, told: _Told, period: Period | None) -> MeasureValue:
    number = Decimal(told.match["number"].replace(",", "").rstrip("."))
    shown = text[told.match.start("number") : told.end].strip()
    return MeasureValue(measure, told.role, number, told.unit, period, shown)


@cache
def _roles() -> dict[str, str]:
    return {cue.casefold(): role for role, cues in mapping("measures", "values").items() for cue in cues}


@cache
def _cue() -> re.Pattern[str]:
    cues = "|".join(r"\s+".join(map(re.escape, cue.split())) for cue in sorted(_roles(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<cue>{cues})\s*{_NUMBER}(?!\w*\d)", re.IGNORECASE)


@cache
def _changes() -> re.Pattern[str]:
    return re.compile(alternatives(sorted(word_set("measures", "changes"))), re.IGNORECASE)


@cache
def _not_a_value() -> re.Pattern[str]:
    return re.compile(rf"[\s-]?{alternatives(words('measures', 'not_values'))}|[A-Za-z]", re.IGNORECASE)
