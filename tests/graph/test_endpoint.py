"""An endpoint's half answers are failures, never results."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from graph.endpoint import EndpointStore, Limits
from graph.oxigraph import open_store
from graph.store import QueryError, StoreError
from ontology.vocabulary import GT
from tests.graph.plans import endpoint, entry, holds, labelled, node, served

ROWS = (
    b'{"head":{"vars":["s"]},"results":{"bindings":['
    b'{"s":{"type":"uri","value":"http://a.example/"}},{"s":{"type":"literal","value":"x"}}]}}'
)
SELECT = "SELECT ?s FROM <urn:x:g> { ?s ?p ?o }"


@dataclass
class Script:
    """What the scripted endpoint says next, and what it was asked."""

    status: int = 200
    body: bytes = ROWS
    headers: dict[str, str] = field(default_factory=dict)
    slowly: float = 0.0
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def scripted() -> Iterator[tuple[Script, EndpointStore]]:
    script = Script()

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            script.asked.append((self.path, dict(self.headers), body))
            self.send_response(script.status)
            for name, value in script.headers.items():
                self.send_header(name, value)
            self.end_headers()
            for start in range(0, len(script.body), 20):
                time.sleep(script.slowly)
                try:
                    self.wfile.write(script.body[start : start + 20])
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    limits = Limits(seconds=1, bytes=1000)
    with EndpointStore(
        f"http://127.0.0.1:{server.server_port}/sparql", key="secret", write=True, limits=limits
    ) as store:
        yield script, store
    server.shutdown()


def test_a_whole_answer_is_read(scripted: tuple[Script, EndpointStore]) -> None:
    script, store = scripted
    assert [r["s"].value for r in store.select(SELECT).rows] == ["http://a.example/", "x"]
    assert script.asked[0][1]["Authorization"] == "Bearer secret"


def test_an_answer_cut_anywhere_is_a_failure(scripted: tuple[Script, EndpointStore]) -> None:
    script, store = scripted
    for length in range(len(ROWS)):
        script.body = ROWS[:length]
        with pytest.raises(StoreError, match="not whole"):
            store.select(SELECT)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": ROWS[:60] + b"The SPARQL operation has been cancelled"}, "not whole"),
        ({"body": ROWS + b" and more"}, "not whole"),
        ({"body": b"<html>Please log in</html>"}, "not whole"),
        ({"headers": {"X-SQL-State": "S1TAT"}}, "X-SQL-State"),
        ({"headers": {"X-SPARQL-MaxRows": "10000"}}, "X-SPARQL-MaxRows"),
        ({"headers": {"Content-Length": str(len(ROWS) + 50)}}, "127.0.0.1"),
        ({"status": 503, "body": b"down for repairs"}, "status 503: down for repairs"),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:9/"}}, "status 302"),
        ({"body": ROWS + b" " * 2000}, "longer than 1000 bytes"),
        ({"slowly": 0.4}, "within 1 s"),
    ],
)
def test_half_answers_are_failures(
    scripted: tuple[Script, EndpointStore], change: dict[str, object], said: str
) -> None:
    script, store = scripted
    for name, value in change.items():
        setattr(script, name, value)
    with pytest.raises(StoreError, match=said) as problem:
        store.select(SELECT)
    assert not isinstance(problem.value, QueryError)
    assert "\n" not in str(problem.value)


def test_a_graph_that_breaks_off_is_a_failure(scripted: tuple[Script, EndpointStore]) -> None:
    script, store = scripted
    script.body = b"<urn:x:a> <urn:x:b> <urn:x:c> .\n<urn:x:a> <urn:x:b> "
    with pytest.raises(StoreError, match="not whole"):
        store.construct("CONSTRUCT { ?s ?p ?o } FROM <urn:x:g> WHERE { ?s ?p ?o }")


def test_a_refused_query_is_the_querys_fault(scripted: tuple[Script, EndpointStore]) -> None:
    script, store = scripted
    script.status, script.body = 400, b"error at 1:3"
    with pytest.raises(QueryError, match="error at 1:3"):
        store.select(SELECT)


def test_nobody_there_is_one_line_without_the_password() -> None:
    store = open_store("http://reader:secret@127.0.0.1:9/sparql", write=False)
    with pytest.raises(StoreError) as problem:
        store.documents()
    assert "http://127.0.0.1:9/sparql" in str(problem.value)
    assert "secret" not in str(problem.value)


def test_a_reader_does_not_write() -> None:
    with (
        served(None) as address,
        open_store(f"{address}/query", write=False) as reader,
        pytest.raises(StoreError, match="opened for reading"),
    ):
        reader.update("DROP ALL")


def test_the_union_is_there_whatever_the_engine_thinks_a_default_graph_is() -> None:
    action = node("action", "1-1")
    for flags in ([], ["--union-default-graph"]):
        with served(None, *flags) as address, endpoint(address) as store:
            assert not holds(store, action, GT.ownedBy, action)
            plan = entry("northam")
            store.replace(plan, labelled(action, GT.Action, "Open two youth clubs"))
            assert store.ask(f"ASK {{ {action} a {GT.Action} }}")
            assert store.ask(f"ASK {{ GRAPH <{plan.iri}> {{ {action} a {GT.Action} }} }}")
            assert store.ask(f"ASK FROM <{plan.iri}> {{ {action} a {GT.Action} }}")
            assert not store.ask(f"ASK FROM <urn:x:other> {{ {action} a {GT.Action} }}")
