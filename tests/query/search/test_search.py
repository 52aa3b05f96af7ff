"""Finding things: names first, then meaning; words alone where there is no model."""

import math
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from query.search.embedder import Embedder, MeaningUnavailableError, Vectors
from query.search.index import Index
from query.search.search import WITHOUT_MEANING, Searcher, UnknownClassError, _Words
from query.search.things import searchable_graphs, things_of
from tests.query.memory import MemoryStore
from tests.query.search.plans import store
from tests.query.search.words_embedder import WordsEmbedder


@pytest.fixture(scope="module")
def plans() -> MemoryStore:
    return store()


@pytest.fixture(scope="module")
def folder(plans: MemoryStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("index")
    index = Index(place)
    for graph in searchable_graphs(plans):
        index.put(graph, things_of(plans, graph), WordsEmbedder())
    return place


@pytest.fixture
def by_meaning(plans: MemoryStore, folder: Path) -> Searcher:
    return Searcher(plans, Index(folder), WordsEmbedder())


@pytest.fixture
def by_words(plans: MemoryStore, folder: Path) -> Searcher:
    return Searcher(plans, Index(folder), None)


def tails(iris: Sequence[str]) -> list[str]:
    return ["/".join(iri.split("/")[-1:]) for iri in iris]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("NI 117", "NI-117"),
        ("ni117", "NI-117"),
        ("ESF", "european-social-fund"),
        ("european social fund", "european-social-fund"),
        ("teenage pregnancy", "NI-112"),
        ("K Osei", "osei"),
        ("2.1", "2.1"),
        ("achieve economic wellbeing", "achieve-economic-well-being"),
    ],
)
def test_what_is_named_comes_first(by_meaning: Searcher, words: str, first: str) -> None:
    (hit, *_) = by_meaning.find(words).hits
    assert tails([hit.iri]) == [first]
    assert (hit.why, hit.score) == ("named", 1.0)


def test_meaning_finds_what_shares_no_word(by_meaning: Searcher) -> None:
    (hit, *_) = by_meaning.find("unemployed", cls="Action").hits
    assert tails([hit.iri]) == ["2.1"]
    assert hit.why == "meaning"


def test_a_misspelt_name_is_found(by_meaning: Searcher) -> None:
    (hit, *_) = by_meaning.find("Karen Osie").hits
    assert tails([hit.iri]) == ["osei"]
    assert hit.why == "spelt alike"


def test_hits_carry_their_evidence(by_meaning: Searcher) -> None:
    (hit, *_) = by_meaning.find("drop-in for school leavers", cls="Action").hits
    assert [(e.line, e.quote) for e in hit.evidence] == [(7, "Open a drop-in for jobless school leavers")]


def test_scores_fall_and_stay_between_nought_and_one(by_meaning: Searcher) -> None:
    scores = [hit.score for hit in by_meaning.find("school leavers and care leavers", limit=20).hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_class_holds_back_all_others_and_takes_in_its_subclasses(by_meaning: Searcher) -> None:
    assert {h.cls.split("#")[1] for h in by_meaning.find("school", cls="Indicator", limit=30).hits} == {
        "NationalIndicator"
    }
    assert tails([h.iri for h in by_meaning.find("Karen Osei", cls="gt:Owner").hits])[0] == "osei"


def test_an_unknown_class_is_said_with_the_nearest(by_meaning: Searcher) -> None:
    with pytest.raises(UnknownClassError, match=r"Acton: no such class .*gt:Action"):
        by_meaning.find("anything", cls="Acton")


def test_no_words_find_nothing(by_meaning: Searcher) -> None:
    assert by_meaning.find("   ").hits == ()


def test_without_a_model_words_are_compared_and_it_is_said(by_words: Searcher) -> None:
    found = by_words.find("drop-in for school leavers", cls="Action")
    assert tails([found.hits[0].iri]) == ["2.1"]
    assert found.hits[0].why == "words"
    assert found.notes == (WITHOUT_MEANING,)


def test_words_are_ranked_as_lucene_ranks_them() -> None:
    ranks = _Words(["clubs clubs mentors", "clubs", "opening hours street shops park library", ""]).ranked("clubs")
    lengths, rarity = [3, 1, 6, 1], math.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    mean = sum(lengths) / 4
    first = rarity * 2 / (2 + 1.5 * (0.25 + 0.75 * 3 / mean))
    second = rarity * 1 / (1 + 1.5 * (0.25 + 0.75 * 1 / mean))
    assert ranks.tolist() == pytest.approx([first / max(first, second), second / max(first, second), 0, 0])


@pytest.mark.parametrize("texts", [[], [""], ["clubs"]])
def test_words_that_nothing_has_rank_nothing(texts: list[str]) -> None:
    assert _Words(texts).ranked("mentors").tolist() == [0.0] * len(texts)


def test_without_a_model_names_still_come_first(by_words: Searcher) -> None:
    assert by_words.find("NI 117").hits[0].why == "named"


def test_a_model_that_cannot_be_loaded_falls_back_and_says_why(plans: MemoryStore, folder: Path) -> None:
    class Broken:
        name = "words"

        def embed(self, texts: Sequence[str]) -> Vectors:
            raise MeaningUnavailableError("the model is gone")

    broken: Embedder = Broken()
    found = Searcher(plans, Index(folder), broken).find("school leavers", cls="Action")
    assert found.hits
    assert found.notes == ("searched by words only: the model is gone",)


def test_vectors_of_another_model_are_not_compared(plans: MemoryStore, folder: Path) -> None:
    found = Searcher(plans, Index(folder), WordsEmbedder("another")).find("school leavers", cls="Action")
    assert all(hit.why == "words" for hit in found.hits)
    assert "build again" in found.notes[0]


def test_the_search_is_callable_as_questions_want_it(by_meaning: Searcher) -> None:
    hits = by_meaning("school leavers", 3)
    assert len(hits) == 3
    assert hits == by_meaning.find("school leavers", limit=3).hits


def test_importing_search_imports_no_torch() -> None:
    code = (
        "import sys, query.search.search, query.search.inferred, query.search.index; "
        "from query.search.embedder import meaning_installed; meaning_installed(); "
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[3]).returncode == 0


def test_what_is_called_by_the_words_is_found_without_meaning(
    by_meaning: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = by_meaning.find("NI 117").hits[0]

    def unready(*_: object) -> None:
        raise AssertionError("looked for by meaning")

    monkeypatch.setattr(WordsEmbedder, "embed", unready)
    assert by_meaning.named("NI 117").hits[0] == found
    assert by_meaning.named("what nobody printed").hits == ()
