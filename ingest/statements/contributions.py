"""Contributions: the evidence that an action or objective feeds an indicator, where its own words name it."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ingest.records import Cited
from ingest.statements import terms
from ingest.statements.frame import Frame
from ingest.statements.terms import A, triples
from ontology.names import short_hash, slug
from ontology.vocabulary import GT


def stated_contribution(frame: Frame, contributor: ox.NamedNode, label: str, cited: Cited) -> Iterator[ox.Triple]:
    """`contributor gt:feedsStated indicator`, and the contribution whose passage names the indicator."""
    indicator = frame.indicator(cited.code)
    iri = frame.of_plan("contribution", slug(cited.code), "stated", short_hash(contributor.value, cited.code))
    yield ox.Triple(contributor, GT.feedsStated, indicator)
    yield from triples(
        iri,
        (A, GT.Contribution),
        (GT.contributor, contributor),
        (GT.indicator, indicator),
        (GT.basis, GT.Stated),
        (GT.confidence, terms.typed("1", "decimal")),
    )
    yield from terms.labelled(iri, f"{cited.code} named by: {terms.shortened(label, 80)}")
    yield from frame.belongs(iri)
    yield from frame.at(iri, cited.span)
