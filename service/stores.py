"""Opening a store by its location, to read or to write."""

from __future__ import annotations

from graph.oxigraph import open_store
from graph.store import Store


def reader(location: str) -> Store:
    """The published snapshot of a store, or an endpoint. Raises StoreError where there is nothing to read."""
    return open_store(location, write=False)


def writer(location: str) -> Store:
    """A store to write. Raises StoreError where it cannot be, as when another process is writing it."""
    return open_store(location, write=True)
