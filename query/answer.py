"""The answer's shape (contract section 4), as plain values; `as_json` gives exactly the contract's object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: variable name, heading for people, class of its things (compact, "gt:Action") or ""."""

    name: str
    label: str
    cls: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence for a row: basis "stated", "inherited" or "inferred"; the quote is verbatim at its line."""

    basis: str
    confidence: float
    document: str
    line: int | None
    page: int | None
    quote: str
    place: str | None = None  # as the format itself names it ("Targets!B7"), where it does


Value = str | int | float | bool
CellValue = dict[str, Value]  # {"iri", "label", "class"} for a thing, {"value"} (and "label") for a literal
Row = dict[str, CellValue]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another good reading of the question, as a question to ask instead."""

    interpretation: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question. `status` is answered, empty, searched or declined.

    `rows` are those after the first `offset` of `total` (where there are `more`, of at least so many).
    """

    question: str
    status: str
    interpretation: str
    sparql: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    evidence: tuple[tuple[Evidence, ...], ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    unused: tuple[str, ...] = ()
    took_ms: int = 0
    notes: tuple[str, ...] = field(default=())
    total: int = 0
    offset: int = 0
    more: bool = False

    def as_json(self) -> dict[str, Any]:
        """The contract's JSON object."""
        return {
            "question": self.question,
            "status": self.status,
            "interpretation": self.interpretation,
            "sparql": self.sparql,
            "columns": [{"name": c.name, "label": c.label, "class": c.cls} for c in self.columns],
            "rows": list(self.rows),
            "evidence": [
                [
                    {
                        "basis": e.basis,
                        "confidence": e.confidence,
                        "document": e.document,
                        "line": e.line,
                        "page": e.page,
                        "quote": e.quote,
                        "place": e.place,
                    }
                    for e in row
                ]
                for row in self.evidence
            ],
            "alternatives": [{"interpretation": a.interpretation, "question": a.question} for a in self.alternatives],
            "unused": list(self.unused),
            "took_ms": self.took_ms,
            "notes": list(self.notes),
            "total": self.total,
            "offset": self.offset,
            "more": self.more,
        }
