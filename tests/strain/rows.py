"""A result of very many rows: its first bytes come before the last are computed, and nobody's memory grows with it.

It is read twice. The engine keeps what it has read of the disk, up to a bound, so the first time fills its caches; what
grows by the rows grows the second time too.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.strain.serving import Service, megabytes, running

QUERY = "SELECT ?s ?p { ?s ?p ?o }"
GROWTH = 16.0
"""Megabytes by which the service and its worker together may be larger while the rows are read again."""


@dataclass(frozen=True, slots=True)
class Read:
    """Seconds to the first byte and to the last, rows, megabytes of them, and of memory: before, and at most meanwhile.

    `cold` is what was held before they were read for the first time, `before` what was before the second.
    """

    first: float
    last: float
    rows: int
    megabytes: float
    cold: float
    before: float
    most: float

    def fault(self) -> bool:
        """Whether the first byte waited for the last, or memory grew."""
        return self.first > self.last / 2 or self.most - self.before > GROWTH


def rows(location: Path) -> Read:
    """Read all subjects and predicates of a store over HTTP, twice; a small part of them first."""
    with running(location, {"GOLDENTHREAD_DEADLINE": "300", "GOLDENTHREAD_RATE": "0"}) as service:
        for _ in range(2):
            httpx.post(f"{service.address}/sparql", data={"query": f"{QUERY} LIMIT 50000"}, timeout=300)
        cold = _held(service)
        _read(service)
        before, weights, ended = _held(service), [0.0], threading.Event()

        def weigh() -> None:
            while not ended.wait(0.2):
                weights.append(_held(service))

        weighing = threading.Thread(target=weigh)
        weighing.start()
        first, last, size, lines = _read(service)
        ended.set()
        weighing.join()
        return Read(first, last, lines - 1, size / 1e6, cold, before, max(weights))


def _read(service: Service) -> tuple[float, float, int, int]:
    """Seconds to the first byte and to the last, bytes and lines."""
    started, first, size, lines = time.monotonic(), 0.0, 0, 0
    asked = {"accept": "text/tab-separated-values", "accept-encoding": "identity"}
    with httpx.stream("POST", f"{service.address}/sparql", data={"query": QUERY}, headers=asked, timeout=300) as got:
        got.raise_for_status()
        for piece in got.iter_raw():
            first = first or time.monotonic() - started
            size, lines = size + len(piece), lines + piece.count(b"\n")
    return first, time.monotonic() - started, size, lines


def _held(service: Service) -> float:
    return sum(megabytes(process) for process in service.members())


def table(found: Read) -> str:
    """The outcome in lines."""
    return (
        f"{found.rows:,} rows, {found.megabytes:.0f} MB;"
        f" first byte after {found.first:.2f} s, last after {found.last:.2f} s\n"
        f"memory of the service and its workers {found.cold:.0f} MB before they were read once, {found.before:.0f} MB"
        f" before they were read again, {found.most:.0f} MB at most meanwhile"
    )
