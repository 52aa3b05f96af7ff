"""A user's own hand: the sidecar file that says of a document what its print does not (docs/sidecar.md).

The sidecar of `plan.pdf` is `plan.pdf.goldenthread.yaml`, beside it. Its schema is `sidecar.schema.json`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ingest.cells.dates import financial_year, printed_dates, years_of
from ingest.document import Block, Cell, Document, Heading, Paragraph, Row, Span, Table
from ingest.records import SIDECAR, Hand, Period, PlanRecord, Printed
from ingest.sidecar_schema import Said, Wrong, checked
from ingest.tables import header_roles
from ontology import reference
from ontology.reading import fold

BY_HAND = "by hand"
"""The `kind` of what is printed nowhere but in a sidecar."""

_LARGEST = 100_000
_PERIODS = "2010-11, 2008-2011, 2010, March 2010, April 2010 to June 2011 or 2010-04-01 to 2011-06-30"
_OF_VALUES = ("target", "actual", "baseline", "forecast")
_GSS = re.compile(r"[EWSNK]\d{8}")
_LABEL = re.compile(r"(?P<label>[^:\n]{2,60}):(?P<rest>\s.*|$)", re.DOTALL)


class SidecarError(ValueError):
    """A sidecar cannot be understood: the message names the file, the line and the key, and what would be right."""


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema of sidecars."""
    text = Path(__file__).with_name("sidecar.schema.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


def sidecar_of(name: str) -> str:
    """The name of a document's sidecar.

    >>> sidecar_of("plan.pdf")
    'plan.pdf.goldenthread.yaml'
    """
    return name + SIDECAR


def read_sidecar(name: str, data: bytes) -> Hand:
    """What a sidecar says: `name` as the file is called, `data` its bytes. Raises SidecarError."""
    if len(data) > _LARGEST:
        raise SidecarError(f"{name}: {len(data)} bytes; a sidecar has at most {_LARGEST}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SidecarError(f"{name}, line {line}: not UTF-8 text; save it as UTF-8") from None
    said, wrong = checked(text, schema())
    lines = text.splitlines()
    hand = Hand(name, hashlib.sha256(data).hexdigest())
    for value in said:
        span = Span(value.line, value.line, lines[value.line - 1].strip())
        try:
            hand = _with(hand, value, span)
        except ValueError as error:
            wrong.append(Wrong(value.line, value.keys, str(error)))
    if wrong:
        told = sorted(wrong, key=lambda w: w.line)
        more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
        raise SidecarError(f"{name}, {told[0]}{more}")
    return hand


def _with(hand: Hand, value: Said, span: Span) -> Hand:
    """The hand with one value more. Raises ValueError where the value says nothing that is understood."""
    printed = Printed(value.text, span, BY_HAND)
    hand = replace(hand, said=(*hand.said, Printed(value.text, span, ".".join(value.keys))))
    match value.keys:
        case ("authority",):
            return replace(hand, authority=replace(printed, text=_authority_name(value.text)))
        case ("title",):
            return replace(hand, title=printed)
        case ("period",):
            return replace(hand, period=period_said(value.text))
        case ("revises",):
            return replace(hand, revises=printed)
        case _:
            wording = replace(printed, text=value.keys[-1])
            if not fold(wording.text):
                raise ValueError("a header's wording has letters or figures")
            return replace(hand, headers=(*hand.headers, (wording, value.text)))


def _authority_name(said: str) -> str:
    """The name of an authority said by name or by code; a name that reference data does not know is kept."""
    code = said.upper()
    if not _GSS.fullmatch(code):
        known = reference.authority_named(said)
        return known.name if known else said
    found = next((a.name for a in reference.authorities() if code in (a.code, a.later_code)), None)
    if found is None:
        raise ValueError(f"{said} is the code of no authority that is known here; give its name")
    return found


def period_said(text: str) -> Period:
    """The period that a user writes. Raises ValueError, saying what may be written."""
    plain = re.sub(r"\b(20\d\d)-(\d\d)-(\d\d)\b", _day_in_words, text)
    years = years_of(plain)
    if years and years[1] == years[0] + 1:
        return financial_year(years[0], text)
    if years:
        return Period(text, date(years[0], 4, 1), date(years[1], 3, 31), text, "span")
    dates = [item for item in printed_dates(plain) if not item.inferred]
    between = "".join(piece for piece in _outside(plain, [(d.start, d.end) for d in dates])).strip(" –—-").lower()
    if not dates or len(dates) > 2 or between not in (("",) if len(dates) == 1 else ("to", "until", "")):
        raise ValueError(f"{text!r} is no period that is understood; write {_PERIODS}")
    first, last = dates[0], dates[-1]
    if last.last < first.first:
        raise ValueError(f"{text!r} ends before it begins")
    if len(dates) == 1 and first.kind in ("month", "day", "years"):
        kind, label = {
            "month": ("month", f"{first.first:%Y-%m}"),
            "day": ("day", first.first.isoformat()),
            "years": ("calendar year", str(first.first.year)),
        }[first.kind]
        return Period(label, first.first, first.last, text, kind)
    return Period(text, first.first, last.last, text, "span")


def _day_in_words(match: re.Match[str]) -> str:
    try:
        return f"{date(int(match[1]), int(match[2]), int(match[3])):%-d %B %Y}"
    except ValueError:
        raise ValueError(f"there is no day {match[0]}") from None


def _outside(text: str, taken: list[tuple[int, int]]) -> list[str]:
    ends = [0, *(end for _, end in taken)]
    starts = [*(start for start, _ in taken), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def plan_by_hand(plan: PlanRecord, hand: Hand) -> PlanRecord:
    """What a plan is, where a user says it by what the user says."""
    known = reference.authority_named(hand.authority.text) if hand.authority else None
    return PlanRecord(
        title=hand.title or plan.title,
        authority=hand.authority or plan.authority,
        authority_code=(known.code or None if known else None) if hand.authority else plan.authority_code,
        period=hand.period or plan.period,
    )


def with_headers(document: Document, hand: Hand) -> Document:
    """The document with the headers that a user explains said in the words that every reader of tables knows.

    A header's own words stay in its `Span`. A cell counts as a header where half of its row are, or where it begins its
    row; before a colon at the beginning of a paragraph or cell the wording is a label.
    """
    roles = {fold(wording.text): role for wording, role in hand.headers}
    if not roles:
        return document
    return replace(document, blocks=tuple(_block(block, roles) for block in document.blocks))


def _block(block: Block, roles: Mapping[str, str]) -> Block:
    match block:
        case Table():
            return replace(block, rows=tuple(_row(row, roles) for row in block.rows))
        case Paragraph():
            return replace(block, text=_relabelled(block.text, roles))
        case Heading():
            return replace(block, text=_worded(block.text, roles) or _relabelled(block.text, roles))


def _row(row: Row, roles: Mapping[str, str]) -> Row:
    said = [cell for cell in row.cells if cell.text.strip()]
    heads = sum(1 for cell in said if fold(cell.text) in roles or header_roles(cell.text))
    whole = len(said) > 1 and heads * 2 >= len(said)
    cells = (_cell(cell, roles, whole or (cell is said[0] and len(said) > 1)) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _cell(cell: Cell, roles: Mapping[str, str], header: bool) -> Cell:
    worded = _worded(cell.text, roles) if header else ""
    return replace(cell, text=worded or _relabelled(cell.text, roles))


def _worded(text: str, roles: Mapping[str, str]) -> str:
    """A header in known words, "" where the user does not explain it; what holds values keeps its printed period."""
    role = roles.get(fold(text))
    if role is None:
        return ""
    return f"{role} {' '.join(text.split())}" if role in _OF_VALUES else role


def _relabelled(text: str, roles: Mapping[str, str]) -> str:
    match = _LABEL.match(text)
    role = roles.get(fold(match["label"])) if match else None
    return f"{role.capitalize()}:{match['rest']}" if match and role else text
