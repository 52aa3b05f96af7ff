"""What HTTP asks of every address: HEAD, OPTIONS, pages from elsewhere, compression, answers that are held already."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

ALL = {"query": "SELECT * WHERE { ?s ?p ?o }"}
DOCUMENT = "https://w3id.org/golden-thread/id/document/northam"


@pytest.mark.parametrize("path", ["/", "/sparql", "/id/indicator/NI-117", "/.well-known/void", "/health", "/docs"])
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/sparql", "GET, HEAD, OPTIONS, POST"),
        ("/update", "OPTIONS, POST"),
        ("/rdf-graph-store", "DELETE, GET, HEAD, OPTIONS, POST, PUT"),
        ("/id/indicator/NI-117", "GET, HEAD, OPTIONS"),
    ],
)
def test_options_says_what_an_address_takes(client: TestClient, path: str, allowed: str) -> None:
    response = client.options(path)
    assert response.status_code == 204
    assert response.headers["allow"] == allowed
    assert client.options("/nowhere").status_code == 404


def test_a_page_from_elsewhere_may_ask_and_read(client: TestClient) -> None:
    origin = {"origin": "https://dashboard.example"}
    asked = client.options("/sparql", headers={**origin, "access-control-request-method": "POST",
                                               "access-control-request-headers": "content-type"})  # fmt: skip
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "POST" in asked.headers["access-control-allow-methods"]
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers=origin)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "etag" in answer.headers["access-control-expose-headers"].lower()
    assert "access-control-allow-credentials" not in answer.headers


def test_large_answers_are_compressed_for_who_can_read_that(client: TestClient) -> None:
    small = client.get("/sparql", params=ALL, headers={"accept-encoding": "gzip"})
    plain = client.get("/sparql", params=ALL, headers={"accept-encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert small.content == plain.content
    assert "Accept-Encoding" in small.headers["vary"]


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/sparql", ALL),
        ("/rdf-graph-store", {"graph": DOCUMENT}),
        ("/.well-known/void", {}),
        ("/id/indicator/NI-117", {}),
    ],
)
def test_who_holds_an_answer_is_told_that_it_still_holds(client: TestClient, path: str, params: dict[str, str]) -> None:
    first = client.get(path, params=params)
    again = client.get(path, params=params, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path, params=params, headers={"if-none-match": '"other"'}).status_code == 200
    other = client.get(path, params=params, headers={"accept": "application/ld+json, text/csv"})
    assert other.headers["etag"] != first.headers["etag"]


def test_what_differs_each_time_has_no_tag(client: TestClient) -> None:
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?now) {}"}).headers
    assert "etag" in client.get("/sparql", params={"query": "SELECT ?now { ?now ?rand 'NOW' }"}).headers


def test_a_large_result_comes_whole(client: TestClient) -> None:
    cross = (
        "SELECT ?s ?t WHERE { { SELECT ?s WHERE { ?s ?p ?o } LIMIT 200 } { SELECT ?t WHERE { ?t ?p ?o } LIMIT 200 } }"
    )
    response = client.get("/sparql", params={"query": cross, "format": "tsv"}, headers={"accept-encoding": "identity"})
    assert len(response.content) > 1 << 20
    assert "content-length" not in response.headers, "its length was waited for"
    assert response.content.count(b"\n") == 40_001
