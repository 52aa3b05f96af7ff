"""The shape of each property in a graph: which classes it joins, and what its values are, from bounded samples.

One look at the things of each class says what most properties are like, since the ontology declares what they lead to;
only a property that declares nothing sure is looked at on its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.store import ReadStore, Term
from query.schema import RDF_TYPE, XSD, Edge

SAMPLE = 2000  # triples looked at per property: enough to know its shape, bounded for a graph of any size
THINGS = 5_000  # things looked at per class
VALUES = 300  # literals of a property whose length is measured


@dataclass(slots=True)
class Shape:
    """What a sample shows: edges, datatypes, mean length, triples, whether no subject has two values."""

    pairs: list[Edge] = field(default_factory=list)
    datatypes: Counter[str] = field(default_factory=Counter)
    length: float = 0.0
    count: int = 0
    single: bool = True


def shapes_of(
    store: ReadStore,
    counts: Mapping[str, float],
    props: Iterable[str],
    ranges: Mapping[str, Iterable[str]],
    texts: Iterable[str],
) -> dict[str, Shape]:
    """The shape of each property, by how many things there are of each class, declared ranges, and usual text
    properties. Raises what the store raises."""
    uses = _uses(store, counts)
    types = uses.get(RDF_TYPE, ())
    alone = {e.source for e in types if e.objects == 1}  # classes whose things are of no other class
    usual = frozenset(texts)
    found: dict[str, Shape] = {}
    for prop in props:
        declared = tuple(ranges.get(prop, ()))
        edges = uses.get(prop, [])
        shape: Shape | None = None
        if edges and len(declared) == 1 and declared[0] in alone:
            shape = _outline([Edge(e.source, prop, declared[0], e.count, e.subjects, e.objects) for e in edges])
        elif edges and (prop in usual or (declared and all(r.startswith(XSD) for r in declared))):
            shape = _outline(edges)
            _measure(store, max(edges, key=lambda e: (e.count, e.source)), shape)
            shape = shape if shape.datatypes else None
        found[prop] = shape or _completed(store, prop, edges)
    return found


def _uses(store: ReadStore, counts: Mapping[str, float]) -> dict[str, list[Edge]]:
    """For each property the classes of its subjects, with figures; what it leads to is left open."""
    found: dict[str, list[Edge]] = defaultdict(list)
    for cls, things in counts.items():
        larger = max(things / THINGS, 1.0)
        for row in store.select(
            "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?ns) (COUNT(DISTINCT ?o) AS ?no) "
            f"WHERE {{ {{ SELECT ?s WHERE {{ ?s a <{cls}> }} LIMIT {THINGS} }} ?s ?p ?o }} GROUP BY ?p"
        ).rows:
            count, subjects, objects = (_number(row[k]) for k in ("n", "ns", "no"))
            more = 1.0 if objects * 2 < count else larger  # values met again and again are all met
            figures = (round(count * larger), round(subjects * larger), round(objects * more))
            found[row["p"].value].append(Edge(cls, row["p"].value, "", *figures))
    return found


def _outline(edges: list[Edge]) -> Shape:
    return Shape(
        pairs=edges,
        count=sum(e.count for e in edges),
        single=all(e.count == e.subjects for e in edges),
    )


def _measure(store: ReadStore, edge: Edge, shape: Shape) -> None:
    """The datatypes and the mean length of some values, taken by their subjects: values by themselves come sorted."""
    things = f"{{ SELECT ?s WHERE {{ ?s a <{edge.source}> }} LIMIT {THINGS} }}"
    rows = store.select(
        "SELECT ?d (COUNT(*) AS ?n) (SUM(STRLEN(STR(?o))) AS ?length) "
        f"WHERE {{ {{ SELECT ?o WHERE {{ {things} ?s <{edge.prop}> ?o }} LIMIT {VALUES} }} FILTER(isLiteral(?o)) }} "
        "GROUP BY (DATATYPE(?o) AS ?d)"
    ).rows
    shape.datatypes.update({row["d"].value: int(_number(row["n"])) for row in rows if "d" in row})
    total = sum(shape.datatypes.values())
    shape.length = sum(_number(row.get("length")) for row in rows) / max(total, 1)


def _completed(store: ReadStore, prop: str, edges: list[Edge]) -> Shape:
    """The shape that a sample shows, with the classes whose things have the property and that the sample missed."""
    shape = _shape(store, prop)
    shown = {e.source for e in shape.pairs}
    for edge in edges if shape.count >= SAMPLE else ():
        if edge.source not in shown:
            shape.pairs += [Edge(edge.source, prop, to, edge.count, edge.subjects, edge.objects)
                            for to in _ends(store, edge.source, prop)]  # fmt: skip
    return shape


def _ends(store: ReadStore, cls: str, prop: str) -> list[str]:
    """The classes that a property of the things of a class leads to, "" for literals and things of no class."""
    sample = f"{{ SELECT ?o WHERE {{ ?s a <{cls}> ; <{prop}> ?o }} LIMIT {VALUES} }}"
    rows = store.select(f"SELECT DISTINCT ?d WHERE {{ {sample} OPTIONAL {{ ?o a ?d }} }}").rows
    return sorted({row["d"].value if "d" in row else "" for row in rows})


def _shape(store: ReadStore, prop: str) -> Shape:
    """Classes on both sides, datatypes, mean length and whether subjects have one value, from a bounded sample."""
    shape = Shape()
    sample = f"{{ SELECT ?s ?o WHERE {{ ?s <{prop}> ?o }} LIMIT {SAMPLE} }}"
    totals = store.select(
        "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?ns) (SUM(IF(isLiteral(?o), 1, 0)) AS ?nl) "
        f"(AVG(IF(isLiteral(?o), STRLEN(STR(?o)), 0)) AS ?len) WHERE {{ {sample} }}"
    ).rows[0]
    shape.count = int(_number(totals.get("n")))
    if not shape.count:
        return shape
    shape.single = shape.count == int(_number(totals.get("ns")))
    shape.length = _number(totals.get("len"))
    if _number(totals.get("nl")):
        for row in store.select(
            f"SELECT ?d (COUNT(*) AS ?n) WHERE {{ {sample} FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?d) }}"
            " GROUP BY ?d"
        ).rows:
            if "d" in row:
                shape.datatypes[row["d"].value] += int(_number(row["n"]))
    for row in store.select(
        "SELECT ?c ?d (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?ns) (COUNT(DISTINCT ?o) AS ?no) "
        f"WHERE {{ {sample} ?s a ?c . OPTIONAL {{ ?o a ?d }} }} GROUP BY ?c ?d"
    ).rows:
        target = row["d"].value if "d" in row else ""
        figures = (int(_number(row[k])) for k in ("n", "ns", "no"))
        shape.pairs.append(Edge(row["c"].value, prop, target, *figures))
    return shape


def _number(term: Term | None) -> float:
    return float(term.value) if isinstance(term, ox.Literal) else 0.0
