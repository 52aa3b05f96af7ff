"""The worlds that questions are asked of: the store's, or that of any RDF file."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graph.manifest import last_written
from graph.store import QueryError, Solutions, Store, StoreError
from query.engine import open_world
from query.linking.names import NAMES
from query.parse.context import context_of
from query.shelf import Shelf
from query.typed import restate
from query.world import World
from service.errors import UseError
from service.meaning import LazySearch, beside
from service.proposer import proposer
from service.stores import reader

SUFFIXES = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML,
            ".owl": ox.RdfFormat.RDF_XML, ".xml": ox.RdfFormat.RDF_XML, ".jsonld": ox.RdfFormat.JSON_LD,
            ".trig": ox.RdfFormat.TRIG, ".nq": ox.RdfFormat.N_QUADS, ".n3": ox.RdfFormat.N3}  # fmt: skip


class FileStore:
    """An RDF file in memory, read as a store: its graphs merged into one."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises UseError where it is not RDF of a known kind."""
        kind = SUFFIXES.get(path.suffix.lower())
        if kind is None:
            raise UseError(f"{path}: not a kind of RDF file that is read ({', '.join(SUFFIXES)})")
        self._store = ox.Store()
        try:
            base = path.resolve().as_uri()
            if kind.supports_datasets:
                quads = ox.parse(path=path, format=kind, base_iri=base)
                self._store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
            else:
                self._store.bulk_load(path=path, format=kind, base_iri=base)
        except OSError as error:
            raise UseError(f"{path}: {error.strerror or error}") from error
        except (SyntaxError, ValueError) as error:
            raise UseError(f"{path}: not well-formed RDF: {' '.join(str(error).split())}") from error
        if not len(self._store):
            raise UseError(f"{path}: the file holds no statements")
        restate(self._store)

    def select(self, query: str) -> Solutions:
        """Rows of a SELECT."""
        found = self._run(query)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("not a SELECT query")
        names = tuple(v.value for v in found.variables)
        rows = [{n: v for n in names if (v := row[n]) is not None and not isinstance(v, ox.Triple)} for row in found]
        return Solutions(names, tuple(rows))

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        return bool(self._run(query))

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        found = self._run(query)
        if not isinstance(found, ox.QueryTriples):
            raise QueryError("not a CONSTRUCT or DESCRIBE query")
        return tuple(found)

    def _run(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(query)
        except SyntaxError as error:
            raise QueryError(f"malformed query: {' '.join(str(error).split())}") from error
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the query failed: {' '.join(str(error).split())}") from error


def world_of_store(location: str) -> World:
    """The world of a store by its location. Raises StoreError where there is nothing to read."""
    return world_of(reader(location), location)


def world_of(store: Store, location: str) -> World:
    """The world of an open store, by what was learnt of it before where that still holds."""
    search = LazySearch(store, location)
    return open_world(store, search, shelf_of(store, location), proposer(), search.likest)


def learn(location: str) -> None:
    """Learn what questions need to know of a store, for those who ask later; nothing where it is known.

    Raises StoreError where the store cannot be read.
    """
    with reader(location) as store:
        shelf = shelf_of(store, location)
        if shelf and not shelf.holds(NAMES):
            context_of(world_of(store, location))


def shelf_of(store: Store, location: str) -> Shelf | None:
    """Where what is learnt of a store is kept; None for one that does not say when it was written."""
    written = last_written(store.select)
    return Shelf(beside(location, "learnt"), f"{store.version} {written}") if written else None


def over_file(path: Path) -> World:
    """The world of an RDF file, by its own schema. Raises UseError where it cannot be read."""
    return open_world(FileStore(path))
