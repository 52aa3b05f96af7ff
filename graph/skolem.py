"""Names for blank nodes, so that everything stored can be cited (RDF 1.1 Concepts, section 3.5).

The names come from the RDF Dataset Canonicalization (RDFC-1.0) of the graph: the same graph, however its blank nodes
were labelled when it was read, gets the same names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import pyoxigraph as ox

from ontology.names import short_hash

_NAMED = re.compile(r"[a-z][a-z0-9+.-]*://[^/]*/\.well-known/genid/([0-9a-f]{8}(?:-[0-9a-f]{8})?-c14n\d+)$")


def skolemised(triples: Iterable[ox.Triple], graph: str, *, beside: bool = False) -> frozenset[ox.Triple]:
    """The triples with each blank node named `…/.well-known/genid/<hash of the graph>-<canonical label>`.

    `beside` is for triples that are added to others of the graph, whose blank nodes may have the same canonical labels:
    the name then holds a hash of the triples too.
    """
    given = frozenset(triples)
    if not any(isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode) for t in given):
        return given
    quads = _with_names((ox.Quad(t.subject, t.predicate, t.object) for t in given), graph, hashed=beside)
    return frozenset(q.triple for q in quads)


def named_blanks(quads: Iterable[ox.Quad], graph: str) -> frozenset[ox.Quad]:
    """Quads of any graphs with each blank node named as `skolemised` names those beside others of a graph.

    A blank node that stands in several graphs has one name in all.
    """
    return frozenset(_with_names(quads, graph, hashed=True))


def _with_names(quads: Iterable[ox.Quad], graph: str, *, hashed: bool) -> Iterator[ox.Quad]:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    place = urlsplit(graph)
    content = f"{_hashed(dataset)}-" if hashed else ""
    start = f"{place.scheme}://{place.netloc}/.well-known/genid/{short_hash(graph)}-{content}"

    def named(node: ox.BlankNode) -> ox.NamedNode:
        return ox.NamedNode(start + node.value)

    for q in dataset:
        yield ox.Quad(
            named(q.subject) if isinstance(q.subject, ox.BlankNode) else q.subject,
            q.predicate,
            named(q.object) if isinstance(q.object, ox.BlankNode) else q.object,
            q.graph_name,
        )


def _hashed(dataset: ox.Dataset) -> str:
    return hashlib.sha256("\n".join(sorted(map(str, dataset))).encode()).hexdigest()[:8]


def blank_again(triple: ox.Triple) -> ox.Triple:
    """The triple with blank nodes where `skolemised` gave names, as RDF 1.1 Concepts (section 3.5) allows."""
    subject, target = triple.subject, triple.object
    blank_subject, blank_target = _blank(subject), _blank(target)
    if blank_subject is None and blank_target is None:
        return triple
    return ox.Triple(blank_subject or subject, triple.predicate, blank_target or target)


def _blank(term: object) -> ox.BlankNode | None:
    found = _NAMED.match(term.value) if isinstance(term, ox.NamedNode) else None
    return ox.BlankNode(found[1].replace("-", "x")) if found else None
