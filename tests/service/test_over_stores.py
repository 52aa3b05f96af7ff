"""The service over stores of three makes says the same: a folder, `oxigraph serve` and Virtuoso."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.oxigraph import open_store
from ontology.names import graph_iri
from service.http.app import create_app
from service.http.served import Served
from tests.service.conftest import put_northam
from tests.service.running import process
from tests.stores import Engines

pytestmark = pytest.mark.every_store
KEY = {"authorization": "Bearer open sesame"}
GSP = "/rdf-graph-store"
HERE = {"graph": "http://example.org/here"}
COUNTED = "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a gt:Action }"
QUESTIONS = (
    "How many actions does each authority have?",
    "Which actions have no funding?",
    "Which objectives have no actions?",
    "Which actions are due by March 2010?",
    "Which indicators are missing their target?",
)


@pytest.fixture(scope="module")
def location(
    request: pytest.FixtureRequest, store_name: str, engines: Engines, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A store of that make with the plans of two invented councils; its settings in the environment."""
    if store_name == "virtuoso" and not request.config.getoption("--stores"):
        pytest.skip("this takes long; --stores virtuoso runs it")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOLDENTHREAD_KEY", "open sesame")
        patch.setenv("GOLDENTHREAD_MODEL", "none")
        where = str(tmp_path_factory.mktemp("over") / "store")
        if store_name != "embedded":
            engine = engines.engine(store_name)
            for name, value in engine.settings.items():
                patch.setenv(name, value)
            engine.clear()
            where = engine.query
        put_northam(where)
        yield where


@pytest.fixture(scope="module")
def remote(location: str) -> Iterator[TestClient]:
    service = Served(location)
    yield TestClient(create_app(service))
    service.close()


def count(client: TestClient, query: str, **params: str) -> int:
    found = client.get("/sparql", params={"query": query, **params}).json()
    return int(found["results"]["bindings"][0]["n"]["value"])


def said(answer: dict[str, Any]) -> tuple[str, str, list[str]]:
    """What of an answer is the same over every store: its status, its interpretation, its rows in any order."""
    rows = sorted(json.dumps(row, sort_keys=True) for row in answer["rows"])
    return answer["status"], answer["interpretation"], rows


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_have_the_answers_that_they_have_over_a_folder(
    remote: TestClient, client: TestClient, question: str
) -> None:
    asked = {"q": question}
    assert said(remote.get("/api/ask", params=asked).json()) == said(client.get("/api/ask", params=asked).json())


def test_what_follows_is_what_follows_over_a_folder(remote: TestClient, client: TestClient) -> None:
    for name in ("derived", "findings"):
        query = f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph_iri(name)} {{ ?s ?p ?o }} }}"
        found = [
            {json.dumps(row, sort_keys=True) for row in one.get("/sparql", params={"query": query, "format": "tsv"})
             .text.splitlines()[1:]}
            for one in (remote, client)
        ]  # fmt: skip
        assert found[0] == found[1]
        assert found[0]


def test_the_graphs_of_a_request_are_its_dataset(remote: TestClient) -> None:
    everything = count(remote, COUNTED)
    assert everything > 2
    document = next(
        row["g"]["value"]
        for row in remote.get(
            "/sparql", params={"query": "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?a a gt:Action } } ORDER BY ?g"}
        ).json()["results"]["bindings"]
        if "/document/" in row["g"]["value"]
    )
    assert 0 < count(remote, COUNTED, **{"default-graph-uri": document}) < everything
    assert count(remote, COUNTED, **{"default-graph-uri": "http://127.0.0.1:9/nowhere"}) == 0
    assert count(remote, COUNTED.replace("WHERE", "FROM <http://127.0.0.1:9/nowhere> WHERE")) == 0
    assert not remote.get("/sparql", params={"query": "ASK { GRAPH <http://127.0.0.1:9/no> { ?s ?p ?o } }"}).json()[
        "boolean"
    ]
    assert remote.get("/ready").status_code == 200
    assert document in remote.get("/sparql", headers={"accept": "text/turtle"}).text


def test_a_thing_has_its_forms(remote: TestClient) -> None:
    page = remote.get("/id/indicator/NI-117", headers={"accept": "text/html"}, follow_redirects=False)
    assert page.status_code == 303
    assert "NI 117" in remote.get("/id/indicator/NI-117.ttl").text
    assert remote.get("/queries/actions.csv").text.count("\n") > 2


def test_it_is_written(remote: TestClient) -> None:
    turtle = {**KEY, "content-type": "text/turtle"}
    put = remote.put(GSP, params=HERE, content="<http://e.org/a> <http://e.org/b> [] .", headers=turtle)
    assert put.status_code == 201
    assert "_:" in remote.get(GSP, params=HERE, headers={"accept": "application/n-triples"}).text
    what = "SELECT (COUNT(*) AS ?n) WHERE { <http://e.org/a> ?p ?o }"
    assert count(remote, what) == 1
    added = "INSERT DATA { <http://e.org/a> gt:text 'in no graph' } ; DROP GRAPH <http://example.org/here>"
    assert remote.post("/update", data={"update": added}, headers=KEY).status_code == 204
    assert remote.get(GSP, params=HERE).status_code == 404
    assert count(remote, what) == 1
    moved = "DELETE { ?s gt:text ?o } INSERT { ?s gt:title ?o } WHERE { ?s gt:text ?o FILTER(?o = 'in no graph') }"
    assert remote.post("/update", data={"update": moved}, headers=KEY).status_code == 204
    assert count(remote, "SELECT (COUNT(*) AS ?n) WHERE { <http://e.org/a> gt:title 'in no graph' }") == 1
    assert count(remote, what) == 1
    refused = remote.post("/update", data={"update": "LOAD <http://127.0.0.1:9/>"}, headers=KEY)
    assert refused.status_code == 400


def test_the_command_line_exports(location: str, tmp_path: Path) -> None:
    held = process("export", "--store", location, "--format", "trig")
    assert held.status == 0, held.err
    assert "gt:Action" in held.out


def test_two_documents_are_compared_as_over_a_folder(location: str, northam: str) -> None:
    with open_store(location, write=False) as store:
        names = [entry.name for entry in store.documents()]
    assert len(names) == 2
    said = [process("diff", *names, "--store", one) for one in (location, northam)]
    assert said[0].status == 0, said[0].err
    assert said[0].out == said[1].out


def test_an_endpoint_is_backed_up_with_its_own_tools(location: str, tmp_path: Path) -> None:
    backup = tmp_path / "backup.tar.gz"
    if not location.startswith("http"):
        assert process("backup", str(backup), "--store", location).status == 0
        assert process("restore", str(backup), "--store", str(tmp_path / "again")).status == 0
        return
    for verb in ("backup", "restore"):
        refused = process(verb, str(backup), "--store", location)
        assert refused.status == 2
        assert "backed up with its own tools" in refused.one_line()
    assert not backup.exists()
