"""Threads: how two things hang together, and what hangs on one alone.

A thread runs from money and people through actions and objectives to indicators and outcomes, each step with the words
it stands on. Threads that follow that direction come first; only where there is none do two that meet count (two
streams that pay for one indicator). Inferred links count only where nothing printed leads there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise

import networkx as nx
import pyoxigraph as ox

from graph.projection import Link, links, projection
from graph.store import QueryError, ReadStore
from ontology.names import graph_iri
from ontology.vocabulary import GT, ONTOLOGY_IRI

CONSIDERED = 2000
_AT_ONCE = 200
_ACTION = GT.Action.value
_CARRY = {GT.Action.value, GT.Objective.value, GT.Indicator.value}
_REFERENCE = ("reference", "outcomes")
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on a thread: its IRI, label and class (compact, "gt:Action")."""

    iri: str
    label: str
    cls: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a step stands: the document's file name, the line, the page where known, the words."""

    document: str
    line: int | None
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a thread, read from `source` to `target`.

    `words` say it ("pays for"); `forward` is False where a thread that meets another is read back against its
    direction. `basis` is stated, inherited, inferred, or "reference" for what no plan prints.
    """

    source: Node
    target: Node
    words: str
    forward: bool
    basis: str
    confidence: float
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A way from one thing to another; `direct` where all of it follows the direction of the golden thread."""

    steps: tuple[Step, ...]
    direct: bool


@dataclass(frozen=True, slots=True)
class Hung:
    """A thing that hangs on another; `alone` where nothing else carries it."""

    node: Node
    alone: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """What hangs on a thing (actions, objectives, indicators, outcomes), nearest first; the pounds printed for it."""

    of: Node
    hung: tuple[Hung, ...]
    pounds: Decimal | None


Hop = tuple[str, str, bool]  # from, to, whether the edge runs that way


def trace(store: ReadStore, from_iri: str, to_iri: str, limit: int = 10) -> tuple[Thread, ...]:
    """The shortest threads between two things, printed links before inherited ones; none where they do not meet."""
    known = projection(store)
    for graph in (known.sure, known.whole):
        if from_iri not in graph or to_iri not in graph or from_iri == to_iri:
            continue
        for ways in (_direct(graph, from_iri, to_iri), _meeting(graph, from_iri, to_iri)):
            found = sorted(islice(ways, CONSIDERED), key=lambda way: (_doubt(graph, way), way))[:limit]
            if found:
                nodes = _nodes(store, {iri for way in found for hop in way for iri in hop[:2]})
                return tuple(_thread(store, graph, nodes, way) for way in found)
    return ()


def hangs_on(store: ReadStore, iri: str) -> Impact:
    """What hangs on a thing, such as a funding stream or an owner, and what of that hangs on it alone.

    An action hangs on it alone where it is the only one of its kind that carries the action; what an action is for
    hangs on it alone where only such actions serve it. Inferred links do not count.

    Raises QueryError for what is no IRI.
    """
    try:
        ox.NamedNode(iri)
    except ValueError:
        raise QueryError(f"{iri}: not an IRI") from None
    graph = projection(store).sure
    below = _distances(graph, iri) if iri in graph else {}
    alone = _carried_alone(graph, iri, below)
    order = sorted((n for n in below if n != iri), key=lambda n: (below[n], n))
    nodes = _nodes(store, {*below, iri})
    return Impact(nodes[iri], tuple(Hung(nodes[n], n in alone) for n in order), _pounds(store, iri))


def _direct(graph: nx.DiGraph[str], one: str, other: str) -> Iterator[tuple[Hop, ...]]:
    """The shortest ways along the thread, from the one to the other or else from the other to the one."""
    for start, end in ((one, other), (other, one)):
        try:
            ways = nx.all_shortest_paths(graph, start, end)
            yield from (tuple((a, b, True) for a, b in pairwise(way)) for way in ways)
        except nx.NetworkXNoPath:
            continue
        return


