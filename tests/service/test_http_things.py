"""`/id/…`, `/ontology`, `/docs`, `/health`: pages for people, RDF for tools, problems for what is not there."""

from __future__ import annotations

import html
import json
import re
import threading
import time
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from graph.oxigraph import open_store
from ontology.vocabulary import defined_terms
from query.answer import Answer
from query.engine import ask
from query.world import World
from service.http.app import create_app
from service.http.served import Served
from service.http.things import RDFS_LABEL

ACTION = "/id/action/northam/1.1"
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("media", FORMATS)
def test_a_thing_is_told_in_the_format_asked_for(client: TestClient, media: str) -> None:
    for response in (client.get(ACTION, headers={"accept": media}), client.get(ACTION, params={"format": media})):
        assert response.headers["content-type"].split(";")[0] == media
        triples = {q.triple for q in ox.parse(response.content, FORMATS[media])}
        subject = ox.NamedNode("https://w3id.org/golden-thread/id/action/northam/1.1")
        assert any(t.subject == subject and t.object == ox.Literal("1.1") for t in triples)
        assert any("quote" in t.predicate.value for t in triples)


def test_a_thing_has_a_page_with_its_facts_its_words_and_what_points_to_it(client: TestClient) -> None:
    page = client.get(ACTION, headers={"accept": "text/html"}).text
    assert "<h1>Open a drop-in for school leavers</h1>" in page
    assert '<a href="/id/owner/northam/karen-osei">Karen Osei</a>' in page
    assert "northam.md, line 7" in page
    assert "What points to it" in page
    assert 'rel="alternate" type="text/turtle"' in page


def test_things_whose_names_are_elsewhere_are_shown_by_their_whole_name(client: TestClient) -> None:
    response = client.get("/id", params={"iri": "https://w3id.org/golden-thread/id/action/northam/1.1"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "path", ["/id/action/none", "/id/a%20b%3E%22", "/id?iri=nonsense", "/nowhere", "/static/none.css"]
)
def test_what_is_not_there_is_a_problem_for_programs_and_a_page_for_people(client: TestClient, path: str) -> None:
    problem = client.get(path)
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")
    assert {"type", "title", "status", "detail", "instance"} == set(problem.json())
    page = client.get(path, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/"), ("DELETE", "/sparql"), ("PUT", "/api/ask"), ("POST", ACTION)]
)
def test_other_methods_are_a_problem_that_names_those_allowed(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.headers["content-type"]) == (405, "application/problem+json")
    assert "GET" in response.headers["allow"]


def test_the_ontology_is_a_page_for_people_and_rdf_for_tools(client: TestClient) -> None:
    page = client.get("/ontology", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert all(f'id="{term}"' in page.text for term in defined_terms())
    assert client.get("/ontology", headers={"accept": "text/turtle"}).text.count("owl:Class") > 20


def test_every_response_keeps_a_page_from_fetching_or_running_anything_else(client: TestClient) -> None:
    for path in ("/", "/sparql", "/docs", "/ontology", "/nowhere", "/static/style.css", "/health", ACTION):
        headers = client.get(path, headers={"accept": "text/html"}).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert "set-cookie" not in headers


def test_no_page_names_another_host_for_what_it_loads(client: TestClient) -> None:
    class Loaded(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.addresses: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in ("iframe", "object", "embed")
            named = dict(attrs)
            assert tag != "script" or named.get("src"), "no script stands in a page"
            assert not any(name.startswith("on") or name == "style" for name in named)
            if tag in ("link", "img", "script"):
                self.addresses.append(named.get("href") or named.get("src") or "")

    for path in ("/", "/sparql", "/docs", "/ontology", ACTION):
        parser = Loaded()
        parser.feed(client.get(path, headers={"accept": "text/html"}).text)
        assert all(address.startswith("/") for address in parser.addresses)


def test_head_gives_what_get_gives_without_its_body(client: TestClient) -> None:
    response = client.head("/health")
    assert response.status_code == 200


def test_health_says_what_is_served_or_that_nothing_is(
    client: TestClient, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert client.get("/health").json()["documents"] == 2
    empty = str(tmp_path_factory.mktemp("empty") / "store")
    with TestClient(create_app(Served(empty))) as nothing:
        assert nothing.get("/health").json()["status"] == "empty"
        assert nothing.get("/").status_code == 200
        asked = nothing.get("/api/ask", params={"q": "Who leads?"})
        assert (asked.status_code, asked.json()["title"]) == (503, "No plans yet")


def test_the_openapi_description_names_every_route_for_tools(client: TestClient) -> None:
    paths = json.loads(client.get("/openapi.json").text)["paths"]
    assert {"/api/ask", "/api/search", "/api/trace", "/sparql", "/id/{path}", "/health"} <= set(paths)
    page = client.get("/docs").text
    assert all(re.search(rf"<code>\w+ {re.escape(path)}</code>", page) for path in paths)


def test_a_thing_that_many_point_to_has_some_of_them_on_its_page_and_all_of_them_one_click_away(
    tmp_path: Path,
) -> None:
    said = "".join(f'<urn:x:{n}> a <urn:x:Leaf> ; <{RDFS_LABEL}> "Leaf {n:04}" .\n' for n in range(1200))
    with open_store(str(tmp_path / "store"), write=True) as store:
        store.put_graph("urn:x:leaves", [q.triple for q in ox.parse(said.encode(), format=ox.RdfFormat.TURTLE)])
        store.publish()
    client = TestClient(create_app(Served(str(tmp_path / "store"))))
    page = client.get("/page", params={"iri": "urn:x:Leaf"})
    assert page.text.count("/id?iri=urn%3Ax%3A") >= 50
    (more,) = re.findall(r'<a href="([^"]+)">and ([\d,]+) more</a>', page.text)
    assert more[1] == "1150"
    assert "1200 rows" in client.get(html.unescape(more[0])).text


def test_the_front_page_does_not_wait_for_examples(samples: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over a large store they take long; those that are found are there the next time."""
    go_on = threading.Event()

    def slow(question: str, world: World) -> Answer:
        go_on.wait(30)
        return ask(question, world)

    monkeypatch.setattr("service.examples.ask", slow)
    monkeypatch.setattr("service.http.app.PATIENCE", 0.1)
    client = TestClient(create_app(Served(samples)))
    assert "Questions to start from" not in client.get("/").text
    assert client.get("/api/complete?q=which").status_code == 200, "other requests do not wait either"
    go_on.set()
    ends = time.monotonic() + 60
    while "Questions to start from" not in client.get("/").text:
        assert time.monotonic() < ends
