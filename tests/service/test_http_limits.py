"""What one client may ask, and that no query holds the service."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Iterator

import httpx
import psutil
import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from graph.oxigraph import open_store
from graph.patience import check, unlimited, within
from graph.workers import BusyError, QueryTimeoutError
from service.http.app import create_app
from service.http.limits import Allowance, Threads
from service.http.problems import stopped, unforeseen
from service.http.secure import Secure
from service.http.served import Served
from tests.service.serving import on_a_port

HOSTILE = {
    "a cartesian product": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "a path closure": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<x:x>|^!<x:x>)* ?b . ?c (!<x:x>|^!<x:x>)* ?d }",
    "an order of a cross product": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i ?a ?d",
    "a stream that does not end": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
}


def test_an_allowance_is_used_up_and_comes_back() -> None:
    now = 0.0
    allowance = Allowance(60, lambda: now)
    assert [allowance.wait("192.0.2.1") for _ in range(60)] == [0.0] * 60
    assert allowance.wait("192.0.2.1") == pytest.approx(1.0)
    assert allowance.wait("192.0.2.2") == 0.0, "another client has its own"
    assert allowance.wait("127.0.0.1") == 0.0
    now = 2.0
    assert [allowance.wait("192.0.2.1") > 0 for _ in range(3)] == [False, False, True]
    assert all(Allowance(0).wait("192.0.2.1") == 0.0 for _ in range(5000))


def test_who_asks_too_often_is_told_when_to_come_again(northam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_RATE", "5")
    client = TestClient(create_app(Served(northam)))
    statuses = [client.get("/health").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    refused = client.get("/health")
    assert 1 <= int(refused.headers["retry-after"]) <= 13
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_body_that_says_it_is_too_large_is_not_read(northam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_LARGEST", "0.001")
    client = TestClient(create_app(Served(northam)))
    assert client.post("/update", content=b"x" * 2000).status_code == 413
    assert client.post("/sparql", content=b"x" * 2000).status_code == 413


def test_reading_may_need_a_key(northam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_READ_KEY", "melon")
    monkeypatch.setenv("GOLDENTHREAD_KEY", "open sesame")
    client = TestClient(create_app(Served(northam)))
    for path in ("/", "/sparql", "/static/style.css", "/id/indicator/NI-117", "/openapi.json"):
        assert client.get(path).status_code == 401
        assert client.get(path, headers={"authorization": "Bearer wrong"}).status_code == 401
        assert client.get(path, headers={"authorization": "Bearer melon"}).status_code == 200
        assert client.get(path, headers={"authorization": "Bearer open sesame"}).status_code == 200
    assert client.get("/", auth=("anybody", "melon")).status_code == 200
    assert client.get("/health").status_code == 200
    assert (
        client.post("/update", data={"update": "CLEAR ALL"}, headers={"authorization": "Bearer melon"}).status_code
        == 401
    )


@pytest.fixture
def impatient(northam: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service that stops each query after a second."""
    monkeypatch.setenv("GOLDENTHREAD_DEADLINE", "1")
    with on_a_port(create_app(Served(northam))) as address:
        for _ in range(2):
            httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=60)
        yield address


def workers() -> list[psutil.Process]:
    return [p for p in psutil.Process().children() if "graph.worker" in p.cmdline()]


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_query_holds_the_service(impatient: str, query: str) -> None:
    started = time.monotonic()
    try:
        response = httpx.get(f"{impatient}/sparql", params={"query": query}, timeout=60)
        assert response.status_code in (400, 503), response.text[:200]
        assert response.headers["content-type"] == "application/problem+json"
    except httpx.RemoteProtocolError:
        assert query == HOSTILE["a stream that does not end"], "only what had begun may be broken off"
    assert time.monotonic() - started < 4, "within its limit and what a busy machine adds"
    time.sleep(1)
    before = {p.pid: p.cpu_times().user for p in workers()}
    time.sleep(1)
    assert all(p.cpu_times().user - before.get(p.pid, 0) < 0.7 for p in workers() if p.pid in before), "still at work"
    assert httpx.get(f"{impatient}/sparql", params={"query": "ASK {}"}, timeout=60).json()["boolean"] is True


def test_a_flood_of_hostile_queries_is_told_to_come_again_while_pages_are_served(impatient: str) -> None:
    statuses: list[tuple[int, str]] = []
    client = httpx.Client(base_url=impatient, timeout=60, limits=httpx.Limits(max_connections=None))

    def ask() -> None:
        response = client.get("/sparql", params={"query": HOSTILE["a cartesian product"]})
        statuses.append((response.status_code, response.headers.get("retry-after", "")))

    asking = [threading.Thread(target=ask) for _ in range(40)]
    for thread in asking:
        thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    for _ in range(5):
        assert client.get("/health").status_code == 200
        assert client.get("/docs").status_code == 200
    assert time.monotonic() - started < 10
    for thread in asking:
        thread.join()
    assert {status for status, _ in statuses} == {503}
    assert sum(1 for _, retry in statuses if retry) >= 20


