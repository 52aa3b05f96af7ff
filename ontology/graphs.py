"""The graphs that no plan holds: the ontology, the reference data and the mapping of indicators to outcomes.

All of it as pyoxigraph triples, deterministic and without blank nodes: a blank node of the ontology file (a list, a
union) becomes an IRI under the ontology's `/.well-known/genid/` (RDF 1.1 Concepts, section 3.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from ontology import reference
from ontology.names import base, graph_iri, indicator_iri, thing
from ontology.vocabulary import GT, ONTOLOGY_FILE, ONTOLOGY_IRI

ALIGNMENTS_FILE = Path(__file__).with_name("alignments.ttl")
SHAPES_FILE = Path(__file__).with_name("shapes.ttl")

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCT = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = ox.NamedNode(_RDF + "type")
RDFS_LABEL = ox.NamedNode(_RDFS + "label")
ALT_LABEL = ox.NamedNode(_SKOS + "altLabel")
DEFINITION = ox.NamedNode(_SKOS + "definition")
NOTE = ox.NamedNode(_SKOS + "note")
BROADER = ox.NamedNode(_SKOS + "broader")
IN_SCHEME = ox.NamedNode(_SKOS + "inScheme")
SOURCE = ox.NamedNode(_DCT + "source")
IS_REPLACED_BY = ox.NamedNode(_DCT + "isReplacedBy")
CONCEPT_SCHEME = ox.NamedNode(_SKOS + "ConceptScheme")


def graphs() -> Mapping[str, tuple[ox.Triple, ...]]:
    """Graph IRI to its triples: the ontology (with its alignments), the reference data and the outcomes mapping."""
    return _graphs(base())


@cache
def _graphs(_base: str) -> Mapping[str, tuple[ox.Triple, ...]]:
    # The base of things is a setting: graphs are kept a base.
    return MappingProxyType(
        {
            ONTOLOGY_IRI: _sorted([*_parsed(ONTOLOGY_FILE), *_parsed(ALIGNMENTS_FILE)]),
            graph_iri("reference").value: _sorted(_reference()),
            graph_iri("outcomes").value: _sorted(_outcomes_mapping()),
        }
    )


def _sorted(triples: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    return tuple(sorted(set(triples), key=str))


def _parsed(path: Path) -> Iterator[ox.Triple]:
    """What a Turtle file says of our terms, its blank nodes named after the file and their place in it.

    Its declarations of other vocabularies' terms stay behind: reasoners need them, readers of the graph would take
    "org:Post" for a class of things that the store holds.
    """
    names: dict[ox.BlankNode, ox.NamedNode] = {}

    def name(node: ox.BlankNode) -> ox.NamedNode:
        return names.setdefault(node, ox.NamedNode(f"{ONTOLOGY_IRI}/.well-known/genid/{path.stem}-{len(names) + 1}"))

    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and not quad.subject.value.startswith(ONTOLOGY_IRI):
            continue
        subject = name(quad.subject) if isinstance(quad.subject, ox.BlankNode) else quad.subject
        target = name(quad.object) if isinstance(quad.object, ox.BlankNode) else quad.object
        yield ox.Triple(subject, quad.predicate, target)


def _text(value: str) -> ox.Literal:
    return ox.Literal(value)


def _named(subject: ox.NamedNode, cls: ox.NamedNode, label: str, others: Iterable[str] = ()) -> Iterator[ox.Triple]:
    """Class, label and other labels of a thing."""
    yield ox.Triple(subject, RDF_TYPE, cls)
    yield ox.Triple(subject, RDFS_LABEL, _text(label))
    for other in others:
        if other != label:
            yield ox.Triple(subject, ALT_LABEL, _text(other))


def _reference() -> Iterator[ox.Triple]:
    yield from _indicators()
    yield from _outcomes()
    yield from _authorities()
    yield from _streams()
    for kind in reference.partner_kinds():
        node = thing("partner-kind", kind.slug)
        yield from _named(node, GT.PartnerKind, kind.name, kind.other_names)
        yield ox.Triple(node, DEFINITION, _text(kind.definition))
    yield from _acronyms()


def _indicators() -> Iterator[ox.Triple]:
    scheme = thing("scheme", "national-indicator-set")
    yield from _named(scheme, CONCEPT_SCHEME, "National Indicator Set 2008-2011")
    polarity = {"higher": GT.HigherIsBetter, "lower": GT.LowerIsBetter}
    sources = reference.indicator_evidence()
    for indicator in reference.national_indicators().values():
        node = indicator_iri(indicator.code)
        spaceless = indicator.code.replace(" ", "")
        yield from _named(
            node, GT.NationalIndicator, indicator.label, (indicator.title, spaceless, *indicator.wordings)
        )
        yield ox.Triple(node, RDF_TYPE, GT.Indicator)
        yield ox.Triple(node, GT.code, _text(indicator.code))
        yield ox.Triple(node, DEFINITION, _text(indicator.title))
        yield ox.Triple(node, GT.theme, _text(indicator.theme))
        yield ox.Triple(node, GT.confirmed, ox.Literal(indicator.confirmed))
        if indicator.in_set:
            yield ox.Triple(node, IN_SCHEME, scheme)
        else:
            yield ox.Triple(node, NOTE, _text(f"{indicator.status}: {indicator.note}"))
        if indicator.polarity:
            yield ox.Triple(node, GT.polarity, polarity[indicator.polarity])
        if indicator.parent:
            yield ox.Triple(node, BROADER, indicator_iri(indicator.parent))
        for key in indicator.evidence:
            yield ox.Triple(node, SOURCE, _text(sources[key]))


def _outcomes() -> Iterator[ox.Triple]:
    scheme = thing("scheme", "every-child-matters")
    yield from _named(scheme, CONCEPT_SCHEME, "Every Child Matters outcomes")
    for outcome in reference.outcomes():
        node = thing("outcome", outcome.slug)
        yield from _named(node, GT.Outcome, outcome.label, outcome.other_names)
        yield ox.Triple(node, DEFINITION, _text(outcome.definition))
        yield ox.Triple(node, IN_SCHEME, scheme)


def _authorities() -> Iterator[ox.Triple]:
    for authority in reference.authorities():
        node = thing("authority", authority.code or authority.slug)
        yield from _named(node, GT.Authority, authority.name, authority.other_names)
        yield ox.Triple(node, GT.authorityKind, _text(authority.kind))
        if authority.code:
            yield ox.Triple(node, GT.gssCode, _text(authority.code))
        if authority.later_code:
            yield ox.Triple(node, GT.laterGssCode, _text(authority.later_code))


def _streams() -> Iterator[ox.Triple]:
    for stream in reference.funding_streams():
        node = thing("stream", stream.slug)
        yield from _named(node, GT.FundingStream, stream.name, stream.other_names)
        if stream.note:
            yield ox.Triple(node, NOTE, _text(stream.note))


def _acronyms() -> Iterator[ox.Triple]:
    for acronym, expansions in reference.acronyms().items():
        node = thing("acronym", re.sub(r"[^A-Za-z0-9]+", "-", acronym.replace("&", "and")))
        yield from _named(node, GT.Acronym, acronym)
        for expansion in expansions:
            yield ox.Triple(node, GT.expansion, _text(expansion))


def _outcomes_mapping() -> Iterator[ox.Triple]:
    for source in reference.outcome_mapping_sources():
        yield ox.Triple(graph_iri("outcomes"), SOURCE, _text(source))
    for indicator in reference.national_indicators().values():
        outcome = reference.outcome_of(indicator.code)
        if outcome and indicator.in_set:
            yield ox.Triple(indicator_iri(indicator.code), GT.towards, thing("outcome", outcome))
