"""A read store over a few triples in memory, for tests of questions."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graph.store import QueryError, Solutions


class MemoryStore:
    """The read side of a store, over an in-memory Oxigraph."""

    def __init__(self, *sources: str | Path, store: ox.Store | None = None) -> None:
        self.store = store if store is not None else ox.Store()
        for source in sources:
            if isinstance(source, Path):
                self.store.bulk_load(path=str(source))
            else:
                self.store.load(source.encode(), format=ox.RdfFormat.TRIG)
        self.queries: list[str] = []

    def _run(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        self.queries.append(query)
        try:
            return self.store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QueryError(str(error)) from error

    def select(self, query: str) -> Solutions:
        result = self._run(query)
        assert isinstance(result, ox.QuerySolutions)
        names = tuple(v.value for v in result.variables)
        rows = tuple(
            {n: value for n, value in zip(names, row, strict=True) if isinstance(value, ox.NamedNode | ox.Literal)}
            for row in result
        )
        return Solutions(names, rows)

    def ask(self, query: str) -> bool:
        result = self._run(query)
        assert isinstance(result, ox.QueryBoolean)
        return bool(result)

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        result = self._run(query)
        assert isinstance(result, ox.QueryTriples)
        return tuple(result)
