"""A large result of an endpoint comes while the endpoint still computes it, and is never in memory as a whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO

import psutil
import pytest

from graph import pushed
from graph.endpoint_public import EndpointQueries
from graph.frames import TooLargeError
from graph.store import QueryError
from graph.workers import IN_MEMORY, BusyError, QueryTimeoutError, WorkerSettings

ROW = b'{"s":{"type":"literal","value":"' + b"x" * 968 + b'"}},'
SELECT = "SELECT ?s WHERE { VALUES ?s { 'x' } }"
SOON = 30.0


def soon() -> float:
    return time.monotonic() + SOON


class Slow(BaseHTTPRequestHandler):
    """An endpoint that sends some thousands of rows, and the last only when it is told to."""

    rows = 4_000
    go_on = threading.Event()

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        if b"VALUES" not in asked:
            self.wfile.write(b'{"head":{"vars":["g"]},"results":{"bindings":[]}}')
            return
        with suppress(OSError):
            self.wfile.write(b'{"head":{"vars":["s"]},"results":{"bindings":[')
            for _ in range(self.rows // 100):
                self.wfile.write(ROW * 100)
            self.go_on.wait(SOON)
            self.wfile.write(ROW[:-1] + b"]}}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def slow() -> Iterator[tuple[type[Slow], str]]:
    class Own(Slow):
        go_on = threading.Event()

    with ThreadingHTTPServer(("127.0.0.1", 0), Own) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Own, f"http://127.0.0.1:{server.server_port}/sparql"
        Own.go_on.set()
        server.shutdown()


def test_a_large_result_begins_before_the_endpoint_has_ended(slow: tuple[type[Slow], str]) -> None:
    own, address = slow
    with EndpointQueries(address).result(SELECT, "csv", SOON) as file:
        begun = file.read(IN_MEMORY)
        assert len(begun) == IN_MEMORY
        own.go_on.set()
        assert (begun + file.read()).count(b"\n") == 1 + own.rows + 1


def test_what_does_not_end_is_broken_off_at_the_deadline(slow: tuple[type[Slow], str]) -> None:
    _, address = slow
    started = time.monotonic()
    with (
        EndpointQueries(address).result(SELECT, "csv", 2) as file,
        pytest.raises(QueryTimeoutError, match="within 2 s"),
    ):
        while file.read(1 << 16):
            pass
    assert time.monotonic() - started < 4


def test_what_is_too_large_is_broken_off(slow: tuple[type[Slow], str]) -> None:
    _, address = slow
    queries = EndpointQueries(address, WorkerSettings(bytes=2_000_000))
    with queries.result(SELECT, "csv", SOON) as file, pytest.raises(QueryError, match="more than 2 MB"):
        while file.read(1 << 16):
            pass


def test_only_so_many_are_asked_of_an_endpoint_at_once(slow: tuple[type[Slow], str]) -> None:
    own, address = slow
    queries = EndpointQueries(address, WorkerSettings(workers=1, waiting=0))
    with queries.result(SELECT, "csv", SOON) as file:
        with pytest.raises(BusyError):
            queries.result(SELECT, "csv", SOON)
        own.go_on.set()
        file.read()
    ends = soon()
    while time.monotonic() < ends:
        with suppress(BusyError), queries.result(SELECT, "csv", SOON) as again:
            assert again.read(5) == b"s\r\nxx"
            return
        time.sleep(0.05)
    pytest.fail("its place was kept")


def test_no_memory_grows_with_the_result(slow: tuple[type[Slow], str]) -> None:
    own, address = slow
    own.go_on.set()
    own.rows = 10_000
    held = psutil.Process().memory_info
    queries = EndpointQueries(address)
    sizes = []
    for rows in (10_000, 80_000):
        own.rows, before, most = rows, held().rss, 0
        with queries.result(SELECT, "csv", 2 * SOON) as file:
            while file.read(1 << 20):
                most = max(most, held().rss)
        sizes.append(most - before)
    assert sizes[1] < 25e6, f"{sizes[1] / 1e6:.0f} MB more for a result of 78 MB"


def test_pieces_come_as_they_are_written_and_then_what_was_raised() -> None:
    def write(out: IO[bytes]) -> None:
        out.write(b"a" * 100_000)
        raise ValueError("no more")

    pieces = pushed.pieces(write, 1 << 20, soon())
    assert next(pieces) == b"a" * 100_000
    with pytest.raises(ValueError, match="no more"):
        next(pieces)


def test_more_than_may_be_is_an_error() -> None:
    def write(out: IO[bytes]) -> None:
        for _ in range(20):
            out.write(b"a" * 100)

    with pytest.raises(TooLargeError):
        list(pushed.pieces(write, 1_000, soon()))


def test_who_writes_waits_for_who_takes_and_ends_with_him() -> None:
    written, ended = [], threading.Event()

    def write(out: IO[bytes]) -> None:
        try:
            for number in range(1_000):
                out.write(b"a" * (1 << 16))
                written.append(number)
        finally:
            ended.set()

    pieces = pushed.pieces(write, 1 << 30, soon())
    next(pieces)
    time.sleep(0.5)
    assert len(written) <= pushed.WAITING + 3
    pieces.close()
    assert ended.wait(5)
    assert len(written) < 1_000
