"""A store behind any SPARQL 1.1 endpoint (SPARQL 1.1 Protocol, Update, Graph Store HTTP Protocol).

The default graph is the union of all graphs whatever the engine: where the endpoint's own default graph is not (found
out with one question), each query names every graph as `default-graph-uri` (Protocol section 2.1.4). An answer that is
not whole is never a result: a body cut short, Virtuoso's `X-SQL-State` and `X-SPARQL-MaxRows`, an error told under
status 200, all raise StoreError.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import httpx
import pyoxigraph as ox

from graph import manifest
from graph.guard import dataset_of, names_dataset
from graph.skolem import skolemised
from graph.store import DocumentEntry, QueryError, Solutions, StoreError
from graph.text import data, lines, one_line, row
from ontology.names import graph_iri

CHUNK = 5_000
_PARTIAL = ("X-SQL-State", "X-SPARQL-MaxRows")
_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


Dataset = tuple[tuple[str, ...], tuple[str, ...]]
"""Default graphs and named graphs of a query (SPARQL 1.1 Protocol, section 2.1.4)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait for a whole answer, in seconds, and how many bytes of it to take."""

    seconds: float = 60.0
    connect: float = 10.0
    bytes: int = 512 * 1024 * 1024


class EndpointStore:
    """A store behind an endpoint; `graph_store_url` is used for whole graphs where it is known, updates elsewhere."""

    def __init__(
        self,
        query_url: str,
        *,
        update_url: str | None = None,
        graph_store_url: str | None = None,
        key: str | None = None,
        write: bool = False,
        limits: Limits = Limits(),
    ) -> None:
        self._query_url = query_url
        self._update_url = update_url or re.sub(r"/query$", "/update", query_url)
        self._graph_store_url = graph_store_url
        self._writer = write
        self._limits = limits
        self._union: bool | None = None
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(limits.seconds, connect=limits.connect),
            follow_redirects=False,
        )
        self._seen = ""

    @classmethod
    def from_environment(cls, query_url: str, *, write: bool) -> EndpointStore:
        """The endpoint at an address; `GOLDENTHREAD_STORE_UPDATE`, `…_GRAPHS`, `…_KEY` say how to write it."""
        return cls(
            query_url,
            update_url=os.environ.get("GOLDENTHREAD_STORE_UPDATE"),
            graph_store_url=os.environ.get("GOLDENTHREAD_STORE_GRAPHS"),
            key=os.environ.get("GOLDENTHREAD_STORE_KEY"),
            write=write,
        )

    # Reading

    def select(self, query: str, *, dataset: Dataset | None = None) -> Solutions:
        """Rows of a SELECT (see `ReadStore`), over a dataset other than the whole store where one is given."""
        return self._solutions(self._ask(query, _RESULTS, dataset))

    def ask(self, query: str, *, dataset: Dataset | None = None) -> bool:
        """The answer of an ASK."""
        result = self._parsed(self._ask(query, _RESULTS, dataset))
        if not isinstance(result, ox.QueryBoolean):
            raise QueryError("this query is not an ASK")
        return bool(result)

    def construct(self, query: str, *, dataset: Dataset | None = None) -> tuple[ox.Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        body = self._ask(query, _TRIPLES, dataset)
        try:
            return tuple(q.triple for q in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError) as error:
            raise self._cut_short(error) from None

    def documents(self) -> tuple[DocumentEntry, ...]:
        """The documents held, by name."""
        return manifest.documents(self)

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
        return before != self._seen

    def _last_written(self) -> str:
        return manifest.last_written(self) or "empty"

    # Writing

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
            self.update(marks)
            self._put(entry.iri, content)
            self.update(f"INSERT DATA {{ {note} }}")
            return
        drop = f"DROP SILENT GRAPH <{other}> ;\n" if other else ""
        added = f"INSERT DATA {{\n{note}GRAPH {graph} {{\n{lines(content)}}}\n}}"
        self.update(f"{marks} ;\n{drop}DROP SILENT GRAPH {graph} ;\n{added}")

    def remove(self, iri: str) -> None:
        """Take a document's graph out; derived statements follow at the next `derive`."""
        if not self.ask(f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"):
            raise StoreError(f"{iri}: no such document in the store")
        self.update(f"{self._marks(forget=(iri,))} ;\nDROP SILENT GRAPH <{iri}>")

    def put_graph(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a graph that is not a document's; where it holds just these triples already, nothing is written."""
        new = skolemised(triples, iri)
        if new == set(self.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")):
            return
        mark = "" if manifest.follows(iri) else f"{self._marks()} ;\n"
        if self._graph_store_url:
            if mark:
                self.update(mark)
            self._put(iri, new)
            return
        content = f"INSERT DATA {{ GRAPH <{iri}> {{\n{lines(new)}}} }}"
        self.update(f"{mark}DROP SILENT GRAPH <{iri}> ;\n{content}")

    def conclude(self, rule: str, into: str) -> None:
        """Add what a CONSTRUCT concludes to a graph that is not a document's."""
        self._may_write()
        triples = sorted(self.construct(rule), key=str)
        for start in range(0, len(triples), CHUNK):
            self.update(f"INSERT DATA {{ GRAPH <{into}> {{\n{lines(triples[start : start + CHUNK])}}} }}")

    def mark_derived(self, rules_version: str) -> None:
        """Note that the derived graph now follows from all else, by the rules of that version."""
        home, derived = graph_iri("store"), graph_iri("derived")
        self.update(
            f"DELETE WHERE {{ GRAPH {home} {{ {derived} ?how ?what }} }} ;\n"
            f"INSERT DATA {{ GRAPH {home} {{\n{lines(manifest.derived_now(rules_version))}}} }}"
        )

    def update(self, update: str) -> None:
        """Run a SPARQL update in one request. Raises QueryError on a malformed one, StoreError where it failed."""
        self._may_write()
        self._send("POST", self._update_url, {"Content-Type": "application/sparql-update"}, update.encode())

    def publish(self) -> None:
        """Derive what is out of date; an endpoint's readers see what is written as it is written."""
        from graph.derive import bring_up_to_date  # noqa: PLC0415 (derivation is written against this seam)

        self._may_write()
        bring_up_to_date(self)
        self._seen = self._last_written()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def __enter__(self) -> EndpointStore:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _may_write(self) -> None:
        if not self._writer:
            raise StoreError(f"{self._name()}: opened for reading; writing it needs write=True")

    def _marks(self, forget: Iterable[str] = ()) -> str:
        """An update that notes that what is derived is out of date, and forgets when documents were read."""
        home = graph_iri("store")
        forgotten = [f"DELETE WHERE {{ GRAPH {home} {{ <{iri}> ?how ?what }} }}" for iri in forget]
        return " ;\n".join([*forgotten, f"INSERT DATA {{ GRAPH {home} {{ {manifest.out_of_date()} }} }}"])

    def _put(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a graph by the Graph Store HTTP Protocol (section 5.3)."""
        url = str(httpx.URL(self._graph_store_url or "").copy_merge_params({"graph": iri}))
        self._send("PUT", url, {"Content-Type": _TRIPLES}, lines(triples).encode())

    # The wire

    def _parsed(self, body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
        try:
            return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._cut_short(error) from None

    def _solutions(self, body: bytes) -> Solutions:
        result = self._parsed(body)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("this query is not a SELECT")
        variables = tuple(v.value for v in result.variables)
        try:
            return Solutions(variables, tuple(row(variables, solution) for solution in result))
        except (SyntaxError, ValueError) as error:
            raise self._cut_short(error) from None

    def _ask(self, query: str, accept: str, dataset: Dataset | None) -> bytes:
        if dataset is None and names_dataset(query):
            # Some engines with a union default graph pass over FROM, yet heed the same graphs named by the request.
            with suppress(QueryError):
                dataset = dataset_of(query)
        elif dataset is None and not self._default_is_union():
            held = self.graphs()
            dataset = (held, held)
        default, named = dataset or ((), ())
        fields = {"query": [query], "default-graph-uri": list(default), "named-graph-uri": list(named)}
        return self._query(fields, accept)

    def _query(self, fields: dict[str, list[str]], accept: str) -> bytes:
        form = str(httpx.QueryParams([(name, v) for name, values in fields.items() for v in values])).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", self._query_url, headers, form)

    def _default_is_union(self) -> bool:
        """Whether the endpoint's default graph shows a statement of a named graph; asked until there is one to try."""
        if self._union is None:
            sample = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) } } LIMIT 1"
            found = self._solutions(self._query({"query": [sample]}, _RESULTS))
            if not found.rows:
                return True
            triple = " ".join(str(found.rows[0][v]) for v in ("s", "p", "o"))
            self._union = bool(self._parsed(self._query({"query": [f"ASK {{ {triple} }}"]}, _RESULTS)))
        return self._union

    def graphs(self) -> tuple[str, ...]:
        """The graphs that the endpoint holds."""
        body = self._query({"query": ["SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"]}, _RESULTS)
        return tuple(sorted(r["g"].value for r in self._solutions(body).rows))

    def _send(self, method: str, url: str, headers: dict[str, str], body: bytes) -> bytes:
        """One request; the whole body of a good answer."""
        ends = time.monotonic() + self._limits.seconds
        try:
            with self._client.stream(method, url, headers=headers, content=body) as response:
                pieces: list[bytes] = []
                size = 0
                for piece in response.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    if time.monotonic() > ends:
                        raise StoreError(f"{self._name()}: no whole answer within {self._limits.seconds:g} s")
                    if size > self._limits.bytes:
                        raise StoreError(f"{self._name()}: the answer is longer than {self._limits.bytes} bytes")
        except httpx.TimeoutException:
            raise StoreError(f"{self._name()}: no whole answer within {self._limits.seconds:g} s") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"{self._name()}: {one_line(error)}") from None
        whole = b"".join(pieces)
        if response.status_code in (400, 422):
            raise QueryError(f"the endpoint refuses the query: {one_line(whole.decode(errors='replace'))}")
        if not response.is_success:
            raise StoreError(
                f"{self._name()}: status {response.status_code}: {one_line(whole.decode(errors='replace'))}"
            )
        for header in _PARTIAL:
            if header in response.headers:
                raise StoreError(f"{self._name()}: the answer is not whole ({header}: {response.headers[header]})")
        return whole

    def _cut_short(self, error: Exception) -> StoreError:
        return StoreError(f"{self._name()}: the answer is not whole or not what was asked for ({one_line(error)})")

    def _name(self) -> str:
        """The endpoint's address without what is secret in it."""
        parts = urlsplit(self._query_url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
