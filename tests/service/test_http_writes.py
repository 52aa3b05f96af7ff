"""Writing by HTTP: who may, what becomes of the union and of what is derived, and graphs sent and fetched whole."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.cli import main
from service.http.app import create_app
from service.http.served import Served
from service.keys import hashed
from tests.service.running import process

KEY = {"authorization": "Bearer open sesame"}
UPDATE = "application/sparql-update"
GSP = "/rdf-graph-store"
MINE = "http://example.org/mine"
POST = "INSERT DATA { GRAPH <http://example.org/mine> { <http://example.org/lead> a gt:Post } }"


@pytest.fixture(scope="module")
def writable(northam: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over a copy of the store, which may be written with a key."""
    location = tmp_path_factory.mktemp("writable") / "store"
    shutil.copytree(northam, location)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOLDENTHREAD_KEY", "open sesame")
        served = Served(str(location))
    with TestClient(create_app(served)) as client:
        yield client


def ask(client: TestClient, query: str) -> bool:
    return bool(client.get("/sparql", params={"query": query}).json()["boolean"])


def update(client: TestClient, text: str, **names: str) -> int:
    headers = {**KEY, "content-type": UPDATE}
    return client.post("/update", content=text, headers=headers, params=names).status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), ({"authorization": "Bearer wrong"}, 401), ({"authorization": "Basic open"}, 401), (KEY, 204)],
)
def test_writing_needs_a_key_that_is_known(writable: TestClient, headers: dict[str, str], status: int) -> None:
    response = writable.post("/update", data={"update": "CLEAR SILENT GRAPH <http://example.org/no>"}, headers=headers)
    assert response.status_code == status
    if status == 401:
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert writable.put(GSP, params={"graph": MINE}, content="", headers=headers).status_code == 401


def test_without_a_key_writing_is_off(client: TestClient) -> None:
    for response in (
        client.post("/update", data={"update": "CLEAR ALL"}, headers=KEY),
        client.put(GSP, params={"graph": MINE}, content="", headers=KEY),
        client.delete(GSP, params={"graph": MINE}, headers=KEY),
    ):
        assert response.status_code == 403
        assert "GOLDENTHREAD_KEY" in response.json()["detail"]


