"""Generated graphs are the same every time, grow by appending, and speak our vocabulary."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from graph.oxigraph import OxigraphStore
from ontology.vocabulary import ONTOLOGY_IRI, defined_terms
from tests.bench.generator import quads, town, write

A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def test_the_same_size_gives_the_same_graph_and_a_larger_one_begins_with_it() -> None:
    small = list(quads(5_000))
    assert small == list(quads(5_000))
    assert small == list(islice(quads(60_000), len(small)))


def test_it_is_about_as_large_as_asked_for(tmp_path: Path) -> None:
    for size in (2_000, 40_000):
        assert size <= write(tmp_path / "quads.nq", size) < size + 500


def test_it_loads_and_names_only_terms_of_the_ontology(tmp_path: Path) -> None:
    count = write(tmp_path / "quads.nq", 3_000)
    parsed = list(ox.parse(path=tmp_path / "quads.nq", format=ox.RdfFormat.N_QUADS))
    assert len(parsed) == count
    start = ONTOLOGY_IRI + "#"
    terms = {t.value for q in parsed for t in (q.predicate, q.object) if isinstance(t, ox.NamedNode)}
    assert {t.removeprefix(start) for t in terms if t.startswith(start)} <= defined_terms()
    with OxigraphStore(tmp_path / "store", write=True) as store:
        store.load(tmp_path / "quads.nq")
        store.publish()
        assert len(store.documents()) == 1


def test_a_few_take_most_as_in_real_plans() -> None:
    owners = Counter(line.split()[2] for line in quads(60_000) if "#ownedBy>" in line)
    counts = sorted(owners.values(), reverse=True)
    assert sum(counts[: len(counts) // 5]) > 0.5 * sum(counts)
    assert counts[-1] < counts[0] / 10


def test_every_town_has_its_own_name() -> None:
    assert len({town(n) for n in range(1_000)}) == 1_000
