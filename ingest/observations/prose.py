"""The values that running text prints for an indicator: "In 2008/09 NI 117 stood at 8.4% against a target of 7.1%".

Only where one sentence names one indicator, by its code or its full title, says what the number is, and compares it
with no other place: everything else that a text says of numbers is left to its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ingest.cells.dates import printed_dates
from ingest.cells.indicators import cited_indicators
from ingest.cells.text import alternatives, fold, place
from ingest.document import Cell, Paragraph
from ingest.observations.columns import period_of
from ingest.observations.values import unit_after
from ingest.records import Cited, ObservationRecord, Period
from ontology.reading.cells import word_set, words
from ontology.reference import national_indicators

_SENTENCE = re.compile(r"(?<=[a-z0-9)%])[.;]\s+(?=[A-Z])")
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)(?![\d/])"
_DATE, _CODE = "\x00", "\x01"
_LONGEST = 400


def in_prose(block: Paragraph, year: Period | None) -> Iterator[ObservationRecord]:
    """The values in a paragraph, in order; `year` is the financial year that a bare "Q1" belongs to.

    An actual needs its period printed in the sentence; a target may stand without.
    """
    if not re.search(r"\d", block.text):
        return
    for sentence in _SENTENCE.split(fold(block.text)):
        if len(sentence) <= _LONGEST and _speaks_of_values().search(sentence) and not _unsure().search(sentence):
            indicator = _indicator(sentence, block)
            if indicator is not None:
                yield from _values(sentence, indicator, block, year)


def _indicator(sentence: str, block: Paragraph) -> Cited | None:
    """The one indicator that a sentence names."""
    span = place(Cell(block.text, block.span), sentence)
    cited = cited_indicators(sentence, span)
    if cited:
        known = national_indicators().get(cited[0].code)
        title = known.title if known else ""
        return Cited(cited[0].code, title, span) if len(cited) == 1 else None
    lowered = sentence.casefold()
    named = [code for title, code in _titles().items() if title in lowered]
    return Cited(named[0], national_indicators()[named[0]].title, span) if len(named) == 1 else None


@cache
def _titles() -> dict[str, str]:
    return {fold(i.title).casefold(): i.code for i in national_indicators().values() if len(i.title.split()) > 2}


def _values(sentence: str, indicator: Cited, block: Paragraph, year: Period | None) -> Iterator[ObservationRecord]:
    masked = _masked(sentence)
    by_title = sentence.casefold().rfind(indicator.title.casefold()) if indicator.title else -1
    named = max(masked.rfind(_CODE), by_title + len(indicator.title) - 1 if by_title >= 0 else -1)
    told: set[str] = set()
    for match in _said().finditer(masked):
        unit, rest = unit_after(masked[match.end() :].lstrip())
        role = "target" if match["target"] else "actual"
        of_it = _CODE in match[0] or told or _is_subject(masked[named + 1 : match.start()], indicator.title)
        if role in told or not of_it or not _ends().match(rest):
            continue
        end = len(masked) - len(rest)
        period = _period(sentence, masked, match, end, year)
        if role == "actual" and period is None:
            continue
        told.add(role)
        number = Decimal(match["number"].replace(",", ""))
        shown = sentence[match.start("number") : end].strip()
        yield ObservationRecord(indicator, role, number, indicator.span, period, unit, shown)


def _is_subject(between: str, title: str) -> bool:
    """Whether between an indicator's name and a verb stands nothing that the verb may be about instead."""
    said = re.findall(r"[a-z]+", re.sub(r"\([^()]*\)", " ", between).casefold())
    own = set(re.findall(r"[a-z]+", title.casefold())) | word_set("observations", "subjects")
    return all(word in own for word in said)


def _masked(sentence: str) -> str:
    """The sentence with its dates and codes as marks of the same length, so that none of them is taken for a value."""
    for item in printed_dates(sentence):
        if not item.inferred:
            sentence = sentence[: item.start] + _DATE * (item.end - item.start) + sentence[item.end :]
    return re.sub(r"\b(?:NI|LOCAL|PI|LI|BV)\s?\d+[a-z]?", lambda code: _CODE * len(code[0]), sentence)


def _period(sentence: str, masked: str, match: re.Match[str], end: int, year: Period | None) -> Period | None:
    """The period straight after the value, else within the words that name it, else the only one before it."""
    after = re.match(r"\s*,?\s*\(?(?:(?:in|for|at|during|by)\s+)?(?:the\s+)?(?P<when>[^,;.()]{2,30})", sentence[end:])
    begun = re.match(
        r"\s*,?\s*\(?(?:(?:in|for|at|during|by)\s+)?(?:the\s+)?(?:\x00|Q[1-4]\b|[Qq]uarter\b)", masked[end:]
    )
    if begun and after and (found := period_of(_first(after["when"]), year)):
        return found
    if found := period_of(sentence[match.start() : match.start("number")], year):
        return found
    return period_of(sentence[: match.start()], year) if len(printed_dates(sentence[: match.start()])) == 1 else None


def _first(when: str) -> str:
    """The words of a period without what goes on after it ("2007 from 41.5 in 2006")."""
    return re.split(r"\s(?:from|against|compared|and|but|with|which|to)\s", when)[0]


@cache
def _speaks_of_values() -> re.Pattern[str]:
    return re.compile(
        rf"{alternatives(['target', 'targets', *words('observations', 'reached')])}(?=.*\d)", re.IGNORECASE | re.DOTALL
    )


@cache
def _said() -> re.Pattern[str]:
    reached = "|".join(r"\s+".join(map(re.escape, cue.split())) for cue in words("observations", "reached"))
    about = r"\s+(?:(?:about|around|approximately|only|just)\s+)?"
    return re.compile(
        rf"(?:(?P<target>(?<!\w)targets?\b(?:\s+(?:for|in|by|to|[\x00\x01]+|the|year|[\w/-]*\d[\w/-]*)){{0,7}}\s+(?:is|was|of)){about}"
        rf"|(?<!\w)(?:{reached}){about}){_NUMBER}",
        re.IGNORECASE,
    )


@cache
def _unsure() -> re.Pattern[str]:
    """Words after which a sentence's numbers may be somebody else's, or none yet."""
    said = word_set("observations", "not_values") | word_set("observations", "unsure")
    return re.compile(alternatives(said - {"previous"}), re.IGNORECASE)


@cache
def _ends() -> re.Pattern[str]:
    """What may follow a value: the end of the clause, or words that do not count anything."""
    return re.compile(rf"\s*(?:$|[,;.)(]|{alternatives(words('observations', 'after_values'))}|\x00)", re.IGNORECASE)
