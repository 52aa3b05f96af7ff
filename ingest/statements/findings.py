"""The findings of reading: what a careful reader would query in the print, each with the places that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ingest.records import FindingRecord
from ingest.statements.decisions import acronym_iri
from ingest.statements.frame import Frame
from ingest.statements.terms import passage_iri
from ontology.findings import checks, finding
from ontology.vocabulary import GT


def finding_statements(frame: Frame, record: FindingRecord, actions: Sequence[ox.NamedNode]) -> Iterator[ox.Triple]:
    """A finding, its passages, and the plan and authority it belongs to; `actions` are the names of the actions."""
    check = checks()[record.check]
    about = _about(frame, record, actions)
    places = [passage_iri(frame.document, span) for span in record.spans]
    for span in record.spans:
        yield from frame.at(about, span)
    links = [*((GT.passage, place) for place in places), (GT.plan, frame.plan), (GT.authority, frame.authority)]
    yield from finding(check, about, check.said(dict(record.values)), links)


def _about(frame: Frame, record: FindingRecord, actions: Sequence[ox.NamedNode]) -> ox.NamedNode:
    if record.indicator:
        return frame.indicator(record.indicator)
    if record.acronym:
        return acronym_iri(frame, record.acronym)
    return frame.plan if record.action is None else actions[record.action]
