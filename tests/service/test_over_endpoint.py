"""The service over a store of another make: `oxigraph serve`, read and written by SPARQL 1.1 Protocol."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.http.app import create_app
from service.http.served import Served
from tests.graph.plans import ACTIONS_OF_NORTHAM, endpoint, entry, served

KEY = {"authorization": "Bearer open sesame"}
GSP = "/rdf-graph-store"
HERE = {"graph": "http://example.org/here"}


@pytest.fixture(scope="module")
def remote() -> Iterator[TestClient]:
    with served(None) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOLDENTHREAD_KEY", "open sesame")
        patch.setenv("GOLDENTHREAD_STORE_UPDATE", f"{address}/update")
        patch.setenv("GOLDENTHREAD_STORE_GRAPHS", f"{address}/store")
        patch.setenv("GOLDENTHREAD_MODEL", "none")
        with endpoint(address) as store:
            store.replace(entry("northam"), ACTIONS_OF_NORTHAM)
            store.publish()
        service = Served(f"{address}/query")
        yield TestClient(create_app(service))
        service.close()


def rows(client: TestClient, query: str, **params: str) -> int:
    found = client.get("/sparql", params={"query": query, **params}).json()
    return len(found["results"]["bindings"])


def test_it_is_asked_as_a_store_on_disk_is(remote: TestClient) -> None:
    actions = "SELECT ?a WHERE { ?a a gt:Action }"
    assert rows(remote, actions) == 2
    assert rows(remote, actions, **{"default-graph-uri": entry("northam").iri}) == 2
    assert rows(remote, actions, **{"default-graph-uri": "http://127.0.0.1:9/nowhere"}) == 0
    assert rows(remote, "SELECT ?a FROM <http://127.0.0.1:9/nowhere> WHERE { ?a a gt:Action }") == 0
    assert remote.get("/ready").status_code == 200
    assert entry("northam").iri in remote.get("/sparql", headers={"accept": "text/turtle"}).text


def test_it_is_written_as_a_store_on_disk_is(remote: TestClient) -> None:
    turtle = {**KEY, "content-type": "text/turtle"}
    assert (
        remote.put(GSP, params=HERE, content="<http://e.org/a> <http://e.org/b> [] .", headers=turtle).status_code
        == 201
    )
    assert "_:" in remote.get(GSP, params=HERE, headers={"accept": "application/n-triples"}).text
    assert rows(remote, "SELECT * WHERE { <http://e.org/a> ?p ?o }") == 1
    changed = remote.post("/update", data={"update": "DROP GRAPH <http://example.org/here>"}, headers=KEY)
    assert changed.status_code == 204
    assert remote.get(GSP, params=HERE).status_code == 404
    refused = remote.post("/update", data={"update": "LOAD <http://127.0.0.1:9/>"}, headers=KEY)
    assert refused.status_code == 400
