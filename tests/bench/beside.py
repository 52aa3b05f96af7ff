"""RDFLib's own engine as a store to ask, for comparison."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import rdflib
from rdflib.query import ResultRow

from graph.guard import form_of
from graph.store import ReadStore, Solutions, Term

T = TypeVar("T")


class TooLongError(Exception):
    """It took longer than it was given."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Break off what runs inside after so many seconds (pure Python can be broken off, an engine in Rust cannot)."""

    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class RdflibStore:
    """All statements of a store in an RDFLib graph in memory, answering by RDFLib's SPARQL engine."""

    def __init__(self, triples: Path) -> None:
        """Load a file of N-Triples."""
        self.graph = rdflib.Graph()
        self.graph.parse(str(triples), format="nt")

    def select(self, query: str) -> Solutions:
        """Rows of a SELECT."""
        result = self.graph.query(query)
        variables = tuple(str(v) for v in result.vars or ())
        rows = []
        for found in result:
            assert isinstance(found, ResultRow)
            rows.append({v: _term(t) for v, t in found.asdict().items()})
        return Solutions(variables, tuple(rows))

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        return bool(self.graph.query(query).askAnswer)

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        """The triples of a CONSTRUCT."""
        text = self.graph.query(query).serialize(format="nt") or b""
        return tuple(q.triple for q in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))


def rows_of(store: ReadStore, query: str) -> int:
    """How many rows a SELECT has; of an ASK, 1 for yes and 0 for no."""
    return int(store.ask(query)) if form_of(query) == "ASK" else len(store.select(query).rows)


def unless_too_long(seconds: int, work: Callable[[], T]) -> T | None:
    """What the work gives; None where it takes too long."""
    try:
        with within(seconds):
            return work()
    except TooLongError:
        return None


def _term(term: rdflib.term.Identifier) -> Term:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return ox.BlankNode(str(term)) if isinstance(term, rdflib.BNode) else ox.NamedNode(str(term))
