"""What follows from the documents of a store: derived, inferred and indexed anew where they changed, then published."""

from __future__ import annotations

from collections.abc import Callable

from graph.editions import Revisions, bring_editions_up_to_date
from graph.store import ReadStore, Store, StoreError
from ontology.names import graph_iri
from service.stores import reader


def finish(store: Store, location: str, step: Callable[[str], None] = lambda _: None) -> Revisions:
    """Put in what no plan holds, derive what follows, and publish, each only where it is not done already.

    Returns which documents are newer editions of which.
    """
    from ontology.graphs import graphs  # noqa: PLC0415 - who writes by the service needs none of these
    from service import reports  # noqa: PLC0415
    from service.worlds import learn  # noqa: PLC0415

    for iri, triples in graphs().items():
        store.put_graph(iri, triples)
    revisions = follow(store, location, step)
    if not is_published(store, location):
        step("publishing")
        store.publish()
    reports.clear(location, (entry.iri for entry in store.documents()))
    step("learning names")
    learn(location)
    return revisions


def follow(store: Store, location: str, step: Callable[[str], None] = lambda _: None) -> Revisions:
    """Bring what follows from what the store holds up to date: derived and inferred statements, the index, editions.

    Returns which documents are newer editions of which.
    """
    from graph.derive import derive, rules_version  # noqa: PLC0415
    from service import meaning  # noqa: PLC0415

    if store.derived_by() != rules_version():
        step("deriving what follows")
        meaning.forget(store)
        derive(store)
    meaning.bring_up_to_date(store, location, step)
    return bring_editions_up_to_date(store)


def is_published(store: Store, location: str) -> bool:
    """Whether readers see what the store holds: its notes of what was read and derived when are the same."""
    try:
        published = reader(location)
    except StoreError:
        return False
    return _notes(published) == _notes(store)


def _notes(store: ReadStore) -> frozenset[tuple[str, ...]]:
    graphs = f"VALUES ?graph {{ {graph_iri('store')} {graph_iri('editions')} }}"
    found = store.select(f"SELECT ?s ?p ?o WHERE {{ {graphs} GRAPH ?graph {{ ?s ?p ?o }} }}")
    return frozenset(tuple(str(row[name]) for name in ("s", "p", "o")) for row in found.rows)
