"""`/sparql` as programs use it (SPARQL 1.1 Protocol), and what it refuses."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?a a <https://w3id.org/golden-thread/ontology#Action> }"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


def test_a_query_by_get_by_form_and_by_body_gives_the_same(client: TestClient) -> None:
    results = [
        client.get("/sparql", params={"query": COUNT}).json(),
        client.post("/sparql", data={"query": COUNT}).json(),
        client.post("/sparql", content=COUNT, headers={"content-type": DIRECT}).json(),
    ]
    assert results[0]["results"]["bindings"][0]["n"]["value"] == "5"
    assert results[0] == results[1] == results[2]


@pytest.mark.parametrize(
    ("accept", "media", "holds"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", '"bindings"'),
        ("application/json", "application/sparql-results+json", '"bindings"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<sparql"),
        ("text/csv", "text/csv", "n\r\n5"),
        ("text/tab-separated-values", "text/tab-separated-values", "?n\n5"),
        ("*/*", "application/sparql-results+json", '"bindings"'),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.9", "application/sparql-results+xml", "<sparql"),
    ],
)
def test_rows_come_as_accepted(client: TestClient, accept: str, media: str, holds: str) -> None:
    response = client.get("/sparql", params={"query": COUNT}, headers={"accept": accept})
    assert response.headers["content-type"].split(";")[0] == media
    assert holds in response.text
    assert "Accept" in response.headers["vary"].split(", ")


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_a_graph_comes_as_accepted(client: TestClient, media: str) -> None:
    query = "CONSTRUCT WHERE { ?a gt:ownedBy ?o }"
    response = client.get("/sparql", params={"query": query}, headers={"accept": media})
    assert response.headers["content-type"].split(";")[0] == media
    assert "karen-osei" in response.text


def test_the_default_graph_is_the_union_and_a_request_may_name_another_dataset(client: TestClient) -> None:
    document = "https://w3id.org/golden-thread/id/document/northam"
    of_one = client.get("/sparql", params={"query": COUNT, "default-graph-uri": document}).json()
    named = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{document}> {{ ?a a gt:Action }} }}"
    assert of_one["results"]["bindings"][0]["n"]["value"] == "3"
    assert client.get("/sparql", params={"query": named}).json()["results"]["bindings"][0]["n"]["value"] == "3"


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT * WHERE { ?s ?p }", "line 1, column"),
        ("SELECT * WHERE {", "line 1"),
        ("hello", "not hello"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * { OPTIONAL { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } } }", "SERVICE is not allowed"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE is an update"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD is an update"),
        ("SELECT ?x WHERE { ?x a nowhere:Thing }", "nowhere"),
    ],
)
def test_what_may_not_run_is_one_problem_that_says_where(client: TestClient, query: str, says: str) -> None:
    for response in (client.get("/sparql", params={"query": query}), client.post("/sparql", data={"query": query})):
        assert response.status_code == 400
        assert response.headers["content-type"] == "application/problem+json"
        assert says in response.json()["detail"]
        assert "\n" not in response.json()["detail"]


@pytest.mark.parametrize(
    ("content", "media", "status"),
    [
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", "", 415),
        (b"", FORM, 400),
        (b"query=", FORM, 400),
        (b"", DIRECT, 400),
        (b"update=CLEAR+ALL", FORM, 400),
        (b"query=ASK{}&query=ASK{}", FORM, 400),
        ("ASK { } # café".encode("utf-16"), DIRECT, 400),
        (b"ASK {} #" + b"x" * 1_100_000, DIRECT, 413),
    ],
)
def test_a_post_that_is_no_query_is_one_problem(client: TestClient, content: bytes, media: str, status: int) -> None:
    response = client.post("/sparql", content=content, headers={"content-type": media})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_a_query_that_does_not_end_is_stopped_and_the_next_one_answered(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_DEADLINE", "1")
    forever = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    response = client.get("/sparql", params={"query": forever})
    assert response.status_code == 503
    assert "did not end within 1 s" in response.json()["detail"]
    monkeypatch.delenv("GOLDENTHREAD_DEADLINE")
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_without_a_query_a_program_gets_the_service_description_and_a_browser_the_editor(client: TestClient) -> None:
    description = client.get("/sparql")
    assert description.headers["content-type"].startswith("text/turtle")
    assert "service-description#endpoint> <http://testserver/sparql>" in description.text
    editor = client.get("/sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert "<textarea" in editor.text


def test_the_editor_shows_rows_answers_and_graphs(client: TestClient) -> None:
    def shown(query: str) -> str:
        return client.get("/sparql", params={"query": query, "format": "html"}).text

    assert "1 row" in shown(COUNT)
    assert "Yes" in shown("ASK {}")
    assert "No" in shown("ASK { ?s ?s ?s }")
    assert "karen-osei" in shown("CONSTRUCT WHERE { ?a gt:ownedBy ?o }")
    assert "the first 1000" in shown("SELECT * WHERE { ?s ?p ?o }")
    assert "Run" in client.get("/sparql", params={"query": COUNT, "edit": "yes", "format": "html"}).text


def test_a_format_that_is_not_on_offer_is_a_problem(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": COUNT, "format": "turtle"}).status_code == 422
    assert client.get("/sparql", params={"query": COUNT, "format": "nonsense"}).status_code == 422
    assert client.get("/sparql", params={"query": COUNT}, headers={"accept": "image/png"}).status_code == 406
