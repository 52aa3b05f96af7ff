"""Strangers' queries run in worker processes, and end at their deadline."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psutil
import pyoxigraph as ox
import pytest

from graph.oxigraph import open_store
from graph.store import QueryError, StoreError
from graph.workers import (
    IN_MEMORY,
    BusyError,
    PublicQueries,
    QueryTimeoutError,
    QueryWorkers,
    WorkerSettings,
    public_queries,
    run_public,
)
from ontology.names import graph_iri
from ontology.vocabulary import GT
from tests.graph.plans import endpoint, entry, labelled, node, served, triples

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LABELS = "SELECT ?label { ?action a gt:Action ; rdfs:label ?label } ORDER BY ?label"
PLAN = entry("northam")
TEXTS = ("Open two youth clubs", 'Visit "Care, Close to Home"')


def actions() -> tuple[ox.Triple, ...]:
    rows = (labelled(node("action", f"1-{n}"), GT.Action, text) for n, text in enumerate(TEXTS))
    return tuple(t for r in rows for t in r)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("store")
    with open_store(str(where), write=True) as store:
        store.replace(PLAN, actions())
        store.put_graph(
            graph_iri("reference").value,
            [t for n in range(300) for t in triples((node("action", f"2-{n}"), GT.text, "x"))],
        )
        store.publish()
    return where


@pytest.fixture(scope="module")
def workers(folder: Path) -> Iterator[QueryWorkers]:
    with QueryWorkers(folder, WorkerSettings(workers=1, bytes=20_000)) as pool:
        yield pool


@pytest.fixture(scope="module", params=["workers", "endpoint"])
def queries(request: pytest.FixtureRequest, workers: QueryWorkers) -> Iterator[PublicQueries]:
    if request.param == "workers":
        yield workers
        return
    with served(None) as address:
        with endpoint(address) as store:
            store.replace(PLAN, actions())
        yield public_queries(f"{address}/query")


def test_rows_come_in_the_format_asked_for(queries: PublicQueries) -> None:
    document = json.loads(run_public(queries, LABELS, "json"))
    assert [b["label"]["value"] for b in document["results"]["bindings"]] == list(TEXTS)
    rows = list(csv.DictReader(io.StringIO(run_public(queries, LABELS, "csv").decode())))
    assert [r["label"] for r in rows] == list(TEXTS)
    assert run_public(queries, LABELS, "tsv").decode().splitlines()[1] == f'"{TEXTS[0]}"'
    assert b"<sparql" in run_public(queries, LABELS, "application/sparql-results+xml")


def test_answers_and_graphs_have_formats_too(queries: PublicQueries) -> None:
    assert json.loads(run_public(queries, "ASK { ?s a gt:Action }"))["boolean"] is True
    assert run_public(queries, "ASK { ?s a gt:Post }", "csv") == b"false"
    turtle = run_public(queries, "CONSTRUCT { ?s a gt:Action } WHERE { ?s a gt:Action }", "turtle")
    assert {q.subject for q in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == {t.subject for t in actions()}
    assert b'"northam.txt"' in run_public(queries, f"DESCRIBE <{PLAN.iri}>", "ntriples")


def test_a_format_that_does_not_suit_the_query_is_told(queries: PublicQueries) -> None:
    with pytest.raises(QueryError, match="gives a graph"):
        run_public(queries, "CONSTRUCT WHERE { ?s ?p ?o }", "csv")
    with pytest.raises(QueryError, match="a table"):
        run_public(queries, LABELS, "turtle")
    with pytest.raises(QueryError, match="not a format"):
        run_public(queries, LABELS, "pdf")


def test_a_dataset_may_be_picked_among_the_graphs_held(queries: PublicQueries) -> None:
    count = "SELECT (COUNT(*) AS ?n) %s WHERE { ?s a gt:Action }"
    for query, graphs in ((count % f"FROM <{PLAN.iri}>", ()), (count % "", (PLAN.iri,))):
        document = json.loads(run_public(queries, query, default_graphs=graphs))
        assert document["results"]["bindings"][0]["n"]["value"] == "2"


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "DROP ALL", "SELECT * { ?s ?p }", ""]
)
def test_what_may_not_run_is_refused(queries: PublicQueries, query: str) -> None:
    with pytest.raises(QueryError):
        run_public(queries, query)


def test_a_mistake_is_shown_at_its_place(workers: QueryWorkers) -> None:
    with pytest.raises(QueryError, match=r"line 2, column \d+: .*\?s \?p }"):
        run_public(workers, "SELECT * {\n  ?s ?p }")
    with pytest.raises(QueryError, match="prefix nowhere: is not declared"):
        run_public(workers, "SELECT * { ?s nowhere:p ?o }")


def test_a_query_is_stopped_at_its_deadline_and_the_next_is_answered(workers: QueryWorkers) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match="within 1 s"):
        run_public(workers, ENDLESS, deadline=1)
    assert time.monotonic() - started < 2
    assert json.loads(run_public(workers, "ASK { ?s ?p ?o }", deadline=30))["boolean"] is True


def stopped(pool: QueryWorkers, deadline: float) -> None:
    with pytest.raises(QueryTimeoutError):
        run_public(pool, ENDLESS, deadline=deadline)


def test_who_finds_no_free_worker_is_told(workers: QueryWorkers) -> None:
    run_public(workers, "ASK {}", deadline=30)
    taken = threading.Thread(target=stopped, args=(workers, 2))
    taken.start()
    time.sleep(0.3)
    with pytest.raises(BusyError):
        run_public(workers, "ASK {}", deadline=0.3)
    taken.join()


def test_a_result_too_large_is_an_error_not_a_part(workers: QueryWorkers) -> None:
    with pytest.raises(QueryError, match=r"more than 0\.02 MB"):
        run_public(workers, "SELECT * { ?s ?p ?o }", deadline=30)
    with pytest.raises(QueryError, match=r"more than 0\.02 MB"):
        run_public(workers, "CONSTRUCT WHERE { ?s ?p ?o }", "turtle", deadline=30)
    assert run_public(workers, "SELECT * { ?s ?p ?o } LIMIT 50", "tsv", deadline=30).count(b"\n") == 51


MANY = "SELECT ?s ?t { ?s ?p ?o . ?t ?q ?r . ?u ?v ?w }"


def test_a_large_result_begins_before_it_has_ended_and_says_when_it_is_cut(folder: Path) -> None:
    with QueryWorkers(folder, WorkerSettings(workers=1)) as pool:
        run_public(pool, "ASK {}", deadline=30)
        started = time.monotonic()
        file = pool.result(MANY, "tsv", 4)
        assert len(file.read(IN_MEMORY)) == IN_MEMORY
        assert time.monotonic() - started < 4, "the first megabyte waited for the end"
        with pytest.raises((QueryTimeoutError, QueryError)), file:
            while file.read(1 << 20):
                pass
        assert json.loads(run_public(pool, "ASK { ?s ?p ?o }", deadline=30))["boolean"] is True


def test_a_result_that_nobody_reads_on_keeps_no_worker(folder: Path) -> None:
    with QueryWorkers(folder, WorkerSettings(workers=1)) as pool:
        run_public(pool, "ASK {}", deadline=30)
        started = time.monotonic()
        pool.result(MANY, "tsv", 60).close()
        assert json.loads(run_public(pool, "ASK { ?s ?p ?o }", deadline=30))["boolean"] is True
        assert time.monotonic() - started < 30


def test_a_large_result_is_whole_however_slowly_it_is_read(folder: Path) -> None:
    limited = "SELECT ?s ?t { ?s ?p ?o . ?t ?q ?r } LIMIT 30000"
    with QueryWorkers(folder, WorkerSettings(workers=1)) as pool, pool.result(limited, "tsv", 60) as slow:
        begun = slow.read(10)
        assert json.loads(run_public(pool, "ASK { ?s ?p ?o }", deadline=30))["boolean"] is True, "it waits for none"
        assert (begun + slow.read()).count(b"\n") == 30001


def test_no_memory_grows_with_the_result(folder: Path) -> None:
    own = psutil.Process()
    with QueryWorkers(folder, WorkerSettings(workers=1)) as pool:
        run_public(pool, f"{MANY} LIMIT 20000", "tsv", deadline=30)
        held = [own, *(p for p in own.children() if "graph.worker" in p.cmdline())]
        assert len(held) > 1
        before, most, size = [p.memory_info().rss for p in held], 0, 0
        with pool.result(f"{MANY} LIMIT 400000", "tsv", 60) as file:
            while piece := file.read(1 << 20):
                size += len(piece)
                most = max(most, *(p.memory_info().rss - b for p, b in zip(held, before, strict=True)))
    assert size > 40e6
    assert most < 15e6, f"{most / 1e6:.0f} MB more for a result of {size / 1e6:.0f} MB"


def test_a_query_that_fills_its_memory_is_stopped_and_the_next_is_answered(folder: Path) -> None:
    fills = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i ?a ?d"
    with QueryWorkers(folder, WorkerSettings(workers=1, megabytes=400)) as pool:
        with pytest.raises(StoreError, match="more memory than it may have"):
            run_public(pool, fills, deadline=60)
        assert json.loads(run_public(pool, "ASK { ?s ?p ?o }", deadline=30))["boolean"] is True


def test_workers_go_on_to_what_is_published(tmp_path: Path) -> None:
    with open_store(str(tmp_path), write=True) as store, QueryWorkers(tmp_path, WorkerSettings(workers=1)) as pool:
        with pytest.raises(StoreError, match="nothing has been built"):
            run_public(pool, LABELS)
        store.replace(PLAN, actions()[:2])
        store.publish()
        assert run_public(pool, LABELS, "csv", 30).count(b"\n") == 2
        store.replace(PLAN, actions())
        assert run_public(pool, LABELS, "csv", 30).count(b"\n") == 2
        store.publish()
        assert run_public(pool, LABELS, "csv", 30).count(b"\n") == 3


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who calls."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append(str(self.client_address))

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()


def test_nothing_is_fetched_on_a_querys_word(workers: QueryWorkers, listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    with pytest.raises(QueryError, match="SERVICE"):
        run_public(workers, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", deadline=30)
    assert b'"bindings":[]' in run_public(workers, f"SELECT * FROM <{address}> {{ ?s ?p ?o }}", deadline=30)
    assert asked == []


def test_a_worker_has_no_network_even_past_the_guard(workers: QueryWorkers, listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    tried = f"""
import os, pyoxigraph
from graph.worker import confine
before = os.stat("/proc/self/ns/net").st_ino
confine(2048)
if os.stat("/proc/self/ns/net").st_ino == before:
    raise SystemExit(3)
try:
    list(pyoxigraph.Store().query("SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
except OSError:
    raise SystemExit(0)
"""
    status = subprocess.run([sys.executable, "-c", tried], cwd=Path(__file__).parents[2], check=False).returncode
    if status == 3:
        pytest.skip("this system lets no process give up its network")
    assert status == 0
    assert asked == []
    run_public(workers, "ASK {}", deadline=30)
    processes = [p for p in psutil.Process().children() if "graph.worker" in p.cmdline()]
    assert processes
    assert all(Path(f"/proc/{p.pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink() for p in processes)
