"""The same documents give the same graph to the byte, whatever order they came in and however often."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.oxigraph import OxigraphStore
from ontology.names import thing
from ontology.vocabulary import GT
from tests.graph.plans import ONTOLOGY, A, canonical, entry, hierarchy, labelled, triples

NAMES = ("northam", "eastvale", "westmoor", "southby")
POST = ("head-of-service", "nurse", "director")


def document(name: str, size: int) -> tuple[ox.Triple, ...]:
    """A small plan: some rows under headings, some of them measured; streams and indicators that all plans share."""
    said: list[ox.Triple] = []
    for n in range(size):
        row, aim = thing("action", name, "plan", f"row-{n}"), thing("objective", name, "plan", f"aim-{n // 3}")
        owner, indicator = thing("owner", name, POST[n % 3]), thing("indicator", f"NI-{50 + n % 5}")
        said += labelled(row, GT.Action, f"Row {n} of {name}")
        said += labelled(thing("stream", "abg"), GT.FundingStream, "Area Based Grant")
        said += triples((row, GT.objective, aim), (row, GT.ownedBy, owner), (owner, A, GT.Post))
        said += triples((row, GT.fundedBy, thing("stream", "abg")), (indicator, A, GT.NationalIndicator))
        said += triples((aim, GT.measuredBy, indicator)) if n % 2 else triples((row, GT.feedsStated, indicator))
        said.append(ox.Triple(ox.BlankNode(), GT.text, ox.Literal(f"a nameless thing of {name}")))
    return tuple(said)


def built(folder: Path, order: Sequence[str], sizes: dict[str, int], gone: Sequence[str] = ()) -> bytes:
    with OxigraphStore(folder, write=True) as store:
        store.put_graph(ONTOLOGY, hierarchy())
        for name in order:
            store.replace(entry(name), document(name, sizes[name]))
        for name in gone:
            store.remove(entry(name).iri)
        store.publish()
        return canonical(store)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sizes=st.fixed_dictionaries({name: st.integers(0, 6) for name in NAMES}),
    order=st.permutations(NAMES),
    again=st.lists(st.sampled_from(NAMES), max_size=3),
)
def test_order_and_repetition_make_no_difference(sizes: dict[str, int], order: list[str], again: list[str]) -> None:
    with TemporaryDirectory() as folder:
        straight = built(Path(folder, "a"), NAMES, sizes)
        assert built(Path(folder, "b"), order, sizes) == straight
        assert built(Path(folder, "b"), again, sizes) == straight


def test_what_came_and_went_leaves_nothing(tmp_path: Path) -> None:
    sizes = dict.fromkeys(NAMES, 4)
    assert built(tmp_path / "a", NAMES, sizes, gone=NAMES[2:]) == built(tmp_path / "b", NAMES[:2], sizes)


def test_different_documents_give_different_graphs(tmp_path: Path) -> None:
    one, other = (dict.fromkeys(NAMES, size) for size in (3, 4))
    assert built(tmp_path / "a", NAMES, one) != built(tmp_path / "b", NAMES, other)
