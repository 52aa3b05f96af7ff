"""By when a sentence says that something is done: the dates in running text that are deadlines or beginnings."""

from __future__ import annotations

import re

from ingest.cells.dates import printed_dates
from ingest.cells.text import place
from ingest.document import Cell
from ingest.styles.labels import when_said
from ingest.styles.stated import Labelled

_DUE = re.compile(
    r"\b(?:by|before|until|till|no later than|not later than|due|in|during|throughout|to|at|on)\s+"
    r"(?:(?:the\s+)?(?:start|beginning|end|close|middle|early|late|mid)[\s-]+(?:of\s+)?)?(?:the\s+)?"
    r"(?:(?:financial|fiscal|calendar|school|academic)\s+year\s+|FY\s?|Q[1-4]\s*(?:of\s+)?,?\s*|(?:early|late|mid)[\s-]+)*$",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:from|starting(?:\s+(?:in|from))?|beginning(?:\s+(?:in|from))?|commencing(?:\s+in)?)\s+(?:the\s+)?(?:end\s+of\s+)?(?:[a-z]+\s)?$",
    re.I,
)
_WEAK = re.compile(r"\b(?:in|to|at|on|during)\s+(?:the\s+)?$", re.IGNORECASE)
_COMPARED = re.compile(
    r"^\s*(?:levels?|baselines?|figures?|rates?|census|average|standards?|Act|plan|strategy|review|report|survey|budget)\b",
    re.I,
)
_WITHIN = re.compile(
    r"\bwithin\s+(?:the\s+)?(?:next\s+)?(?:\d{1,3}|one|two|three|four|five|six|twelve|eighteen)\s+(?:days|weeks|months|years?)\b",
    re.I,
)
_SEPARATOR = re.compile(r"\s*(?::|–|—|(?<=\s)-(?=\s))\s*")
_REACH = 60


def dates_in(text: Cell) -> tuple[Labelled, ...]:
    """The deadlines and beginnings that the words of an action name, as what a column of dates would hold."""
    due: list[str] = []
    begins: list[str] = []
    flat = text.text
    for item in printed_dates(flat):
        before = flat[max(0, item.start - _REACH) : item.start]
        if item.inferred or _COMPARED.match(flat[item.end :]):
            continue
        said = flat[item.start : item.end].strip(" ,.;")
        if _START.search(before):
            begins.append(said)
        elif match := _DUE.search(before):
            if _WEAK.search(match[0]) and item.kind == "years" and item.start == 0:
                continue
            due.append(flat[item.start - (len(before) - match.start()) : item.end].strip(" ,.;"))
    due += [match[0] for match in _WITHIN.finditer(flat)] if not due else []
    found: list[Labelled] = []
    if begins:
        found.append((("start",), Cell("; ".join(begins), place(text, begins[0]))))
    if due:
        found.append((("due",), Cell("; ".join(due), place(text, due[0]))))
    return tuple(found)


def dated_start(text: str) -> tuple[str, str] | None:
    """A date that a line begins with ("By March 2018: …", "Q1 2019 – …") and the rest; None where it is not so."""
    flat = " ".join(text.split())
    for match in _SEPARATOR.finditer(flat[:70]):
        head, rest = flat[: match.start()], flat[match.end() :]
        if match.start() and rest and when_said(head):
            return head.strip(), rest
    return None
