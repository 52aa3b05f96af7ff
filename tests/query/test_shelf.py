"""What was learnt of a store is kept for the next process, and learnt again where anything is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from query import shelf as shelves
from query.answer import Answer
from query.engine import ask, open_world
from query.learnt import plain, schema_of
from query.shelf import Shelf, kept
from query.world import World
from tests.query.fixture import schema, store
from tests.query.memory import MemoryStore

VALUE = {"names": ["Ann Dale", "café"], "below": {}}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "learnt", "7 2026-01-01")
    shelf.put("names", VALUE)
    return shelf


def test_what_is_put_is_taken(shelf: Shelf, tmp_path: Path) -> None:
    again = Shelf(tmp_path / "learnt", "7 2026-01-01")
    assert again.holds("names")
    assert again.take("names") == VALUE
    assert (again.holds("schema"), again.take("schema")) == (False, None)


def test_another_version_of_the_store_has_nothing_yet(shelf: Shelf, tmp_path: Path) -> None:
    newer = Shelf(tmp_path / "learnt", "8 2026-01-02")
    assert (newer.holds("names"), newer.take("names")) == (False, None)


def test_another_lexicon_learns_anew(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "knowledge", lambda: "changed")
    assert Shelf(tmp_path / "learnt", "7 2026-01-01").take("names") is None


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-5],
        lambda data: data.replace(b"Ann", b"Bob"),
        lambda data: b"",
        lambda data: b"\n\n",
        lambda data: b"\xff\xfe" * 40,
    ],
    ids=["cut short", "changed", "empty", "nothing in it", "other bytes"],
)
def test_a_file_that_came_to_harm_is_as_if_it_were_not_there(
    shelf: Shelf, tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "learnt" / "names.json"
    path.write_bytes(harm(path.read_bytes()))
    assert shelf.take("names") is None
    assert kept(shelf, "names", lambda: VALUE) == VALUE
    assert shelf.take("names") == VALUE


def test_a_folder_that_cannot_be_written_keeps_nothing_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "learnt").write_text("a file where the folder should be", encoding="utf-8")
    assert kept(Shelf(tmp_path / "learnt", "7"), "names", lambda: VALUE) == VALUE


def test_no_half_written_file_is_left(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        shelf.put("names", {"not JSON": object()})
    assert [p.name for p in (tmp_path / "learnt").iterdir()] == ["names.json"]
    assert shelf.take("names") == VALUE


def test_what_a_killed_process_left_is_cleared_away_but_not_what_is_being_written(shelf: Shelf, tmp_path: Path) -> None:
    left, written = tmp_path / "learnt" / "names.a.part", tmp_path / "learnt" / "names.b.part"
    left.touch()
    written.touch()
    os.utime(left, (0, 0))
    shelf.put("schema", VALUE)
    assert (left.exists(), written.exists()) == (False, True)


def test_a_schema_comes_back_as_it_was() -> None:
    assert schema_of(plain(schema())) == schema()


def test_a_second_world_answers_alike_without_reading_names_and_shapes_again(tmp_path: Path) -> None:
    questions = ("Which actions feed NI 117?", "What does Karen Osei lead on?", "Is priority 1 funded by ABG?")
    first, second = MemoryStore(store=store().store), MemoryStore(store=store().store)
    worlds = [open_world(s, shelf=Shelf(tmp_path, "1")) for s in (first, second)]
    asked = [[replies(q, world) for q in questions] for world in worlds]
    assert asked[0] == asked[1]
    assert len(second.queries) < len(first.queries) / 2
    assert not [q for q in second.queries if "COUNT(DISTINCT ?s)" in q]


def replies(question: str, world: World) -> Answer:
    return replace(ask(question, world), took_ms=0)