def test_a_key_has_a_name_and_is_kept_as_a_hash(northam: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = process("key", "nightly-load").out.splitlines()
    key, line = said[0].split(": ")[1], said[1].split(":   ")[1]
    assert line == f"nightly-load sha256:{hashed(key)}"
    file = tmp_path / "keys"
    file.write_text(f"# who may write\n\n{line}\n")
    monkeypatch.setenv("GOLDENTHREAD_KEYS", str(file))
    assert Served(northam).keys.name_of(key) == "nightly-load"
    assert Served(northam).keys.name_of(key[:-1]) is None
    file.write_text("nightly-load swordfish\n")
    problem = process("serve", "--store", northam, "--port", "0").one_line()
    assert "line 1: write NAME sha256:HASH" in problem


def test_what_is_written_is_seen_at_once_in_its_graph_in_the_union_and_in_what_follows(writable: TestClient) -> None:
    before = set(_statements(writable, "CONSTRUCT WHERE { ?s ?p ?o }"))
    assert update(writable, POST) == 204
    assert ask(writable, f"ASK {{ <http://example.org/lead> a gt:Owner GRAPH <{MINE}> {{ ?lead a gt:Post }} }}")
    assert update(writable, f"DROP GRAPH <{MINE}>") == 204
    assert not ask(writable, "ASK { <http://example.org/lead> ?p ?o }"), "nor what was derived from it"
    after = set(_statements(writable, "CONSTRUCT WHERE { ?s ?p ?o }"))
    assert {s for s in before ^ after if "dateTime" not in s and "/graph/" not in s} == set()


def _statements(client: TestClient, query: str) -> list[str]:
    return client.get("/sparql", params={"query": query, "format": "ntriples"}).text.splitlines()


def test_a_statement_of_two_graphs_stays_in_the_union_until_it_has_left_both(writable: TestClient) -> None:
    one, two = f"{MINE}/1", f"{MINE}/2"
    statement = "<http://example.org/a> <http://example.org/b> <http://example.org/c>"
    for graph in (one, two):
        sent = writable.put(
            GSP, params={"graph": graph}, content=f"{statement} .", headers={**KEY, "content-type": "text/turtle"}
        )
        assert sent.status_code == 201
    count = "SELECT (COUNT(*) AS ?n) WHERE { <http://example.org/a> ?p ?o }"
    for graph, left in ((one, "1"), (two, "0")):
        assert writable.delete(GSP, params={"graph": graph}, headers=KEY).status_code == 204
        found = writable.get("/sparql", params={"query": count}).json()["results"]["bindings"]
        assert found[0]["n"]["value"] == left
    assert writable.delete(GSP, params={"graph": two}, headers=KEY).status_code == 404


@pytest.mark.parametrize(
    ("media", "sent"),
    [
        ("text/turtle", "@prefix x: <http://example.org/> . x:a x:says [ x:word 'héllo' ] ."),
        (
            "application/n-triples",
            '<http://example.org/a> <http://example.org/says> _:x .\n_:x <http://example.org/word> "héllo" .',
        ),
        (
            "application/ld+json",
            '{"@id": "http://example.org/a", "http://example.org/says": {"http://example.org/word": "héllo"}}',
        ),
        (
            "application/rdf+xml",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://example.org/"><r:Description'
            ' r:about="http://example.org/a"><x:says r:parseType="Resource"><x:word>héllo</x:word></x:says>'
            "</r:Description></r:RDF>",
        ),
    ],
)
def test_a_graph_comes_and_goes_in_each_format(writable: TestClient, media: str, sent: str) -> None:
    from rdflib import Graph
    from rdflib.compare import isomorphic

    want = Graph().parse(data="@prefix x: <http://example.org/> . x:a x:says [ x:word 'héllo' ] .", format="turtle")
    where = {"graph": f"{MINE}/formats"}
    writable.put(GSP, params=where, content=sent.encode(), headers={**KEY, "content-type": media})
    for back, kind in (("text/turtle", "turtle"), ("application/rdf+xml", "xml"), (media, None)):
        got = writable.get(GSP, params=where, headers={"accept": back})
        assert got.headers["content-type"].split(";")[0] == back
        assert isomorphic(Graph().parse(data=got.text, format=kind or back), want), got.text


def test_what_is_added_to_a_graph_shares_no_blank_node_with_what_was_there(writable: TestClient) -> None:
    where, headers = {"graph": f"{MINE}/people"}, {**KEY, "content-type": "text/turtle"}
    for name in ("Ann", "Bob", "Bob"):
        writable.post(GSP, params=where, content=f"[] <http://example.org/name> '{name}' .", headers=headers)
    got = writable.get(GSP, params=where, headers={"accept": "application/n-triples"}).text
    assert len({line.split()[0] for line in got.splitlines()}) == 2
    assert got.count("_:") == 2


def test_a_new_graph_gets_a_name_that_is_its_address(writable: TestClient) -> None:
    made = writable.post(
        GSP, content="<http://e.org/a> <http://e.org/b> 1 .", headers={**KEY, "content-type": "text/turtle"}
    )
    assert made.status_code == 201
    assert "http://e.org/a" in writable.get(made.headers["location"], headers={"accept": "text/turtle"}).text
    assert writable.delete(made.headers["location"], headers=KEY).status_code == 204
    assert writable.get(made.headers["location"]).status_code == 404


@pytest.mark.parametrize(
    ("params", "media", "body", "status"),
    [
        ({"graph": MINE}, "text/turtle", "this is no Turtle", 400),
        ({"graph": MINE}, "image/png", "", 415),
        ({"graph": MINE}, "", "", 415),
        ({"graph": "mine"}, "text/turtle", "", 400),
        ({"graph": MINE, "default": ""}, "text/turtle", "", 400),
        ({"graph": "https://w3id.org/golden-thread/id/graph/derived"}, "text/turtle", "", 400),
        ({"graph": MINE}, "multipart/form-data", "no boundary", 400),
        ({"graph": MINE}, "application/ld+json", '{"@context": "http://127.0.0.1:9/", "@id": "a:b"}', 400),
    ],
)
def test_a_graph_that_cannot_be_taken_is_one_problem(
    writable: TestClient, params: dict[str, str], media: str, body: str, status: int
) -> None:
    response = writable.put(GSP, params=params, content=body, headers={**KEY, "content-type": media})
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("INSERT DATA { nonsense }", "line 1, column"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD is not allowed"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * WHERE { ?s ?p ?o }", "line 1"),
    ],
)
def test_an_update_that_may_not_run_is_one_problem(writable: TestClient, text: str, said: str) -> None:
    response = writable.post("/update", content=text, headers={**KEY, "content-type": UPDATE})
    assert response.status_code == 400
    assert said in response.json()["detail"]


