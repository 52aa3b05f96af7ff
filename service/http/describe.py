"""What the service says of itself and of what it holds, in RDF.

SPARQL 1.1 Service Description at `/sparql`, and VoID (Describing Linked Datasets with the VoID Vocabulary) at
`/.well-known/void`. Both tell what is so: formats, features and graphs are those of the running service.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from fastapi import Request, Response

from graph.results import GRAPH_FORMATS, RESULT_FORMATS, write_graph
from graph.store import Store
from ontology.names import base
from ontology.vocabulary import ONTOLOGY_IRI
from service.http import conditional, sparql
from service.http.links import link
from service.http.served import Served
from service.plans import texts

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCTERMS = "http://purl.org/dc/terms/"
FORMATS = "http://www.w3.org/ns/formats/"
A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
}
"""The names of the formats in the W3C's list of unique IRIs for file formats."""
EXAMPLES = 3
"""Things named as examples, of as many classes."""


def service(served: Served, request: Request, named: str = "") -> Response:
    """The service description, in the format named or the one the client would rather have."""
    media = sparql.result_format(request.headers.get("accept", ""), named, graph=True)
    here = sparql.address(request)
    said = _service(here, str(request.url_for("update")), served.graphs(), writable=bool(served.keys))
    return Response(write_graph(said, media), media_type=media, headers={"vary": "Accept"})


def _service(here: str, update: str, graphs: tuple[str, ...], *, writable: bool) -> Iterator[ox.Triple]:
    one, dataset = ox.NamedNode(f"{here}#service"), ox.NamedNode(f"{here}#dataset")
    yield _t(one, A, f"{SD}Service")
    yield _t(one, f"{SD}endpoint", here)
    yield _t(one, f"{SD}supportedLanguage", f"{SD}SPARQL11Query")
    yield _t(one, f"{SD}feature", f"{SD}UnionDefaultGraph")
    yield _says(one, "http://www.w3.org/2000/01/rdf-schema#label", "Golden Thread: the plans of public bodies")
    yield _t(one, f"{SD}defaultDataset", dataset.value)
    for media in (*RESULT_FORMATS, *GRAPH_FORMATS):
        yield _t(one, f"{SD}resultFormat", FORMATS + NAMES[media])
    if writable:
        other = ox.NamedNode(f"{here}#update")
        yield _t(other, A, f"{SD}Service")
        yield _t(other, f"{SD}endpoint", update)
        yield _t(other, f"{SD}supportedLanguage", f"{SD}SPARQL11Update")
        yield _t(other, f"{SD}feature", f"{SD}UnionDefaultGraph")
        yield _t(other, f"{SD}defaultDataset", dataset.value)
    default = ox.BlankNode()
    yield _t(dataset, A, f"{SD}Dataset")
    yield ox.Triple(dataset, ox.NamedNode(f"{SD}defaultGraph"), default)
    yield _t(default, A, f"{SD}Graph")
    for graph in graphs:
        node, inner = ox.BlankNode(), ox.BlankNode()
        yield ox.Triple(dataset, ox.NamedNode(f"{SD}namedGraph"), node)
        yield _t(node, A, f"{SD}NamedGraph")
        yield _t(node, f"{SD}name", graph)
        yield ox.Triple(node, ox.NamedNode(f"{SD}graph"), inner)
        yield _t(inner, A, f"{SD}Graph")


def dataset(served: Served, request: Request, named: str = "") -> Response:
    """The VoID description of what is held, in the format named or the one the client would rather have."""
    media = sparql.result_format(request.headers.get("accept", ""), named, graph=True)
    here = str(request.base_url).rstrip("/")
    tag = conditional.tag(served.stamp(), here, media)
    if served.stamp() and (same := conditional.unchanged(request, tag)):
        return same
    headers = {"vary": "Accept", **({**conditional.HEADERS, "etag": tag} if served.stamp() else {})}
    said = served.described(here, lambda store: tuple(_dataset(store, here)))
    return Response(write_graph(said, media), media_type=media, headers=headers)


def _dataset(store: Store, here: str) -> Iterator[ox.Triple]:
    whole = ox.NamedNode(f"{here}/.well-known/void#dataset")
    about = ox.NamedNode(f"{here}/.well-known/void")
    yield _t(about, A, f"{VOID}DatasetDescription")
    yield _t(about, "http://xmlns.com/foaf/0.1/primaryTopic", whole.value)
    yield _t(whole, A, f"{VOID}Dataset")
    yield _says(whole, f"{DCTERMS}title", "Golden Thread: the plans of public bodies")
    yield _t(whole, f"{VOID}sparqlEndpoint", f"{here}/sparql")
    yield _says(whole, f"{VOID}uriSpace", base())
    for vocabulary in (ONTOLOGY_IRI, "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/ns/prov#"):
        yield _t(whole, f"{VOID}vocabulary", vocabulary)
    for media in GRAPH_FORMATS:
        yield _t(whole, f"{VOID}feature", FORMATS + NAMES[media])
    properties = texts(store.select("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"))
    classes = texts(
        store.select("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) (MIN(?s) AS ?one) WHERE { ?s a ?c } GROUP BY ?c ORDER BY ?c")
    )
    yield _count(whole, "triples", sum(int(row["n"]) for row in properties))
    yield _count(whole, "properties", len(properties))
    yield _count(whole, "classes", len(classes))
    (subjects,) = texts(store.select("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }"))
    yield _count(whole, "distinctSubjects", int(subjects["n"]))
    for row in properties:
        part = ox.BlankNode()
        yield ox.Triple(whole, ox.NamedNode(f"{VOID}propertyPartition"), part)
        yield _t(part, f"{VOID}property", row["p"])
        yield _count(part, "triples", int(row["n"]))
    for row in classes:
        part = ox.BlankNode()
        yield ox.Triple(whole, ox.NamedNode(f"{VOID}classPartition"), part)
        yield _t(part, f"{VOID}class", row["c"])
        yield _count(part, "entities", int(row["n"]))
    for row in [row for row in classes if row["one"].startswith(base())][:EXAMPLES]:
        yield _t(whole, f"{VOID}exampleResource", row["one"])
        yield _t(ox.NamedNode(row["one"]), "http://xmlns.com/foaf/0.1/page", here + link(row["one"]))
    for entry in store.documents():
        graph = ox.NamedNode(entry.iri)
        (held,) = texts(store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{entry.iri}> {{ ?s ?p ?o }} }}"))
        yield _t(whole, f"{VOID}subset", entry.iri)
        yield _t(graph, A, f"{VOID}Dataset")
        yield _says(graph, f"{DCTERMS}title", entry.name)
        yield _count(graph, "triples", int(held["n"]))


def _t(subject: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode | str, target: str) -> ox.Triple:
    name = predicate if isinstance(predicate, ox.NamedNode) else ox.NamedNode(predicate)
    return ox.Triple(subject, name, ox.NamedNode(target))


def _says(subject: ox.NamedNode, predicate: str, text: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(text))


def _count(subject: ox.NamedNode | ox.BlankNode, name: str, number: int) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(f"{VOID}{name}"), ox.Literal(number))
