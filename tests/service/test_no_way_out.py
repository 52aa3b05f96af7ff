"""Nothing that a client sends makes the service call anybody or read a file: a server listens, and hears nothing.

`--stores oxigraph,virtuoso` says the same of those servers as its store, which would fetch much by themselves.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from service.http.app import create_app
from service.http.served import Served
from tests.service.conftest import put_northam
from tests.service.serving import on_a_port
from tests.stores import Engines

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
def service(store_name: str, engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    where = str(tmp_path_factory.mktemp("escape") / "store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOLDENTHREAD_KEY", "open sesame")
        if store_name != "embedded":
            engine = engines.engine(store_name)
            for name, value in engine.settings.items():
                patch.setenv(name, value)
            engine.clear()
            where = engine.query
        put_northam(where)
        served = Served(where)
        with on_a_port(create_app(served)) as address:
            yield address
        served.close()


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
    "SELECT * { {} UNION { SERVICE SILENT ?any { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE SILENT <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <URL> { ?s ?p ?o } })",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE <URL> { ?s ?p ?o } })",
    "SELECT * { SERVICE SILENT <urn:a> { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { # \\u000A SERVICE <URL> { ?s ?p ?o }\n}",
    "SELECT * { ?s ?p '\\u0027 . SERVICE <URL> { ?s ?p ?o } . ?s ?p '' }",
    'SELECT * { ?s ?p """ \\""""" . SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { SERVICE\u00a0<URL> { ?s ?p ?o } }",
    "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "PREFIX x: <URL> SELECT * FROM x: { ?s ?p ?o }",
    "DEFINE get:soft 'soft' SELECT * FROM <URL> { ?s ?p ?o }",
    "DEFINE input:grab-all 'yes' SELECT * { ?s ?p ?o }",
    "SELECT * FROM <URL> OPTION (get:soft 'soft') { ?s ?p ?o }",
    "SELECT (<bif:http_get>('URL') AS ?x) {}",
    "PREFIX b: <bif:> SELECT * { BIND(b:http_client('URL') AS ?x) }",
    "SELECT * { ?s ?p ?o FILTER(<sql:http_get>('URL') != '') }",
    "SELECT (<bif:file_to_string>('/etc/passwd') AS ?x) {}",
    "SELECT * { ?s ?p ?o # \r BIND(<bif:http_get>('URL') AS ?x)\n }",
    "SELECT * { ?s ?p 'a\\u0027 . # ' . BIND(<bif:http_get>('URL') AS ?x)\n }",
    "PREFIX b: <b> SELECT (b:if:http_get('URL') AS ?x) {}",
    "SELECT (<b\\u0069f:http_get>('URL') AS ?x) {}",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (<bif:http_get>('URL') != '')",
    "SELECT * { ?s ?p ?o FILTER EXISTS { ?s ?p ?o FILTER(<bif:http_get>('URL') = '') } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?s ?p ?o FILTER EXISTS { BIND(<bif:http_get>('URL') AS ?x) } } }",
    "SELECT * { ?s ?p ?o } ORDER BY <bif:http_get>('URL')",
    "SELECT (<bif:exec>('SELECT http_get(''URL'')') AS ?x) {}",
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
    "MOVE SILENT GRAPH <URL> TO <http://example.org/g>",
    "INSERT { ?s ?p ?o } WHERE { OPTIONAL { SERVICE SILENT ?any { ?s ?p ?o } } }",
    "DELETE { ?s ?p ?o } WHERE { { SERVICE <urn:a> { SERVICE SILENT <URL> { ?s ?p ?o } } } }",
    "INSERT { ?s ?p ?o } USING NAMED <URL> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "INSERT DATA { <http://e.org/a> <http://e.org/b> '# ;' } ; LOAD SILENT <URL> INTO GRAPH <http://example.org/g>",
    "INSERT DATA { <http://e.org/a> <http://e.org/b> 1 } ; # ;\n LOAD SILENT <URL> INTO GRAPH <http://example.org/g>",
    "# \\u000A LOAD <URL>\nCLEAR SILENT GRAPH <http://example.org/g>",
    "DEFINE get:soft 'soft' INSERT { ?s ?p ?o } USING <URL> WHERE { ?s ?p ?o }",
    "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o FILTER EXISTS { FILTER(<bif:http_get>('URL') = '') } }",
    "INSERT { <http://e.org/a> <http://e.org/b> ?x } WHERE { BIND(<bif:http_get>('URL') AS ?x) }",
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
    ("application/ld+json", '{"@context": {"a": {"@id": "http://e.org/a", "@context": "URL"}}, "a": {"x": "y"}}'),
    ("application/ld+json", '{"@context": {"@import": "URL"}, "@graph": [{"@context": "URL", "@id": "x"}]}'),
    ("application/ld+json", '{"@context": "file:///etc/passwd", "@id": "http://e.org/a", "name": "x"}'),
    (
        "application/rdf+xml",
        '<?xml-stylesheet href="URL"?><!DOCTYPE r:RDF PUBLIC "-//x" "URL" [ <!ENTITY % a SYSTEM "URL"> <!ENTITY % b '
        '"<!ENTITY c SYSTEM \'URL\'>"> %a; %b; ]><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&c;</r:RDF>',
    ),
    (
        "application/rdf+xml",
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:i="http://www.w3.org/2001/XInclude" '
        'xml:base="URL"><r:Description r:about="x" r:type="y"/><i:include href="URL"/></r:RDF>',
    ),
    ("application/rdf+xml", '<!DOCTYPE r [ <!ENTITY x SYSTEM "file:///etc/passwd"> ]><r>&x;</r>'),
    ("text/turtle", "# @import <URL>\n@prefix x: <URL#> . <> x:see <URL> ."),
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
    refused = "SERVICE" in query.upper().replace("\\U0049", "I")
    assert statuses <= ({400} if refused else {200, 400, 503})  # a store may be too slow
    assert listener.calls == before


def test_no_graph_of_a_request_is_fetched(service: str, listener: Listener) -> None:
    before, asked = listener.calls, "SELECT * { ?s ?p ?o }"
    for name in ("default-graph-uri", "named-graph-uri"):
        assert sent(service, "GET", "/sparql", params={"query": asked, name: listener.address}) == 200
    assert sent(service, "GET", "/rdf-graph-store", params={"graph": listener.address}) == 404
    for path in ("/id", "/page"):
        assert sent(service, "GET", path, params={"iri": listener.address, "format": "ttl"}) == 404
    assert sent(service, "GET", "/api/ask", params={"q": f"Which actions are in {listener.address}?"}) == 200
    assert listener.calls == before


def test_no_graph_of_a_write_is_fetched(service: str, listener: Listener) -> None:
    before, moved = listener.calls, "INSERT { ?s <http://e.org/b> ?o } WHERE { ?s <http://e.org/a> ?o }"
    for name in ("using-graph-uri", "using-named-graph-uri"):
        for where in (listener.address, "file:///etc/passwd"):
            assert sent(service, "POST", "/update", data={"update": moved, name: where}, headers=KEY) == 204
            update = {"content": moved, "headers": {**KEY, "content-type": "application/sparql-update"}}
            assert sent(service, "POST", "/update", params={name: where}, **update) == 204
    for method in ("GET", "DELETE"):
        for where in (listener.address, "file:///etc/passwd"):
            assert sent(service, method, "/rdf-graph-store", params={"graph": where}, headers=KEY) == 404
    turtle = {"content": "<a> <b> <c> .", "headers": {**KEY, "content-type": "text/turtle"}}
    for method in ("PUT", "POST", "DELETE"):
        assert sent(service, method, "/rdf-graph-store", params={"graph": listener.address}, **turtle) in (
            200,
            201,
            204,
        )
    assert listener.calls == before


def test_a_form_of_files_calls_nobody(service: str, listener: Listener) -> None:
    before = listener.calls
    for media, body in BODIES:
        files = {"file": ("graph", body.replace("URL", listener.address).encode(), media)}
        status = sent(service, "POST", "/rdf-graph-store", params={"graph": "http://e.org/g"}, files=files, headers=KEY)
        assert status in (201, 204, 400)
    assert listener.calls == before


def test_no_tool_of_an_assistant_calls_anybody(service: str, listener: Listener) -> None:
    mcp = pytest.importorskip("mcp")

    async def use() -> None:
        async with mcp.Client(f"{service}/mcp") as client:
            for query in QUERIES:
                said = await client.call_tool("sparql", {"query": query.replace("URL", listener.address)})
                assert said.is_error or "SERVICE" not in query.upper().replace("\\U0049", "I")
            for tool, given in (("describe", "thing"), ("search", "words"), ("ask", "question")):
                await client.call_tool(tool, {given: listener.address})

    before = listener.calls
    asyncio.run(use())
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
