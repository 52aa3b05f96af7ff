"""Clients that write a service without pause and read it every moment, and remember what they were promised."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from tests.strain.serving import WRITING
from tests.strain.whole import NOTES

ASKED = ("/", "/health", "/api/search?q=young+people", "/sparql?query=SELECT+*+%7B+%3Fs+a+gt%3AAction+%7D")
NUMBERS = f"SELECT ?n WHERE {{ GRAPH <{NOTES}> {{ ?s <{NOTES}#n> ?n }} }}"


class Clients:
    """One that writes numbered notes, two that read; what goes wrong for them is kept until it is fetched."""

    def __init__(self, acknowledged: set[int], seed: int) -> None:
        """Begin after the writes that were `acknowledged`; to these, new ones are added."""
        self.reads = 0
        self.writing = False
        self._acknowledged = acknowledged
        self._next = max(acknowledged, default=0) + 1
        self._faults: list[str] = []
        self._ends = threading.Event()
        self._chance = random.Random(seed)

    @contextmanager
    def on(self, address: str) -> Iterator[None]:
        """Clients at work as long as the block lasts."""
        self._ends.clear()
        works = (self._write, self._read, self._look)
        threads = [threading.Thread(target=self._work, args=(work, address)) for work in works]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._ends.set()
            for thread in threads:
                thread.join()

    def another(self, seconds: float) -> bool:
        """Wait until one more write is acknowledged; whether it was, within so many seconds."""
        before, ends = len(self._acknowledged), time.monotonic() + seconds
        while len(self._acknowledged) == before and time.monotonic() < ends:
            time.sleep(0.02)
        return len(self._acknowledged) > before

    def faults(self) -> list[str]:
        """What went wrong for them since this was last asked."""
        told, self._faults = self._faults, []
        return told

    def _work(self, work: Callable[[httpx.Client], float], address: str) -> None:
        with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
            while not self._ends.is_set():
                try:
                    pause = work(client)
                except httpx.TransportError:
                    pause = 0.1
                self._ends.wait(pause)

    def _write(self, client: httpx.Client) -> float:
        """Write the next note, by one of two ways; it is promised only when it is answered so."""
        number = self._next
        said = f"<{NOTES}/{number}> <{NOTES}#n> {number} ; <{NOTES}#of> [ a <{NOTES}#Note> ] ."
        path, body, media = self._chance.choice(
            (
                ("/update", f"INSERT DATA {{ GRAPH <{NOTES}> {{ {said} }} }}", "application/sparql-update"),
                (f"/rdf-graph-store?graph={NOTES}", said, "text/turtle"),
            )
        )
        self.writing = True
        try:
            answer = client.post(path, content=body, headers={**WRITING, "content-type": media})
        finally:
            self.writing = False
        if answer.status_code in (201, 204):
            self._acknowledged.add(number)
            self._next += 1
            return 0
        if answer.status_code != 503:
            self._faults.append(f"a write was answered {answer.status_code}: {answer.text[:200]}")
        return 0.05

    def _read(self, client: httpx.Client) -> float:
        """Ask for a page or a result."""
        self._heard(client.get(self._chance.choice(ASKED)))
        return 0.2

    def _look(self, client: httpx.Client) -> float:
        """See whether what was promised before is shown now."""
        promised = set(self._acknowledged)
        answer = client.get("/sparql", params={"query": NUMBERS, "format": "json"})
        if self._heard(answer):
            shown = {int(row["n"]["value"]) for row in answer.json()["results"]["bindings"]}
            if lost := promised - shown:
                self._faults.append(f"a reader is not shown the acknowledged writes {sorted(lost)}")
        return 0.3

    def _heard(self, answer: httpx.Response) -> bool:
        """Count an answer, and say whether it is a result; an error that is none of a busy service's is a fault."""
        self.reads += 1
        if answer.status_code >= 500 and answer.status_code != 503:
            self._faults.append(f"a reader was answered {answer.status_code}: {answer.text[:200]}")
        return answer.status_code == 200