def _meeting(graph: nx.DiGraph[str], one: str, other: str) -> Iterator[tuple[Hop, ...]]:
    """The shortest ways that turn once: where both lead to one thing, or both come from one."""
    against = graph.reverse(copy=False)
    best: list[tuple[int, int, tuple[str, ...]]] = []
    for turn, side in enumerate((graph, against)):
        near, far = _distances(side, one), _distances(side, other)
        shared = near.keys() & far.keys()
        if shared:
            length = min(near[n] + far[n] for n in shared)
            best.append((length, turn, tuple(sorted(n for n in shared if near[n] + far[n] == length))))
    if not best:
        return
    length, turn, meets = min(best)
    side = against if turn else graph
    for meet in meets:
        for there in nx.all_shortest_paths(side, one, meet):
            for back in nx.all_shortest_paths(side, other, meet):
                hops = [(a, b, not turn) for a, b in pairwise(there)]
                hops += [(b, a, bool(turn)) for a, b in reversed(list(pairwise(back)))]
                yield tuple(hops)


def _distances(graph: nx.DiGraph[str], start: str) -> dict[str, int]:
    return dict(nx.single_source_shortest_path_length(graph, start))


def _link(graph: nx.DiGraph[str], hop: Hop) -> Link:
    a, b = hop[:2] if hop[2] else (hop[1], hop[0])
    return links()[int(graph.edges[a, b]["link"])]


def _doubt(graph: nx.DiGraph[str], way: tuple[Hop, ...]) -> int:
    """How far a way is from being printed word for word."""
    return sum({"inherited": 1, "inferred": 10}.get(_link(graph, hop).basis, 0) for hop in way)


def _carried_alone(graph: nx.DiGraph[str], iri: str, below: dict[str, int]) -> set[str]:
    """Of the things below a thing, those that nothing else carries: what something else carries is struck out."""
    direct = set(graph.successors(iri)) if iri in graph else set()
    alone = set(below) - {iri}
    waiting = [n for n in direct if any(_source(graph, c, n) == _source(graph, iri, n) for c in _others(graph, n, iri))]
    waiting += [n for n in alone - direct if _carriers(graph, n) - alone - {iri}]
    while waiting:
        lost = waiting.pop()
        alone.discard(lost)
        waiting += [n for n in graph.successors(lost) if n in alone and n not in direct]
    return alone


def _others(graph: nx.DiGraph[str], node: str, but: str) -> set[str]:
    return set(graph.predecessors(node)) - {but}


def _carriers(graph: nx.DiGraph[str], node: str) -> set[str]:
    """The actions, and the objectives and indicators that some action serves, that lead to a thing."""
    above = {c: _source(graph, c, node) for c in graph.predecessors(node)}
    return {c for c, kind in above.items() if kind == _ACTION or (kind in _CARRY and _is_served(graph, c))}


def _is_served(graph: nx.DiGraph[str], thing: str) -> bool:
    """Whether an action leads to a thing, however far."""
    waiting, seen = [thing], {thing}
    while waiting:
        node = waiting.pop()
        for above in graph.predecessors(node):
            kind = _source(graph, above, node)
            if kind == _ACTION:
                return True
            if kind in _CARRY and above not in seen:
                seen.add(above)
                waiting.append(above)
    return False


def _source(graph: nx.DiGraph[str], a: str, b: str) -> str:
    """The class that the link between two things leads from."""
    return links()[int(graph.edges[a, b]["link"])].source


def _thread(store: ReadStore, graph: nx.DiGraph[str], nodes: Mapping[str, Node], way: tuple[Hop, ...]) -> Thread:
    return Thread(tuple(_step(store, graph, nodes, hop) for hop in way), len({hop[2] for hop in way}) == 1)


def _step(store: ReadStore, graph: nx.DiGraph[str], nodes: Mapping[str, Node], hop: Hop) -> Step:
    source, target, forward = hop
    link = _link(graph, hop)
    start, end = (source, target) if forward else (target, source)
    basis, confidence, passages = _grounds(store, link, start, end)
    return Step(nodes[source], nodes[target], link.words, forward, basis, confidence, passages)


