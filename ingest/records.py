"""What a plan says, as plain values: the result of reading and the input of the statements.

Every record carries the `Span` it was read from. Nothing here is RDF, nothing is minted; names are as printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ingest.document import Span


@dataclass(frozen=True, slots=True)
class Printed:
    """A name or phrase as printed (white space folded), and where; `kind` says what it is where the print shows it."""

    text: str
    span: Span
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: `label` normalised ("2009-10", "2009-10 Q2", "2007"), `start` and `end` inclusive."""

    label: str
    start: date
    end: date
    printed: str
    kind: str = "financial year"  # or "quarter", "calendar year", "academic year", "month", "day", "span"


@dataclass(frozen=True, slots=True)
class Due:
    """A date by which something is to be done (`role` "due"), starts ("start") or is reviewed ("review")."""

    on: date
    printed: str
    span: Span
    role: str = "due"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in pounds, printed once; `stream` where one cell names both; `period` where printed; `every`
    where it is paid again ("year" of "£10k p.a.")."""

    pounds: Decimal
    printed: str
    span: Span
    stream: str | None = None
    period: Period | None = None
    every: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated deliverable of an action."""

    text: str
    span: Span
    due: date | None = None
    printed_date: str = ""


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """A value printed inside a measure: `role` is baseline or target; `period` where the measure prints it."""

    measure: Printed
    role: str
    value: Decimal
    unit: str = ""
    period: Period | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """An indicator named in the text: `code` normalised ("NI 117", "NI 102a", "LOCAL 1401"), `title` as printed."""

    code: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class ObjectiveRecord:
    """A heading-level aim.

    `key` is unique in the document; `parent` the key of the broader one; `level` what the print calls it, lower case
    ("priority", "area for improvement", "recommendation", …); `outcome` the slug of an Every Child Matters outcome.
    """

    key: str
    text: str
    span: Span
    level: str = ""
    reference: str = ""
    alternatives: tuple[Printed, ...] = ()  # other references and wordings it is restated under
    parent: str | None = None
    outcome: str | None = None
    leads: tuple[Printed, ...] = ()
    indicators: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """One row of a plan: one thing somebody undertakes to do."""

    text: str
    span: Span
    reference: str = ""
    objective: str | None = None  # key of the nearest ObjectiveRecord
    workstream: Printed | None = None
    owners: tuple[Printed, ...] = ()
    partners: tuple[Printed, ...] = ()
    groups: tuple[Printed, ...] = ()
    strategies: tuple[Printed, ...] = ()
    funding: tuple[Printed, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dues: tuple[Due, ...] = ()
    due_text: str = ""
    ongoing: bool = False
    milestones: tuple[Milestone, ...] = ()
    measures: tuple[Printed, ...] = ()
    values: tuple[MeasureValue, ...] = ()  # what the measures print
    indicators: tuple[Cited, ...] = ()
    notes: tuple[str, ...] = ()  # what was repaired, inherited or guessed


@dataclass(frozen=True, slots=True)
class ObservationRecord:
    """One printed value of an indicator. `role` is target, actual, baseline or forecast; `status` Red, Amber, Green or
    OverPerforming; `direction` Improved, Deteriorated or Unchanged."""

    indicator: Cited
    role: str
    value: Decimal
    span: Span
    period: Period | None = None
    unit: str = ""  # "%", "count", "points", …
    printed: str = ""
    status: str | None = None
    direction: str | None = None
    owner: Printed | None = None
    quality: str = ""  # "provisional", "estimate", "actual"
    polarity: str = ""  # "lower" or "higher" where the plan prints it


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What a board decided on one item: `kind` is note, endorse, approve or award."""

    text: str
    span: Span
    kind: str
    item: str
    body: Printed | None = None
    on: date | None = None
    awarded_to: tuple[Printed, ...] = ()
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """Who published the plan, what it is called and when it runs, each with its place; None where not printed."""

    title: Printed
    authority: Printed | None = None
    authority_code: str | None = None  # GSS code where the authority is known
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class AcronymRecord:
    """An acronym the plan uses; `expansion` as the plan prints it, or empty where only reference data knows it."""

    acronym: str
    expansion: str
    span: Span


SIDECAR = ".goldenthread.yaml"
"""What the name of a document's sidecar ends in, after the document's own name."""


@dataclass(frozen=True, slots=True)
class Hand:
    """What a user says of a document in the sidecar file beside it; every `Span` is a place in that file.

    `headers` gives the wording of a header, as the user wrote it, and its role; `revises` the file name of the earlier
    edition. `sha256` is of the sidecar's bytes.
    """

    name: str
    sha256: str
    authority: Printed | None = None
    title: Printed | None = None
    period: Period | None = None
    revises: Printed | None = None
    headers: tuple[tuple[Printed, str], ...] = ()
    said: tuple[Printed, ...] = ()  # every line of it that says something, `kind` its key


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """Something in the print that a careful reader would query: the `check` that it failed, what its message names,
    and where it shows. It is about an indicator (`code`), an acronym, or else the action at that place of the list."""

    check: str
    values: tuple[tuple[str, str], ...]
    spans: tuple[Span, ...]
    indicator: str = ""
    acronym: str = ""
    action: int | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one block or row: `outcome` is "read", "passed over" or "not understood", with the reason."""

    span: Span
    outcome: str
    reason: str
    characters: int = 0  # non-space characters it covers


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What the header of a table's column was taken to mean where no known wording alone says it.

    The header as printed (empty where there is none), the role, how sure that is from 0 to 1, why, and where it stands.
    An empty role says that nothing fits well enough.
    """

    header: str
    role: str
    confidence: float
    why: str
    span: Span


@dataclass(frozen=True, slots=True)
class Records:
    """All that was read from one document."""

    plan: PlanRecord
    objectives: tuple[ObjectiveRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    observations: tuple[ObservationRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    acronyms: tuple[AcronymRecord, ...] = ()
    mentions: tuple[Cited, ...] = ()  # every indicator named anywhere in the text, prose included, first place each
    fates: tuple[Fate, ...] = field(default=())
    hand: Hand | None = None  # what a user says of the document, which counts before what it prints
    headers: tuple[HeaderMatch, ...] = ()  # headers that were understood by more than their wording
    findings: tuple[FindingRecord, ...] = ()
