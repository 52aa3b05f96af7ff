"""The same SPARQL over HTTP from three servers of the same statements: ours, Oxigraph's own, and rdflib-endpoint.

Every request is worded anew (a comment in it), as from a program that fills in values: nobody answers by having seen
the text before. The servers take turns, so that what else the machine does falls on all alike.
"""

from __future__ import annotations

import itertools
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

from graph import snapshots
from tests.bench.queries import PROLOGUE, SPARQL
from tests.graph.plans import served as oxigraph_server
from tests.strain.serving import running

_words = itertools.count()
JSON = {"accept": "application/sparql-results+json"}


@dataclass(frozen=True, slots=True)
class Took:
    """How long a query took on each server, the median in milliseconds; None where it was not answered in time."""

    query: str
    rows: int
    milliseconds: Mapping[str, float | None]


def compare(location: Path, runs: int, triples: Path | None = None, patience: float = 60.0) -> list[Took]:
    """Ask each query of each server so many times; rdflib-endpoint only where it has a file of `triples`."""
    with ExitStack() as stack:
        held = snapshots.hold(location)
        stack.callback(held.release)
        ours = stack.enter_context(running(location, {"GOLDENTHREAD_RATE": "0"}))
        addresses = {"ours": f"{ours.address}/sparql"}
        addresses["oxigraph"] = f"{stack.enter_context(oxigraph_server(_copy(stack, held.folder)))}/query"
        if triples is not None:
            addresses["rdflib"] = stack.enter_context(_rdflib_endpoint(triples))
        client = stack.enter_context(httpx.Client(timeout=patience, headers=JSON))
        return [_took(client, addresses, what, PROLOGUE + query, runs) for what, query in SPARQL.items()]


def _took(client: httpx.Client, addresses: Mapping[str, str], what: str, query: str, runs: int) -> Took:
    times: dict[str, list[float]] = {name: [] for name in addresses}
    rows = -1
    silent: set[str] = set()
    for turn in range(runs + 1):
        for name, address in addresses.items():
            if name in silent or (turn > 1 and times[name] and times[name][-1] > 5.0):
                continue
            text = f"{query} # {next(_words)}"
            started = time.perf_counter()
            try:
                answer = client.get(address, params={"query": text})
            except httpx.TimeoutException:
                silent.add(name)
                continue
            took = time.perf_counter() - started
            answer.raise_for_status()
            rows = len(answer.json()["results"]["bindings"]) if name == "ours" else rows
            if turn or name == "rdflib":  # the first of each query warms the pages of the disk
                times[name].append(took)
    return Took(what, rows, {name: None if name in silent else median(t) * 1000 for name, t in times.items()})


def _copy(stack: ExitStack, folder: Path) -> Path:
    """A folder of hard links, which a server that locks what it opens may have."""
    target = folder.parent / "beside"
    shutil.copytree(folder, target, copy_function=_link)
    stack.callback(shutil.rmtree, target, ignore_errors=True)
    return target


def _link(source: str, target: str) -> str:
    name = Path(source).name
    if name.endswith(".sst"):
        Path(target).hardlink_to(source)
    else:
        shutil.copy2(source, target)
    return target


@contextmanager
def _rdflib_endpoint(triples: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    binary = str(Path(sys.executable).with_name("rdflib-endpoint"))
    command = [binary, "serve", "--host", "127.0.0.1", "--port", str(port), str(triples)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    ends = time.monotonic() + 1800
    try:
        while time.monotonic() < ends and process.poll() is None:
            try:
                httpx.get(f"{address}/", params={"query": "ASK {}"}, headers=JSON, timeout=60).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(1)
        yield f"{address}/"
    finally:
        process.kill()
        process.wait()


def ratio(found: list[Took], other: str, kind: str = "") -> float:
    """The median of ours over the queries of a kind, divided by another server's; unanswered ones are left out."""
    both = [
        (t.milliseconds["ours"], t.milliseconds.get(other))
        for t in found
        if t.query.startswith(kind) and t.milliseconds["ours"] and t.milliseconds.get(other)
    ]
    return median(o or 0 for o, _ in both) / median(b or 1 for _, b in both)


def table(found: list[Took]) -> str:
    """The figures as lines of a table, in milliseconds."""
    names = list(found[0].milliseconds)
    lines = [f"{'SPARQL over HTTP, median ms':44} {'rows':>6} " + " ".join(f"{n:>9}" for n in names)]
    for took in found:
        cells = " ".join(f"{'late' if (ms := took.milliseconds[n]) is None else f'{ms:,.1f}':>9}" for n in names)
        lines.append(f"{took.query:44} {took.rows:6} {cells}")
    lines += [
        f"ours to {n}: {ratio(found, n):.2f}; of joins {ratio(found, n, 'join'):.3f}" for n in names if n != "ours"
    ]
    return "\n".join(lines)
