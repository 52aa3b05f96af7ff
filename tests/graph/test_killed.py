"""A build that is killed at any moment leaves each document as it was or as it is to be, never half."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.oxigraph import open_store
from graph.store import DocumentEntry, ReadStore, Store
from ontology.vocabulary import GT
from tests.graph.editions import EDITIONS, NAMES, build, content
from tests.graph.plans import A, entry, holds, node

KILLS = 5


def editions_held(store: ReadStore, documents: tuple[DocumentEntry, ...]) -> dict[str, str]:
    """Which edition of each document is held. Fails where a graph is not one edition, whole."""
    found: dict[str, str] = {}
    for document in documents:
        name = document.name.removesuffix(".txt")
        (edition,) = [e for e in EDITIONS if entry(name, e) == document]
        held = store.construct(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{document.iri}> {{ ?s ?p ?o FILTER(?s != <{document.iri}>) }} }}"
        )
        assert set(held) == set(content(name, edition))
        assert name not in found, "two editions at once"
        found[name] = edition
    return found


def union_is_whole(store: Store) -> bool:
    """Whether the default graph is just the union of the named graphs."""
    return not store.ask("ASK { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }") and not store.ask(
        "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
    )


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path) -> None:
    build(str(tmp_path), "first")
    started = time.monotonic()
    build(str(tmp_path / "timed"), "first")
    takes = time.monotonic() - started
    moments = random.Random(2010)
    expected = dict.fromkeys(NAMES, "first")
    cut_short = 0
    for turn in range(KILLS):
        edition = EDITIONS[(turn + 1) % 2]
        code = "import sys; from tests.graph.editions import build; print('ready', flush=True); build(*sys.argv[1:])"
        command = [sys.executable, "-c", code, str(tmp_path), edition]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0, takes))
        process.kill()
        process.wait()
        process.stdout.close()

        with open_store(str(tmp_path), write=False) as published:
            seen = editions_held(published, published.documents())
            assert set(seen) == set(NAMES)
            assert published.derived_by() is not None
            assert holds(published, node("owner", "post-1"), A, GT.Owner)
        with open_store(str(tmp_path), write=True) as store:
            held = editions_held(store, store.documents())
            assert all(held[name] in (expected[name], edition) for name in NAMES)
            assert union_is_whole(store)
            cut_short += set(held.values()) != {edition} or store.derived_by() is None
            store.publish()
        with open_store(str(tmp_path), write=False) as published:
            assert editions_held(published, published.documents()) == held
        expected = held
    assert cut_short, "the kills came too late to test anything"
