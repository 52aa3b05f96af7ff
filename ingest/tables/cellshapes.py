"""What the cells of a column look like: how many of them look like dates, names, money, tasks and the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from ingest.cells.people import is_body, is_person, is_post
from ingest.tables.lines import Line
from ingest.tables.marks import is_time
from ingest.tables.shapes import is_date, is_figure, is_name, reference
from ontology.reading import fold
from ontology.reading.cells import word_set
from ontology.reference import partner_kind_named
from ontology.remembered import remembered

_SEEN = 30
_MONEY = re.compile(
    r"[£$€]\s?\d|\b(?:GBP|NZD|AUD|CAD|EUR|USD)\b|^\W*\d[\d,.]*\s?(?:k|m|million|thousand)?\W*$", re.IGNORECASE
)
_INITIALS = re.compile(r"[A-Z]{2,3}(?:\s?[/,&]\s?[A-Z]{2,3})*")
_NUMBERED = r"(?:(?:\(?\w{1,3}[.)]|(?:[A-Z]{1,4}\s?)?\d{1,2}(?:\.\d{1,2})+[a-z]?[.:)]?)\s+)?"
_OPENER = re.compile(rf"^[\s•·*–-]*{_NUMBERED}(?:to\s+)?(?P<word>[A-Za-z][\w’'-]*)")
_SAID_OF = re.compile(r"[a-z]+ed\s+(?:for|by|to|in|at|on)\b", re.IGNORECASE)  # "Required for all agencies"
_MEASURE = re.compile(
    r"%|\b(?:increase|reduction|decrease|number|improved|increased|reduced|fewer|more|rise|fall|rate|in place"
    r"|published|completed)\b",
    re.IGNORECASE,
)
_SHORT_NAME, _LONG = 60, 25


def sample(lines: Sequence[Line], at: int) -> list[str]:
    """The texts of a column's cells that say something, of the first rows."""
    texts = (line.cells[at].text for line in lines[:_SEEN] if at < len(line.cells))
    return [text for text in texts if text.strip()]


def is_task(text: str) -> bool:
    """Whether a text begins as what somebody undertakes to do: "Open a clinic", "To train staff", "• Publish …"."""
    match = _OPENER.match(text)
    return bool(match) and match["word"].casefold() in _verbs() and len(text.split()) > 1  # type: ignore[index]


@cache
def _verbs() -> frozenset[str]:
    return word_set("headers_marks", "verbs") | word_set("undertakings", "verbs")


@remembered
def _is_named(text: str) -> bool:
    """Whether a short text names who answers for something: a person, a post, a body, initials."""
    flat = " ".join(text.split())
    if len(flat) > 2 * _SHORT_NAME or is_date(flat) or is_task(flat) or _SAID_OF.match(flat):
        return False
    pieces = [piece for piece in re.split(r"\s*[/;,\n]\s*|\s+(?:and|&)\s+", text) if piece.strip()]
    known = [p for p in pieces if is_name(p) or _is_body(p) or _INITIALS.fullmatch(p.strip())]
    return is_name(flat) or bool(_INITIALS.fullmatch(flat)) or (bool(pieces) and len(known) >= 0.5 * len(pieces))


def _is_body(text: str) -> bool:
    flat = " ".join(text.split())
    return len(flat) <= _SHORT_NAME and (is_body(flat) or partner_kind_named(flat) is not None)


@remembered
def _are_bodies(text: str) -> bool:
    pieces = [piece.strip() for piece in re.split(r"[;,\n/]|\s+(?:and|&)\s+", text) if piece.strip()]
    bodies = [p for p in pieces if _is_body(p) or (p.isupper() and 2 <= len(p) <= 6)]
    people = [p for p in pieces if is_person(p, sure=True) or is_post(p)]
    return len(bodies) >= 0.5 * max(len(pieces), 1) and not people


def _is_money(text: str) -> bool:
    return bool(_MONEY.search(text)) or fold(text) in _money_words()


@cache
def _money_words() -> frozenset[str]:
    return frozenset(fold(text) for text in word_set("headers_marks", "money_words"))


def _is_due(text: str) -> bool:
    flat = " ".join(text.split())
    return is_date(flat) or is_time(flat)


def _of_list(key: str) -> Callable[[str], bool]:
    return lambda text: " ".join(text.split()).casefold().strip(" .") in word_set("headers_marks", key)


def _is_measure(text: str) -> bool:
    return is_figure(text) or bool(_MEASURE.search(text))


SHAPES: Mapping[str, Callable[[str], object]] = {
    "reference": reference,
    "due": _is_due,
    "start": is_date,
    "review": is_date,
    "owner": _is_named,
    "partners": _are_bodies,
    "funding": _is_money,
    "urgency": _of_list("rankings"),
    "status": _of_list("standings"),
    "measure": _is_measure,
    "action": is_task,
}
"""The test of each role's shape."""

DECISIVE = ("reference", "due", "start", "review", "owner", "funding", "urgency", "status")
"""Roles whose cells look like nothing else: where hardly one does, the column is none of them."""


def share(role: str, texts: Sequence[str]) -> float | None:
    """How many of a column's cells look as the role's do, from 0 to 1; None where the role has no shape."""
    test = SHAPES.get(role)
    if test is None or not texts:
        return None
    return sum(bool(test(text)) for text in texts) / len(texts)


def is_long(texts: Sequence[str]) -> bool:
    """Whether a column holds prose."""
    return bool(texts) and sum(map(len, texts)) >= _LONG * len(texts)


def is_worded(texts: Sequence[str]) -> bool:
    """Whether most cells of a column say something in several words, and name neither a day nor anybody."""
    worded = [text for text in texts if len(text.split()) > 1 and not (is_date(text) or is_name(text))]
    return len(worded) >= 0.7 * len(texts)


def all_different(texts: Sequence[str]) -> bool:
    """Whether no two cells of a column say the same."""
    return len({fold(text) for text in texts}) == len(texts)
