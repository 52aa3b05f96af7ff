"""Strangers' queries of an endpoint: checked here, run there, within a deadline."""

from __future__ import annotations

import os
from collections.abc import Sequence

from graph import results
from graph.endpoint import EndpointStore, Limits
from graph.guard import PREFIXES, check_query, dataset_of
from graph.store import QueryError


class EndpointQueries:
    """Strangers' queries of the endpoint at an address."""

    def __init__(self, query_url: str) -> None:
        self._url = query_url

    def run_public(
        self,
        query: str,
        form: str = "json",
        deadline: float = 10.0,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> bytes:
        """The serialised result of a stranger's query (see `graph.workers.PublicQueries`)."""
        media = results.media_type(form)
        kind = check_query(query)
        results.check_suits(kind, media)
        whole = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + query
        key = os.environ.get("GOLDENTHREAD_STORE_KEY")
        with EndpointStore(self._url, key=key, limits=Limits(seconds=deadline)) as store:
            picked = dataset_of(query)
            wanted = (*picked[0], *picked[1], *default_graphs, *named_graphs)
            if wanted and (unknown := sorted(set(wanted) - set(store.graphs()))):
                # An engine may fetch a graph that it does not hold; a stranger's word is no reason to.
                raise QueryError(f"{unknown[0]}: no such graph in the store")
            dataset = (tuple(default_graphs), tuple(named_graphs)) if default_graphs or named_graphs else None
            if kind == "ASK":
                return results.write_answer(store.ask(whole, dataset=dataset), media)
            if kind == "SELECT":
                return results.write_solutions(store.select(whole, dataset=dataset), media)
            return results.write_graph(store.construct(whole, dataset=dataset), media)

    def close(self) -> None:
        """Nothing is kept open."""
