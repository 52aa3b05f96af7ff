"""The reading report: what became of every part of a document, so that nothing printed is lost without a word.

Everything printed is read (as what), passed over (why) or not understood (why): the counts of non-space characters add
up to the whole text. What was inherited, repaired, merged or guessed on the way, and what a user said by hand, is told
with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any

from ingest.accounting import NOT_UNDERSTOOD, OUTCOMES, PASSED_OVER, READ, Part, parts_of
from ingest.document import Document
from ingest.records import PlanRecord, Records
from ontology.findings import checks

__all__ = ["NOT_UNDERSTOOD", "OUTCOMES", "PASSED_OVER", "READ", "Note", "Part", "Report", "report_of"]

# How the readers of tables put what they did, and what kind of doing that is; what is none of these was repaired.
_KINDS = (
    ("passed over", re.compile(r"no amount is made of it")),
    ("inherited", re.compile(r"printed above|heading's row|inherit|carried")),
    ("merged", re.compile(r"shares a cell|merged|runs on|together")),
    ("guessed", re.compile(r"was read as|taken for|guess|by (?:its|their) shape|by meaning")),
)
_PLACES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Note:
    """What was inherited, repaired, merged, guessed or passed over (`kind`), or what is amiss ("findings")."""

    line: int
    about: str
    said: str
    kind: str = "repaired"


@dataclass(frozen=True, slots=True)
class ByHand:
    """Something that a user says in the sidecar: its key, the value, and its line there."""

    key: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a column's header was taken to mean beyond known wordings: the header as printed ("" for none), its role (""
    where nothing fits), how sure that is from 0 to 1, why, and its line."""

    header: str
    role: str
    confidence: float
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a document: its parts in order, what was found, what was repaired on the way, what its headers
    were taken for, what a user says, and the plan's title, authority and period ("" where not known)."""

    name: str
    sha256: str
    characters: int
    parts: tuple[Part, ...]
    found: Mapping[str, int]
    notes: tuple[Note, ...] = ()
    by_hand: tuple[ByHand, ...] = ()
    sidecar: str = ""
    headers: tuple[Header, ...] = ()
    plan: Mapping[str, str] = field(default_factory=dict)

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
        if self.by_hand:
            lines += ["", f"Said by hand in {self.sidecar}:"]
            lines += [f"  line {said.line}: {said.key}: {said.value}" for said in self.by_hand]
        for outcome in reversed(OUTCOMES):
            parts = [p for p in self.parts if p.outcome == outcome]
            if parts:
                lines += ["", f"{outcome[0].upper()}{outcome[1:]}:", *_told(parts)]
        if self.headers:
            lines += ["", "Headers understood by more than their wording:"]
            lines += [f"  {_header(header)}" for header in self.headers]
        for kind, group in groupby(sorted(self.notes, key=lambda note: note.kind), key=lambda note: note.kind):
            lines += ["", f"{kind[0].upper()}{kind[1:]}:"]
            lines += [f"  line {n.line}, {n.about}: {n.said}" for n in group]
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
            "sidecar": self.sidecar,
            "by_hand": [asdict(s) for s in self.by_hand],
            "headers": [asdict(h) for h in self.headers],
            "plan": dict(self.plan),
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Report:
        """The report that `as_json` told. Raises KeyError or TypeError where it is another thing."""
        return cls(
            name=told["name"],
            sha256=told["sha256"],
            characters=told["characters"]["all"],
            parts=tuple(Part(**part) for part in told["parts"]),
            found=told["found"],
            notes=tuple(Note(**note) for note in told["notes"]),
            by_hand=tuple(ByHand(**said) for said in told["by_hand"]),
            sidecar=told["sidecar"],
            headers=tuple(Header(**header) for header in told["headers"]),
            plan=told["plan"],
        )


def report_of(document: Document, records: Records) -> Report:
    """The reading report of a document and what was read from it."""
    parts = parts_of(document, records)
    hand = records.hand
    return Report(
        name=document.name,
        sha256=document.sha256,
        characters=sum(part.characters for part in parts),
        parts=parts,
        found=_found(records),
        notes=tuple(_notes(records)),
        by_hand=tuple(ByHand(said.kind, said.text, said.span.line) for said in hand.said) if hand else (),
        sidecar=hand.name if hand else "",
        headers=tuple(Header(h.header, h.role, h.confidence, h.why, h.span.line) for h in records.headers),
        plan=_plan(document, records.plan),
    )


def _plan(document: Document, plan: PlanRecord) -> Mapping[str, str]:
    return {
        "title": plan.title.text if plan.title.text != document.name else "",
        "authority": plan.authority.text if plan.authority else "",
        "period": plan.period.label if plan.period else "",
    }


def _header(header: Header) -> str:
    named = repr(header.header) if header.header else "a column without a header"
    taken = f"taken for {header.role} ({header.confidence:.2f})" if header.role else "not understood"
    return f"line {header.line}: {named} {taken}: {header.why}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "0%"


def _told(parts: list[Part]) -> Iterator[str]:
    """Parts for people: cells that met one fate for one reason in many places are one line."""
    by_reason: dict[str, list[Part]] = {}
    for part in parts:
        by_reason.setdefault(part.reason, []).append(part)
    told: dict[int, str] = {}
    for reason, members in by_reason.items():
        if len(members) > _PLACES_SHOWN and all(p.line == p.last_line for p in members):
            size = sum(p.characters for p in members)
            where = ", ".join(str(p.line) for p in members[:_PLACES_SHOWN])
            told[id(members[0])] = (
                f"  lines {where} and {len(members) - _PLACES_SHOWN} more places: {reason} ({size} characters): "
                f"{members[0].words}"
            )
        else:
            told |= {id(p): f"  {_lines(p)}: {reason} ({p.characters} characters): {p.words}" for p in members}
    yield from (told[id(part)] for part in parts if id(part) in told)


def _lines(part: Part) -> str:
    lines = f"line {part.line}" if part.line == part.last_line else f"lines {part.line} to {part.last_line}"
    return ", ".join(p for p in (f"page {part.page}" if part.page is not None else "", part.place, lines) if p)


def _found(records: Records) -> Mapping[str, int]:
    return {
        "objectives": len(records.objectives),
        "actions": len(records.actions),
        "observations": len(records.observations),
        "decisions": len(records.decisions),
    }


def _notes(records: Records) -> Iterator[Note]:
    for found in records.findings:
        check = checks()[found.check]
        yield Note(found.spans[0].line if found.spans else 1, check.title, check.said(dict(found.values)), "findings")
    for action in records.actions:
        for said in action.notes:
            yield Note(action.span.line, f"action {action.reference}".strip(), said, _kind(said))


def _kind(said: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(said)), "repaired")
