"""Wordings are found in any form, many words at a time, and through misspellings."""

from __future__ import annotations

import pytest

from query.lexicon.index import Phrases, Spelling, Spellings
from query.lexicon.words import folded, tokens


def phrases() -> Phrases[str]:
    index: Phrases[str] = Phrases({"led": "lead"})
    for wording in ("lead", "responsible for", "action"):
        index.add(wording, wording)
    return index


def found(text: str) -> list[tuple[int, int, str]]:
    return [(f.start, f.end, f.value) for f in phrases().find([(Spelling(w),) for w in folded(text)])]


def test_a_wording_of_two_words_is_found_whole() -> None:
    assert found("who is responsible for it") == [(2, 4, "responsible for")]


def test_irregular_and_regular_forms_are_found() -> None:
    assert found("actions led") == [(0, 1, "action"), (1, 2, "lead")]


def test_an_exact_wording_fits_better_than_an_inflected_one() -> None:
    exact, plural = (next(iter(phrases().find([(Spelling(w),)]))).score for w in ("action", "actions"))
    assert exact == 1.0 > plural


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("actoins", "actions"), ("responsbile", "responsible"), ("breastfeding", "breastfeeding"), ("stacy", "stacey")],
)
def test_long_words_are_mended(typed: str, meant: str) -> None:
    spellings = Spellings({"actions", "responsible", "breastfeeding", "stacey"}, {})
    assert meant in {s.word for s in spellings.of(tokens(typed))[0]}


@pytest.mark.parametrize("typed", ["rain", "gril", "cat"])
def test_short_words_must_be_exact(typed: str) -> None:
    spellings = Spellings({"train", "girl", "cats", "rail"}, {})
    assert [s.word for s in spellings.of(tokens(typed))[0]] == [typed]


def test_a_word_written_in_two_is_joined() -> None:
    spellings = Spellings({"breastfeeding"}, {})
    assert Spelling("breastfeeding", 0.02, 2) in spellings.of(tokens("breast feeding"))[0]
