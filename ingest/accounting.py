"""What became of each character of a document: read, passed over or not understood, by line and, where one row's cells
met different fates, by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ingest.document import Document, Heading, Paragraph, Span, Table
from ingest.records import Records
from ingest.sidecar import BY_HAND

READ = "read"
PASSED_OVER = "passed over"
NOT_UNDERSTOOD = "not understood"
OUTCOMES = (READ, PASSED_OVER, NOT_UNDERSTOOD)

_WORDS_SHOWN = 70
_LAYOUT = (PASSED_OVER, "layout between blocks")

_Why = tuple[str, str]
"""Outcome and reason."""

_Stretch = tuple[int, int, _Why]
"""First and last column of a line, and what became of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands together and met the same fate: first and last line, what became of it, why, how many characters, its
    first words, and the page and the format's own name of the place, where there are such."""

    line: int
    last_line: int
    outcome: str
    reason: str
    characters: int
    words: str
    page: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters of one line with one fate."""

    line: int
    why: _Why
    characters: int
    text: str


def parts_of(document: Document, records: Records) -> tuple[Part, ...]:
    """The parts of a document in order; their characters add up to all of its text that is not white space."""
    lines = document.text.split("\n")
    by_line = fates_by_line(document, records)
    cells = _cells_by_line(document, records, lines)
    places = _places(document)
    pieces = [
        piece
        for number, line in enumerate(lines, 1)
        for piece in _pieces(number, line, by_line.get(number, _LAYOUT), cells.get(number, ()))
    ]
    found = []
    for (outcome, reason), group in groupby(pieces, key=lambda piece: piece.why):
        members = list(group)
        first, last = members[0], members[-1]
        page, place = places.get(first.line, (None, ""))
        size = sum(piece.characters for piece in members)
        found.append(Part(first.line, last.line, outcome, reason, size, shown(first.text), page, place))
    return tuple(found)


def shown(text: str) -> str:
    """The first words of a text, in one line."""
    words = " ".join(text.split())
    return words if len(words) <= _WORDS_SHOWN else words[: _WORDS_SHOWN - 1] + "…"


def _size(text: str) -> int:
    return len("".join(text.split()))


def _pieces(number: int, line: str, why: _Why, cells: Iterable[_Stretch]) -> Iterator[_Piece]:
    """A line cut where cells with a fate of their own begin and end; what says nothing is left out."""
    at = 0
    for start, end, own in [*sorted(cells), (len(line), len(line), why)]:
        for text, fate in ((line[at : max(start, at)], why), (line[max(start, at) : end], own)):
            if size := _size(text):
                yield _Piece(number, fate, size, text)
        at = max(at, end)


def _cells_by_line(document: Document, records: Records, lines: list[str]) -> Mapping[int, list[_Stretch]]:
    """For each line the stretches (first and last column) of the cells that have a fate of their own."""
    fates = {(fate.span.line, fate.span.quote): fate for fate in records.fates if fate.span.quote}
    found: dict[int, list[_Stretch]] = {}
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            at: dict[int, int] = {}
            for cell in row.cells:
                line, quote = cell.span.line, cell.span.quote
                if not quote or quote == row.span.quote or line > len(lines):
                    continue
                first, *rest = quote.split("\n")
                start = lines[line - 1].find(first, at.get(line, 0))
                if start < 0:
                    continue
                at[line] = start + len(first)
                if (line, quote) in fates:
                    fate = fates[line, quote]
                    why = (fate.outcome, fate.reason)
                    found.setdefault(line, []).append((start, start + len(first), why))
                    for number, piece in enumerate(rest, line + 1):
                        found.setdefault(number, []).append((0, len(piece), why))
    return found


def _places(document: Document) -> Mapping[int, tuple[int | None, str]]:
    """The page and the format's own place of each line, where the format has such."""
    found: dict[int, tuple[int | None, str]] = {}
    for block in document.blocks:
        for span in (block.span, *(row.span for row in (block.rows if isinstance(block, Table) else ()))):
            if span.page is not None or span.place:
                found.update(dict.fromkeys(range(span.line, span.last_line + 1), (span.page, span.place)))
    return found


def fates_by_line(document: Document, records: Records) -> Mapping[int, _Why]:
    """Line number to outcome and reason: what rows say of themselves, else what stands there, else what kind it is."""
    by_line: dict[int, _Why] = {}
    for source in (_by_kind(document), _by_row(records), _by_record(records)):
        for span, outcome, reason in source:
            for number in range(span.line, span.last_line + 1):
                by_line[number] = (outcome, reason)
    return by_line


_Told = Iterator[tuple[Span, str, str]]


def _by_kind(document: Document) -> _Told:
    for block in document.blocks:
        match block:
            case Heading():
                yield block.span, PASSED_OVER, "heading"
            case Paragraph():
                yield block.span, PASSED_OVER, "running text"
            case Table():
                yield block.span, PASSED_OVER, "lines that draw a table"
                for row in block.rows:
                    yield row.span, NOT_UNDERSTOOD, "table of no known kind"


def _by_row(records: Records) -> _Told:
    for outcome in reversed(OUTCOMES):  # one reader's unknown table is another's: who read it has the last word
        for fate in records.fates:
            if fate.outcome == outcome:
                yield fate.span, fate.outcome, fate.reason


def _by_record(records: Records) -> _Told:
    plan = records.plan
    if plan.title.kind != BY_HAND:
        yield plan.title.span, READ, "title"
    if plan.authority and plan.authority.kind != BY_HAND:
        yield plan.authority.span, READ, "authority"
    for acronym in records.acronyms:  # an entry of a list; one spelled out in passing does not make its line read
        if acronym.expansion and acronym.span.quote.startswith(acronym.acronym):
            yield acronym.span, READ, "acronym"
    for decision in records.decisions:
        yield decision.span, READ, "decision"
    for observation in records.observations:
        yield observation.span, READ, "observation"
    for objective in records.objectives:
        yield objective.span, READ, "objective"
        for cited in objective.indicators:
            yield cited.span, READ, "indicator of an objective"
    for action in records.actions:
        yield action.span, READ, "action"
