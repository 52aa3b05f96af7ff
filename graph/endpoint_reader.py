"""Reading a store behind any SPARQL 1.1 endpoint (SPARQL 1.1 Protocol, section 2.1).

The default graph is the union of the graphs that are data, whatever the engine: where its own default graph is not
(found out with one question), or it holds graphs for itself (`engine_graphs.txt`), each query names every graph as
`default-graph-uri` (section 2.1.4). Which those are is asked again when the store was written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from typing import IO, cast

import httpx
import pyoxigraph as ox

from graph import manifest, patience
from graph.guard import as_select, dataset_of, form_of, names_dataset
from graph.store import DocumentEntry, QueryError, Solutions, StoreError, Term
from graph.text import one_line, row
from graph.wire import NOBODY, USUAL, Limits, Login, Wire, without_login

JSON_RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
NOTHING = "urn:x-goldenthread:nothing"
"""A graph that is nowhere: it stands in a dataset of no graphs, which an engine would take for no dataset at all."""
NAMED_AT_MOST = 1_000
"""More graphs are not named where the engine's own union will do: engines bound the length of a request."""
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"

Dataset = tuple[tuple[str, ...], tuple[str, ...]]
"""Default graphs and named graphs of a query (SPARQL 1.1 Protocol, section 2.1.4)."""
_NO_DATASET: Dataset = ((), ())


class EndpointReader:
    """The store behind an endpoint, to be read."""

    def __init__(self, query_url: str, *, login: Login = NOBODY, limits: Limits = USUAL) -> None:
        """Remember where the endpoint is and who asks it. Raises StoreError where certificates cannot be read."""
        self._query_url = query_url
        self._limits = limits
        self._wire = Wire(query_url, login, limits)
        self._habits = _HABITS.setdefault(self._wire.name, _Habits())
        self._listed: tuple[tuple[str, ...], bool] | None = None
        self._seen = ""

    def select(self, query: str, *, dataset: Dataset | None = None) -> Solutions:
        """Rows of a SELECT (see `ReadStore`), over a dataset other than the whole store where one is given."""
        with self.answer(query, JSON_RESULTS, dataset) as body, self.whole():
            return _solutions(body)

    def ask(self, query: str, *, dataset: Dataset | None = None) -> bool:
        """The answer of an ASK."""
        if form_of(query) == "ASK" and not self._asks_well():
            return bool(self.select(as_select(query), dataset=dataset).rows)
        return self._asked(query, dataset)

    def _asked(self, query: str, dataset: Dataset | None) -> bool:
        with self.answer(query, JSON_RESULTS, dataset) as body, self.whole():
            result = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            if not isinstance(result, ox.QueryBoolean):
                raise QueryError("this query is not an ASK")
            return bool(result)

    def construct(self, query: str, *, dataset: Dataset | None = None) -> tuple[ox.Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        return tuple(self.triples(query, dataset=dataset))

    def triples(self, query: str, *, dataset: Dataset | None = None) -> Iterator[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, as they come."""
        with self.answer(query, TRIPLES, dataset) as body, self.whole():
            for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES):
                yield ox.Triple(quad.subject, quad.predicate, _plain(cast("Term", quad.object)))

    def documents(self) -> tuple[DocumentEntry, ...]:
        """The documents held, by name."""
        return manifest.documents(self)

    def graphs(self) -> tuple[str, ...]:
        """The graphs that the endpoint holds, without those that are the engine's own."""
        return self._graphs()[0]

    def derived_by(self) -> str | None:
        """The version of the rules whose conclusions are held; None where they are missing or out of date."""
        return manifest.derived_by(self)

    @property
    def version(self) -> str:
        """When the endpoint was last written by us, as it stood when this store was last refreshed."""
        if not self._seen:
            self._seen = self._last_written()
        return self._seen

    def refresh(self) -> bool:
        """Look whether the endpoint was written since; says so."""
        before, self._seen = self.version, self._last_written()
        if before != self._seen:
            self._listed = None
        return before != self._seen

    def _last_written(self) -> str:
        return manifest.last_written(lambda query: self.select(query, dataset=_NO_DATASET)) or "empty"

    def close(self) -> None:
        """Let go of the connections."""
        self._wire.close()

    # The wire

    @contextmanager
    def answer(self, query: str, accept: str, dataset: Dataset | None) -> Iterator[IO[bytes]]:
        """The body of the answer to a query, as it comes. Raises QueryError or StoreError where there is none."""
        patience.check()
        if dataset is None and names_dataset(query):
            # Some engines with a union default graph pass over FROM, yet heed the same graphs named by the request.
            with suppress(QueryError):
                dataset = dataset_of(query)
        elif dataset is None:
            dataset = self.union()
        default, named = dataset or _NO_DATASET
        fields: list[tuple[str, str | int | float | bool | None]] = [("query", query)]
        fields += [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        form = str(httpx.QueryParams(fields)).encode()
        with self._wire.answer("POST", without_login(self._query_url), headers, form) as body:
            yield body

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Have an answer that cannot be read to its end told as one that is not whole."""
        try:
            yield
        except (SyntaxError, ValueError, OSError) as error:
            raise StoreError(
                f"{self._wire.name}: the answer is not whole or not what was asked for ({one_line(error)})"
            ) from None

    # What the default graph is

    def union(self) -> Dataset | None:
        """The dataset that is the whole store; None where that is what the endpoint shows by itself."""
        held, alone = self._graphs()
        if self._default_is_union() and (alone or len(held) > NAMED_AT_MOST):
            return None
        if not held:
            return None if alone else ((NOTHING,), (NOTHING,))
        return held, held

    def _graphs(self) -> tuple[tuple[str, ...], bool]:
        """The graphs that are data, and whether the endpoint holds no others."""
        if self._listed is None:
            found = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", dataset=_NO_DATASET)
            all_held = {r["g"].value for r in found.rows}
            held = all_held - engine_graphs()
            self._listed = tuple(sorted(held)), held == all_held
        return self._listed

    def _default_is_union(self) -> bool:
        """Whether the endpoint's default graph shows a statement of a named graph; asked until there is one to try."""
        if self._habits.union is None:
            sample = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) } } LIMIT 1"
            found = self.select(sample, dataset=_NO_DATASET)
            if not found.rows:
                return True
            triple = " ".join(str(found.rows[0][v]) for v in ("s", "p", "o"))
            self._habits.union = self._asked(f"ASK {{ {triple} }}", _NO_DATASET)
        return self._habits.union

    def _asks_well(self) -> bool:
        """Whether the endpoint says no when it is asked for a graph that its dataset does not hold; some say yes."""
        if self._habits.asks_well is None:
            found = self.select("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1", dataset=_NO_DATASET)
            if not found.rows:
                return True
            somewhere = (found.rows[0]["g"].value,)
            nowhere = f"ASK {{ GRAPH <{NOTHING}> {{ ?s ?p ?o }} }}"
            self._habits.asks_well = not self._asked(nowhere, (somewhere, somewhere))
        return self._habits.asks_well


