"""Strangers' queries: each in a worker process on the published snapshot, killed at its deadline.

Workers are few and kept ready, go on to a newer snapshot with the next query, and are replaced when one was killed or
has died. Few may wait for one; who comes when those are waiting is told so at once. A result is taken from its worker
as fast as it comes, into a file where it is large, which is read while it grows: a slow reader keeps no worker.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Protocol, Self

from graph import snapshots
from graph.growing import begun
from graph.process import Child
from graph.results import media_type
from graph.store import QueryError, StoreError

DEADLINE = 10.0
START = 30.0
IN_MEMORY = 1 << 20
"""Bytes of a result that are held in memory; a larger one goes into a file, and to who asked before it has ended."""


class QueryTimeoutError(StoreError):
    """The query did not end by its deadline, and was stopped."""


class BusyError(StoreError):
    """Every worker is taken, and enough wait for one; the same query may run later."""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """How many workers, how many bytes a result may have, how many megabytes a worker may use, how many may wait."""

    workers: int = 2
    bytes: int = 256_000_000
    megabytes: int = 2048
    waiting: int = 16


class PublicQueries(Protocol):
    """Where strangers' queries run."""

    def result(
        self,
        query: str,
        form: str = "json",
        deadline: float = DEADLINE,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> IO[bytes]:
        """The serialised result of a SELECT, ASK, CONSTRUCT or DESCRIBE, as a file at its start.

        Reading a large one may still raise what is said here, when its first IN_MEMORY bytes have been read.

        `form` is a short name ("json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml", "jsonld", "trig") or a
        media type; the graphs take the place of the query's FROM clauses. Raises QueryError where the query is
        malformed, not allowed, or has too large a result; QueryTimeoutError at the deadline (in seconds); BusyError;
        StoreError for all else.
        """
        ...

    def graph(self, iri: str, media: str, deadline: float = DEADLINE) -> IO[bytes]:
        """What a graph says, with the blank nodes it was given, in a media type of RDF; raises as `result` does."""
        ...

    def close(self) -> None:
        """End the workers."""
        ...


def run_public(queries: PublicQueries, *asked: Any, **named: Any) -> bytes:
    """The whole of what `PublicQueries.result` gives, for who can hold it in memory."""
    with closing(queries.result(*asked, **named)) as file:
        return file.read()


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
        self._room = threading.Semaphore(settings.workers + settings.waiting)
        for _ in range(settings.workers):
            self._slots.put(None)

    def result(
        self,
        query: str,
        form: str = "json",
        deadline: float = DEADLINE,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> IO[bytes]:
        """The serialised result of a stranger's query (see `PublicQueries`)."""
        request = {
            "query": query,
            "media": media_type(form),
            "default_graphs": list(default_graphs),
            "named_graphs": list(named_graphs),
        }
        return self._run(request, deadline)

    def graph(self, iri: str, media: str, deadline: float = DEADLINE) -> IO[bytes]:
        """What a graph says (see `PublicQueries`)."""
        return self._run({"graph": iri, "media": media}, deadline)

    def _run(self, request: Mapping[str, Any], deadline: float) -> IO[bytes]:
        ends = time.monotonic() + deadline
        with ExitStack() as held:
            worker, keep = held.enter_context(self._slot(deadline))
            ready = keep(self._living(worker))
            ready.wait(ends)
            seconds = max(ends - time.monotonic(), 0.05)
            pieces = held.enter_context(
                closing(ready.answer({**request, "bytes": self._settings.bytes}, seconds, deadline))
            )
            return begun(pieces, held, IN_MEMORY)

    @contextmanager
    def _slot(self, deadline: float) -> Iterator[tuple[_Worker | None, Callable[[_Worker], _Worker]]]:
        """A place among the workers, with the worker in it, if any, and how to say who is in it from now on."""
        if not self._room.acquire(blocking=False):
            raise BusyError(f"all workers are busy and {self._settings.waiting} queries wait for them; try again")
        try:
            try:
                worker = self._slots.get(timeout=deadline)
            except queue.Empty:
                raise BusyError(
                    f"all {self._settings.workers} workers were busy for {deadline:g} s; try again"
                ) from None

            def keep(other: _Worker) -> _Worker:
                nonlocal worker
                worker = other
                return other

            try:
                yield worker, keep
            finally:
                if worker is not None and not worker.alive():
                    self._all.discard(worker)
                    worker = self._start()
                self._slots.put(worker)
        finally:
            self._room.release()

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

    def _living(self, worker: _Worker | None) -> _Worker:
        """A living worker: the given one, or a new one in its place."""
        if worker is not None and not worker.alive():
            self._all.discard(worker)
            worker = None
        return worker or self._start()

    def _start(self) -> _Worker:
        if snapshots.current(self._root) is None:
            raise StoreError(f"{self._root}: nothing has been built here yet; build a plan into it first")
        worker = _Worker(self._root, self._settings.megabytes)
        self._all.add(worker)
        return worker


class _Worker(Child):
    """One worker process, and whether it is ready."""

    awaited = False  # it reads what nobody changes, and who asked is answered while it still gives its memory back

    def __init__(self, root: Path, megabytes: int) -> None:
        super().__init__("graph.worker", str(root), str(megabytes))
        self._root = root
        self._opened = False
        self._since = time.monotonic()

    def wait(self, until: float) -> None:
        """Wait until it has opened the published snapshot, or until a moment.

        Raises BusyError where it is not ready by then, and may be for who comes next; StoreError where it cannot open.
        """
        if self._opened:
            return
        if not self.heard(max(until - time.monotonic(), 0.0)) and time.monotonic() < self._since + START:
            raise BusyError("a worker is being started; try again")
        if self.listen(1.0, BytesIO()) is None:
            raise StoreError(f"{self._root}: no worker could open the published snapshot")
        self._opened = True

    def answer(self, request: object, seconds: float, deadline: float) -> Generator[bytes]:
        """The worker's answer in pieces as they come, within so many seconds of the deadline that is told."""
        started = time.monotonic()
        said: dict[str, Any] | None = None
        with closing(self.answers(request, seconds)) as frames:
            for frame in frames:
                if isinstance(frame, dict):
                    said = frame
                else:
                    yield frame
        if said is None:
            if time.monotonic() - started >= seconds:
                raise QueryTimeoutError(f"the query did not end within {deadline:g} s and was stopped")
            raise StoreError("the query needs more memory than it may have, and was stopped")
        if "query" in said:
            raise QueryError(said["query"])
        if "store" in said:
            raise StoreError(said["store"])
