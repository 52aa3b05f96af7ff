"""The ontology as one page for people: every term, what it means, how it stands to others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rdflib
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from ontology.graphs import ALIGNMENTS_FILE
from ontology.vocabulary import ONTOLOGY_FILE, ONTOLOGY_IRI

TEMPLATE = "page.html"
_GT = rdflib.Namespace(f"{ONTOLOGY_IRI}#")
_SCHEMA = rdflib.Namespace("https://schema.org/")
_MATCHES = (
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)
_ROWS = (
    ("Subclass of", RDFS.subClassOf),
    ("Subproperty of", RDFS.subPropertyOf),
    ("One of", RDF.type),
    ("From", RDFS.domain),
    ("From", _SCHEMA.domainIncludes),
    ("To", RDFS.range),
    ("To", _SCHEMA.rangeIncludes),
    ("Said the other way", _GT.inverseLabel),
    ("Evidenced by", _GT.evidencedBy),
    ("Uncertain", _GT.uncertain),
    ("Example", SKOS.example),
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a term's description: its text, and where it leads ("" for plain text)."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the page shows it: local name, IRI, label, definition, and rows of name and values."""

    name: str
    iri: str
    label: str
    definition: str
    rows: tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of term and its terms by name."""

    title: str
    anchor: str
    terms: tuple[Term, ...]


@cache
def ontology_page() -> str:
    """The page as HTML, self-contained: no scripts, no outside requests, the same text for the same ontology."""
    graph = rdflib.Graph().parse(ONTOLOGY_FILE).parse(ALIGNMENTS_FILE)
    ontology = rdflib.URIRef(ONTOLOGY_IRI)
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE).render(
        iri=ONTOLOGY_IRI,
        title=str(graph.value(ontology, DCTERMS.title)),
        description=str(graph.value(ontology, DCTERMS.description)),
        version=str(graph.value(ontology, OWL.versionInfo)),
        licence=str(graph.value(ontology, DCTERMS.license)),
        sections=_sections(graph),
    )


def _sections(graph: rdflib.Graph) -> tuple[Section, ...]:
    kinds = (
        ("Classes", "classes", OWL.Class),
        ("Object properties", "object-properties", OWL.ObjectProperty),
        ("Data properties", "data-properties", OWL.DatatypeProperty),
        ("Values", "values", OWL.NamedIndividual),
        ("Annotation properties", "annotation-properties", OWL.AnnotationProperty),
    )
    return tuple(
        Section(
            title, anchor, tuple(_term(graph, s) for s in sorted(graph.subjects(RDF.type, kind), key=str) if _ours(s))
        )
        for title, anchor, kind in kinds
    )


def _ours(node: rdflib.term.Node) -> bool:
    return str(node).startswith(_GT)


def _term(graph: rdflib.Graph, subject: rdflib.term.Node) -> Term:
    rows: dict[str, list[Value]] = {}
    for title, prop in _ROWS:
        for target in sorted(graph.objects(subject, prop), key=str):
            if prop == RDF.type and not _ours(target):
                continue
            rows.setdefault(title, []).append(_value(graph, target))
    for prop in _MATCHES:
        for target in sorted(graph.objects(subject, prop), key=str):
            title = str(graph.namespace_manager.qname(str(prop))).removeprefix("skos:").replace("Match", " match")
            rows.setdefault(title.capitalize(), []).append(_value(graph, target))
    return Term(
        name=str(subject).removeprefix(_GT),
        iri=str(subject),
        label=str(graph.value(subject, RDFS.label)),
        definition=str(graph.value(subject, SKOS.definition)),
        rows=tuple((title, tuple(dict.fromkeys(values))) for title, values in rows.items()),
    )


def _value(graph: rdflib.Graph, target: rdflib.term.Node) -> Value:
    if isinstance(target, rdflib.Literal):
        return Value("yes" if target.value is True else str(target))
    iri = str(target)
    if iri.startswith(_GT):
        return Value(f"gt:{iri.removeprefix(_GT)}", f"#{iri.removeprefix(_GT)}")
    return Value(graph.namespace_manager.normalizeUri(iri).strip("<>"), iri if iri.startswith("http") else "")
