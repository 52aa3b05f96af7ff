"""The things that rows name: owners, partners and groups, strategies, funding streams."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ingest.statements import terms
from ingest.statements.frame import Frame, named_statements
from ingest.statements.terms import A, triples
from ingest.things import Named
from ontology import reference
from ontology.names import thing
from ontology.vocabulary import GT

_OWNER_CLASSES = {"person": GT.Person, "post": GT.Post, "body": GT.Body}


def name_statements(frame: Frame) -> Iterator[ox.Triple]:
    """Everything that is known by its name, once each."""
    for owner in frame.owners.things:
        cls = _OWNER_CLASSES.get(owner.kind)
        iri = frame.of_authority("owner", owner.slug)
        yield from named_statements(frame, iri, owner, GT.Owner, *([cls] if cls else []))
        yield ox.Triple(iri, GT.authority, frame.authority)
    for partner in frame.partners.things:
        iri = frame.of_authority("partner", partner.slug)
        yield from named_statements(frame, iri, partner, GT.PartnerGroup)
        if kind := _partner_kind(partner):
            yield from triples(kind_iri := thing("partner-kind", kind.slug), (A, GT.PartnerKind))
            yield from terms.labelled(kind_iri, kind.name)
            yield ox.Triple(iri, GT.kind, kind_iri)
        yield ox.Triple(iri, GT.authority, frame.authority)
    for strategy in frame.strategies.things:
        iri = frame.of_authority("strategy", strategy.slug)
        yield from named_statements(frame, iri, strategy, GT.Strategy)
        yield ox.Triple(iri, GT.authority, frame.authority)
    for stream in frame.streams.things:
        yield from named_statements(frame, frame.stream_iri(stream), stream, GT.FundingStream)


def _partner_kind(partner: Named) -> reference.PartnerKind | None:
    kinds = (reference.partner_kind_named(form) for form in (partner.label, *partner.others))
    return next((kind for kind in kinds if kind), None)
