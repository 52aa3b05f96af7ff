"""What the service speaks of: the published snapshot, with its world, exchanged when a newer one is published."""

from __future__ import annotations

import contextlib
import logging
import threading
from dataclasses import dataclass

from graph.store import ReadStore, Store, StoreError
from graph.workers import WorkerSettings, public_queries
from query.world import World
from service.examples import examples
from service.plans import Held, held
from service.stores import reader
from service.worlds import world_of

ROWS = 500_000
"""Rows that one result of a public query may have."""
log = logging.getLogger("goldenthread")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of a store: its name, the store, the world to ask, and what it holds."""

    version: str
    store: ReadStore
    world: World
    documents: tuple[Held, ...]


class Served:
    """A store's latest published version, loaded once and kept until there is a newer one."""

    def __init__(self, location: str) -> None:
        """Remember where the store is; nothing is opened yet."""
        self.location = location
        self.queries = public_queries(location, WorkerSettings(rows=ROWS))
        self._lock = threading.Lock()
        self._watch: Store | None = None
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The latest version. Raises StoreError where nothing can be read."""
        with self._lock:
            if self._watch is None:
                self._watch = reader(self.location)
                changed = True
            else:
                changed = self._watch.refresh()
            if self._snapshot is None or changed:
                self._snapshot = self._load()
            return self._snapshot

    def _load(self) -> Snapshot:
        store = reader(self.location)
        world = world_of(store, self.location)
        documents = tuple(held(store))
        return Snapshot(store.version, store, world, documents)

    def watch(self, stop: threading.Event, every: float = 1.0) -> None:
        """Take up new versions before somebody asks, until told to stop."""
        while not stop.wait(every):
            try:
                self.snapshot()
            except StoreError as error:
                log.debug("no snapshot: %s", error)

    def warm(self) -> None:
        """Make ready what the first questions would wait for."""
        with contextlib.suppress(StoreError):
            self.queries.run_public("ASK {}")
            world = self.snapshot().world
            examples(world)
            if world.search is not None:
                world.search("warm up", 1)

    def close(self) -> None:
        """End the workers."""
        self.queries.close()
