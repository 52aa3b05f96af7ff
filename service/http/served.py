"""What the service speaks of: the published snapshot, with its world, exchanged when a newer one is published."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph import snapshots
from graph.patience import unlimited
from graph.store import Store, StoreError
from graph.workers import BusyError, WorkerSettings, public_queries, run_public
from query.completion import complete
from query.world import World
from service.conversations import Conversations
from service.examples import examples
from service.http.limits import Threads
from service.http.problems import Problem
from service.keys import reading_keys, writing_keys
from service.plans import Held, held
from service.settings import ask_deadline
from service.stores import reader
from service.worlds import world_of
from service.writing import WAITING, Writing

log = logging.getLogger("goldenthread")
AT_ONCE = max(2, os.cpu_count() or 1)
"""Questions that are answered at once: more would share the same processors, and all take longer."""
IN_TURN = 16
"""Questions that wait for their turn, and how long; who comes then, or waits longer, is told to come again."""
PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of a store: its name, the store, the world to ask, and what it holds."""

    version: str
    store: Store
    world: World
    documents: tuple[Held, ...]


class Served:
    """A store's latest published version, loaded once and kept until there is a newer one."""

    def __init__(self, location: str) -> None:
        """Remember where the store is; nothing is opened yet. Raises UseError where the keys cannot be read."""
        self.location = location
        self.queries = public_queries(location)
        self.writing = Writing(location)
        self.keys = writing_keys()
        self.readers = reading_keys()
        self.querying = Threads(WorkerSettings().workers + WorkerSettings().waiting)
        self.changing = Threads(1 + WAITING)
        self.asking = Threads(AT_ONCE, IN_TURN, PATIENCE, ask_deadline())
        self._lock = threading.Lock()
        self.conversations = Conversations()
        self._watch: Store | None = None
        self._snapshot: Snapshot | None = None
        self._describing = threading.Lock()
        self._described: tuple[str, tuple[ox.Triple, ...]] = ("", ())

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

    def current(self) -> Snapshot:
        """The latest version, for who answers a request. Raises Problem where nothing can be read."""
        try:
            return self.snapshot()
        except StoreError as error:
            raise Problem("no-store", " ".join(str(error).split())) from error

    def _load(self) -> Snapshot:
        with unlimited():
            store = reader(self.location)
            world = world_of(store, self.location)
            documents = tuple(held(store))
        return Snapshot(store.version, store, world, documents)

    def stamp(self) -> str:
        """A name for what is published now, another for each publication; "" for a store that has none."""
        return "" if self.location.startswith(("http://", "https://")) else snapshots.stamp(Path(self.location))

    def graphs(self) -> tuple[str, ...]:
        """The names of the graphs that are held; none where nothing is."""
        try:
            with reader(self.location) as store:
                return store.graphs()
        except StoreError:
            return ()

    def described(self, here: str, describe: Callable[[Store], tuple[ox.Triple, ...]]) -> tuple[ox.Triple, ...]:
        """What `describe` says, at an address, of the latest version: worked out once, and by one who asks at a time.

        Raises BusyError for those who ask meanwhile, StoreError where nothing can be read.
        """
        if not self._describing.acquire(blocking=False):
            raise BusyError("this is being counted; try again")
        try:
            with reader(self.location) as store:
                version = f"{here} {self.stamp()} {store.version}"
                if self._described[0] != version:
                    self._described = (version, describe(store))
            return self._described[1]
        finally:
            self._describing.release()

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
            run_public(self.queries, "ASK {}")
            world = self.snapshot().world
            examples(world, seconds=0)
            complete("which", world)
            if world.search is not None:
                world.search("warm up", 1)

    def close(self) -> None:
        """End the workers, and the writer when it has done what it does."""
        self.queries.close()
        self.writing.close()