@dataclass
class _Habits:
    """What is found out about an endpoint once: what its default graph is, and whether its answers to ASK are right."""

    union: bool | None = None
    asks_well: bool | None = None


_HABITS: dict[str, _Habits] = {}


def login_from_environment() -> Login:
    """Who asks, as `GOLDENTHREAD_STORE_KEY`, `…_USER` and `…_PASSWORD` say."""
    return Login(
        key=os.environ.get("GOLDENTHREAD_STORE_KEY") or None,
        user=os.environ.get("GOLDENTHREAD_STORE_USER") or None,
        password=os.environ.get("GOLDENTHREAD_STORE_PASSWORD", ""),
    )


def engine_graphs() -> frozenset[str]:
    """The names of graphs that engines hold for themselves: well-known ones, and those of `GOLDENTHREAD_STORE_WITHOUT`.

    The latter are IRIs with spaces between them.
    """
    text = files("graph").joinpath("engine_graphs.txt").read_text(encoding="utf-8")
    known = (line for line in text.splitlines() if line and not line.startswith("# "))
    return frozenset((*known, *os.environ.get("GOLDENTHREAD_STORE_WITHOUT", "").split()))


def _solutions(body: IO[bytes]) -> Solutions:
    """All rows of an answer; where it breaks off, its reader is let go of here, in the thread that made it."""
    result = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    try:
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("this query is not a SELECT")
        variables = tuple(v.value for v in result.variables)
        rows = []
        for solution in result:
            rows.append({name: _plain(term) for name, term in row(variables, solution).items()})
        return Solutions(variables, tuple(rows))
    finally:
        del result


def _plain(term: Term) -> Term:
    """A term as it was written: some engines say 1 and 0 for true and false (both are legal, XSD 1.1 section 3.3.2)."""
    if isinstance(term, ox.Literal) and term.datatype.value == _BOOLEAN and term.value in ("0", "1"):
        return ox.Literal(term.value == "1")
    return term
