"""Strangers' queries of an endpoint: checked here, run there, within a deadline."""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import BytesIO
from typing import IO

from graph import results
from graph.endpoint import Dataset, EndpointStore, Limits
from graph.guard import PREFIXES, check_query, dataset_of
from graph.skolem import blank_again

EMPTY = "urn:x-goldenthread:nothing"


def _held(store: EndpointStore, default: Sequence[str], named: Sequence[str]) -> Dataset:
    """A dataset without the graphs that the endpoint does not hold, which are empty, as they are in a store on disk.

    An engine may fetch a graph that it does not hold; a stranger's word is no reason to. A graph that cannot be fetched
    stands in its place, so that a dataset of such graphs only is not taken for none.
    """
    held = set(store.graphs())
    kept = (tuple(dict.fromkeys(g if g in held else EMPTY for g in graphs)) for graphs in (default, named))
    return next(kept), next(kept)


class EndpointQueries:
    """Strangers' queries of the endpoint at an address."""

    def __init__(self, query_url: str) -> None:
        self._url = query_url

    def result(
        self,
        query: str,
        form: str = "json",
        deadline: float = 10.0,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> IO[bytes]:
        """The serialised result of a stranger's query (see `graph.workers.PublicQueries`)."""
        media = results.media_type(form)
        kind = check_query(query)
        results.check_suits(kind, media)
        whole = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + query
        with self._store(deadline) as store:
            default, named = (default_graphs, named_graphs) if default_graphs or named_graphs else dataset_of(query)
            dataset = _held(store, default, named) if default or named else None
            if kind == "ASK":
                return BytesIO(results.write_answer(store.ask(whole, dataset=dataset), media))
            if kind == "SELECT":
                return BytesIO(results.write_solutions(store.select(whole, dataset=dataset), media))
            return BytesIO(results.write_graph(store.construct(whole, dataset=dataset), media))

    def graph(self, iri: str, media: str, deadline: float = 10.0) -> IO[bytes]:
        """What a graph says, with the blank nodes it was given."""
        with self._store(deadline) as store:
            said = store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
        return BytesIO(results.write_graph(map(blank_again, said), media))

    def _store(self, deadline: float) -> EndpointStore:
        key = os.environ.get("GOLDENTHREAD_STORE_KEY")
        return EndpointStore(self._url, key=key, limits=Limits(seconds=deadline))

    def close(self) -> None:
        """Nothing is kept open."""
