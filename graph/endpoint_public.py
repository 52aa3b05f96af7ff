"""Strangers' queries of an endpoint: checked here, run there, within a deadline."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, cast

import pyoxigraph as ox

from graph import results
from graph.endpoint_reader import JSON_RESULTS, NOTHING, Dataset, EndpointReader, login_from_environment
from graph.frames import Bounded, TooLargeError, too_large
from graph.guard import PREFIXES, check_query, dataset_of, with_prefixes
from graph.skolem import blank_again
from graph.wire import LateError, Limits
from graph.workers import IN_MEMORY, QueryTimeoutError, WorkerSettings


def _held(store: EndpointReader, default: Sequence[str], named: Sequence[str]) -> Dataset:
    """A dataset without the graphs that the endpoint does not hold, which are empty, as they are in a store on disk.

    An engine may fetch a graph that it does not hold; a stranger's word is no reason to. A graph that cannot be fetched
    stands in its place, so that a dataset of such graphs only is not taken for none.
    """
    held = set(store.graphs())
    kept = (tuple(dict.fromkeys(g if g in held else NOTHING for g in graphs)) for graphs in (default, named))
    return next(kept), next(kept)


class EndpointQueries:
    """Strangers' queries of the endpoint at an address; a result goes through to a file as it comes, in any size."""

    def __init__(self, query_url: str, settings: WorkerSettings | None = None) -> None:
        self._url = query_url
        self._settings = settings or WorkerSettings()

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
        whole = with_prefixes(query)
        with self._written(deadline) as (store, out, file):
            default, named = (default_graphs, named_graphs) if default_graphs or named_graphs else dataset_of(query)
            dataset = _held(store, default, named) if default or named else None
            if kind == "ASK":
                out.write(results.write_answer(store.ask(whole, dataset=dataset), media))
            elif kind == "SELECT":
                with store.answer(whole, JSON_RESULTS, dataset) as body, store.whole():
                    ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON).serialize(
                        out, results.RESULT_FORMATS[media]
                    )
            else:
                found = store.triples(whole, dataset=dataset)
                ox.serialize(found, out, results.GRAPH_FORMATS[media], prefixes=PREFIXES)
        return file

    def graph(self, iri: str, media: str, deadline: float = 10.0) -> IO[bytes]:
        """What a graph says, with the blank nodes it was given."""
        with self._written(deadline) as (store, out, file):
            said = store.triples(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
            ox.serialize(map(blank_again, said), out, results.GRAPH_FORMATS[media], prefixes=PREFIXES)
        return file

    @contextmanager
    def _written(self, deadline: float) -> Iterator[tuple[EndpointReader, IO[bytes], IO[bytes]]]:
        """The endpoint, what to write its answer to, and the file that holds it, rewound when the block ends well."""
        file = cast("IO[bytes]", tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - the caller closes it
        store = EndpointReader(self._url, login=login_from_environment(), limits=Limits(seconds=deadline))
        try:
            yield store, cast("IO[bytes]", Bounded(self._settings.bytes, file.write)), file
            file.seek(0)
        except BaseException as error:
            file.close()
            if isinstance(error, TooLargeError):
                raise too_large(self._settings.bytes) from None
            if isinstance(error, LateError):
                raise QueryTimeoutError(f"the query did not end within {deadline:g} s and was given up") from None
            raise
        finally:
            store.close()

    def close(self) -> None:
        """Nothing is kept open."""
