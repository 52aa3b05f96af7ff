"""Observations: the values a plan prints for indicators."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ingest.records import ObservationRecord
from ingest.statements import terms
from ingest.statements.frame import Frame, cited_statements
from ingest.statements.terms import A, triples
from ontology.names import short_hash, slug
from ontology.vocabulary import GT

_POLARITIES = {"lower": GT.LowerIsBetter, "higher": GT.HigherIsBetter}


def observation_statements(frame: Frame, record: ObservationRecord) -> Iterator[ox.Triple]:
    """One value with all that is printed beside it.

    A row printed again in full gives the same observations, with a second passage; a value that another table prints in
    other words is an observation of its own.
    """
    code = record.indicator.code
    period = record.period.label if record.period else ""
    value = terms.number(record.value)
    # Minus signs and points are punctuation to the hash, so they are spelled.
    spelled = value.value.replace("-", "minus").replace(".", "point")
    name = short_hash(code, record.role, period, spelled, record.span.quote)
    iri = frame.of_plan("observation", slug(code), record.role, slug(period), name)
    yield from cited_statements(frame, record.indicator)
    yield from triples(
        iri,
        (A, GT.Observation),
        (GT.indicator, frame.indicator(code)),
        (GT.role, GT[record.role.capitalize()]),
        (GT.value, value),
    )
    shown = " ".join(w for w in (f"{code} {record.role}", period) if w)
    yield from terms.labelled(iri, f"{shown}: {record.printed or record.value}")
    if record.period:
        yield from terms.period(record.period)
        yield ox.Triple(iri, GT.period, terms.period_iri(record.period))
    for predicate, words in (
        (GT.unit, record.unit),
        (GT.valueText, record.printed),
        (GT.quality, record.quality),
    ):
        if words:
            yield ox.Triple(iri, predicate, terms.text(words))
    if record.status:
        yield ox.Triple(iri, GT.status, GT[record.status])
    if record.direction:
        yield ox.Triple(iri, GT.direction, GT[record.direction])
    if record.polarity:
        yield ox.Triple(iri, GT.polarity, _POLARITIES[record.polarity])
    if record.owner and (owner := frame.owner(record.owner)):
        yield ox.Triple(iri, GT.ownedBy, owner)
    yield from frame.belongs(iri)
    yield from frame.at(iri, record.span)
