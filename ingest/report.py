"""The reading report: what became of every part of a document, so that nothing printed is lost without a word.

Each line of the text with anything on it is read (as what), passed over (why) or not understood (why). The counts of
non-space characters add up to the whole text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from ingest.document import Document, Heading, Paragraph, Span, Table
from ingest.records import Records

READ = "read"
PASSED_OVER = "passed over"
NOT_UNDERSTOOD = "not understood"
OUTCOMES = (READ, PASSED_OVER, NOT_UNDERSTOOD)

_WORDS_SHOWN = 70


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that stand together and met the same fate: first and last line, what became of them, why, how much."""

    line: int
    last_line: int
    outcome: str
    reason: str
    characters: int
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a row that was repaired, inherited or guessed."""

    line: int
    about: str
    said: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a document: its parts in order, what was found, what was repaired on the way."""

    name: str
    sha256: str
    characters: int
    parts: tuple[Part, ...]
    found: Mapping[str, int]
    notes: tuple[Note, ...] = ()

    def characters_of(self, outcome: str) -> int:
        """How many non-space characters met this outcome ("read", "passed over" or "not understood")."""
        return sum(p.characters for p in self.parts if p.outcome == outcome)

    def summary(self) -> str:
        """One line: what was found and how much of the text was not understood."""
        found = ", ".join(f"{count} {what}" for what, count in self.found.items() if count) or "nothing"
        shares = ", ".join(f"{_share(self.characters_of(o), self.characters)} {o}" for o in OUTCOMES)
        return f"{self.name}: {found}; of {self.characters} characters {shares}"

    def as_text(self) -> str:
        """The whole report as plain text, what was not understood first."""
        lines = [self.summary()]
        for outcome in reversed(OUTCOMES):
            parts = [p for p in self.parts if p.outcome == outcome]
            if parts:
                lines += ["", f"{outcome[0].upper()}{outcome[1:]}:"]
                lines += [f"  {_lines(p)}: {p.reason} ({p.characters} characters): {p.words}" for p in parts]
        if self.notes:
            lines += ["", "Repaired, inherited or guessed:"]
            lines += [f"  line {n.line}, {n.about}: {n.said}" for n in self.notes]
        return "\n".join(lines) + "\n"

    def as_json(self) -> dict[str, Any]:
        """The whole report as values for JSON."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "characters": {"all": self.characters, **{o: self.characters_of(o) for o in OUTCOMES}},
            "found": dict(self.found),
            "parts": [asdict(p) for p in self.parts],
            "notes": [asdict(n) for n in self.notes],
        }


def report_of(document: Document, records: Records) -> Report:
    """The reading report of a document and what was read from it."""
    lines = document.text.split("\n")
    fates = _fates_by_line(document, records)
    accounted = []
    for number, line in enumerate(lines, 1):
        if size := _size(line):
            accounted.append((number, size, fates.get(number, (PASSED_OVER, "layout between blocks"))))
    return Report(
        name=document.name,
        sha256=document.sha256,
        characters=sum(size for _, size, _ in accounted),
        parts=tuple(_parts(accounted, lines)),
        found=_found(records),
        notes=tuple(_notes(records, fates)),
    )


def _size(text: str) -> int:
    return len("".join(text.split()))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "0%"


def _lines(part: Part) -> str:
    return f"line {part.line}" if part.line == part.last_line else f"lines {part.line} to {part.last_line}"


def _found(records: Records) -> Mapping[str, int]:
    return {
        "objectives": len(records.objectives),
        "actions": len(records.actions),
        "observations": len(records.observations),
        "decisions": len(records.decisions),
    }


def _notes(records: Records, fates: Mapping[int, tuple[str, str]]) -> Iterator[Note]:
    for fate in records.fates:
        if fate.outcome == NOT_UNDERSTOOD and fates[fate.span.line][0] == READ and len(fate.span.quote) < _WORDS_SHOWN:
            yield Note(fate.span.line, "not understood in a line that was read", f"{fate.reason}: {fate.span.quote}")
    for action in records.actions:
        for said in action.notes:
            yield Note(action.span.line, f"action {action.reference}".strip(), said)


def _fates_by_line(document: Document, records: Records) -> Mapping[int, tuple[str, str]]:
    """Line number to outcome and reason: what rows say of themselves, else what stands there, else what kind it is."""
    by_line: dict[int, tuple[str, str]] = {}
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
    yield plan.title.span, READ, "title"
    if plan.authority:
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


def _parts(accounted: Iterable[tuple[int, int, tuple[str, str]]], lines: list[str]) -> Iterator[Part]:
    for (outcome, reason), group in groupby(accounted, key=lambda entry: entry[2]):
        members = list(group)
        first, last = members[0][0], members[-1][0]
        words = " ".join(lines[first - 1].split())
        shown = words if len(words) <= _WORDS_SHOWN else words[: _WORDS_SHOWN - 1] + "…"
        yield Part(first, last, outcome, reason, sum(size for _, size, _ in members), shown)


def reasons(report: Report) -> Mapping[tuple[str, str], int]:
    """Characters by outcome and reason, for a table of a reading."""
    counts: Counter[tuple[str, str]] = Counter()
    for part in report.parts:
        counts[part.outcome, part.reason] += part.characters
    return dict(sorted(counts.items(), key=lambda item: (OUTCOMES.index(item[0][0]), -item[1])))
