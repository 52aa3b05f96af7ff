"""Names for blank nodes, so that everything stored can be cited (RDF 1.1 Concepts, section 3.5).

The names come from the RDF Dataset Canonicalization (RDFC-1.0) of the graph: the same graph, however its blank nodes
were labelled when it was read, gets the same names.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import pyoxigraph as ox

from ontology.names import short_hash


def skolemised(triples: Iterable[ox.Triple], graph: str) -> frozenset[ox.Triple]:
    """The triples with each blank node named `…/.well-known/genid/<hash of the graph>-<canonical label>`."""
    given = frozenset(triples)
    if not any(isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode) for t in given):
        return given
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in given)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    place = urlsplit(graph)
    start = f"{place.scheme}://{place.netloc}/.well-known/genid/{short_hash(graph)}-"

    def named(node: ox.BlankNode) -> ox.NamedNode:
        return ox.NamedNode(start + node.value)

    return frozenset(
        ox.Triple(
            named(q.subject) if isinstance(q.subject, ox.BlankNode) else q.subject,
            q.predicate,
            named(q.object) if isinstance(q.object, ox.BlankNode) else q.object,
        )
        for q in dataset
    )
