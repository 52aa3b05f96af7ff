"""What a store says about itself, in its own statements: the documents it holds, and whether what is derived holds.

A document's graph carries the document's file name and SHA-256; the store's graph says when each was read, by which
rules the derived graph was made (`owl:versionInfo`) and since when it no longer follows from the documents
(`prov:invalidatedAtTime`, PROV-O). The mark is written with the change it speaks of, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pyoxigraph as ox

from graph.store import DocumentEntry, ReadStore, Solutions
from ontology.names import graph_iri
from ontology.vocabulary import GT

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RDFS_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
INVALIDATED = ox.NamedNode("http://www.w3.org/ns/prov#invalidatedAtTime")
GENERATED = ox.NamedNode("http://www.w3.org/ns/prov#generatedAtTime")
RULES_VERSION = ox.NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
READ_AT = GT.readAt
_DATE_TIME = ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")

FOLLOWING = ("derived", "findings", "inferred", "editions", "store")
"""Graphs that follow from the others: writing them leaves the derived statements good."""


def now() -> ox.Literal:
    """The present moment as an xsd:dateTime in UTC, to the microsecond."""
    return ox.Literal(datetime.now(UTC).isoformat().replace("+00:00", "Z"), datatype=_DATE_TIME)


def follows(iri: str) -> bool:
    """Whether the graph is made from the others, so that writing it does not put the derived graph out of date."""
    return iri in {graph_iri(name).value for name in FOLLOWING}


def entry_triples(entry: DocumentEntry) -> tuple[ox.Triple, ...]:
    """The statements by which a document's graph says what it was read from."""
    document = ox.NamedNode(entry.iri)
    return (
        ox.Triple(document, RDF_TYPE, GT.Document),
        ox.Triple(document, GT.fileName, ox.Literal(entry.name)),
        ox.Triple(document, GT.sha256, ox.Literal(entry.sha256)),
    )


def read_at(iri: str) -> ox.Triple:
    """That a document was read now, for the store's graph."""
    return ox.Triple(ox.NamedNode(iri), READ_AT, now())


def out_of_date() -> ox.Triple:
    """That the derived graph no longer follows from the documents, for the store's graph."""
    return ox.Triple(graph_iri("derived"), INVALIDATED, now())


def derived_now(rules_version: str) -> tuple[ox.Triple, ...]:
    """That the derived graph was made now, by the rules of that version, for the store's graph."""
    derived = graph_iri("derived")
    return (
        ox.Triple(derived, GENERATED, now()),
        ox.Triple(derived, RULES_VERSION, ox.Literal(rules_version)),
    )


def documents(store: ReadStore) -> tuple[DocumentEntry, ...]:
    """The documents a store holds, by name."""
    found = store.select(
        f"SELECT ?document (MIN(?n) AS ?name) (MIN(?s) AS ?sha256) (MIN(?h) AS ?hand) WHERE {{ GRAPH ?document {{"
        f" ?document {GT.fileName} ?n ; {GT.sha256} ?s OPTIONAL {{ ?document {GT.sidecar}/{GT.sha256} ?h }} }} }}"
        f" GROUP BY ?document"
    )
    entries = (
        DocumentEntry(r["document"].value, r["name"].value, r["sha256"].value, r["hand"].value if "hand" in r else "")
        for r in found.rows
    )
    return tuple(sorted(entries, key=lambda e: (e.name, e.iri)))


def derived_by(store: ReadStore) -> str | None:
    """The version of the rules whose conclusions the store holds; None where they are missing or out of date."""
    derived, home = graph_iri("derived"), graph_iri("store")
    found = store.select(
        f"SELECT ?version WHERE {{ GRAPH {home} {{ {derived} {RULES_VERSION} ?version }}"
        f" FILTER NOT EXISTS {{ GRAPH {home} {{ {derived} {INVALIDATED} ?since }} }} }}"
    )
    return max((r["version"].value for r in found.rows), default=None)


def last_written(select: Callable[[str], Solutions]) -> str:
    """The last moment that a store's own notes speak of, found by its way of selecting; "" where it has none."""
    found = select(
        f"SELECT (MAX(STR(?t)) AS ?last) WHERE {{ GRAPH {graph_iri('store')} {{ ?what ?how ?t"
        f" FILTER(?how IN ({GENERATED}, {INVALIDATED}, {READ_AT})) }} }}"
    )
    return next((r["last"].value for r in found.rows if "last" in r), "")
