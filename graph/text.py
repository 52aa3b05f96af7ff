"""RDF terms as the text of SPARQL updates, and the solutions of queries as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from graph.store import Term


def lines(triples: Iterable[ox.Triple]) -> str:
    """Triples as a block of SPARQL data, one a line."""
    return "".join(f"{t} .\n" for t in triples)


def all_of(graph: str) -> str:
    """The query for all that a graph says."""
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"


def data(quads: Iterable[ox.Quad]) -> str:
    """Quads of named graphs as SPARQL quad data, graph by graph."""
    by_graph: dict[str, list[ox.Triple]] = {}
    for q in quads:
        by_graph.setdefault(str(q.graph_name), []).append(q.triple)
    return "".join(f"GRAPH {graph} {{\n{lines(triples)}}}\n" for graph, triples in by_graph.items())


def row(variables: Iterable[str], solution: ox.QuerySolution) -> Mapping[str, Term]:
    """A solution as a mapping without its unbound variables; a triple term (RDF 1.2) counts as unbound."""
    return {v: value for v in variables if (value := solution[v]) is not None and not isinstance(value, ox.Triple)}


def one_line(error: BaseException | str, limit: int = 300) -> str:
    """A message on one line, its beginning where it is long."""
    return " ".join(str(error).split())[:limit] or "no reason given"
