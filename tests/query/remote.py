"""The same read store over a server, for tests of questions (`--stores oxigraph`, `--stores virtuoso`)."""

from __future__ import annotations

import atexit
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

from graph.endpoint import EndpointStore
from graph.endpoint_reader import EndpointReader
from graph.store import Solutions
from graph.wire import NOBODY, Login
from ontology.names import graph_iri
from tests.query.memory import MemoryStore
from tests.stores import PASSWORD, USER, Engines


class RemoteStore(MemoryStore):
    """What a store in memory holds, asked of a server."""

    def __init__(self, reader: EndpointReader, *sources: Path) -> None:
        super().__init__(*sources)
        self._reader = reader

    def select(self, query: str) -> Solutions:
        self.queries.append(query)
        return self._reader.select(query)

    def ask(self, query: str) -> bool:
        self.queries.append(query)
        return self._reader.ask(query)

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        self.queries.append(query)
        return self._reader.construct(query)


def remote(engine_name: str, ontology: Path, *data: Path) -> RemoteStore:
    """A server of that name, started for this process, which holds the ontology and the graphs of files of TriG."""
    running = Engines()
    atexit.register(running.close)
    engine = running.engine(engine_name)
    login = Login(user=USER, password=PASSWORD) if "GOLDENTHREAD_STORE_USER" in engine.settings else NOBODY
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for file in (ontology, *data):
        for quad in ox.parse(path=file):
            named = quad.graph_name if isinstance(quad.graph_name, ox.NamedNode) else graph_iri("ontology")
            graphs[named.value].append(quad.triple)
    with EndpointStore(
        engine.query,
        update_url=engine.settings["GOLDENTHREAD_STORE_UPDATE"],
        graph_store_url=engine.settings["GOLDENTHREAD_STORE_GRAPHS"],
        login=login,
        write=True,
    ) as store:
        store.update("DROP ALL")
        for iri, triples in graphs.items():
            store.put_graph(iri, triples)
        store._update(f"DROP SILENT GRAPH {graph_iri('store')}")
    return RemoteStore(EndpointReader(engine.query), ontology, *data)
