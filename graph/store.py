"""The store seam: what the rest of the project may ask of any RDF store, in process or across SPARQL 1.1.

Terms and triples are pyoxigraph's plain values. `OxigraphStore` (on disk) and `EndpointStore` (any SPARQL 1.1 endpoint)
implement it; tests run against both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, Self

import pyoxigraph as ox

Term = ox.NamedNode | ox.Literal | ox.BlankNode


@dataclass(frozen=True, slots=True)
class Solutions:
    """The result of a SELECT: variable names in order, and a mapping a row (unbound variables absent)."""

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Term], ...]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document the store holds: its graph's IRI, the name it was read under, its SHA-256, its sidecar's (or "")."""

    iri: str
    name: str
    sha256: str
    hand: str = ""


class StoreError(Exception):
    """The store could not do what was asked; the message is one clear line."""


class QueryError(StoreError):
    """The query is malformed or not allowed; the message says where and what would be right."""


class RefusedError(StoreError):
    """An engine says that it cannot do what was asked, although it is up: not all of them can do all of SPARQL."""


class ReadStore(Protocol):
    """What questions need. The default graph of every query is the union of all graphs."""

    def select(self, query: str) -> Solutions:
        """Rows of a SELECT. Raises QueryError on a malformed query, StoreError where the answer is not whole."""
        ...

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        ...

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        ...


class Store(ReadStore, Protocol):
    """What building needs besides."""

    def documents(self) -> tuple[DocumentEntry, ...]:
        """The documents held, by name."""
        ...

    def graphs(self) -> tuple[str, ...]:
        """The names of the graphs that hold anything, in order."""
        ...

    def replace(self, entry: DocumentEntry, triples: Iterable[ox.Triple], *, instead_of: str | None = None) -> None:
        """Put a document's graph in, whole, in one transaction; `instead_of` is the graph IRI it takes the place of."""
        ...

    def remove(self, iri: str) -> None:
        """Take a document's graph out; derived statements follow at the next `derive`."""
        ...

    def put_graph(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a graph that is not a document's (the ontology's, reference data, derived statements)."""
        ...

    def conclude(self, rule: str, into: str) -> None:
        """Add what a CONSTRUCT over the union of all graphs concludes to a graph that is not a document's."""
        ...

    def derived_by(self) -> str | None:
        """The version of the rules whose conclusions are held; None where they are missing or out of date."""
        ...

    def mark_derived(self, rules_version: str) -> None:
        """Note that the derived graph now follows from all else, by the rules of that version."""
        ...

    def update(self, update: str) -> None:
        """Run a SPARQL update. What it writes to the default graph is kept in the graph `graph/default`."""
        ...

    def publish(self) -> None:
        """Make what is written visible to readers, derived statements brought up to date first."""
        ...

    @property
    def version(self) -> str:
        """What is being read, as a short name: the same name, the same statements. For caches."""
        ...

    def refresh(self) -> bool:
        """Go on to what was published last; says whether that is another version."""
        ...

    def close(self) -> None:
        """Let go of the store, so that another process may write it."""
        ...

    def __enter__(self) -> Self:
        """The store."""
        ...

    def __exit__(self, *exc: object) -> None:
        """Close it."""
        ...
