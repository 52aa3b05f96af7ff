"""Findings: the checks of `ontology/checks/` run over the store, into the graph of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.store import ReadStore, Store, Term
from ontology.findings import Check, finding, graph_checks, shortened
from ontology.graphs import RDFS_LABEL
from ontology.names import graph_iri
from ontology.vocabulary import GT

_BATCH, _PLACES = 500, 4


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: the thing it is about, its sentence, and the things whose words show it."""

    check: Check
    thing: str
    message: str
    shown_by: tuple[str, ...]


def find(store: Store) -> None:
    """Make the graph of findings anew from all that the store holds, derived statements included."""
    home = graph_iri("findings").value
    store.put_graph(home, ())
    found = [f for check in graph_checks() for f in _of_check(store, check)]
    store.put_graph(home, tuple(_statements(store, found)))


def _of_check(store: ReadStore, check: Check) -> list[Found]:
    rows = [{name: _text(term) for name, term in row.items()} for row in store.select(check.query).rows]
    rows = [row for row in rows if row.get("thing")]  # a grouped query over nothing gives one row of nothing
    labels = _labels(store, {row["thing"] for row in rows})
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        label = shortened(labels.get(row["thing"], row["thing"]))
        found.setdefault((row["thing"], check.said({**row, "label": label})), set()).update(_shown(row))
    return [Found(check, iri, message, tuple(sorted(shown))) for (iri, message), shown in sorted(found.items())]


def _shown(row: Mapping[str, str]) -> Sequence[str]:
    """What shows a finding: the variables whose names begin with "evidence", else the thing itself."""
    return [value for name, value in sorted(row.items()) if name.startswith("evidence")] or [row["thing"]]


def _statements(store: ReadStore, found: Sequence[Found]) -> Iterator[ox.Triple]:
    places = _places(store, {iri for f in found for iri in f.shown_by})
    homes = _homes(store)
    for f in found:
        where = sorted({place for iri in f.shown_by for place in places.get(iri, ())[:_PLACES]})
        of = sorted({home for _, document in where for home in homes.get(document, ())}, key=str)
        links = [*((GT.passage, ox.NamedNode(passage)) for passage, _ in where), *of]
        yield from finding(f.check, ox.NamedNode(f.thing), f.message, links)


def _text(term: Term) -> str:
    return str(term.value)


def _batches(iris: Iterable[str]) -> Iterator[str]:
    ordered = sorted(iris)
    for start in range(0, len(ordered), _BATCH):
        yield " ".join(f"<{iri}>" for iri in ordered[start : start + _BATCH])


def _labels(store: ReadStore, iris: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for values in _batches(iris):
        query = f"SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {values} }} ?thing {RDFS_LABEL} ?label }}"
        for row in store.select(query).rows:
            iri, label = _text(row["thing"]), _text(row["label"])
            found[iri] = min(label, found.get(iri, label))
    return found


def _places(store: ReadStore, iris: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """The passages of things, each with its document, in the order of their lines."""
    found: dict[str, list[tuple[str, str]]] = {}
    for values in _batches(iris):
        query = (
            f"SELECT DISTINCT ?thing ?passage ?document ?line WHERE {{ VALUES ?thing {{ {values} }} "
            f"?thing {GT.passage} ?passage . ?passage {GT.line} ?line ; {GT.document} ?document }} "
            "ORDER BY ?thing ?document ?line ?passage"
        )
        for row in store.select(query).rows:
            found.setdefault(_text(row["thing"]), []).append((_text(row["passage"]), _text(row["document"])))
    return found


def _homes(store: ReadStore) -> dict[str, set[tuple[ox.NamedNode, ox.NamedNode]]]:
    """For each document the plan and the authority that it tells of."""
    found: dict[str, set[tuple[ox.NamedNode, ox.NamedNode]]] = {}
    query = (
        f"SELECT ?document ?plan ?authority WHERE {{ ?plan a {GT.Plan} ; {GT.document} ?document . "
        f"OPTIONAL {{ ?plan {GT.authority} ?authority }} }}"
    )
    for row in store.select(query).rows:
        homes = found.setdefault(_text(row["document"]), set())
        for prop, name in ((GT.plan, "plan"), (GT.authority, "authority")):
            if isinstance(home := row.get(name), ox.NamedNode):
                homes.add((prop, home))
    return found
