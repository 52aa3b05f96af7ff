"""The golden thread as a networkx graph: things as nodes, the links of `ontology/rules/thread.tsv` as directed edges.

Authorities, plans and documents are no part of it: everything hangs on them, so a way through them says nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from weakref import WeakKeyDictionary

import networkx as nx

from graph.store import ReadStore
from ontology.vocabulary import GT

UNCERTAIN = "inferred"
_RANK = {"stated": 0, "-": 0, "inherited": 1, UNCERTAIN: 2}


@dataclass(frozen=True, slots=True)
class Link:
    """A kind of link along the thread, as a line of `thread.tsv` has it."""

    source: str
    path: tuple[str, ...]  # IRIs of properties, "^" before one that is read against the statement
    target: str
    words: str
    basis: str
    evidence: str

    def pattern(self, start: str, middle: str, end: str) -> str:
        """The link as a SPARQL pattern from one term to another, `middle` standing between two steps."""
        terms = (start, end) if len(self.path) == 1 else (start, middle, end)
        steps = zip(terms, self.path, terms[1:], strict=False)
        return " ".join(f"{b} <{p[1:]}> {a} ." if p.startswith("^") else f"{a} <{p}> {b} ." for a, p, b in steps)


@cache
def links() -> tuple[Link, ...]:
    """The links that make up a thread, in the order of the file: of two between the same things the first counts."""
    text = files("ontology").joinpath("rules", "thread.tsv").read_text(encoding="utf-8")
    fields = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        Link(_iri(source), tuple(map(_iri, path.split("/"))), _iri(target), words, basis, evidence)
        for source, path, target, words, basis, evidence in fields
    )


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """The thread of a whole store: each edge's `link` is the index of its link; `sure` leaves the inferred ones out."""

    whole: nx.DiGraph[str]
    sure: nx.DiGraph[str]


_cache: WeakKeyDictionary[ReadStore, tuple[str, Projection]] = WeakKeyDictionary()
_lock = threading.Lock()


def projection(store: ReadStore) -> Projection:
    """The thread of a store, made once for each of its versions."""
    version = str(getattr(store, "version", ""))
    with _lock:
        held = _cache.get(store)
        if version and held and held[0] == version:
            return held[1]
        made = _project(store)
        _cache[store] = (version, made)
        return made


def _project(store: ReadStore) -> Projection:
    whole: nx.DiGraph[str] = nx.DiGraph()
    for index, start, end in _edges(store):
        if start == end:
            continue
        held = whole.get_edge_data(start, end)
        if held is None or _RANK[links()[index].basis] < _RANK[links()[held["link"]].basis]:
            whole.add_edge(start, end, link=index)
    uncertain = [e for e in whole.edges if links()[whole.edges[e]["link"]].basis == UNCERTAIN]
    if not uncertain:
        return Projection(whole, whole)
    sure: nx.DiGraph[str] = nx.DiGraph()
    sure.add_nodes_from(whole)
    sure.add_edges_from(
        (a, b, data) for a, b, data in whole.edges(data=True) if links()[data["link"]].basis != UNCERTAIN
    )
    return Projection(whole, sure)


def _edges(store: ReadStore) -> Iterator[tuple[int, str, str]]:
    for index, link in enumerate(links()):
        found = store.select(
            f"SELECT DISTINCT ?from ?to WHERE {{ {link.pattern('?from', '?middle', '?to')}"
            f" ?from a <{link.source}> . ?to a <{link.target}> }}"
        )
        for row in found.rows:
            yield index, row["from"].value, row["to"].value


def _iri(name: str) -> str:
    """A class or property of the ontology by its name ("gt:feeds"; "^" before it is kept)."""
    against = "^" if name.startswith("^") else ""
    return against + GT[name.lstrip("^").removeprefix("gt:")].value
