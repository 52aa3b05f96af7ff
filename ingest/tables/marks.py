"""What marks in cells stand for, and headers that are times: ticks, "L" for lead, "Short term", "Q3", "0-6 months"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ingest.cells.dates import MONTHS
from ingest.cells.people import is_body
from ontology.reading import fold
from ontology.reading.cells import word_set, words
from ontology.reference import partner_kind_named
from ontology.remembered import remembered

_LONGEST_MARK, _LONGEST_TIME = 12, 40
_FEWEST_MONTHS = 3
_MONTH_NAMES = tuple(calendar.month_name)[1:]
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_YEARS = r"(?:20\d\d|['’]\d\d)(?:\s?[-/–]\s?(?:20)?\d\d)?|\d\d\s?[/–-]\s?\d\d"


def _mark(text: str) -> str:
    return " ".join(text.split()).casefold() if len(text) <= _LONGEST_MARK else ""


def is_tick(text: str) -> bool:
    """Whether a cell only points at its column's header ("X", "✓", "●")."""
    mark = _mark(text)
    return bool(mark) and (mark in word_set("headers_marks", "ticks") or (len(mark) > 1 and set(mark) <= _glyphs()))


@cache
def _glyphs() -> frozenset[str]:
    return frozenset(mark for mark in word_set("headers_marks", "ticks") if len(mark) == 1 and not mark.isalpha())


def is_cross(text: str) -> bool:
    """Whether a cell says that its column's header is not meant, or nothing at all."""
    mark = _mark(text)
    return not text.strip() or (bool(mark) and mark in word_set("headers_marks", "crosses"))


def mark_parts(text: str) -> tuple[str, ...]:
    """The letters of a cell that says how a body takes part: "L", "L/S", "Lead"; none for anything else."""
    whole = _mark(text).strip(" .()")
    known = _part_words()
    if whole in known:
        return (whole,)
    parts = tuple(part for part in re.split(r"\s*[/,&+]\s*|\s+", whole) if part)
    return parts if parts and all(part in known for part in parts) else ()


@cache
def _part_words() -> frozenset[str]:
    return frozenset().union(*(word_set("headers_marks", key) for key in ("leads", "supports", "informed", "primary")))


@lru_cache(maxsize=4096)
def is_time(header: str) -> bool:
    """Whether a header is a stretch of time: "Short term", "Year 2", "Q3 2010/11", "0-6 months", "Apr-Jun", "2011"."""
    flat = " ".join(re.sub(r"\([^()]*\)?", " ", header).split()).casefold() or " ".join(header.split()).casefold()
    if not flat or len(flat) > _LONGEST_TIME:
        return False
    return fold(flat) in word_set("headers_marks", "times") or not _time_piece().sub("", flat).strip()


@cache
def _time_piece() -> re.Pattern[str]:
    """Any piece that a header of nothing but time is made of."""
    times = "|".join(sorted(map(re.escape, words("headers_marks", "times")), key=len, reverse=True))
    around = "|".join(sorted(map(re.escape, words("headers_marks", "around_times")), key=len, reverse=True))
    units = "|".join(sorted(words("headers_marks", "time_units"), key=len, reverse=True))
    numbered = "|".join(sorted(words("headers_marks", "numbered_times"), key=len, reverse=True))
    spelled = "one|two|three|four|five|six|nine|twelve|eighteen"
    number = rf"(?:\d{{1,2}}|{spelled})"
    telling = "|".join(
        (
            r"\d{1,2}[./]\d{1,2}[./](?:20)?\d\d",
            rf"\b(?:{numbered})s?\.?\s?{number}(?:\s?(?:[-–/&,]|to|and)\s?(?:{numbered})?\.?\s?{number})*(?![\d%])",
            rf"{number}\s?(?:(?:[-–]|to)\s?{number}\s?)?\+?\s?(?:{units})\b",
            rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s)?\b(?:{_MONTH})(?:\s?(?:[-–/]|to)\s?(?:{_MONTH}))?(?![a-z])",
            _YEARS,
            rf"\b(?:{times})\b",
        )
    )
    # Words around a time count only with one.
    return re.compile(
        rf"(?:{telling})|(?<=[\s\d<>+])(?:{around})(?=\s|$)|^(?:{around})(?=\s.*(?:{telling}))|[\s,;:/&–-]+"
    )


def is_quarter_or_month(header: str) -> bool:
    """Whether a header is a part of a year that does not say which."""
    return is_time(header) and not re.search(r"\d\d", header)


def month_initials(texts: Sequence[str]) -> dict[int, str]:
    """The months that a run of at least three initials in order stands for, by their places ("A M J" is April to June).

    >>> month_initials(["Action", "S", "O", "N"])
    {1: 'September', 2: 'October', 3: 'November'}
    """
    names, initials = _MONTH_NAMES, "".join(name[0] for name in _MONTH_NAMES)
    found: dict[int, str] = {}
    at = 0
    while at < len(texts):
        end = at
        while end < len(texts) and len(texts[end].strip()) == 1 and texts[end].strip().isupper():
            end += 1
        run = "".join(text.strip() for text in texts[at:end])
        first = (initials * 3).find(run) if _FEWEST_MONTHS <= len(run) <= len(initials) else -1
        if first >= 0:
            found |= {at + place: names[(first + place) % len(names)] for place in range(len(run))}
        at = max(end, at + 1)
    return found


@remembered
def is_named_body(text: str) -> bool:
    """Whether a header is a body's name or letters that stand for one ("NHS Board", "PCT")."""
    flat = " ".join(text.split())
    acronym = (
        bool(re.fullmatch(r"(?:[A-Z][A-Za-z]?&?){2,6}s?|[A-Z]{2,6}(?:[/ -][A-Z]{2,6})*", flat)) and flat.upper() == flat
    )
    return bool(flat) and (is_body(flat) or partner_kind_named(flat) is not None or acronym)
