"""Lexicon files read, and say plainly where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from query.lexicon.entries import FOLDER, KINDS, LexiconError, load
from query.lexicon.generic import entries_of
from query.schema import ClassInfo, PropertyInfo, Schema


def test_the_lexicons_of_the_project_read() -> None:
    lexicon = load(sorted(FOLDER.glob("*.yaml")))
    assert {e.meaning.kind for e in lexicon.entries} >= {"ask", "noun", "relation", "value", "not", "compare"}
    assert all(w.strip() for e in lexicon.entries for w in e.say)


def test_words_that_yaml_takes_for_truth_values_stay_words(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("entries:\n  - {kind: not, say: [no]}\n  - {kind: about, say: [on]}\n")
    assert [e.say for e in load([file]).entries] == [("no",), ("on",)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("entries: [{kind: nuon, say: [x]}]", "entry 1: kind 'nuon' is none of"),
        ("entries: [{kind: noun, class: q:X, say: [x]}]", "has no prefix that the file declares"),
        ("entries: [", "not YAML"),
    ],
)
def test_a_bad_file_is_named_with_the_place(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text)
    with pytest.raises(LexiconError, match=r"bad\.yaml") as raised:
        load([file])
    assert says in str(raised.value)


def test_any_vocabulary_has_a_lexicon_of_its_own_words() -> None:
    schema = Schema(
        classes={"x:HasPet": ClassInfo("x:HasPet", "pet owner", count=2)},
        properties={
            "x:homeTown": PropertyInfo("x:homeTown", "home town", literal=True, count=2),
            "x:teaches": PropertyInfo("x:teaches", "teaches", count=2),
        },
    )
    kinds = {(e.say[0], e.meaning.kind) for e in entries_of(schema, ())}
    assert kinds == {("pet owner", "noun"), ("home town", "attribute"), ("teaches", "relation")}


def test_the_docs_explain_every_kind_of_entry() -> None:
    told = (FOLDER.parent.parent / "docs" / "lexicon.md").read_text(encoding="utf-8")
    assert not [kind for kind in KINDS if f"`{kind}`" not in told]


def test_a_wording_is_a_word_in_a_list(tmp_path: Path) -> None:
    lexicon = FOLDER / "golden-thread.yaml"
    plain = lexicon.read_text(encoding="utf-8")
    more = tmp_path / "golden-thread.yaml"
    more.write_text(plain.replace("on the hook for,", "on the hook for, babysitting,", 1), encoding="utf-8")
    new = {(e.meaning, w) for e in load([more]).entries for w in e.say}
    assert {w for _, w in new - {(e.meaning, w) for e in load([lexicon]).entries for w in e.say}} == {"babysitting"}
