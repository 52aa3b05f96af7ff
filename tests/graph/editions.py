"""Documents in two editions, and a build that exchanges one for the other: what the killing tests kill."""

from __future__ import annotations

import pyoxigraph as ox

from graph.oxigraph import open_store
from ontology.vocabulary import GT
from tests.graph.plans import ONTOLOGY, A, entry, hierarchy, node, triples

NAMES = ("northam", "eastvale", "westmoor")
EDITIONS = ("first", "second")
ROWS = 60


def content(name: str, edition: str) -> tuple[ox.Triple, ...]:
    """What one edition of a document says: some rows of its own, some that all documents share."""
    shared = [(node("owner", f"post-{n}"), A, GT.Post) for n in range(20)]
    rows = [(node("action", f"{name}-{n}"), GT.text, f"{edition} wording of row {n}") for n in range(ROWS)]
    return triples(*shared, *rows)


def build(folder: str, edition: str) -> None:
    """What a build does: exchange every document for an edition of it, derive, publish."""
    with open_store(folder, write=True) as store:
        store.put_graph(ONTOLOGY, hierarchy())
        held = {e.name: e for e in store.documents()}
        for name in NAMES:
            fresh = entry(name, edition)
            old = held.get(fresh.name)
            store.replace(fresh, content(name, edition), instead_of=old.iri if old else None)
        store.publish()
