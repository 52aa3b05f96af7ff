"""What the store on disk does besides the contract: one writer, snapshots, and a union that is a set."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.oxigraph import OxigraphStore, open_store
from graph.store import QueryError, Store, StoreError
from ontology.names import graph_iri, thing
from ontology.vocabulary import GT
from tests.graph.plans import A, endpoint, entry, holds, labelled, node, served, triples

ACTION, OTHER = node("action", "1-1"), node("action", "1-2")
STREAM = thing("stream", "abg")


WRITES: tuple[Callable[[Store], None], ...] = (
    lambda store: store.replace(entry("eastvale"), ()),
    lambda store: store.remove(entry("northam").iri),
    lambda store: store.put_graph("urn:x:graph", triples((ACTION, GT.text, "x"))),
    lambda store: store.update("DROP ALL"),
    lambda store: store.mark_derived("x"),
    lambda store: store.publish(),
)


def published(folder: Path, *names: str) -> None:
    with open_store(str(folder), write=True) as store:
        for name in names:
            store.replace(entry(name), labelled(STREAM, GT.FundingStream, "Area Based Grant"))
        store.publish()


def snapshots_of(folder: Path) -> set[str]:
    return {p.name for p in (folder / "snapshots").iterdir() if p.is_dir()}


def test_readers_see_what_is_published_and_no_more(tmp_path: Path) -> None:
    with open_store(str(tmp_path), write=True) as store:
        store.replace(entry("northam"), labelled(ACTION, GT.Action, "Open two youth clubs"))
        with pytest.raises(StoreError, match="nothing has been built here yet"):
            open_store(str(tmp_path), write=False)
        store.publish()
        with open_store(str(tmp_path), write=False) as reader:
            store.replace(entry("eastvale"), labelled(OTHER, GT.Action, "Visit every school"))
            assert not reader.refresh()
            assert len(reader.documents()) == 1
            store.publish()
            assert len(reader.documents()) == 1
            assert reader.refresh()
            assert len(reader.documents()) == 2


def test_snapshots_go_when_nobody_reads_them(tmp_path: Path) -> None:
    published(tmp_path, "northam")
    with open_store(str(tmp_path), write=False) as reader:
        published(tmp_path, "northam", "eastvale")
        published(tmp_path, "northam", "eastvale", "westmoor")
        assert len(snapshots_of(tmp_path)) == 2
        assert len(reader.documents()) == 1
    published(tmp_path, "southby")
    assert snapshots_of(tmp_path) == {(tmp_path / "current").read_text().strip()}


def test_publishing_nothing_new_keeps_the_snapshot(tmp_path: Path) -> None:
    published(tmp_path, "northam")
    before = snapshots_of(tmp_path)
    published(tmp_path, "northam")
    assert snapshots_of(tmp_path) == before


def test_what_was_left_unpublished_is_published_next_time(tmp_path: Path) -> None:
    published(tmp_path, "northam")
    with open_store(str(tmp_path), write=True) as store:
        store.replace(entry("eastvale"), labelled(OTHER, GT.Action, "Visit every school"))
    with open_store(str(tmp_path), write=True) as store:
        store.publish()
    with open_store(str(tmp_path), write=False) as reader:
        assert len(reader.documents()) == 2


def test_there_is_one_writer(tmp_path: Path) -> None:
    code = f"from graph.oxigraph import open_store; open_store({str(tmp_path)!r}, write=True)"
    with open_store(str(tmp_path), write=True):
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "another process is writing this store" in other.stderr
    with open_store(str(tmp_path), write=True) as store:
        assert store.documents() == ()


def test_a_reader_does_not_write(tmp_path: Path) -> None:
    published(tmp_path, "northam")
    with open_store(str(tmp_path), write=False) as reader:
        for write in WRITES:
            with pytest.raises(StoreError, match="opened for reading"):
                write(reader)


def test_a_closed_store_does_not_answer(tmp_path: Path) -> None:
    published(tmp_path, "northam")
    for write in (True, False):
        store = open_store(str(tmp_path), write=write)
        store.close()
        with pytest.raises(StoreError, match="was closed"):
            store.documents()


@pytest.mark.parametrize("write", [True, False])
def test_what_is_not_a_store_is_told_in_one_line(tmp_path: Path, write: bool) -> None:
    (tmp_path / "file").write_text("a plan")
    broken = tmp_path / "broken"
    published(broken, "northam")
    for folder in (broken / "db", broken / "snapshots" / "1"):
        shutil.rmtree(folder)
        folder.write_text("not a database")
    for where in (tmp_path / "file", broken):
        with pytest.raises(StoreError) as problem:
            open_store(str(where), write=write)
        assert str(where) in str(problem.value)
        assert "\n" not in str(problem.value)


def test_a_statement_of_two_documents_counts_once(tmp_path: Path) -> None:
    published(tmp_path, "northam", "eastvale")
    with open_store(str(tmp_path), write=False) as reader:
        (row,) = reader.select(f"SELECT (COUNT(?label) AS ?n) WHERE {{ {STREAM} <{LABEL}> ?label }}").rows
        assert row["n"].value == "1"
        (row,) = reader.select(f"SELECT (COUNT(?g) AS ?n) WHERE {{ GRAPH ?g {{ {STREAM} a ?class }} }}").rows
        assert row["n"].value == "2"


LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def test_an_update_sees_the_union_and_keeps_it_whole(tmp_path: Path) -> None:
    plan, own = entry("northam"), graph_iri("default")
    with open_store(str(tmp_path), write=True) as store:
        store.replace(plan, labelled(ACTION, GT.Action, "Open two youth clubs"))
        store.update(f"INSERT {{ {OTHER} a {GT.Action} }} WHERE {{ {ACTION} a {GT.Action} }} ;  ")
        assert holds(store, OTHER, A, GT.Action)
        assert store.ask(f"ASK {{ GRAPH {own} {{ {OTHER} a {GT.Action} }} }}")

        store.update(f"DELETE DATA {{ GRAPH <{plan.iri}> {{ {ACTION} a {GT.Action} }} }} # and no more")
        assert not holds(store, ACTION, A, GT.Action)
        assert store.ask(f"ASK {{ {ACTION} <{LABEL}> ?label }}")

        store.update("DROP DEFAULT")
        assert not holds(store, OTHER, A, GT.Action)
        assert store.ask(f"ASK {{ {ACTION} <{LABEL}> ?label }}"), "the document still says so"

        store.update(f"INSERT DATA {{ GRAPH <urn:x:mine> {{ {OTHER} a {GT.Action} }} }}")
        assert holds(store, OTHER, A, GT.Action)
        store.update("DROP ALL")
        assert not store.ask("ASK { ?s a ?class }")
        with pytest.raises(QueryError, match="LOAD is not allowed"):
            store.update("LOAD <http://example.org/>")


def test_an_update_that_was_cut_short_is_mended_when_the_store_opens(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path, write=True) as store:
        store.replace(entry("northam"), labelled(ACTION, GT.Action, "Open two youth clubs"))
        store._mend_union = lambda *_, **__: None  # type: ignore[method-assign]  # the process dies before this
        store.update(f"INSERT DATA {{ GRAPH <urn:x:mine> {{ {OTHER} a {GT.Action} }} }}")
    with open_store(str(tmp_path), write=True) as again:
        assert holds(again, OTHER, A, GT.Action)
        assert again.derived_by() is None


def test_bulk_loading_gives_what_replacing_gives(tmp_path: Path) -> None:
    plan = entry("northam")
    said = triples(
        (ACTION, GT.text, 'a "quoted" <text> .'), (ACTION, GT.fundedBy, STREAM), (ACTION, GT.text, "£5 \\ é")
    )
    quads = tmp_path / "plans.nq"
    tagged = '<urn:x:a> <urn:x:b> "hello"@en-GB <urn:x:g> .\n<urn:x:a> <urn:x:b> <urn:x:c> .'
    quads.write_text("".join(f"{t} <{plan.iri}> .\n" for t in said) + tagged, encoding="utf-8")
    with OxigraphStore(tmp_path / "store", write=True) as store:
        store.load(quads)
        for triple in said:
            assert store.ask(f"ASK {{ {triple} GRAPH <{plan.iri}> {{ {triple} }} }}")
        assert store.ask('ASK { <urn:x:a> <urn:x:b> "hello"@en-GB, <urn:x:c> }')
        assert store.derived_by() is None


def test_a_whole_answer_or_none(tmp_path: Path) -> None:
    """The endpoint of a store that was built on disk gives the same answers."""
    published(tmp_path, "northam", "eastvale")
    with (
        served(tmp_path / "snapshots" / "1") as address,
        endpoint(address) as remote,
        open_store(str(tmp_path), write=False) as local,
    ):
        assert remote.documents() == local.documents()
        assert remote.derived_by() == local.derived_by()