def test_the_request_may_name_the_graphs_that_an_update_sees(writable: TestClient) -> None:
    insert = "INSERT { GRAPH <http://example.org/new> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert update(writable, f"INSERT DATA {{ GRAPH <{MINE}/a> {{ <http://e.org/a> <http://e.org/b> 1 }} }}") == 204
    assert update(writable, insert, **{"using-graph-uri": f"{MINE}/a"}) == 204
    assert (
        len(_statements(writable, "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <http://example.org/new> { ?s ?p ?o } }")) == 1
    )
    assert (
        update(writable, "DELETE WHERE { GRAPH <http://example.org/new> { ?s ?p ?o } }", **{"using-graph-uri": MINE})
        == 204
    )
    assert ask(writable, "ASK { GRAPH <http://example.org/new> { ?s ?p ?o } }"), "the pattern sees no such graph"
    conflict = f"WITH <{MINE}> {insert}"
    assert update(writable, conflict, **{"using-graph-uri": MINE}) == 400


def test_a_build_that_is_writing_makes_writers_wait(
    northam: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.oxigraph import open_store

    monkeypatch.setenv("GOLDENTHREAD_KEY", "open sesame")
    location = tmp_path / "store"
    shutil.copytree(northam, location)
    with TestClient(create_app(Served(str(location)))) as client:
        with open_store(str(location), write=True):
            response = client.post("/update", content=POST, headers={**KEY, "content-type": UPDATE})
        assert response.status_code == 503
        assert response.headers["retry-after"]
        assert client.post("/update", content=POST, headers={**KEY, "content-type": UPDATE}).status_code == 204
    assert main(["status", "--store", str(location)]) == 0


def test_a_write_that_does_not_end_is_stopped_and_the_store_is_as_it_was(
    writable: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert update(writable, "CLEAR SILENT GRAPH <http://example.org/no>") == 204  # the writing process has started
    before = writable.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
    endless = """INSERT { GRAPH <http://example.org/endless> { ?a ?b ?i } }
      WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?l) }"""
    with monkeypatch.context() as patch:
        patch.setenv("GOLDENTHREAD_WRITE_DEADLINE", "1")
        began = time.monotonic()
        assert update(writable, endless) == 503
        assert time.monotonic() - began < 10
    assert update(writable, "CLEAR SILENT GRAPH <http://example.org/no>") == 204  # the next one is taken
    assert writable.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json() == before


def test_the_log_names_the_key_that_wrote_and_never_shows_it(
    writable: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="goldenthread"):
        assert update(writable, "CLEAR SILENT GRAPH <http://example.org/no>") == 204
    assert "update by key key" in [record.getMessage() for record in caplog.records]  # the name of the one key set
    assert "open sesame" not in caplog.text
