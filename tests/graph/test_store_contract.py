"""What every store does, on disk or behind an endpoint: one suite over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.oxigraph import open_store
from graph.store import QueryError, Store, StoreError
from ontology.names import graph_iri, thing
from ontology.vocabulary import GT
from tests.graph.plans import ONTOLOGY, A, entry, holds, labelled, node, ontology_triples, triples
from tests.stores import Engine

HOME = graph_iri("store")
ACTION, OWNER, STREAM = node("action", "1-1"), node("owner", "head-of-service"), thing("stream", "abg")
pytestmark = pytest.mark.every_store


@pytest.fixture(params=["by its settings", "by updates alone"])
def store(
    request: pytest.FixtureRequest, engine: Engine | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """A store of nothing; the servers' written by the Graph Store Protocol, and by updates."""
    if request.param == "by updates alone":
        if engine is None:
            pytest.skip("a folder is written in one way")
        if engine.name == "virtuoso" and not request.config.getoption("--stores"):
            pytest.skip("this takes long; --stores virtuoso runs it")
        monkeypatch.delenv("GOLDENTHREAD_STORE_GRAPHS")
    if engine is not None:
        engine.clear()
    with open_store(engine.query if engine else str(tmp_path), write=True) as opened:
        yield opened


def test_a_document_is_held_in_its_own_graph_and_seen_in_the_union(store: Store) -> None:
    plan = entry("northam")
    store.replace(plan, labelled(ACTION, GT.Action, "Open two youth clubs"))
    assert store.documents() == (plan,)
    assert holds(store, ACTION, A, GT.Action)
    assert store.ask(f"ASK {{ GRAPH <{plan.iri}> {{ {ACTION} a {GT.Action} }} }}")


def test_a_new_edition_takes_the_place_of_the_old(store: Store) -> None:
    old, new = entry("northam"), entry("northam", "second")
    store.replace(old, triples((ACTION, GT.ownedBy, OWNER)))
    store.replace(new, triples((ACTION, GT.fundedBy, STREAM)), instead_of=old.iri)
    assert store.documents() == (new,)
    assert not holds(store, ACTION, GT.ownedBy, OWNER)
    assert holds(store, ACTION, GT.fundedBy, STREAM)
    assert not store.ask(f"ASK {{ GRAPH {HOME} {{ <{old.iri}> ?p ?o }} }}")


def test_the_same_document_read_again_says_what_it_says_now(store: Store) -> None:
    plan = entry("northam")
    store.replace(plan, triples((ACTION, GT.ownedBy, OWNER)))
    store.replace(plan, triples((ACTION, GT.fundedBy, STREAM)))
    assert not holds(store, ACTION, GT.ownedBy, OWNER)
    assert holds(store, ACTION, GT.fundedBy, STREAM)


def test_what_two_documents_say_stays_when_one_goes(store: Store) -> None:
    first, second = entry("northam"), entry("eastvale")
    for plan in (first, second):
        store.replace(plan, labelled(STREAM, GT.FundingStream, "Area Based Grant"))
    store.remove(first.iri)
    assert store.documents() == (second,)
    assert holds(store, STREAM, A, GT.FundingStream)
    store.remove(second.iri)
    assert store.documents() == ()
    assert not holds(store, STREAM, A, GT.FundingStream)


def test_removing_what_is_not_there_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError, match="no such document"):
        store.remove(entry("nowhere").iri)


def test_publishing_derives_and_every_change_puts_the_derived_out_of_date(store: Store) -> None:
    store.put_graph(ONTOLOGY, ontology_triples())
    store.replace(entry("northam"), triples((OWNER, A, GT.Post)))
    assert store.derived_by() is None
    store.publish()
    assert store.derived_by() is not None
    assert holds(store, OWNER, A, GT.Owner)
    store.replace(entry("eastvale"), triples((node("owner", "board"), A, GT.Body)))
    assert store.derived_by() is None
    store.remove(entry("northam").iri)
    store.publish()
    assert not holds(store, OWNER, A, GT.Owner)
    assert holds(store, node("owner", "board"), A, GT.Owner)


def test_putting_the_same_graph_again_changes_nothing(store: Store) -> None:
    store.put_graph(ONTOLOGY, ontology_triples())
    store.publish()
    rules, version = store.derived_by(), store.version
    store.put_graph(ONTOLOGY, ontology_triples())
    assert store.derived_by() == rules
    assert store.version == version


def test_the_inferred_graph_leaves_the_derived_good(store: Store) -> None:
    store.replace(entry("northam"), triples((ACTION, A, GT.Action)))
    store.publish()
    store.put_graph(graph_iri("inferred").value, triples((ACTION, GT.feedsInferred, thing("indicator", "NI-117"))))
    assert store.derived_by() is not None
    assert holds(store, ACTION, GT.feedsInferred, thing("indicator", "NI-117"))


def test_blank_nodes_get_names_that_do_not_depend_on_their_labels(store: Store) -> None:
    shape, part = ox.BlankNode("x"), ox.BlankNode("y")
    again = (ox.BlankNode("p"), ox.BlankNode("q"))
    graph = graph_iri("reference").value
    named = []
    for first, second in ((shape, part), again):
        store.put_graph(graph, [ox.Triple(STREAM, GT.kind, first), ox.Triple(first, GT.kind, second)])
        named.append(store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))
    assert set(named[0]) == set(named[1])
    assert not any(isinstance(t.object, ox.BlankNode) for t in named[0])


@pytest.mark.parametrize(
    "text", ['plain "quoted" text', "line\nbreak\tand tab", "£6.3m – “élan” \\ back", "  spaces  "]
)
def test_texts_come_back_as_they_were(store: Store, text: str) -> None:
    store.replace(entry("northam"), triples((ACTION, GT.text, text)))
    store.replace(entry("northam"), triples((ACTION, GT.text, text), (ACTION, A, GT.Action)))
    rows = store.select(f"SELECT ?text WHERE {{ {ACTION} {GT.text} ?text }}").rows
    assert [r["text"].value for r in rows] == [text]


def test_unbound_variables_are_absent_and_variables_keep_their_order(store: Store) -> None:
    store.replace(entry("northam"), labelled(ACTION, GT.Action, "Open two youth clubs"))
    found = store.select(
        f"SELECT ?label ?owner WHERE {{ {ACTION} ?p ?label OPTIONAL {{ {ACTION} {GT.ownedBy} ?owner }} }}"
    )
    assert found.variables == ("label", "owner")
    assert all("owner" not in r for r in found.rows)


def test_malformed_and_mistaken_queries_are_told(store: Store) -> None:
    with pytest.raises(QueryError):
        store.select("SELECT ?x WHERE { ?x ")
    with pytest.raises(QueryError, match="not a SELECT"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="not an ASK"):
        store.ask("SELECT * { ?s ?p ?o }")
    with pytest.raises(QueryError):
        store.update("INSERT DATA { nonsense }")


def test_the_version_follows_what_is_written(store: Store) -> None:
    store.replace(entry("northam"), triples((ACTION, A, GT.Action)))
    store.publish()
    before = store.version
    store.replace(entry("eastvale"), triples((ACTION, A, GT.Action)))
    store.publish()
    store.refresh()
    assert store.version != before
