"""Words as search compares them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.search.things import spelt_out
from query.search.words import Names, stem, stems

NAMES = Names(
    [
        ("ni117", ("NI 117", "Young people not in education, employment or training")),
        ("esf", ("European Social Fund", "ESF")),
        ("camhs", ("Child and Adolescent Mental Health Services",)),
        ("board", ("Northam Youth Board",)),
    ]
)


@pytest.mark.parametrize(
    ("one", "other"), [("families", "family"), ("reducing", "reduces"), ("schools", "school"), ("agencies", "agency")]
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_small_words_say_nothing() -> None:
    assert stems("What is being done about the schools?") == ["school"]


@given(st.text(alphabet="abcdefgsingedyz ", max_size=40))
def test_stems_are_never_empty(text: str) -> None:
    assert all(stems(text))


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("NI 117", "ni117"),
        ("ni117", "ni117"),
        ("esf", "esf"),
        ("CAMHS", "camhs"),
        ("child and adolescent mental health services", "camhs"),
    ],
)
def test_names_in_any_form(said: str, thing: str) -> None:
    assert NAMES.of(said) == [thing]


def test_names_inside_a_question_take_up_their_share_of_it() -> None:
    found = NAMES.within("which actions of the Northam Youth Board get ESF money")
    assert [(n.iri, n.said) for n in found] == [("board", "northam youth board"), ("esf", "esf")]
    assert found[0].share == pytest.approx(3 / 6)


def test_acronyms_are_spelt_out_once() -> None:
    assert spelt_out("NEET and NEET") == "NEET (not in Education, Employment or Training) and NEET"
    assert spelt_out("A common assessment framework (CAF)") == "A common assessment framework (CAF)"


@given(st.text(max_size=60))
def test_spelling_out_keeps_the_words(text: str) -> None:
    spelt = spelt_out(text)
    assert all(word in spelt for word in re.findall(r"\w+", text))
