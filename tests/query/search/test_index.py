"""The search index on disk."""

import logging
from pathlib import Path

import numpy as np
import pytest

from query.search.index import Entry, Index
from tests.query.search.words_embedder import WordsEmbedder

GRAPH = "https://example.org/document/northam"
DROP_IN = Entry("https://example.org/a/1", "c:Action", "Open a drop-in", ("Open a drop-in",), ("Open a drop-in",))
MENTORS = Entry("https://example.org/a/2", "c:Action", "Train mentors", ("Train mentors",), ("Train mentors",))


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_put_is_there_again(tmp_path: Path) -> None:
    Index(tmp_path / "index").put(GRAPH, [MENTORS, DROP_IN], WordsEmbedder())
    (segment,) = Index(tmp_path / "index").segments
    assert (segment.graph, segment.entries, segment.model) == (GRAPH, (DROP_IN, MENTORS), "words")
    vector = Index(tmp_path / "index").vector("Train mentors", "words")
    assert vector is not None
    assert np.array_equal(vector, WordsEmbedder().embed(["Train mentors"])[0])


def test_only_new_texts_are_embedded(tmp_path: Path) -> None:
    Index(tmp_path).put(GRAPH, [DROP_IN], WordsEmbedder())
    again = WordsEmbedder()
    assert Index(tmp_path).put(GRAPH, [DROP_IN, MENTORS], again) == 1
    assert again.embedded == ["Train mentors"]


def test_a_text_of_another_document_is_not_embedded_again(tmp_path: Path) -> None:
    Index(tmp_path).put(GRAPH, [DROP_IN], WordsEmbedder())
    again = WordsEmbedder()
    assert Index(tmp_path).put(f"{GRAPH}-2", [DROP_IN], again) == 0
    assert again.embedded == []


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    Index(tmp_path).put(GRAPH, [DROP_IN], WordsEmbedder())
    (path,) = tmp_path.iterdir()
    before = path.stat().st_mtime_ns
    Index(tmp_path).put(GRAPH, [DROP_IN], WordsEmbedder())
    assert path.stat().st_mtime_ns == before


def test_the_same_things_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    Index(tmp_path / "one").put(GRAPH, [DROP_IN, MENTORS], WordsEmbedder())
    two = Index(tmp_path / "two")
    two.put(GRAPH, [MENTORS], WordsEmbedder())
    two.put(GRAPH, [MENTORS, DROP_IN], WordsEmbedder())
    assert bytes_in(tmp_path / "one") == bytes_in(tmp_path / "two")


def test_another_model_embeds_anew(tmp_path: Path) -> None:
    Index(tmp_path).put(GRAPH, [DROP_IN], WordsEmbedder("one"))
    assert Index(tmp_path).put(GRAPH, [DROP_IN], WordsEmbedder("two")) == 1
    assert Index(tmp_path).segments[0].model == "two"
    assert Index(tmp_path).vector("Open a drop-in", "one") is None


def test_without_an_embedder_there_are_words_and_vectors_are_kept(tmp_path: Path) -> None:
    Index(tmp_path).put(GRAPH, [DROP_IN], WordsEmbedder())
    assert Index(tmp_path).put(GRAPH, [DROP_IN, MENTORS], None) == 0
    index = Index(tmp_path)
    assert len(index.segments[0].entries) == 2
    assert index.vector("Open a drop-in", "words") is not None
    assert not index.complete(GRAPH, "words")


@pytest.mark.parametrize("harm", [b"", b"not an archive at all", b"PK\x03\x04 cut short"])
def test_a_corrupted_file_is_reported_and_made_again(
    tmp_path: Path, harm: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    Index(tmp_path).put(GRAPH, [DROP_IN], WordsEmbedder())
    (path,) = tmp_path.iterdir()
    path.write_bytes(harm)
    with caplog.at_level(logging.WARNING, "goldenthread.search"):
        index = Index(tmp_path)
    assert index.segments == ()
    assert [path.name in problem and "next build" in problem for problem in index.problems] == [True]
    assert path.name in caplog.text
    assert index.put(GRAPH, [DROP_IN], WordsEmbedder()) == 1
    assert Index(tmp_path).problems == []


def test_a_removed_document_leaves_the_index(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.put(GRAPH, [DROP_IN], WordsEmbedder())
    index.put(f"{GRAPH}-2", [MENTORS], WordsEmbedder())
    index.keep_only([GRAPH])
    assert [s.graph for s in Index(tmp_path).segments] == [GRAPH]


def test_an_index_that_is_not_there_is_empty(tmp_path: Path) -> None:
    index = Index(tmp_path / "nowhere")
    assert (index.segments, index.problems) == ((), [])
    assert not (tmp_path / "nowhere").exists()


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(tmp_path)
    index.put(GRAPH, [DROP_IN], WordsEmbedder())
    before = bytes_in(tmp_path)

    def fails(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        index.put(GRAPH, [DROP_IN, MENTORS], WordsEmbedder())
    assert bytes_in(tmp_path) == before
