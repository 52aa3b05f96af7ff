"""Strangers' queries of an endpoint: checked here, run there, within a deadline."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from typing import IO

import pyoxigraph as ox

from graph import pushed, results
from graph.endpoint_reader import JSON_RESULTS, NOTHING, Dataset, EndpointReader, login_from_environment
from graph.frames import TooLargeError, too_large
from graph.growing import begun
from graph.guard import PREFIXES, check_query, dataset_of, with_prefixes
from graph.skolem import blank_again
from graph.wire import LateError, Limits
from graph.workers import IN_MEMORY, BusyError, QueryTimeoutError, WorkerSettings


def _held(store: EndpointReader, default: Sequence[str], named: Sequence[str]) -> Dataset:
    """A dataset without the graphs that the endpoint does not hold, which are empty, as they are in a store on disk.

    An engine may fetch a graph that it does not hold; a stranger's word is no reason to. A graph that cannot be fetched
    stands in its place, so that a dataset of such graphs only is not taken for none.
    """
    held = set(store.graphs())
    kept = (tuple(dict.fromkeys(g if g in held else NOTHING for g in graphs)) for graphs in (default, named))
    return next(kept), next(kept)


class EndpointQueries:
    """Strangers' queries of the endpoint at an address; a result goes through as it comes, in any size."""

    def __init__(self, query_url: str, settings: WorkerSettings | None = None) -> None:
        self._url = query_url
        self._settings = settings or WorkerSettings()
        self._room = threading.Semaphore(self._settings.workers + self._settings.waiting)

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

        def write(store: EndpointReader, out: IO[bytes]) -> None:
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

        return self._begun(write, deadline)

    def graph(self, iri: str, media: str, deadline: float = 10.0) -> IO[bytes]:
        """What a graph says, with the blank nodes it was given."""

        def write(store: EndpointReader, out: IO[bytes]) -> None:
            said = store.triples(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
            ox.serialize(map(blank_again, said), out, results.GRAPH_FORMATS[media], prefixes=PREFIXES)

        return self._begun(write, deadline)

    def _begun(self, write: Callable[[EndpointReader, IO[bytes]], None], deadline: float) -> IO[bytes]:
        """What `write` writes of the endpoint, as a file: a large one while it is being written."""
        if not self._room.acquire(blocking=False):
            raise BusyError("the store is being asked as much as it may be; try again")
        with ExitStack() as held:
            held.callback(self._room.release)
            return begun(held.enter_context(closing(self._pieces(write, deadline))), held, IN_MEMORY)

    def _pieces(self, write: Callable[[EndpointReader, IO[bytes]], None], deadline: float) -> Generator[bytes]:
        """What `write` writes, in pieces, which end at the deadline."""

        def ask(out: IO[bytes]) -> None:
            with closing(
                EndpointReader(self._url, login=login_from_environment(), limits=Limits(seconds=deadline))
            ) as store:
                write(store, out)

        try:
            yield from pushed.pieces(ask, self._settings.bytes, time.monotonic() + deadline)
        except TooLargeError:
            raise too_large(self._settings.bytes) from None
        except (LateError, TimeoutError):
            raise QueryTimeoutError(f"the query did not end within {deadline:g} s and was given up") from None

    def close(self) -> None:
        """Nothing is kept open."""
