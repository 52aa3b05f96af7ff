"""Search by meaning beside a store: its index kept up with the documents, feeds inferred from it, a searcher opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.manifest import RULES_VERSION
from graph.store import ReadStore, Store
from ontology.names import graph_iri, short_hash

# what is beneath query.search brings numpy with it, which most questions do without: imported where it is used
if TYPE_CHECKING:
    from query.search.embedder import Embedder
    from query.search.search import Found, Hit, Searcher

INFERRED = graph_iri("inferred")
TURNED_OFF = "none"
READING = "2"
"""Which way of inferring made the graph; it goes up where the same plans would give other feeds."""


def index_folder(location: str) -> Path:
    """Where the index of a store lies: in its folder, or, for an endpoint, among this user's caches."""
    return beside(location, "index")


def beside(location: str, name: str) -> Path:
    """The folder of a name in a store's folder, or, for an endpoint, among this user's caches."""
    if location.startswith(("http://", "https://")):
        return Path.home() / ".cache" / "goldenthread" / short_hash(location) / name
    return Path(location) / name


def embedder() -> Embedder | None:
    """The embedder, or None where the [semantic] extra is not installed or is turned off; imports no model."""
    from query.search.embedder import embedder_of, meaning_installed, model_named  # noqa: PLC0415

    if model_named().lower() == TURNED_OFF:
        return None
    return embedder_of(model_named()) if meaning_installed() else None


def forget(store: Store) -> None:
    """Take inferred feeds out, so that what is derived next does not follow from guesses about what was held before."""
    store.put_graph(INFERRED.value, ())


def bring_up_to_date(store: Store, location: str, step: Callable[[str], None]) -> None:
    """Bring the index and the inferred feeds up to date with what the store holds; nothing where they are.

    The derived graph is taken to be up to date. Raises MeaningUnavailableError where a model is named that cannot be
    loaded, StoreError where the store fails.
    """
    from query.search.index import Index  # noqa: PLC0415
    from query.search.inferred import inferred_feeds  # noqa: PLC0415
    from query.search.things import searchable_graphs, things_of  # noqa: PLC0415

    model = embedder()
    mark = ox.Literal(_fingerprint(store, model.name if model else "words"))
    folder = index_folder(location)
    if folder.is_dir() and store.ask(f"ASK {{ GRAPH {INFERRED} {{ {INFERRED} {RULES_VERSION} {mark} }} }}"):
        return
    index = Index(folder)
    graphs = searchable_graphs(store)
    for number, graph in enumerate(graphs, 1):
        step(f"indexing by meaning, {number} of {len(graphs)}")
        index.put(graph, things_of(store, graph), model)
    index.keep_only(graphs)
    step("inferring feeds")
    feeds = inferred_feeds(store, index, model)
    store.put_graph(INFERRED.value, (*feeds, ox.Triple(INFERRED, RULES_VERSION, mark)))


def _fingerprint(store: Store, model: str) -> str:
    """A short name of all that the index and the inferred feeds follow from."""
    return short_hash(READING, model, store.derived_by() or "", *(entry.iri for entry in store.documents()))


class LazySearch:
    """Search over a store's index, opened when something is first searched for."""

    def __init__(self, store: ReadStore, location: str) -> None:
        """Remember the store and where its index lies; opens neither."""
        self._store = store
        self._location = location
        self._searcher: Searcher | None = None

    def __call__(self, words: str, limit: int) -> tuple[Hit, ...]:
        """The nearest things, best first."""
        return self.find(words, None, limit).hits

    def find(self, words: str, cls: str | None = None, limit: int = 10) -> Found:
        """The nearest things of a class, with notes on how they were found. Raises UnknownClassError."""
        return self._opened().find(words, cls, limit)

    def named(self, words: str, limit: int = 10) -> Found:
        """The things that are called by the words, with no model loaded."""
        return self._opened().named(words, limit)

    def likest(self, words: str, classes: frozenset[str], limit: int) -> tuple[Hit, ...]:
        """The things of some classes nearest in meaning alone; none where meaning cannot be compared."""
        return self._opened().likest(words, classes, limit)

    def _opened(self) -> Searcher:
        if self._searcher is None:
            from query.search.index import Index  # noqa: PLC0415
            from query.search.search import Searcher  # noqa: PLC0415

            self._searcher = Searcher(self._store, Index(index_folder(self._location)), embedder())
        return self._searcher