def _grounds(store: ReadStore, link: Link, start: str, end: str) -> tuple[str, float, tuple[Quote, ...]]:
    """The basis of a link between two things, how sure it is, and the passages it stands on."""
    a, b = f"<{start}>", f"<{end}>"
    if link.evidence == "contribution":
        basis = GT[link.basis.capitalize()]
        holder = f"?holder {GT.contributor} {a} ; {GT.indicator} {b} ; {GT.basis} {basis} ."
    else:
        holder = link.pattern(a, "?holder" if link.evidence == "middle" else "?middle", b)
        if link.evidence != "middle":
            holder += f" BIND({a if link.evidence == 'from' else b} AS ?holder)"
    found = store.select(
        f"SELECT DISTINCT ?graph ?confidence ?file ?document ?line ?page ?quote WHERE {{ {holder}"
        f" OPTIONAL {{ {_first_statement(link, a, b)} }}"
        f" OPTIONAL {{ ?holder {GT.confidence} ?confidence }}"
        f" OPTIONAL {{ ?holder {GT.passage} ?passage . ?passage {GT.quote} ?quote ; {GT.document} ?document ."
        f" OPTIONAL {{ ?document {GT.fileName} ?file }} OPTIONAL {{ ?passage {GT.line} ?line }}"
        f" OPTIONAL {{ ?passage {GT.page} ?page }} }} }}"
    ).rows
    quotes = {
        Quote(
            row.get("file", row["document"]).value,
            int(row["line"].value) if "line" in row else None,
            int(row["page"].value) if "page" in row else None,
            row["quote"].value,
        )
        for row in found
        if "quote" in row
    }
    basis_word = link.basis if link.basis != "-" else _basis({r["graph"].value for r in found if "graph" in r})
    confidence = min((float(r["confidence"].value) for r in found if "confidence" in r), default=1.0)
    shown = quotes if basis_word != "reference" else set()
    return basis_word, confidence, tuple(sorted(shown, key=lambda q: (q.document, q.line or 0, q.quote)))


def _first_statement(link: Link, a: str, b: str) -> str:
    """The pattern that tells which graph holds the (first) statement of a link."""
    one = Link(link.source, link.path[:1], link.target, link.words, link.basis, link.evidence)
    return f"GRAPH ?graph {{ {one.pattern(a, '?any', b if len(link.path) == 1 else '?any')} }}"


def _basis(graphs: set[str]) -> str:
    """What a statement rests on, by the graphs that hold it."""
    if graph_iri("derived").value in graphs and len(graphs) == 1:
        return "inherited"
    return "reference" if graphs and graphs <= {graph_iri(name).value for name in _REFERENCE} else "stated"


def _nodes(store: ReadStore, iris: Iterable[str]) -> dict[str, Node]:
    """Label and class of things: of several labels the first, of several classes the narrowest of ours."""
    wanted = sorted(iris)
    labels: dict[str, str] = {}
    classes: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        values = " ".join(f"<{iri}>" for iri in wanted[start : start + _AT_ONCE])
        for row in store.select(
            f"SELECT ?thing (MIN(?l) AS ?label) WHERE {{ VALUES ?thing {{ {values} }} ?thing {_LABEL} ?l }}"
            " GROUP BY ?thing"
        ).rows:
            labels[row["thing"].value] = row["label"].value
        for row in store.select(
            f"SELECT DISTINCT ?thing ?class WHERE {{ VALUES ?thing {{ {values} }} ?thing a ?class ."
            f" FILTER(STRSTARTS(STR(?class), '{ONTOLOGY_IRI}#')) FILTER NOT EXISTS {{ ?thing a ?narrower ."
            f" ?narrower {_SUBCLASS}+ ?class }} }} ORDER BY ?thing DESC(?class)"
        ).rows:
            classes[row["thing"].value] = "gt:" + row["class"].value.removeprefix(f"{ONTOLOGY_IRI}#")
    return {iri: Node(iri, labels.get(iri, iri), classes.get(iri, "")) for iri in wanted}


def _pounds(store: ReadStore, iri: str) -> Decimal | None:
    """The sum of the amounts printed for a stream; None where none is."""
    found = store.select(
        f"SELECT DISTINCT ?allocation ?amount WHERE {{ ?allocation {GT.stream} <{iri}> ; {GT.amount} ?amount }}"
    ).rows
    return sum((Decimal(row["amount"].value) for row in found), Decimal(0)) if found else None
