"""Strangers' queries: each in a worker process on the published snapshot, killed at its deadline.

An embedded engine cannot be told to stop a query; a process can be killed. Workers are few and kept ready, and are
replaced when one was killed, has died, or reads a snapshot that is no longer the published one.
"""

from __future__ import annotations

import json
import queue
import re
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from graph import snapshots
from graph.results import media_type
from graph.store import QueryError, StoreError
from graph.worker import read_frame, write_frame

DEADLINE = 10.0
START = 30.0


class QueryTimeoutError(StoreError):
    """The query did not end by its deadline, and was stopped."""


class BusyError(StoreError):
    """Every worker was taken until the deadline; the same query may run later."""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """How many workers, how many rows a result may have, and how many megabytes a worker may use."""

    workers: int = 2
    rows: int = 100_000
    megabytes: int = 2048


class PublicQueries(Protocol):
    """Where strangers' queries run."""

    def run_public(
        self,
        query: str,
        form: str = "json",
        deadline: float = DEADLINE,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> bytes:
        """The serialised result of a SELECT, ASK, CONSTRUCT or DESCRIBE.

        `form` is a short name ("json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml", "jsonld") or a media type;
        the graphs take the place of the query's FROM clauses. Raises QueryError where the query is malformed, not
        allowed, or has too large a result; QueryTimeoutError at the deadline (in seconds); BusyError; StoreError for
        all else.
        """
        ...

    def close(self) -> None:
        """End the workers."""
        ...


def public_queries(location: str, settings: WorkerSettings = WorkerSettings()) -> PublicQueries:
    """Where strangers' queries of the store at a location run: workers on a folder, or the endpoint itself."""
    if re.match(r"https?://", location):
        from graph.endpoint_public import EndpointQueries  # noqa: PLC0415 (a folder needs no HTTP client)

        return EndpointQueries(location)
    return QueryWorkers(Path(location), settings)


class QueryWorkers:
    """A small pool of worker processes on the published snapshot of a store's folder."""

    def __init__(self, folder: Path, settings: WorkerSettings = WorkerSettings()) -> None:
        self._root = folder.resolve()
        self._settings = settings
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        for _ in range(settings.workers):
            self._slots.put(None)

    def run_public(
        self,
        query: str,
        form: str = "json",
        deadline: float = DEADLINE,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> bytes:
        """The serialised result of a stranger's query (see `PublicQueries`)."""
        request = {
            "query": query,
            "media": media_type(form),
            "rows": self._settings.rows,
            "default_graphs": list(default_graphs),
            "named_graphs": list(named_graphs),
        }
        ends = time.monotonic() + deadline
        try:
            worker = self._slots.get(timeout=deadline)
        except queue.Empty:
            raise BusyError(f"all {self._settings.workers} workers were busy for {deadline:g} s; try again") from None
        try:
            worker = self._ready(worker)
            return worker.answer(request, max(ends - time.monotonic(), 0.05), deadline)
        finally:
            if worker is not None and not worker.alive():
                self._all.discard(worker)
                worker = self._start()
            self._slots.put(worker)

    def warm(self) -> None:
        """Start the workers, so that the first query need not wait for one."""
        for _ in range(self._settings.workers):
            worker = self._slots.get()
            self._slots.put(worker or self._start())

    def close(self) -> None:
        """End the workers."""
        for worker in tuple(self._all):
            worker.kill()
        self._all.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _ready(self, worker: _Worker | None) -> _Worker:
        """A living worker on the published snapshot: the given one, or a new one in its place."""
        if worker is not None and worker.alive() and worker.snapshot() == snapshots.current(self._root):
            return worker
        if worker is not None:
            worker.kill()
            self._all.discard(worker)
        fresh = self._start()
        fresh.snapshot()
        return fresh

    def _start(self) -> _Worker:
        if snapshots.current(self._root) is None:
            raise StoreError(f"{self._root}: nothing has been built here yet; build a plan into it first")
        worker = _Worker(self._root, self._settings.megabytes)
        self._all.add(worker)
        return worker


class _Worker:
    """One worker process; it gets ready while nobody waits for it."""

    def __init__(self, root: Path, megabytes: int) -> None:
        self._root = root
        self._snapshot = ""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "graph.worker", str(root), str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[1],
        )

    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def snapshot(self) -> str:
        """The name of the snapshot that the worker reads, once it is ready."""
        if not self._snapshot:
            frames = self._exchange(None, 1, START)
            if frames is None:
                raise StoreError(f"{self._root}: no worker could open the published snapshot")
            self._snapshot = json.loads(frames[0])["ready"]
        return self._snapshot

    def answer(self, request: object, seconds: float, deadline: float) -> bytes:
        """The worker's answer, within so many seconds of the deadline that is told."""
        started = time.monotonic()
        frames = self._exchange(json.dumps(request).encode(), 2, seconds)
        if frames is None:
            if time.monotonic() - started >= seconds:
                raise QueryTimeoutError(f"the query did not end within {deadline:g} s and was stopped")
            raise StoreError("the query needs more memory than it may have, and was stopped")
        said = json.loads(frames[0])
        if "query" in said:
            raise QueryError(said["query"])
        if "store" in said:
            raise StoreError(said["store"])
        return frames[1]

    def _exchange(self, request: bytes | None, frames: int, seconds: float) -> list[bytes] | None:
        """Send a request and read so many frames; None, and the process killed, where it dies or takes too long."""
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        if pipe_in is None or pipe_out is None:
            return None
        timer = threading.Timer(seconds, self._process.kill)
        timer.start()
        try:
            if request is not None:
                write_frame(pipe_in, request)
                pipe_in.flush()
            read = [frame for _ in range(frames) if (frame := read_frame(pipe_out)) is not None]
        except (OSError, struct.error):
            read = []
        finally:
            timer.cancel()
        if len(read) == frames:
            return read
        self.kill()
        return None