def test_behind_a_proxy_clients_and_addresses_are_those_that_it_tells(
    northam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_RATE", "2")
    with on_a_port(create_app(Served(northam))) as address:
        asked = [httpx.get(f"{address}/health", headers={"x-forwarded-for": "192.0.2.7"}).status_code for _ in range(3)]
        assert asked == [200, 200, 429]
        proxied = {"x-forwarded-for": "192.0.2.8", "x-forwarded-proto": "https", "accept": "application/n-triples"}
        told = httpx.get(f"{address}/sparql", headers=proxied, timeout=60)
        assert told.status_code == 200, "another client has its own allowance"
        assert f"<https{address.removeprefix('http')}/sparql>" in told.text


def test_questions_wait_their_turn_and_when_enough_wait_are_told_to_come_again() -> None:
    order: list[int] = []
    go = threading.Event()

    def work(number: int) -> int:
        go.wait(10)
        order.append(number)
        return number

    async def ask() -> list[object]:
        few = Threads(1, waiting=2)
        asked = [asyncio.create_task(few.run(work, n)) for n in range(4)]
        await asyncio.sleep(0.05)
        go.set()
        return list(await asyncio.gather(*asked, return_exceptions=True))

    *answered, refused = asyncio.run(ask())
    assert (answered, order) == ([0, 1, 2], [0, 1, 2])
    assert isinstance(refused, BusyError)


def test_who_waits_too_long_for_his_turn_is_told_so_and_the_next_is_served() -> None:
    async def ask() -> str:
        few = Threads(1, waiting=1, patience=0.05)
        held = asyncio.create_task(few.run(time.sleep, 0.4))
        await asyncio.sleep(0.01)
        with pytest.raises(BusyError, match="try again"):
            await few.run(str, 1)
        await held
        return await few.run(str, 2)

    assert asyncio.run(ask()) == "2"


def test_a_question_past_its_limit_is_answered_so_and_keeps_its_place_until_it_has_ended() -> None:
    go, done = threading.Event(), threading.Event()

    def work() -> None:
        go.wait(10)
        done.set()
        check()

    async def ask() -> None:
        few = Threads(1, waiting=0, limit=0.1)
        with pytest.raises(QueryTimeoutError, match=r"within 0\.1 s"):
            await few.run(work)
        with pytest.raises(BusyError):
            await few.run(str, 1)
        go.set()
        while not done.is_set():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        assert await few.run(str, 2) == "2"
        with pytest.raises(ZeroDivisionError):
            await few.run(lambda: 1 // 0)

    asyncio.run(ask())


def test_a_question_that_takes_too_long_is_a_problem_and_the_next_is_answered(
    northam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = {"q": "How many actions does each authority have?"}
    with TestClient(create_app(Served(northam))) as client:
        first = client.get("/api/ask", params=question).json()
    monkeypatch.setenv("GOLDENTHREAD_ASK_DEADLINE", "0.001")
    hurried = Served(northam)
    with TestClient(create_app(hurried)) as client:
        client.get("/ready")
        late = client.get("/api/ask", params=question)
        assert late.status_code == 503
        assert late.headers["content-type"] == "application/problem+json"
        assert late.json()["type"].endswith("#problem-too-long")
        assert "was not answered within 0.001 s" in late.json()["detail"]
        assert "Taking too long" in client.get("/", params=question, headers={"accept": "text/html"}).text
    monkeypatch.delenv("GOLDENTHREAD_ASK_DEADLINE")
    with TestClient(create_app(Served(northam))) as client:
        assert client.get("/api/ask", params=question).json()["rows"] == first["rows"]


def test_a_store_is_asked_nothing_more_past_the_limit(northam: str) -> None:
    everything = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with open_store(northam, write=False) as store:
        started = time.monotonic()
        for ask in (lambda: store.select(everything), lambda: store.ask("ASK {}")):
            with pytest.raises(QueryTimeoutError), within(0.3):
                time.sleep(0.2)
                ask()
                time.sleep(0.2)
                ask()
        assert time.monotonic() - started < 5
        with within(0.0), unlimited():
            assert store.ask("ASK {}") is True


def test_what_is_cut_when_the_service_ends_is_told_to_come_again() -> None:
    said: list[Message] = []

    async def endless(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.sleep(60)

    async def send(message: Message) -> None:
        said.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def cut() -> None:
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "server": ("x", 80)}
        task = asyncio.create_task(Secure(endless, unforeseen, stopped)(scope, receive, send))
        await asyncio.sleep(0.01)
        task.cancel()
        await task  # an exception here is a trace in the server's log

    asyncio.run(cut())
    assert said[0]["status"] == 503
    assert (b"retry-after", b"5") in said[0]["headers"]


@pytest.mark.parametrize("passed_on", ["/plans", ""], ids=["the proxy passes its path on", "the proxy takes it off"])
def test_a_proxy_may_have_the_service_at_a_path(northam: str, monkeypatch: pytest.MonkeyPatch, passed_on: str) -> None:
    monkeypatch.setenv("GOLDENTHREAD_ROOT", "/plans")
    monkeypatch.setenv("GOLDENTHREAD_READ_KEY", "melon")
    client = TestClient(create_app(Served(northam)), headers={"authorization": "Bearer melon"}, follow_redirects=False)
    assert client.get(f"{passed_on}/health", headers={"authorization": ""}).status_code == 200
    assert client.get(f"{passed_on}/static/style.css").status_code == 200
    assert client.get(f"{passed_on}/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    to_page = client.get(f"{passed_on}/id/indicator/NI-117", headers={"accept": "text/html"})
    assert to_page.headers["location"] == "/plans/page/indicator/NI-117"
    for page in ("/", "/?q=Which+actions+feed+NI+117%3F", "/page/indicator/NI-117", "/docs", "/sparql?format=html"):
        text = client.get(passed_on + page).text
        linked = re.findall(r'(?:href|action|src)="([^"]*)"', text)
        assert len(linked) > 5, page
        assert all(address.startswith(("/plans/", "#")) for address in linked), page
    assert client.get(f"{passed_on}/nowhere").json()["type"] == "/plans/docs#problem-not-found"
    told = client.get(f"{passed_on}/sparql", headers={"accept": "application/n-triples"}).text
    assert "<http://testserver/plans/sparql>" in told
