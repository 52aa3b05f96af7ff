"""Decisions: what a board resolved or recommended."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from ingest.records import AcronymRecord, DecisionRecord
from ingest.statements import terms
from ingest.statements.frame import Frame
from ingest.statements.terms import A, triples
from ontology.names import short_hash, slug
from ontology.vocabulary import GT


def decision_statements(frame: Frame, record: DecisionRecord) -> Iterator[ox.Triple]:
    """One decision on one item."""
    on = record.on.isoformat() if record.on else ""
    iri = frame.of_plan(
        "decision", record.kind, slug(record.item), short_hash(record.kind, record.item, on, record.text)
    )
    yield from triples(
        iri,
        (A, GT.Decision),
        (GT.text, terms.text(record.text)),
        (GT.decisionKind, GT[record.kind.capitalize()]),
    )
    yield from terms.labelled(iri, terms.shortened(record.item or record.text))
    if record.item:
        yield ox.Triple(iri, GT.item, terms.text(record.item))
    if record.on:
        yield ox.Triple(iri, GT.decidedOn, terms.day(record.on))
    if record.body and (body := frame.partner(record.body)):
        yield ox.Triple(iri, GT.decidedBy, body)
    for winner in record.awarded_to:
        if partner := frame.partner(winner):
            yield ox.Triple(iri, GT.awardedTo, partner)
    if record.amount:
        yield ox.Triple(iri, GT.amount, terms.number(record.amount.pounds))
        yield from frame.at(iri, record.amount.span)
    yield from frame.belongs(iri)
    yield from frame.at(iri, record.span)


def _spelled(acronym: str) -> str:
    """The acronym as the last part of an IRI: "AandE" for "A&E"."""
    kept = re.sub(r"[^A-Za-z0-9]+", "-", acronym.replace("&", "and")).strip("-")
    return kept or f"h-{short_hash(acronym)}"


def acronym_iri(frame: Frame, acronym: str) -> ox.NamedNode:
    """The IRI of an acronym of the plan's authority."""
    return frame.of_authority("acronym", _spelled(acronym))


def acronym_statements(frame: Frame, record: AcronymRecord) -> Iterator[ox.Triple]:
    """An acronym that the plan uses, and what it prints for it."""
    iri = acronym_iri(frame, record.acronym)
    yield from triples(iri, (A, GT.Acronym), (GT.authority, frame.authority))
    yield from terms.labelled(iri, record.acronym)
    if record.expansion:
        yield ox.Triple(iri, GT.expansion, terms.text(record.expansion))
    yield from frame.at(iri, record.span)
