"""What the service says of itself and of what it holds is so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from service.http.app import create_app
from service.http.served import Served

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = "http://www.w3.org/ns/formats/"


def described(client: TestClient, path: str) -> Graph:
    return Graph().parse(data=client.get(path, headers={"accept": "text/turtle"}).text, format="turtle")


def test_every_graph_format_and_language_that_is_named_is_there(client: TestClient) -> None:
    said = described(client, "/sparql")
    (one,) = said.subjects(RDF.type, SD.Service)
    assert (one, SD.endpoint, URIRef("http://testserver/sparql")) in said
    assert set(said.objects(one, SD.supportedLanguage)) == {SD.SPARQL11Query}, "writing is off"
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    held = {row["g"]["value"] for row in client.get("/sparql", params={"query": query}).json()["results"]["bindings"]}
    assert {str(name) for name in said.objects(None, SD.name)} == held
    for media, kind, query in (
        ("text/tab-separated-values", "SPARQL_Results_TSV", "SELECT ?s { ?s ?p ?o } LIMIT 1"),
        ("application/sparql-results+xml", "SPARQL_Results_XML", "ASK {}"),
        ("application/trig", "TriG", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"),
    ):
        assert (one, SD.resultFormat, URIRef(FORMATS + kind)) in said
        assert client.get("/sparql", params={"query": query}, headers={"accept": media}).status_code == 200


def test_with_a_key_set_the_update_address_is_described(northam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_KEY", "open sesame")
    said = described(TestClient(create_app(Served(northam))), "/sparql")
    (one,) = said.subjects(SD.supportedLanguage, SD.SPARQL11Update)
    assert (one, SD.endpoint, URIRef("http://testserver/update")) in said


@pytest.mark.parametrize(
    "media", ["application/rdf+xml", "application/ld+json", "application/n-triples", "application/trig"]
)
def test_the_description_comes_in_any_format_of_rdf(client: TestClient, media: str) -> None:
    for path in ("/sparql", "/.well-known/void"):
        response = client.get(path, headers={"accept": media})
        assert response.headers["content-type"].split(";")[0] == media
        assert "http://testserver/sparql" in response.text


def test_what_is_held_is_counted_and_exemplified(client: TestClient) -> None:
    said = described(client, "/.well-known/void")
    (whole,) = said.subjects(VOID.sparqlEndpoint, URIRef("http://testserver/sparql"))
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    count = client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"]
    assert str(said.value(whole, VOID.triples)) == count
    (actions,) = said.subjects(VOID["class"], URIRef("https://w3id.org/golden-thread/ontology#Action"))
    assert said.value(actions, VOID.entities) == Literal(5)
    examples = list(said.objects(whole, VOID.exampleResource))
    assert examples
    for example in examples:
        path = str(example).removeprefix("https://w3id.org/golden-thread/id")
        assert client.get(f"/id{path}", headers={"accept": "text/turtle"}).status_code == 200
    assert {str(s) for s in said.objects(whole, VOID.subset)} >= {"https://w3id.org/golden-thread/id/document/northam"}


def test_it_is_counted_anew_when_something_is_published(northam: str, tmp_path: Path) -> None:
    from graph.oxigraph import open_store

    location = tmp_path / "store"
    shutil.copytree(northam, location)
    client = TestClient(create_app(Served(str(location))))
    before = described(client, "/.well-known/void")
    with open_store(str(location), write=True) as store:
        store.remove("https://w3id.org/golden-thread/id/document/northam")
        store.publish()
    after = described(client, "/.well-known/void")
    assert len(set(after.objects(None, VOID.subset))) == len(set(before.objects(None, VOID.subset))) - 1
