"""Graphs that say what things are by a property of their own, such as "instance of", rather than by `rdf:type`.

Such a graph is read as one that says it in RDF's own words (RDF Schema 1.1, `rdf:type` and `rdfs:subClassOf`), and the
property is declared to say so; queries then name the property, so that they hold for the graph as it was written.
"""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from query.induced.lexis import lexis
from query.lexicon.words import stem
from query.schema import RDF_TYPE, RDFS_LABEL, words_of

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
CLAIM = "http://wikiba.se/ontology#directClaim"  # from what describes a property to the property itself
SAMPLE = 4000  # statements looked at to see whether things have types
TYPED = 0.5  # the part of things that have one in a graph that says so


def restate(store: ox.Store) -> None:
    """Say in RDF's own words what a graph says by a property of its own; a graph of types is left as it is.

    What describes properties gives them their labels, and is itself no thing of the graph.
    """
    kind = ox.NamedNode(RDF_TYPE)
    if _says_types(store, kind):
        return
    used = _used(store)
    named = _labels(store)
    wordings = lexis()
    instance = _called(used, named, wordings.typing)
    if not instance:
        return
    under = _called(used, named, wordings.under)
    store.update(
        f"DELETE WHERE {{ ?s a ?o }} ; INSERT {{ ?s a ?o }} WHERE {{ ?s <{instance}> ?o FILTER(isIRI(?o)) }} ; "
        f"INSERT {{ ?p <{RDFS_LABEL}> ?l }} WHERE {{ ?d <{CLAIM}> ?p ; <{RDFS_LABEL}> ?l }} ; "
        f"DELETE {{ ?d ?q ?o }} WHERE {{ ?d <{CLAIM}> ?p ; ?q ?o }}"
    )
    default = ox.DefaultGraph()
    above = ox.NamedNode(RDFS + "subPropertyOf")
    store.add(ox.Quad(ox.NamedNode(instance), above, kind, default))
    if under:
        store.update(f"INSERT {{ ?s <{RDFS}subClassOf> ?o }} WHERE {{ ?s <{under}> ?o FILTER(isIRI(?o)) }}")
        store.add(ox.Quad(ox.NamedNode(under), above, ox.NamedNode(RDFS + "subClassOf"), default))


def _says_types(store: ox.Store, kind: ox.NamedNode) -> bool:
    """Whether most of some things of a graph have types."""
    rows = store.query(f"SELECT DISTINCT ?s WHERE {{ {{ SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT {SAMPLE} }} }}")
    assert isinstance(rows, ox.QuerySolutions)
    things = [row["s"] for row in rows]
    typed = sum(next(store.quads_for_pattern(thing, kind, None), None) is not None for thing in things)
    return typed >= TYPED * len(things)


def _used(store: ox.Store) -> Counter[str]:
    """The properties that lead to things, with how often they do."""
    rows = store.query("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(isIRI(?o)) } GROUP BY ?p")
    assert isinstance(rows, ox.QuerySolutions)
    return Counter({row["p"].value: int(row["n"].value) for row in rows if row["p"].value != RDF_TYPE})


def _labels(store: ox.Store) -> dict[str, set[str]]:
    """The labels of properties, their own and those of what describes them."""
    rows = store.query(f"SELECT ?p ?l WHERE {{ ?d <{CLAIM}> ?p ; <{RDFS_LABEL}> ?l }}")
    assert isinstance(rows, ox.QuerySolutions)
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["p"].value, set()).add(row["l"].value.lower())
    return found


def _called(used: Counter[str], named: dict[str, set[str]], wordings: frozenset[tuple[str, ...]]) -> str:
    """The property most in use that is called one of some wordings; "" where none is."""
    for prop, _ in used.most_common():
        labels = {*named.get(prop, ()), words_of(prop)}
        if any(tuple(map(stem, label.split())) in wordings for label in labels):
            return prop
    return ""
