"""Words meet whatever way they are typed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.lexicon.words import folded, stem, stems, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NI117", "ni 117"),
        ("N.I. 117", "NI 117"),
        ("EWB3.3", "ewb 3.3"),
        ("re-offending", "reoffending"),
        ("Children’s Trust", "childrens trust"),
        ("Fire & Rescue", "fire and rescue"),
        ("September 09", "September 9"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same_words(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_a_possessive_is_not_part_of_the_name() -> None:
    assert folded("Northam's target") == ("northam", "target")


def test_dates_and_sums_stay_whole() -> None:
    assert folded("£100,000 by 31/12/2009 in 2010-11") == ("£100,000", "by", "31/12/2009", "in", "2010-11")


@pytest.mark.parametrize("forms", [("fund", "funds", "funded", "funding"), ("plan", "planned", "planning", "plans")])
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(f) for f in forms}) == 1


@given(st.text(max_size=200))
def test_every_token_lies_where_it_says(text: str) -> None:
    plain = text.replace("’", "'").replace("‘", "'")
    found = tokens(text)
    assert all(plain[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_prefix_with_its_hyphen_is_one_word_however_it_is_written() -> None:
    assert (
        folded("Anti-bullying Co-ordinator") == folded("anti-bullying co-ordinator") == ("antibullying", "coordinator")
    )


def test_a_prefix_that_stands_apart_is_part_of_its_word() -> None:
    assert folded("Multi Cultural Centre") == folded("multi-cultural centre") == ("multicultural", "centre")
    assert folded("e-safety") == ("esafety",)
