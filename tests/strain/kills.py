"""A builder and a server killed at random moments, while both are at work: nothing that was acknowledged is lost.

After each kill the store opens, the default graph is the union of the named ones, each plan is held as one of its
editions, whole, and every write that was answered 204 is there.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from graph.oxigraph import open_store
from graph.store import Store
from ingest.samples import sample_files
from tests.strain.serving import ROOT, WRITING, Service, start

NOTES = "http://example.org/notes"
ASKED = ("/", "/health", "/api/search?q=young+people", "/sparql?query=SELECT+*+%7B+%3Fs+a+gt%3AAction+%7D")
Graph = frozenset[tuple[str, str, str]]


@dataclass
class Outcome:
    """What became of a run: how many were killed of each, how many of those at work, acknowledged writes, faults."""

    builders: int = 0
    servers: int = 0
    at_work: int = 0
    acknowledged: set[int] = field(default_factory=set)
    requests: int = 0
    faults: list[str] = field(default_factory=list)


def editions(folder: Path) -> tuple[Path, Path]:
    """Two folders with the same plans by name, each worded a little differently."""
    made = []
    for label in ("old", "new"):
        target = folder / label
        target.mkdir(parents=True)
        for name, data in sample_files():
            (target / name).write_bytes(data + f"\nThis is the {label} version.\n".encode())
        made.append(target)
    return made[0], made[1]


def build(plans: Path, location: Path) -> subprocess.Popen[bytes]:
    """A builder at work."""
    command = [sys.executable, "-m", "service.cli", "build", "--store", str(location), str(plans)]
    quiet = {**os.environ, "GOLDENTHREAD_MODEL": "none"}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=quiet)


def held(store: Store) -> dict[str, Graph]:
    """The statements of each document's graph, by the document's name."""
    found = {}
    for entry in store.documents():
        rows = store.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{entry.iri}> {{ ?s ?p ?o }} }}").rows
        found[entry.name] = frozenset((str(r["s"]), str(r["p"]), str(r["o"])) for r in rows)
    return found


def whole(plans: Path, location: Path) -> dict[str, Graph]:
    """What an undisturbed build of a folder holds."""
    assert build(plans, location).wait() == 0
    with open_store(str(location), write=False) as store:
        return held(store)


def notes(store: Store) -> set[int]:
    """The numbers of the writes that a store holds."""
    rows = store.select(f"SELECT ?n WHERE {{ GRAPH <{NOTES}> {{ ?s <{NOTES}#n> ?n }} }}").rows
    return {int(row["n"].value) for row in rows}


def wrong(
    location: Path, expected: tuple[dict[str, Graph], dict[str, Graph]], acknowledged: set[int], *, served: bool
) -> list[str]:
    """What is wrong with a store after a kill, as readers find it and, where nobody serves it, the next to write it."""
    faults = []
    for write in (False,) if served else (False, True):
        who = "the writer" if write else "a reader"
        with open_store(str(location), write=write) as store:
            found = held(store)
            if found.keys() != expected[0].keys():
                faults.append(f"{who} finds {sorted(found)}")
            faults += [
                f"{who} finds half of {n}" for n, g in found.items() if g not in (expected[0][n], expected[1][n])
            ]
            if lost := acknowledged - notes(store):
                faults.append(f"{who} does not find the acknowledged writes {sorted(lost)}")
            apart = ("?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }",
                     "GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o }")  # fmt: skip
            faults += [f"{who} finds the union broken" for one in apart if store.ask(f"ASK {{ {one} }}")]
    return faults


class Load:
    """Clients that read and write a service without pause."""

    def __init__(self, outcome: Outcome, seed: int) -> None:
        self._outcome = outcome
        self._ends = threading.Event()
        self._chance = random.Random(seed)

    @contextmanager
    def on(self, service: Service) -> Iterator[None]:
        """Clients at work as long as the block lasts."""
        self._ends.clear()
        threads = [threading.Thread(target=work, args=(service.address,)) for work in (self._write, self._read)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._ends.set()
            for thread in threads:
                thread.join()

    def _write(self, address: str) -> None:
        number = max(self._outcome.acknowledged, default=0) + 1
        while not self._ends.is_set():
            said = f"<{NOTES}/{number}> <{NOTES}#n> {number} ; <{NOTES}#of> [ a <{NOTES}#Note> ] ."
            forms = (
                ("POST", "/update", f"INSERT DATA {{ GRAPH <{NOTES}> {{ {said} }} }}", "application/sparql-update"),
                ("POST", f"/rdf-graph-store?graph={NOTES}", said, "text/turtle"),
            )
            method, path, body, media = self._chance.choice(forms)
            headers = {**WRITING, "content-type": media}
            try:
                answer = httpx.request(method, address + path, content=body, headers=headers, timeout=120)
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            if answer.status_code in (201, 204):
                self._outcome.acknowledged.add(number)
                number += 1
            elif answer.status_code != 503:
                self._outcome.faults.append(f"a write was answered {answer.status_code}: {answer.text[:200]}")
            else:
                time.sleep(0.2)

    def _read(self, address: str) -> None:
        while not self._ends.is_set():
            try:
                answer = httpx.get(address + self._chance.choice(ASKED), timeout=120)
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            self._outcome.requests += 1
            if answer.status_code >= 500 and answer.status_code != 503:
                self._outcome.faults.append(f"a reader was answered {answer.status_code}: {answer.text[:200]}")


def kills(work: Path, times: int, *, seed: int = 2010, until: float = float("inf")) -> Outcome:
    """Kill a builder and a server in turn, so many times in all, or until a moment of `time.monotonic`."""
    old, new = editions(work / "plans")
    expected = whole(old, work / "expected-old"), whole(new, work / "expected-new")
    location = work / "store"
    started = time.monotonic()
    assert build(old, location).wait() == 0
    takes = time.monotonic() - started
    outcome, chance = Outcome(), random.Random(seed)
    load = Load(outcome, seed)
    service = start(location)
    try:
        for turn in range(times):
            if time.monotonic() > until:
                break
            server_dies = turn % 2 == 1
            with load.on(service):
                builder = build((new, old)[turn // 2 % 2], location)
                time.sleep(chance.uniform(0.2, takes))
                outcome.at_work += builder.poll() is None
                if server_dies:
                    service.kill()
                    outcome.servers += 1
                else:
                    outcome.builders += 1
                builder.kill()
                builder.wait()
            lost = wrong(location, expected, set(outcome.acknowledged), served=not server_dies)
            outcome.faults += [f"turn {turn}: {fault}" for fault in lost]
            if server_dies:
                service = start(location)
    finally:
        service.kill()
    return outcome
