"""Small hand-made documents for the tests of the store, and stores to put them in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.store import DocumentEntry, ReadStore
from ontology.names import graph_iri, slug, thing
from ontology.vocabulary import GT, ONTOLOGY_FILE, ONTOLOGY_IRI
from tests.stores import oxigraph_engine

if TYPE_CHECKING:
    from graph.endpoint import EndpointStore

A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def entry(name: str, edition: str = "first") -> DocumentEntry:
    """A document of an invented council; an edition has its own hash and IRI."""
    sha = hashlib.sha256(f"{name} {edition}".encode()).hexdigest()
    return DocumentEntry(thing("document", f"{name}-{sha[:8]}").value, f"{name}.txt", sha)


def node(kind: str, name: str) -> ox.NamedNode:
    return thing(kind, "northam", "plan", name)


def triples(*statements: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal | str]) -> tuple[ox.Triple, ...]:
    return tuple(ox.Triple(s, p, ox.Literal(o) if isinstance(o, str) else o) for s, p, o in statements)


def labelled(what: ox.NamedNode, cls: ox.NamedNode, label: str) -> tuple[ox.Triple, ...]:
    return triples((what, A, cls), (what, LABEL, label))


def passage(of: ox.NamedNode, name: str, quote: str, line: int = 1) -> tuple[ox.Triple, ...]:
    """A passage of a thing, with its quote and line."""
    where = thing("document", "northam", slug(name))
    return (
        *triples((of, GT.passage, where), (where, GT.quote, quote), (where, GT.document, thing("document", "northam"))),
        ox.Triple(where, GT.line, ox.Literal(line)),
    )


def ontology_triples() -> tuple[ox.Triple, ...]:
    return tuple(q.triple for q in ox.parse(path=ONTOLOGY_FILE, format=ox.RdfFormat.TURTLE))


def hierarchy() -> tuple[ox.Triple, ...]:
    """What the rules need of the ontology: which class and property is above which."""
    return tuple(t for t in ontology_triples() if t.predicate.value.endswith(("#subClassOf", "#subPropertyOf")))


ACTIONS_OF_NORTHAM = (
    *labelled(node("action", "1-1"), GT.Action, "Open two youth clubs"),
    *labelled(node("action", "1-2"), GT.Action, "Visit every school"),
)
ONTOLOGY = ONTOLOGY_IRI
DERIVED = graph_iri("derived").value


def holds(store: ReadStore, subject: ox.NamedNode, predicate: ox.NamedNode, target: ox.NamedNode) -> bool:
    return store.ask(f"ASK {{ {subject} {predicate} {target} }}")


def canonical(store: ReadStore) -> bytes:
    """All statements as sorted N-Quads, times of reading aside: the canonical form of a graph without blank nodes."""
    found = store.select(f"SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {graph_iri('store')}) }}")
    return "\n".join(sorted(f"{r['s']} {r['p']} {r['o']} {r['g']} ." for r in found.rows)).encode()


@contextmanager
def served(folder: Path | None, *flags: str) -> Iterator[str]:
    """A real `oxigraph serve` process of one's own; its address."""
    with oxigraph_engine(folder, *flags) as engine:
        yield engine.query.removesuffix("/query")


def endpoint(address: str, *, graph_store: bool = False) -> EndpointStore:
    """A store behind such a process."""
    from graph.endpoint import EndpointStore

    return EndpointStore(f"{address}/query", graph_store_url=f"{address}/store" if graph_store else None, write=True)
