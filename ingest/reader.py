"""From a file to what its graph will hold: one way, without a store."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pyoxigraph as ox

from ingest.acronyms import acronyms
from ingest.decisions import decisions
from ingest.document import Document, Paragraph
from ingest.findings import with_findings
from ingest.formats import UnreadableDocumentError, read_document
from ingest.mentions import mentions
from ingest.observations import observations
from ingest.observations.criteria import with_values
from ingest.plan import plan_of
from ingest.records import Fate, Hand, Records
from ingest.report import Report, report_of
from ingest.rows import read_rows
from ingest.sidecar import plan_by_hand, with_headers
from ingest.statements import document_iri, statements
from ingest.tables import Meaning
from ingest.tables.above import with_headers_from_above

_OBJECTS = 100_000  # made between two looks for cycles

__all__ = ["Reading", "UnreadableDocumentError", "read", "records_of"]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading a file gives: the document, its records, its graph's triples and IRI, and the reading report."""

    document: Document
    records: Records
    triples: tuple[ox.Triple, ...]
    report: Report
    iri: str

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, in hex."""
        return self.document.sha256


def read(name: str, data: bytes, hand: Hand | None = None, meaning: Meaning | None = None) -> Reading:
    """Read a file: `name` as it is called, `data` its bytes, `hand` what a user says of it (ingest.sidecar); `meaning`
    measures how alike texts are in meaning, and is asked only about headers of tables that no wording knows.

    The same name, bytes, hand and meaning always give the same reading. Raises `UnreadableDocumentError`, which names
    the file, for what is empty, binary or cannot be decoded.
    """
    with _seldom_collected():
        document = read_document(name, data)
        if hand is not None:
            document = with_headers(document, hand)
        records = records_of(document, hand, meaning)
        return Reading(
            document,
            records,
            statements(document, records),
            report_of(document, records),
            document_iri(document, records.plan).value,
        )


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for cycles seldom: reading makes very many small objects and next to no cycles, and the looking would take
    a quarter of its time."""
    before = gc.get_threshold()
    if 0 < before[0] < _OBJECTS:
        gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def records_of(document: Document, hand: Hand | None = None, meaning: Meaning | None = None) -> Records:
    """What a document says, as records; what a user says of it counts first."""
    document, asides = _without_asides(document)
    document = replace(document, blocks=tuple(with_headers_from_above(document.blocks)))
    plan = plan_of(document)
    if hand is not None:
        plan = plan_by_hand(plan, hand)
    spelled = acronyms(document)
    rows = read_rows(document, plan, meaning, spelled)
    values, value_fates = observations(document, plan.period)
    found = Records(
        plan=plan,
        objectives=rows.objectives,
        actions=with_values(rows.actions, plan.period),
        observations=values,
        decisions=decisions(document, plan),
        acronyms=spelled,
        mentions=mentions(document),
        fates=(*rows.fates, *value_fates, *asides),
        hand=hand,
        headers=rows.headers,
    )
    return with_findings(found)


def _without_asides(document: Document) -> tuple[Document, list[Fate]]:
    """The document without what is beside its text (running heads, pages that could not be read), and what that is."""
    found = [block for block in document.blocks if isinstance(block, Paragraph) and block.aside]
    if not found:
        return document, []
    kept = tuple(block for block in document.blocks if not (isinstance(block, Paragraph) and block.aside))
    fates = [
        Fate(
            block.span,
            "passed over" if block.text else "not understood",
            block.aside,
            len("".join(block.span.quote.split())),
        )
        for block in found
    ]
    return replace(document, blocks=kept), fates
