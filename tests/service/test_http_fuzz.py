"""Whatever is asked of the service is answered, refused with a problem, or told to come again; none makes it fail."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = [
    *("SELECT", "ASK", "CONSTRUCT", "WHERE", "FROM", "NAMED", "GRAPH", "SERVICE", "OPTIONAL", "FILTER", "BIND", "AS"),
    *(
        "INSERT",
        "DATA",
        "DELETE",
        "LOAD",
        "BASE",
        "PREFIX",
        "VALUES",
        "UNION",
        "LIMIT",
        "ORDER BY",
        "GROUP BY",
        "(COUNT(*)",
    ),
    *(
        "*",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ".",
        ";",
        ",",
        "?s",
        "?p",
        "?o",
        "a",
        "gt:Action",
        "<http://e.org/a>",
        "<x>",
        "_:b",
    ),
    *(
        '"text"',
        "'it\\'s'",
        "@en",
        "^^xsd:date",
        "1",
        "-2.5e3",
        "true",
        "# comment",
        "\\u0053",
        "\x00",
        "é",
        "<",
        ">",
        "/",
        "^",
        "|",
    ),
]
QUERIES = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=80)
TEXTS = st.text(alphabet=st.characters(codec="latin-1", exclude_characters="\r\n\x00"), max_size=60)


def fine(status: int) -> bool:
    return status < 500 or status == 503


@PATIENT
@given(query=QUERIES)
def test_no_query_makes_it_fail(client: TestClient, query: str) -> None:
    response = client.post("/sparql", data={"query": query})
    assert fine(response.status_code), response.text
    if response.status_code >= 400:
        assert response.headers["content-type"] == "application/problem+json"


@PATIENT
@given(update=QUERIES)
def test_no_update_makes_the_guard_fail(update: str) -> None:
    from graph.store import QueryError
    from graph.updates import check_update, is_empty, with_dataset

    try:
        check_update(with_dataset(update, ("http://e.org/g",), ()))
        is_empty(update)
    except QueryError as refusal:
        assert "\n" not in str(refusal)


@PATIENT
@given(accept=TEXTS, path=st.sampled_from(["/", "/sparql", "/id/indicator/NI-117", "/.well-known/void", "/ontology"]))
def test_no_accept_header_makes_it_fail(client: TestClient, accept: str, path: str) -> None:
    assert fine(client.get(path, headers={b"accept": accept.encode("latin-1")}).status_code)


@PATIENT
@given(end=st.text(max_size=40), name=st.sampled_from(["/id/", "/page/", "/queries/", "/rdf-graph-store/", "/static/"]))
def test_no_address_makes_it_fail(client: TestClient, end: str, name: str) -> None:
    from urllib.parse import quote

    assert fine(client.get(name + quote(end)).status_code)


@pytest.mark.parametrize("path", ["/id", "/page", "/rdf-graph-store", "/api/report"])
@given(value=st.text(max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_makes_it_fail(client: TestClient, path: str, value: str) -> None:
    names = {"iri": value, "graph": value, "document": value, "format": value}
    assert fine(client.get(path, params=names).status_code)
