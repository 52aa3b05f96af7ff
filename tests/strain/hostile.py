"""Hostile queries over a large graph: each is cut at its limit, its work stops, memory is bounded, pages stay quick."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx
import psutil

from tests.strain.serving import Service, megabytes, running

LIMIT = 3.0
"""Seconds that the service gives a query while it is tried."""
PAGES = ("/health", "/docs", "/static/style.css", "/id/indicator/NI-117?format=ttl")
BROKEN_OFF = 0
"""Stands for the status of a result that had begun to come, and was cut so that its end is missed."""
_CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
QUERIES: Mapping[str, str] = {
    "a cartesian product": f"SELECT (COUNT(*) AS ?n) WHERE {{ {_CROSS} . ?j ?k ?l }}",
    "a path closure": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<x:x>|^!<x:x>)* ?b . ?c (!<x:x>|^!<x:x>)* ?d }",
    "an order of a cross product": f"SELECT * WHERE {{ {_CROSS} }} ORDER BY ?c ?f ?i ?a ?d",
    "a grouped cross product": f"SELECT ?c ?f ?i (COUNT(*) AS ?n) WHERE {{ {_CROSS} }} GROUP BY ?c ?f ?i",
    "a bomb of a regular expression": (
        "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f"
        ' FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(([a-z ])+.)+[A-Z]([a-z ])+$", "i")) }'
    ),
    "texts that double": (
        "SELECT (STRLEN(?z) AS ?n) WHERE { ?a ?b ?c BIND(CONCAT(STR(?c), STR(?c)) AS ?u) "
        + " ".join(f"BIND(CONCAT(?{x}, ?{x}, ?{x}, ?{x}) AS ?{y})" for x, y in zip("uvwxy", "vwxyz", strict=True))
        + " ?g ?h ?i } ORDER BY ?z"
    ),
    "a table of many values": (
        f"SELECT (COUNT(*) AS ?n) WHERE {{ VALUES ?x {{ {' '.join(map(str, range(9000)))} }}"
        f" VALUES ?y {{ {' '.join(map(str, range(9000)))} }} ?a ?b ?c FILTER(?x * ?y > ?z || STRLEN(?c) = ?x) }}"
    ),
    "a graph constructed without end": f"CONSTRUCT {{ ?a ?e ?i . ?d ?h ?c . ?g ?b ?f }} WHERE {{ {_CROSS} }}",
    "rows without end": f"SELECT * WHERE {{ {_CROSS} }}",
}


@dataclass(frozen=True, slots=True)
class Cut:
    """What became of a hostile query: its answer, after how many seconds, the memory of its worker, the pages' seconds
    meanwhile (usual and worst), and the processor's seconds that the service used in the second after the next."""

    name: str
    status: int
    seconds: float
    megabytes: float
    usual: float
    page: float
    after: float


def cut(service: Service, name: str, query: str, pages: tuple[str, ...]) -> Cut:
    """Ask a hostile query, and pages meanwhile."""
    ended, most = threading.Event(), [0.0]
    times: list[float] = []

    def look() -> None:
        with httpx.Client(base_url=service.address, timeout=60) as client:
            while not ended.is_set():
                for path in pages:
                    began = time.monotonic()
                    assert client.get(path).status_code == 200
                    times.append(time.monotonic() - began)
                time.sleep(0.05)

    def weigh() -> None:
        while not ended.wait(0.2):
            most.append(max((megabytes(p) for p in service.members()[1:]), default=0.0))

    looking = [threading.Thread(target=look), threading.Thread(target=weigh)]
    for thread in looking:
        thread.start()
    started = time.monotonic()
    try:
        status = httpx.post(f"{service.address}/sparql", data={"query": query}, timeout=120).status_code
    except httpx.RemoteProtocolError:
        status = BROKEN_OFF
    seconds = time.monotonic() - started
    ended.set()
    for thread in looking:
        thread.join()
    time.sleep(1.0)
    before = _processor(service)
    time.sleep(1.0)
    after = max(_processor(service) - before, 0.0)
    return Cut(name, status, seconds, max(most), median(times), max(times), after)


def hostile(location: Path, pages: tuple[str, ...] = PAGES) -> list[Cut]:
    """Ask every hostile query of a service over a store, one after the other; an easy one first, to compare with."""
    with running(location, {"GOLDENTHREAD_DEADLINE": str(LIMIT)}) as service:
        for path in (*pages, "/sparql?query=ASK%7B%7D", "/sparql?query=ASK%7B%7D"):
            httpx.get(service.address + path, timeout=300)
        for _ in range(60):  # what a new service learns of its store is learnt
            before = _processor(service)
            time.sleep(2.0)
            if _processor(service) - before < 0.3:
                break
        asked = {"(an easy query)": "ASK {}", **QUERIES}
        return [cut(service, name, query, pages) for name, query in asked.items()]


def table(found: list[Cut]) -> str:
    """The outcomes as lines of a table."""
    lines = [f"{'query':34} {'answer':>6} {'s':>6} {'MB':>6} {'page s':>7} {'worst':>7} {'idle: cpu s':>12}"]
    lines += [
        f"{c.name:34} {c.status or 'broken':>6} {c.seconds:6.2f} {c.megabytes:6.0f}"
        f" {c.usual:7.3f} {c.page:7.2f} {c.after:12.2f}"
        for c in found
    ]
    lines.append(
        f"median of the pages' worst: {median(c.page for c in found[1:]):.2f} s; limit {LIMIT:g} s;"
        f" load of the machine {os.getloadavg()[0]:.1f}"
    )
    return "\n".join(lines)


def _processor(service: Service) -> float:
    total = 0.0
    for process in service.members():
        try:
            used = process.cpu_times()
            total += used.user + used.system
        except psutil.NoSuchProcess:
            continue
    return total
