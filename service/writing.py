"""Writing the store for clients of the service: one write at a time, in a process that is ended at its deadline."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from graph.process import Child, in_pieces
from graph.store import QueryError, StoreError
from graph.workers import BusyError, QueryTimeoutError

START = 60.0
MEGABYTES = 8192
WAITING = 16
"""Writes that may wait for the one that is being done."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a body: the media type of its statements, and its bytes."""

    media: str
    body: bytes


class Writing:
    """The one process that writes the store at a location; started when the first write comes."""

    def __init__(self, location: str) -> None:
        """Remember where the store is; nothing is started yet."""
        self._location = location
        self._turn = threading.Lock()
        self._room = threading.Semaphore(1 + WAITING)
        self._child: Child | None = None

    def update(self, text: str, seconds: float, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> None:
        """Run a SPARQL update, over the graphs that the request names, if any.

        Raises QueryError for an update that may not run, BusyError where too many wait, QueryTimeoutError at the
        deadline, StoreError for all else, such as a build that is writing the store.
        """
        request = {"does": "update", "default_graphs": list(default), "named_graphs": list(named)}
        self._do(request, text.encode(), seconds)

    def graph(self, does: str, graph: str, base: str, parts: Sequence[Part], seconds: float) -> str:
        """Put, post or delete a graph ("" for the default graph); whether it was "created", "changed" or "absent".

        `base` is what relative IRIs are resolved against where the graph has no name. Raises as `update` does.
        """
        lengths = [(part.media, len(part.body)) for part in parts]
        request = {"does": does, "graph": graph, "base": base, "parts": lengths}
        return str(self._do(request, b"".join(part.body for part in parts), seconds)["became"])

    def _do(self, request: dict[str, Any], body: bytes, seconds: float) -> dict[str, Any]:
        if not self._room.acquire(blocking=False):
            raise BusyError(f"{WAITING} writes are waiting; try again")
        try:
            if not self._turn.acquire(timeout=seconds):
                raise BusyError(f"another write took {seconds:g} s; try again")
            try:
                return self._done(request, body, seconds)
            finally:
                self._turn.release()
        finally:
            self._room.release()

    def _done(self, request: dict[str, Any], body: bytes, seconds: float) -> dict[str, Any]:
        if self._child is None or not self._child.alive():
            self._child = Child("service.writer", self._location, str(MEGABYTES))
            if self._child.listen(START, BytesIO()) is None:
                raise StoreError("the process that writes the store did not start")
        said = self._child.ask(request, seconds, BytesIO(), in_pieces(body))
        if said is None:
            raise QueryTimeoutError(f"the write did not end within {seconds:g} s or its memory, and was stopped")
        if "query" in said:
            raise QueryError(said["query"])
        if "store" in said:
            raise StoreError(said["store"])
        return said

    def close(self) -> None:
        """Let a write that is under way end, then end the process."""
        with self._turn:
            if self._child is not None:
                self._child.kill()
