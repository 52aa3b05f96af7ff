"""The print of minutes and board papers: names of boards, days of meetings, titles of items, the agenda."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz import fuzz

from ingest.capitals import readable
from ingest.cells.text import alternatives, fold
from ingest.document import Document, Table
from ontology.reading.cells import word_set, words

NUMBER = re.compile(
    r"^(?:(?:item|agenda item)\s+)?(?:\d+(?:\.\s?\d+)*|[a-z]|[ivx]+)[.):]?\s+(?:[-–—]\s+)?", re.IGNORECASE
)
_PAGES = re.compile(r"\s*\(pages?[^()]*\)\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}[.:]\d\d\s+")
_ALIKE = 80
_BEFORE_TEXT = re.compile(
    r"\d{1,4}(?:\s?\(\d{1,3}\))?[.)]?\s+(?P<title>[A-Z][A-Z0-9’'&,()/ -]{7,120}?)\s*(?:[–—:]|\s-)\s+(?=[A-Z][a-z]|A\s)"
)
_DATED_MINUTES = re.compile(
    r"(?P<body>[A-Z].{4,100}?)\s*[-–—,:]\s+(?:draft |confirmed )?minutes(?: of (?:the )?meeting)?"
    r"\s*[-–—,:]\s+\D{0,12}\d.{3,25}",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’])\.\s+(?=[A-Z“\"(])")


def ends_as_body(text: str) -> bool:
    """Whether a line ends with a word for a board and is no sentence, title of a paper or numbered item."""
    ends = re.search(rf"(?:{'|'.join(words('decisions', 'deciders'))})$", text, re.IGNORECASE)
    plain = not NUMBER.match(text) and not _about().search(text) and text[:1].isupper()
    return bool(ends) and plain and (text.isupper() or text == text.title() or not re.search(r"\s[a-z]{4,}\s", text))


def is_body(text: str) -> bool:
    """Whether a heading is the name of a board, with or without a date after it."""
    bare = re.sub(r"\s*[-–—,]\s*[^-–—]*\d{4}.*$", "", text)
    ends = re.search(rf"(?:{'|'.join(words('decisions', 'deciders'))})$", bare, re.IGNORECASE)
    named = 2 <= len(bare.split()) <= 9 and not NUMBER.match(text) and not _about().search(bare)
    return bool(ends) and named and (bare.isupper() or bare != text)


@cache
def _about() -> re.Pattern[str]:
    return re.compile(alternatives(words("decisions", "papers"), plural=True), re.IGNORECASE)


def tells_day(text: str) -> bool:
    """Whether a short line with a date only tells the day of a meeting ("Public Board meeting, 6 May 2010")."""
    return not is_body(text) or re.search(r"(?i)\bmeeting\W+[^,]*\d{4}\W*$", text) is not None


def is_numbered_title(bullet: str, text: str) -> bool:
    """Whether a numbered line of minutes is the title of an item rather than something said."""
    numbered = re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?[.)]?", bullet) is not None
    return numbered and text[:1].isupper() and len(text.split()) <= 12 and text[-1:] not in ".;:,"


def is_title(text: str) -> bool:
    """Whether a heading is the title of a paper: capitals without a number."""
    return text.isupper() and len(text) > 5 and not NUMBER.match(text)


def agenda_of(document: Document) -> list[str]:
    """The items of the agenda that have papers ("… (Pages 3 - 9)"), in order."""
    found = []
    for block in document.blocks[:80]:
        if isinstance(block, Table) or not _PAGES.search(block.text):
            continue
        title = _CLOCK.sub("", NUMBER.sub("", _PAGES.sub("", fold(block.text))))
        found.append(readable(title, document.text))
    return found


def on_agenda(title: str, agenda: list[str]) -> int:
    """The place of a paper on the agenda, 0 where it is not found."""
    scores = [fuzz.token_set_ratio(title.casefold(), item.casefold()) for item in agenda]
    best = max(range(len(scores)), key=lambda i: scores[i], default=0)
    return best if scores and scores[best] >= _ALIKE else 0


def title_before(text: str) -> str:
    """The title in capitals that a minute begins with, before what is told of it ("12 FERRY FARES – The Head …")."""
    match = _BEFORE_TEXT.match(text)
    return match["title"].strip() if match and match["title"].isupper() else ""


def minutes_of(text: str) -> str:
    """Whose minutes a heading says that these are; empty where it does not.

    >>> minutes_of("Minutes of the Harbour Board held on 3 May"), minutes_of("Quay Board – Minutes – 3 May")
    ('Harbour Board', 'Quay Board')
    """
    said = re.match(r"(?i)minutes? of (?:the |a )?(?:meeting of (?:the )?)?(?P<body>.+?)(?: meeting)? held\b", text)
    if said is not None:
        kinds = "|".join(re.escape(word) for word in words("decisions", "meetings"))
        name = re.sub(rf"(?i)^(?:{kinds})\s+", "", said["body"])
        return name if ends_as_body(name) and not re.fullmatch(r"(?i)(?:\w+ )?meeting", name) else ""
    dated = _DATED_MINUTES.fullmatch(text)
    return dated["body"].strip() if dated else ""


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a minute, one by one."""
    start = 0
    for match in _SENTENCE.finditer(text):
        yield text[start : match.start() + 1].strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


@cache
def asking() -> frozenset[str]:
    """Headings and labels over what a board decides or is asked to decide."""
    return word_set("decisions", "recommendations") | word_set("decisions", "resolved")


@cache
def sections() -> frozenset[str]:
    """Headings of sections of a paper that are no item of their own."""
    return word_set("decisions", "first_sections") | word_set("decisions", "other_sections")
