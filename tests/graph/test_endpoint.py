"""An endpoint's half answers are failures, never results."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest

from graph.endpoint import EndpointStore
from graph.endpoint_public import EndpointQueries
from graph.oxigraph import open_store
from graph.store import QueryError, StoreError
from graph.wire import Limits, Login
from graph.workers import WorkerSettings
from ontology.vocabulary import GT
from tests.graph.plans import endpoint, entry, holds, labelled, node, served

ROWS = (
    b'{"head":{"vars":["s"]},"results":{"bindings":['
    b'{"s":{"type":"uri","value":"http://a.example/"}},{"s":{"type":"literal","value":"x"}}]}}'
)
GRAPHS = b'{"head":{"vars":["g"]},"results":{"bindings":[{"g":{"type":"uri","value":"urn:x:g"}}]}}'
SELECT = "SELECT ?s FROM <urn:x:g> { ?s ?p ?o }"


@dataclass
class Script:
    """What the scripted endpoint says next, and what it was asked."""

    status: int = 200
    body: bytes = ROWS
    headers: dict[str, str] = field(default_factory=dict)
    slowly: float = 0.0
    then: int = 0
    port: int = 0
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
            script.status = script.then or script.status
            answer = GRAPHS if b"DISTINCT" in body else script.body
            for start in range(0, len(answer), 20):
                time.sleep(script.slowly)
                try:
                    self.wfile.write(answer[start : start + 20])
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    script.port = server.server_port
    limits = Limits(seconds=1, bytes=1000)
    with EndpointStore(
        f"http://127.0.0.1:{server.server_port}/sparql", login=Login("secret"), write=True, limits=limits
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


def test_a_busy_endpoint_is_asked_again(scripted: tuple[Script, EndpointStore]) -> None:
    script, store = scripted
    script.status, script.then = 503, 200
    assert len(store.select(SELECT).rows) == 2
    assert len(script.asked) == 2


def test_true_and_false_come_as_words(scripted: tuple[Script, EndpointStore]) -> None:
    script, store = scripted
    boolean = b'{"type":"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#boolean","value":"1"}'
    script.body = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":' + boolean + b"}]}}"
    assert store.select(SELECT).rows[0]["s"] == ox.Literal(True)


@pytest.mark.parametrize("scheme", ["Basic realm=x", 'Digest realm="x", nonce="n", qop="auth"'])
def test_a_password_goes_to_who_asks_for_it(scripted: tuple[Script, EndpointStore], scheme: str) -> None:
    script, _ = scripted
    script.status, script.then, script.headers = 401, 200, {"WWW-Authenticate": scheme}
    with EndpointStore(f"http://reader:se%40cret@127.0.0.1:{script.port}/sparql") as store:
        assert len(store.select(SELECT).rows) == 2
    assert "Authorization" not in script.asked[0][1]
    assert script.asked[1][1]["Authorization"].startswith(scheme.partition(" ")[0])


def test_strangers_results_go_to_a_file(scripted: tuple[Script, EndpointStore]) -> None:
    script, _ = scripted
    queries = EndpointQueries(f"http://127.0.0.1:{script.port}/sparql", WorkerSettings(bytes=40))
    with queries.result(SELECT, "csv") as file:
        assert file.read() == b"s\r\nhttp://a.example/\r\nx\r\n"
    with pytest.raises(QueryError, match="more than"):
        queries.result(SELECT, "json")
    script.body = ROWS[:-10]
    with pytest.raises(StoreError, match="not whole"):
        queries.result(SELECT, "csv")


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
