"""Writing a store behind any SPARQL 1.1 endpoint (SPARQL 1.1 Update, Graph Store HTTP Protocol).

A document goes in one request: by the Graph Store Protocol where the endpoint has it, else as an update. Nothing is
left to what an engine takes its default graph for: what is written there goes to the graph `graph/default`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice

import httpx
import pyoxigraph as ox

from graph import manifest
from graph.endpoint_reader import TRIPLES, EndpointReader, login_from_environment
from graph.guard import with_prefixes
from graph.rewritten import for_named_graphs
from graph.skolem import skolemised
from graph.store import DocumentEntry, StoreError
from graph.text import all_of, data, lines
from graph.updates import check_update, is_empty
from graph.wire import NOBODY, USUAL, Limits, Login, without_login
from ontology.names import graph_iri

CHUNK = 1_000
"""Statements of one INSERT DATA; a request may hold several. Engines' parsers run out of stack at some thousands."""


class EndpointStore(EndpointReader):
    """A store behind an endpoint; `graph_store_url` is used for whole graphs where it is known, updates elsewhere."""

    def __init__(
        self,
        query_url: str,
        *,
        update_url: str | None = None,
        graph_store_url: str | None = None,
        login: Login = NOBODY,
        write: bool = False,
        limits: Limits = USUAL,
    ) -> None:
        super().__init__(query_url, login=login, limits=limits)
        self._update_url = without_login(update_url or re.sub(r"/query$", "/update", query_url))
        self._graph_store_url = without_login(graph_store_url or "")
        self._writer = write

    @classmethod
    def from_environment(cls, query_url: str, *, write: bool) -> EndpointStore:
        """The endpoint at an address; `GOLDENTHREAD_STORE_UPDATE`, `…_GRAPHS` say how to write it."""
        return cls(
            query_url,
            update_url=os.environ.get("GOLDENTHREAD_STORE_UPDATE"),
            graph_store_url=os.environ.get("GOLDENTHREAD_STORE_GRAPHS"),
            login=login_from_environment(),
            write=write,
        )

    def replace(self, entry: DocumentEntry, triples: Iterable[ox.Triple], *, instead_of: str | None = None) -> None:
        """Put a document's graph in, whole, in one request; `instead_of` is the graph IRI it takes the place of."""
        graph = ox.NamedNode(entry.iri)
        content = skolemised((*triples, *manifest.entry_triples(entry)), entry.iri)
        marks = self._marks(forget=(entry.iri, *((instead_of,) if instead_of else ())))
        note = data(
            {ox.Quad(t.subject, t.predicate, t.object, graph_iri("store")) for t in (manifest.read_at(entry.iri),)}
        )
        other = instead_of if instead_of and instead_of != entry.iri else None
        if self._graph_store_url and other is None:
            self._update(marks)
            self._put(entry.iri, content)
            self._update(f"INSERT DATA {{ {note} }}")
            return
        drop = f"DROP SILENT GRAPH <{other}> ;\n" if other else ""
        self._update(
            f"{marks} ;\n{drop}DROP SILENT GRAPH {graph} ;\n{inserted(entry.iri, content)}INSERT DATA {{ {note} }}"
        )

    def remove(self, iri: str) -> None:
        """Take a document's graph out; derived statements follow at the next `derive`."""
        if not self.ask(f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"):
            raise StoreError(f"{iri}: no such document in the store")
        self._update(f"{self._marks(forget=(iri,))} ;\nDROP SILENT GRAPH <{iri}>")

    def put_graph(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a graph that is not a document's; where it holds just these triples already, nothing is written."""
        new = skolemised(triples, iri)
        if _by_value(new) == _by_value(self._said(iri)):
            return
        mark = "" if manifest.follows(iri) else f"{self._marks()} ;\n"
        if self._graph_store_url:
            if mark:
                self._update(mark)
            self._put(iri, new)
            return
        self._update(f"{mark}DROP SILENT GRAPH <{iri}> ;\n{inserted(iri, new)}")

    def conclude(self, rule: str, into: str) -> None:
        """Add what a CONSTRUCT concludes to a graph that is not a document's."""
        self._may_write()
        triples = iter(sorted(self.construct(rule), key=str))
        while chunk := list(islice(triples, 10 * CHUNK)):
            self._update(inserted(into, chunk))

    def mark_derived(self, rules_version: str) -> None:
        """Note that the derived graph now follows from all else, by the rules of that version."""
        home, derived = graph_iri("store"), graph_iri("derived")
        self._update(
            f"DELETE WHERE {{ GRAPH {home} {{ {derived} ?how ?what }} }} ;\n"
            f"INSERT DATA {{ GRAPH {home} {{\n{lines(manifest.derived_now(rules_version))}}} }}"
        )

    def update(self, update: str) -> None:
        """Run a SPARQL update in one request: its patterns see the union, what it writes to the default graph goes to
        `graph/default`.

        Prefixes of a public query need no declaration. Raises QueryError on an update that is malformed or would fetch
        something (LOAD, SERVICE).
        """
        self._may_write()
        check_update(update)
        if is_empty(update):
            return
        seen, _ = self.union() or ((), ())
        text = for_named_graphs(update, graph_iri("default").value, seen, self.graphs)
        self._update(f"{with_prefixes(text)} ;\n{self._marks()}")

    def publish(self) -> None:
        """Derive what is out of date; an endpoint's readers see what is written as it is written."""
        from graph.derive import bring_up_to_date  # noqa: PLC0415 (derivation is written against this seam)

        self._may_write()
        bring_up_to_date(self)
        self._seen = self._last_written()

    def __enter__(self) -> EndpointStore:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _said(self, graph: str) -> Iterator[ox.Triple]:
        return self.triples(all_of(graph), dataset=((graph,), (graph,)))

    def _may_write(self) -> None:
        if not self._writer:
            raise StoreError(f"{self._wire.name}: opened for reading; writing it needs write=True")

    def _marks(self, forget: Iterable[str] = ()) -> str:
        """An update that notes that what is derived is out of date, and forgets when documents were read."""
        home = graph_iri("store")
        forgotten = [f"DELETE WHERE {{ GRAPH {home} {{ <{iri}> ?how ?what }} }}" for iri in forget]
        return " ;\n".join([*forgotten, f"INSERT DATA {{ GRAPH {home} {{ {manifest.out_of_date()} }} }}"])

    def _put(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a graph by the Graph Store HTTP Protocol (section 5.3)."""
        url = str(httpx.URL(self._graph_store_url).copy_merge_params({"graph": iri}))
        self._wire.whole("PUT", url, {"Content-Type": TRIPLES, "Accept": "*/*"}, lines(triples).encode())
        self._listed = None

    def _update(self, update: str) -> None:
        """Send an update as it is."""
        self._may_write()
        headers = {"Content-Type": "application/sparql-update", "Accept": "*/*"}
        self._wire.whole("POST", self._update_url, headers, update.encode())
        self._listed = None


def inserted(graph: str, triples: Iterable[ox.Triple]) -> str:
    """Operations of an update, each with its semicolon, that put statements into a graph."""
    left: Iterator[ox.Triple] = iter(triples)
    pieces = []
    while chunk := list(islice(left, CHUNK)):
        pieces.append(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines(chunk)}}} }} ;\n")
    return "".join(pieces)


def _by_value(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Statements with each number, date and truth value written in one way: engines keep values, not spellings."""
    held = ox.Store()
    held.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    return {q.triple for q in held}
