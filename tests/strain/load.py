"""Many clients at once: questions, pages, lookups and joins mixed, and a hostile query a second."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import httpx

from tests.bench.queries import PROLOGUE, QUESTIONS, SPARQL
from tests.strain.hostile import BROKEN_OFF, QUERIES
from tests.strain.serving import Service, megabytes, running

FINE = {200, 303, 429, 503, BROKEN_OFF}
PATIENCE = 300.0
STEP = 15.0
"""Seconds from one line about memory to the next."""
GROWTH = 32.0
"""Megabytes by which the service's own process may be larger at the end than after warming up."""
_QUICK = [query for name, query in SPARQL.items() if name.startswith(("lookup", "join", "path"))]
ASKED: tuple[tuple[str, Sequence[str]], ...] = (
    ("ask", [f"/api/ask?{urlencode({'q': q})}" for q in QUESTIONS]),
    ("page", ["/", "/docs", "/ontology", "/id/indicator/NI-117", "/page/indicator/NI-117", "/static/style.css"]),
    ("sparql", [f"/sparql?{urlencode({'query': PROLOGUE + q})}" for q in _QUICK]),
    ("search", ["/api/search?q=young+people", "/api/complete?q=which+act"]),
)


@dataclass(frozen=True, slots=True)
class Weight:
    """Megabytes in memory at a second of the run: of the service's own process, and of its workers together."""

    second: float
    own: float
    workers: float


@dataclass
class Load:
    """What came of it: answers by kind and status, seconds of those that were answered by kind, memory, faults."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    weights: list[Weight] = field(default_factory=list)
    broken: Counter[str] = field(default_factory=Counter)

    def faults(self) -> list[str]:
        """What was answered otherwise than it should have been, or not at all, and memory that grew."""
        said = [f"{kind}: {status}, {n} times" for (kind, status), n in self.statuses.items() if status not in FINE]
        said += [f"{what}, {n} times" for what, n in self.broken.items()]
        said += [f"{kind}: nothing was answered" for kind, _ in ASKED if not self.seconds.get(kind)]
        if self.growth() > GROWTH:
            said.append(f"memory grew by {self.growth():.0f} MB after warm-up")
        return said

    def growth(self) -> float:
        """Megabytes by which the service's own process in the last fifth of the run is above the second fifth."""
        own = [weight.own for weight in self.weights]
        fifth = max(len(own) // 5, 1)
        return median(own[-fifth:]) - median(own[fifth : 2 * fifth] or own)


def load(location: Path, seconds: float, clients: int = 32) -> Load:
    """So many clients against a service over a store, for so long, after each address was asked once."""
    with running(location, {"GOLDENTHREAD_DEADLINE": "3", "GOLDENTHREAD_RATE": "0"}) as service:
        found, began = Load(), time.monotonic()
        for kind, paths in ASKED:
            for path in paths:
                status = httpx.get(service.address + path, timeout=PATIENCE).status_code
                if status not in FINE:
                    found.broken[f"{kind}: {status} of {path} before the load"] += 1
        print(f"each address asked once in {time.monotonic() - began:.0f} s; now {seconds:g} s of load", flush=True)
        _Clients(service, found, time.monotonic() + seconds).run(clients)
        return found


class _Clients:
    """The clients of a run, what they note, and when they end."""

    def __init__(self, service: Service, found: Load, ends: float) -> None:
        self._service, self._found, self._ends = service, found, ends
        self._lock = threading.Lock()

    def run(self, clients: int) -> None:
        began = time.monotonic()
        threads = [threading.Thread(target=self._client, args=(n,)) for n in range(clients)]
        threads.append(threading.Thread(target=self._attack))
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            if time.monotonic() < self._ends:
                own, *workers = [megabytes(process) for process in self._service.members()]
                self._found.weights.append(Weight(time.monotonic() - began, own, sum(workers)))
            time.sleep(1)

    def _client(self, number: int) -> None:
        chance = random.Random(number)
        with httpx.Client(base_url=self._service.address, timeout=PATIENCE) as http:
            while time.monotonic() < self._ends:
                kind, paths = chance.choice(ASKED)
                self._pause(self._ask(http, kind, chance.choice(paths)))

    def _attack(self) -> None:
        threads: list[threading.Thread] = []
        with httpx.Client(base_url=self._service.address, timeout=PATIENCE) as http:
            while time.monotonic() < self._ends:
                query = list(QUERIES.values())[len(threads) % len(QUERIES)]
                threads.append(threading.Thread(target=self._ask, args=(http, "hostile", "/sparql", query)))
                threads[-1].start()
                time.sleep(1)
            for thread in threads:
                thread.join()

    def _pause(self, seconds: float) -> None:
        """Wait as long as an answer says, or until the end."""
        time.sleep(max(min(seconds, self._ends - time.monotonic()), 0.0))

    def _ask(self, http: httpx.Client, kind: str, path: str, query: str = "") -> float:
        """Ask, note what came of it, and say how many seconds the answer wants to be left alone."""
        began = time.monotonic()
        try:
            answer = http.post(path, data={"query": query}) if query else http.get(path)
        except httpx.HTTPError as error:
            with self._lock:
                if kind == "hostile" and isinstance(error, httpx.RemoteProtocolError):
                    self._found.statuses[kind, BROKEN_OFF] += 1  # it had begun to come
                    return 0.0
                self._found.broken[f"{kind}: {type(error).__name__} {error}"] += 1
            return 1.0
        with self._lock:
            self._found.statuses[kind, answer.status_code] += 1
            if answer.status_code in (200, 303) or kind == "hostile":
                self._found.seconds.setdefault(kind, []).append(time.monotonic() - began)
            later = answer.status_code == 429 or (answer.status_code == 503 and "problem-too-long" not in answer.text)
            if later and "retry-after" not in answer.headers:
                self._found.broken[f"{kind}: {answer.status_code} without Retry-After: {answer.text[:100]}"] += 1
        return float(answer.headers.get("retry-after", 0))


def table(found: Load) -> str:
    """The outcome in lines."""
    lines = []
    for kind, times in found.seconds.items():
        said = ", ".join(
            f"{status or 'broken off'}: {n}" for (k, status), n in sorted(found.statuses.items()) if k == kind
        )
        ordered = sorted(times)
        late = ordered[int(len(ordered) * 0.95)]
        lines.append(f"{kind:8} {said}; median {median(ordered):.3f} s, 95% {late:.3f} s, worst {ordered[-1]:.3f} s")
    due = 0.0
    for weight in found.weights:
        if weight.second >= due or weight is found.weights[-1]:
            lines.append(f"at {weight.second:3.0f} s {weight.own:6.0f} MB, its workers {weight.workers:6.0f} MB")
            due += STEP
    lines.append(f"after warm-up {found.growth():+.0f} MB; load of the machine {os.getloadavg()[0]:.1f}")
    return "\n".join([*lines, *(f"fault: {fault}" for fault in found.faults())])
