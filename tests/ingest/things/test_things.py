"""Which printed names are one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from ingest.records import Printed
from ingest.things import Resolution, folded_name, resolve, short_person_name
from ontology import reference


def names(*texts: str, kind: str = "") -> list[Printed]:
    return [Printed(t, Span(i, i, t), kind) for i, t in enumerate(texts, 1)]


def labels(resolution: Resolution) -> list[tuple[str, ...]]:
    return sorted((t.label, *t.others) for t in resolution.things)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teenage Pregnancy Co-ordinator", "Teenage Pregnancy Coordinator"),
        ("Children's Centres", "Childrens Centre"),
        ("Health & Wellbeing Group", "Health and Well-being Group"),
        ("District Councils,", "district councils"),
        ("The Youth Service", "Youth Service"),
        ("Library  Service", "Library Services"),
        ("Voluntary Organisations", "Voluntary Organization"),
    ],
)
def test_habits_of_spelling_do_not_make_two_things(one: str, other: str) -> None:
    assert folded_name(one) == folded_name(other)
    assert len(resolve(names(one, other)).things) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SDM: 14-19", "SDM: 11-19"),
        ("Northam PCT", "Eastvale PCT"),
        ("Head of Service Health", "Head of Service Social Care"),
        ("Youth Offending Service", "Youth Service"),
    ],
)
def test_two_things_stay_two(one: str, other: str) -> None:
    assert len(resolve(names(one, other)).things) == 2


def test_an_initial_and_surname_that_fit_one_full_name_are_that_person() -> None:
    found = resolve(names("P Vaughan", "Paul  Vaughan", "P. Vaughan", "Sue Vaughan", kind="person"))
    assert labels(found) == [("Paul Vaughan", "P Vaughan", "P. Vaughan"), ("Sue Vaughan",)]
    assert found.find("P Vaughan") == found.find("paul vaughan")


def test_an_initial_that_fits_two_people_is_neither() -> None:
    found = resolve(names("P Vaughan", "Paul Vaughan", "Petra Vaughan", kind="person"))
    assert len(found.things) == 3


def test_a_person_with_a_title_or_with_the_surname_first_is_the_same_person() -> None:
    printed = names("Dr Karen Osei", "Karen Osei", "Osei, Karen", "K Osei", "Kwame Osei-Tutu", kind="person")
    assert labels(resolve(printed)) == [("Dr Karen Osei", "K Osei", "Karen Osei", "Osei, Karen"), ("Kwame Osei-Tutu",)]


def test_one_letter_in_a_long_name_is_a_slip_except_in_a_persons() -> None:
    assert len(resolve(names("Healthy Lifestyles Manager", "Healthy Lifestlyes Manager")).things) == 2
    assert len(resolve(names("Healthy Lifestyles Manager", "Healthy Lifestyle Managers")).things) == 1
    assert len(resolve(names("Integrated Services Board", "Intergrated Services Board")).things) == 1
    assert len(resolve(names("Alexandra Thompson", "Alexandra Thomson", kind="person")).things) == 2


def test_an_acronym_is_what_the_plan_says_it_stands_for() -> None:
    found = resolve(
        names("NSCB", "Northam Safeguarding Children Board", "PCT"), {"NSCB": "Northam Safeguarding Children Board"}
    )
    assert labels(found) == [("Northam Safeguarding Children Board", "NSCB"), ("PCT",)]


def test_a_long_acronym_is_the_one_name_whose_words_make_it() -> None:
    forum = "Northam Forum Against Domestic Abuse"
    assert labels(resolve(names("NFADA", forum))) == [(forum, "NFADA")]
    service = "Northam Youth & Play Service"
    assert labels(resolve(names("NY&PS", service))) == [(service, "NY&PS")]
    assert len(resolve(names("NSCB", "NFADA Safer Communities Board")).things) == 2, "two names run together"
    assert len(resolve(names("NFADA", forum, "Northam Fund for Animals, Dogs and Asses")).things) == 3
    assert len(resolve(names("YOS", "Youth Opportunity Scheme")).things) == 2, "three letters fit too many names"


def test_a_stream_goes_by_its_usual_name() -> None:
    def usual(name: str) -> tuple[str, str] | None:
        stream = reference.funding_stream_named(name)
        return (stream.slug, stream.name) if stream else None

    found = resolve(names("ABG", "Area Based Grant", "ABG funding", "Rose Fund"), None, usual)
    assert labels(found) == [("Area Based Grant", "ABG", "ABG funding"), ("Rose Fund",)]
    assert [t.known for t in found.things] == [True, False]


def test_a_name_without_letters_or_digits_names_nothing() -> None:
    found = resolve(names("-", "…", "PCT"))
    assert [t.label for t in found.things] == ["PCT"]
    assert found.find("-") is None


def test_a_persons_name_in_parts() -> None:
    assert short_person_name("Cllr P. J. Vaughan") == ("p", "j", "vaughan")
    assert short_person_name("Vaughan") is None
    assert short_person_name("14-19 Manager") is None


@given(
    st.permutations(names("P Vaughan", "Paul Vaughan", "PCT", "PCTs", "P C T", "Integrated Board", "Intergrated Board"))
)
def test_the_order_of_names_changes_nothing(printed: list[Printed]) -> None:
    assert resolve(printed).things == resolve(sorted(printed, key=lambda p: p.text)).things


@given(st.lists(st.text(max_size=30), max_size=8))
def test_every_name_with_a_letter_or_digit_is_found_again_and_slugs_are_unique(texts: list[str]) -> None:
    found = resolve(names(*texts))
    assert all((found.find(t) is None) == (folded_name(t) == "") for t in texts)
    assert len({t.slug for t in found.things}) == len(found.things)
