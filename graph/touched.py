"""Which statements an update may change, as far as its text bounds them: on RDFLib's algebra of it.

Where the bounds are tight, what the update did is found by comparing those statements before and after, instead of all
that the store holds. What is not sure to be bounded counts as unbounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from graph.guard import PREFIXES, tokens, told

Pattern = tuple[ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | ox.DefaultGraph | None]
"""Subject, predicate, object and graph of statements that may have changed; None for any."""

_DEFAULT = ox.DefaultGraph()


class _Unbounded(Exception):  # noqa: N818 - an answer, not an error
    """The update may change statements of any graph."""


def patterns(update: str) -> frozenset[Pattern] | None:
    """What a well-formed update may change; None where that is not bounded."""
    told_as = list(tokens(update))
    if any(t.kind == "word" and t.text.upper() == "BASE" for t in told_as):
        return None  # RDFLib and the engine might resolve an IRI differently
    if any(t.kind in ("iri", "name") and "\\" in t.text for t in told_as):
        return None
    try:
        return frozenset(_of(change) for operation in _algebra(update) for change in _changes(operation))
    except _Unbounded:
        return None


def makes_blank_nodes(update: str) -> bool:
    """Whether an update may leave blank nodes in the store; one that names none has none to leave."""
    return any(
        t.text in "[(" or (t.kind == "name" and t.text.startswith("_:")) or t.text.upper() == "BNODE"
        for t in tokens(update)
    )


def _algebra(update: str) -> Iterable[Any]:
    from rdflib.plugins.sparql.algebra import translateUpdate  # noqa: PLC0415 (half a second)
    from rdflib.plugins.sparql.parser import parseUpdate  # noqa: PLC0415

    with told(update):
        return list(translateUpdate(parseUpdate(update), initNs=PREFIXES).algebra)


def _changes(operation: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
    """The statements that an operation writes or takes out, with terms of RDFLib; None for any."""
    name = operation.name
    if name in ("InsertData", "DeleteData", "DeleteWhere"):
        yield from _quads(operation, _DEFAULT)
    elif name == "Modify":
        home = operation.withClause or _DEFAULT
        for template in (operation.delete, operation.insert):
            if template:
                yield from _quads(template, home)
    elif name in ("Clear", "Drop"):
        yield None, None, None, _whole(operation.graphiri)
    elif name in ("Copy", "Move", "Add"):
        for graph in operation.graph:
            yield None, None, None, _whole(graph)
    elif name != "Create":
        raise _Unbounded


def _quads(template: Any, home: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
    for triple in template.triples or ():
        yield (*triple, home)
    quads: Mapping[Any, Iterable[tuple[Any, Any, Any]]] = template.quads or {}
    for graph, triples in quads.items():
        for triple in triples:
            yield (*triple, graph)


def _whole(graph: Any) -> Any:
    """A graph that is written as a whole; DEFAULT, NAMED and ALL are words and no IRIs."""
    from rdflib import URIRef  # noqa: PLC0415

    if not isinstance(graph, URIRef):
        raise _Unbounded
    return graph


def _of(change: tuple[Any, Any, Any, Any]) -> Pattern:
    subject, predicate, target, graph = change
    where = _DEFAULT if graph is _DEFAULT else _named(graph)
    found = (_named(subject), _named(predicate), _named(target), where)
    if found[:3] == (None, None, None) and (where is None or where == _DEFAULT):
        raise _Unbounded
    return found


def _named(term: Any) -> ox.NamedNode | None:
    """An IRI as it stands; None for a variable or blank node, and for a literal, which RDFLib may write otherwise."""
    from rdflib import URIRef  # noqa: PLC0415

    try:
        return ox.NamedNode(str(term)) if isinstance(term, URIRef) else None
    except ValueError:
        raise _Unbounded from None
