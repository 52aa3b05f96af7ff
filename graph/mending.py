"""After an update: each statement is again in its graph and in the default graph, and every thing has a name.

An update writes the named graphs and the default graph as it likes. Here the default graph is made the union of the
named ones again, and blank nodes that the update left get names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from graph.skolem import named_blanks
from graph.store import StoreError, Term
from graph.text import data, lines, row
from graph.touched import Pattern
from ontology.names import graph_iri

_DEFAULT = ox.DefaultGraph()
_BLANK = "FILTER(isBlank(?s) || isBlank(?o))"
_ALONE = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
_LACKING = "SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"


def name_blank_nodes(store: ox.Store) -> None:
    """Give every blank node of a store a name, in one transaction."""
    found = store.query(f"SELECT ?s ?p ?o ?g WHERE {{ {{ GRAPH ?g {{ ?s ?p ?o }} }} UNION {{ ?s ?p ?o }} {_BLANK} }}")
    assert isinstance(found, ox.QuerySolutions)
    rows = [row(("s", "p", "o", "g"), solution) for solution in found]
    held = {_quad(_triple(r), r.get("g")) for r in rows}
    if not held:
        return
    named = named_blanks(held, graph_iri("default").value)
    inside = data(q for q in named if q.graph_name != _DEFAULT)
    outside = lines(q.triple for q in named if q.graph_name == _DEFAULT)
    store.update(
        f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o {_BLANK} }} }} ;\n"
        f"DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o {_BLANK} }} ;\n"
        f"INSERT DATA {{\n{inside}{outside}}}"
    )


def union_again(
    store: ox.Store, before: ox.Store, changed: frozenset[Pattern] | None, marks: Iterable[ox.Quad]
) -> tuple[str, str]:
    """What is to be taken out and put in, as quad data, for the default graph to be the union of the named ones again.

    `before` is the store as the update found it, `changed` what the update may have changed (None: anything); `marks`
    are quads that go as well. A statement that only the default graph has was either written there by the update (it is
    put in `graph/default` too) or left there when the update took it out of its graph (it goes).
    """
    own = graph_iri("default")
    suspects = _everything(store) if changed is None else _changed(store, before, changed)
    gone = set(marks)
    marked = {q.triple for q in gone}
    left: set[ox.Triple] = set()
    written: set[ox.Triple] = set()
    withdrawn: set[ox.Triple] = set()
    missing: set[ox.Triple] = set()
    for triple in suspects:
        held = ox.Quad(*_parts(triple), _DEFAULT) in store
        holders = {q.graph_name for q in store.quads_for_pattern(*_parts(triple), None)} - {_DEFAULT}
        if held and not holders:
            (left if ox.Quad(*_parts(triple), _DEFAULT) in before else written).add(triple)
        elif holders and not held:
            if own in holders:
                withdrawn.add(triple)
            if holders - {own}:
                missing.add(triple)
    taken = data({_quad(t, own) for t in withdrawn} | gone) + lines(left | marked)
    return taken, data({_quad(t, own) for t in written}) + lines(missing - marked)


def _everything(store: ox.Store) -> Iterator[ox.Triple]:
    """The statements of the whole store that the two places do not agree about."""
    for query in (_ALONE, _LACKING):
        found = store.query(query)
        assert isinstance(found, ox.QuerySolutions)
        for solution in found:
            yield _triple(row(("s", "p", "o"), solution))


def _changed(store: ox.Store, before: ox.Store, changed: Iterable[Pattern]) -> set[ox.Triple]:
    """The statements that fit one of the patterns and are held now and were not, or were and are not."""
    found: set[ox.Triple] = set()
    for pattern in changed:
        found |= {q.triple for q in {*store.quads_for_pattern(*pattern)} ^ {*before.quads_for_pattern(*pattern)}}
    return found


def _parts(triple: ox.Triple) -> tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Term]:
    subject, target = triple.subject, triple.object
    if isinstance(subject, ox.Triple) or isinstance(target, ox.Triple):
        raise StoreError(f"not a statement of RDF 1.1: {triple}")
    return subject, triple.predicate, target


def _triple(found: Mapping[str, Term]) -> ox.Triple:
    subject, predicate = found["s"], found["p"]
    if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode) or "o" not in found:
        raise StoreError(f"not a statement of RDF 1.1: {subject} {predicate} {found.get('o')}")
    return ox.Triple(subject, predicate, found["o"])


def _quad(triple: ox.Triple, graph: Term | None) -> ox.Quad:
    if graph is None:
        return ox.Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)
    assert isinstance(graph, ox.NamedNode)
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)
