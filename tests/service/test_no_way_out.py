"""Nothing that a client sends makes the service call anybody or read a file: a server listens, and hears nothing."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from service.http.app import create_app
from service.http.served import Served
from tests.service.serving import on_a_port

KEY = {"authorization": "Bearer open sesame"}


@dataclass
class Listener:
    """A port that counts who connects to it."""

    address: str
    calls: int = 0


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard = Listener(f"http://127.0.0.1:{server.getsockname()[1]}/data")

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                heard.calls += 1
                connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/turtle\r\ncontent-length: 0\r\n\r\n")
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield heard


@pytest.fixture(scope="module")
def service(northam: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    location = tmp_path_factory.mktemp("escape") / "store"
    shutil.copytree(northam, location)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOLDENTHREAD_KEY", "open sesame")
        served = Served(str(location))
    with on_a_port(create_app(served)) as address:
        yield address


QUERIES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "select * { service<URL>{ ?s ?p ?o } }",
    "SELECT * { sErViCe/**/ <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE # a comment\n <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '#' . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '\\'' . SERVICE <URL#> { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE <URL> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE <URL> { ?s ?p ?o } }",
    "PREFIX service: <URL> SELECT * { SERVICE service: { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICE x:a { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "SELECT * { VALUES ?where { <URL> } SERVICE ?where { ?s ?p ?o } }",
    "SELECT * { BIND(IRI('URL') AS ?where) SERVICE SILENT ?where { ?s ?p ?o } }",
    "ASK { { SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) {}",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <URL>",
    "LOAD <URL>",
]
UPDATES = [
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <http://example.org/g>",
    "load<URL>",
    "LO\\u0041D <URL>",
    "LOAD # a comment\n <URL>",
    "PREFIX x: <URL> LOAD x:",
    "LOAD <file:///etc/passwd>",
    "CLEAR SILENT GRAPH <http://example.org/g> ; LOAD <URL>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "INSERT { ?s ?p ?o } WHERE { { SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } } } }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } USING <URL> WHERE { ?s ?p ?o }",
    "WITH <URL> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "COPY SILENT <URL> TO <http://example.org/g>",
    "ADD SILENT <URL> TO DEFAULT",
]
ENTITY = '<!DOCTYPE r:RDF [ <!ENTITY x SYSTEM "URL"> ]>'
BODIES = [
    ("application/ld+json", '{"@context": "URL", "@id": "http://e.org/a", "name": "x"}'),
    ("application/ld+json", '{"@context": {"@import": "URL", "@version": 1.1}, "@id": "http://e.org/a"}'),
    ("application/ld+json", '[{"@context": ["URL"], "@id": "http://e.org/a"}]'),
    ("application/rdf+xml", f'{ENTITY}<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&x;</r:RDF>'),
    (
        "application/rdf+xml",
        '<!DOCTYPE r:RDF SYSTEM "URL"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    ),
    ("application/rdf+xml", '<!DOCTYPE r [ <!ENTITY % x SYSTEM "URL"> %x; ]><r/>'),
    ("text/turtle", "@base <URL> . @prefix x: <URL> . x:a <b> <c> ."),
    ("text/turtle", "<http://e.org/a> <http://www.w3.org/2002/07/owl#imports> <URL> ."),
]


def sent(address: str, method: str, path: str, **what: object) -> int:
    return httpx.request(method, address + path, timeout=60, **what).status_code  # type: ignore[arg-type]


def test_the_listener_hears(listener: Listener) -> None:
    httpx.get(listener.address)
    assert listener.calls == 1


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_calls_anybody(service: str, listener: Listener, query: str) -> None:
    before, text = listener.calls, query.replace("URL", listener.address)
    statuses = {
        sent(service, "GET", "/sparql", params={"query": text}),
        sent(service, "POST", "/sparql", data={"query": text}),
        sent(service, "POST", "/sparql", content=text, headers={"content-type": "application/sparql-query"}),
    }
    assert statuses <= ({400} if "SERVICE" in query.upper().replace("\\U0049", "I") else {200, 400})
    assert listener.calls == before


def test_no_graph_of_a_request_is_fetched(service: str, listener: Listener) -> None:
    before, asked = listener.calls, "SELECT * { ?s ?p ?o }"
    for name in ("default-graph-uri", "named-graph-uri"):
        assert sent(service, "GET", "/sparql", params={"query": asked, name: listener.address}) == 200
    assert sent(service, "GET", "/rdf-graph-store", params={"graph": listener.address}) == 404
    for path in ("/id", "/page"):
        assert sent(service, "GET", path, params={"iri": listener.address, "format": "ttl"}) == 404
    assert listener.calls == before


@pytest.mark.parametrize("update", UPDATES)
def test_no_update_calls_anybody(service: str, listener: Listener, update: str) -> None:
    before, text = listener.calls, update.replace("URL", listener.address)
    status = sent(service, "POST", "/update", data={"update": text}, headers=KEY)
    fetching = "LOAD" in update.upper() or "SERVICE" in update or "u0041" in update
    assert status == 400 if fetching else status in (204, 400)
    assert listener.calls == before


@pytest.mark.parametrize(("media", "body"), BODIES)
def test_no_body_calls_anybody(service: str, listener: Listener, media: str, body: str) -> None:
    before, text = listener.calls, body.replace("URL", listener.address)
    for method in ("PUT", "POST"):
        status = sent(service, method, "/rdf-graph-store", params={"graph": "http://e.org/g"}, content=text,
                      headers={**KEY, "content-type": media})  # fmt: skip
        assert status in (201, 204, 400)
    assert listener.calls == before


def test_entities_that_grow_and_nothing_else_end_the_write(service: str) -> None:
    levels = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<!DOCTYPE r:RDF [<!ENTITY x0 "lol">{levels}]><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<r:Description r:about="http://e.org/a"><r:value>&x11;</r:value></r:Description></r:RDF>'
    )
    started = time.monotonic()
    status = sent(service, "PUT", "/rdf-graph-store", params={"graph": "http://e.org/bomb"}, content=bomb,
                  headers={**KEY, "content-type": "application/rdf+xml"})  # fmt: skip
    assert status in (400, 503)
    assert time.monotonic() - started < 60
    assert sent(service, "GET", "/health") == 200


def test_files_of_the_machine_are_not_served(service: str) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/id/../../etc/passwd"):
        assert sent(service, "GET", path) in (404, 405)
