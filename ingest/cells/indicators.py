"""Indicators named in a text: "NI 117", "(NI52)", "N.I 112", "NIS 113", "NI 55 & 56", "NI 102 a and b", "LOCAL 14"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.cells.text import BULLET, fold, place
from ingest.document import Cell, Span
from ingest.records import Cited
from ontology.reference import national_indicators
from ontology.remembered import remembered

_NUMBER = r"\d{1,3}(?![\d.,]*\d|%)"
_PART = r"(?:\(?[a-fA-F](?![A-Za-z0-9’'])\)?|\s\(?[a-fA-F](?=\s*(?:\band\b|[&,/):;–-]|$)))"
_JOIN = r"\s*(?:,\s*and|&|/|,|and|\+)\s*"
_LIST = rf"{_NUMBER}{_PART}?(?:{_JOIN}(?:N\.?\s?I\.?S?\s*)?(?:{_NUMBER}{_PART}?|[a-f](?![A-Za-z0-9’'])))*"
_NATIONAL = re.compile(rf"(?<![A-Za-z0-9])(?:N\.?\s?I\.?S?\.?|National Indicators?)\s?(?:No\.?\s?)?[:\-–]?\s?({_LIST})")
_LOCAL = re.compile(r"(?<![A-Za-z0-9])(LOCAL|L(?:PI|I))\s?(\d{1,5}[a-z]?)(?![\dA-Za-z])", re.IGNORECASE)
_ITEM = re.compile(rf"({_NUMBER})\s?\(?([a-fA-F](?![A-Za-z0-9’']))?\)?|(?<![A-Za-z])([a-f])(?![A-Za-z0-9’'])")
_HIGHEST = 199
_DIGIT = re.compile(r"\d")
_LINE_END = re.compile(r"\n")
_SENTENCE_END = re.compile(r"[\n•;]|(?<=[.!?])\s")
_READABLE, _NEAR = 240, 1000  # characters of a quote, and of the text around a code in which it is looked for
_ENDS_BEFORE = re.compile(r"[;•]|\.\s|\)[.,;]?\s")


def cited_indicators(text: str, span: Span) -> tuple[Cited, ...]:
    """The indicators that the text names, in order, each code once, with the words printed as its title.

    A number is an indicator only where the print says so ("NI" before it, or in a list after one that has it); numbers
    that the national set never had are none. `span` is where the text stands; each gets the part that names it.
    """
    if not _DIGIT.search(text):
        return ()
    matches = _named_in(text)
    if not matches:
        return ()
    found: dict[str, Cited] = {}
    for index, match in enumerate(matches):
        follows = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        for code in _codes(match):
            title = _title(text, match, follows)
            found.setdefault(code, Cited(code, title, _where(Cell(text, span), match)))
    return tuple(found.values())


@remembered
def _named_in(text: str) -> tuple[re.Match[str], ...]:
    """Where a text names indicators, in order."""
    return tuple(sorted([*_NATIONAL.finditer(text), *_LOCAL.finditer(text)], key=lambda match: match.start()))


def _codes(match: re.Match[str]) -> Iterator[str]:
    if match.re is _LOCAL:
        yield f"{'LOCAL' if match[1].upper() == 'LOCAL' else match[1].upper()} {match[2]}"
        return
    number = ""
    for item in _ITEM.finditer(match[1]):
        number = str(int(item[1])) if item[1] else number
        part = (item[2] or item[3] or "").lower()
        code = f"NI {number}{part}"
        if 1 <= int(number) <= _HIGHEST and number != "31":
            yield code if not part or part in "abcdef" else f"NI {number}"


def _where(cell: Cell, match: re.Match[str]) -> Span:
    """The line, or in a long one the sentence, that names the indicator; the bare code where that is not verbatim."""
    text = cell.text
    first, last = max(match.start() - _NEAR, 0), min(match.end() + _NEAR, len(text))  # what is longer is not readable
    for ends in (_LINE_END, _SENTENCE_END):
        start = max((end.end() for end in ends.finditer(text, first, match.start())), default=first)
        stop = next((end.start() for end in ends.finditer(text, match.end(), last)), last)
        piece = BULLET.sub("", text[start:stop]).strip()
        if len(piece) <= _READABLE:
            found = place(cell, piece)
            if found is not cell.span or len(found.quote) <= _READABLE:
                return found
    return place(cell, match[0].strip())


def _title(text: str, match: re.Match[str], follows: int) -> str:
    """The words beside the code: after it on its line; where it stands in brackets or at a line's end, before it."""
    line_start = text.rfind("\n", 0, match.start()) + 1
    line_end = text.find("\n", match.end())
    line_end = len(text) if line_end < 0 else line_end
    after = text[match.end() : min(line_end, follows)]
    before = text[line_start : match.start()]
    if before.rstrip().endswith(("(", "–", "-")) or not re.search(r"[A-Za-z]{3}", after):
        return fold(_after_last(_ENDS_BEFORE, before)).strip(" (–-:•")
    title = re.sub(r"^\s*/\s*[A-Z]+\s?\d+\s*:?", "", re.split(r"[;•]|\.\s", after)[0])
    return fold(title).strip(" :–-.,()")


def _after_last(ends: re.Pattern[str], text: str) -> str:
    """What follows the last match of a pattern in a text, looked for from the end on; the whole where it has none."""
    reach = _NEAR
    while reach < len(text):
        found = [end.end() for end in ends.finditer(text, len(text) - reach)]
        if found:
            return text[found[-1] :]
        reach *= 4
    return ends.split(text)[-1]


def known(code: str) -> bool:
    """Whether reference data holds the national indicator of this code, or that of its number."""
    return code in national_indicators() or re.sub(r"[a-z]+$", "", code) in national_indicators()
