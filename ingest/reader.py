"""From a file to what its graph will hold: one way, without a store."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ingest.acronyms import acronyms
from ingest.decisions import decisions
from ingest.document import Document
from ingest.formats import UnreadableDocumentError, read_document
from ingest.mentions import mentions
from ingest.observations import observations
from ingest.plan import plan_of
from ingest.records import Records
from ingest.report import Report, report_of
from ingest.rows import read_rows
from ingest.statements import document_iri, statements

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


def read(name: str, data: bytes) -> Reading:
    """Read a file: `name` as it is called, `data` its bytes.

    The same name and bytes always give the same reading. Raises `UnreadableDocumentError`, which names the file, for
    what is empty, binary or cannot be decoded.
    """
    document = read_document(name, data)
    records = records_of(document)
    return Reading(
        document,
        records,
        statements(document, records),
        report_of(document, records),
        document_iri(document, records.plan).value,
    )


def records_of(document: Document) -> Records:
    """What a document says, as records."""
    plan = plan_of(document)
    rows = read_rows(document, plan)
    values, value_fates = observations(document, plan.period)
    return Records(
        plan=plan,
        objectives=rows.objectives,
        actions=rows.actions,
        observations=values,
        decisions=decisions(document),
        acronyms=acronyms(document),
        mentions=mentions(document),
        fates=(*rows.fates, *value_fates),
    )
