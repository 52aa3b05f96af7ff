"""Reference data: complete, unambiguous, and found by the names people print."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.reference import (
    acronyms,
    authorities,
    authority_named,
    expansions_of,
    fold,
    funding_stream_named,
    funding_streams,
    indicator_evidence,
    indicator_number,
    national_indicators,
    outcome_named,
    outcome_of,
    outcomes,
    partner_kind_named,
    partner_kinds,
)


def test_the_national_set_has_198_indicators_from_1_to_199_without_31() -> None:
    whole = [i for i in national_indicators().values() if i.in_set and not i.parent]
    assert len(whole) == 198
    assert {indicator_number(i.code) for i in whole} == set(range(1, 200)) - {31}


def test_ni_31_is_kept_and_marked_as_dropped() -> None:
    dropped = [i for i in national_indicators().values() if not i.in_set]
    assert [i.code for i in dropped] == ["NI 31"]
    assert "dropped" in dropped[0].status


def test_a_part_names_the_indicator_it_is_part_of() -> None:
    parts = [i for i in national_indicators().values() if i.parent]
    assert national_indicators()["NI 102a"].parent == "NI 102"
    assert all(i.parent in national_indicators() and i.code.startswith(i.parent) for i in parts)


def test_what_is_confirmed_says_where_it_was_seen() -> None:
    for indicator in national_indicators().values():
        assert indicator.confirmed == bool(indicator.evidence), indicator.code
        assert all(key in indicator_evidence() for key in indicator.evidence), indicator.code


def test_titles_themes_and_polarities_are_filled_in() -> None:
    for indicator in national_indicators().values():
        assert indicator.title and indicator.theme, indicator.code
        assert indicator.polarity in {"", "higher", "lower"}, indicator.code
    assert national_indicators()["NI 117"].polarity == "lower"


def test_no_everyday_wording_means_two_indicators() -> None:
    said = Counter(w for i in national_indicators().values() for w in {fold(w) for w in i.wordings})
    assert [w for w, n in said.items() if n > 1] == []


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("NI 49", None),
        ("NI 50", "be-healthy"),
        ("NI 58", "be-healthy"),
        ("NI 59", "stay-safe"),
        ("NI 71", "stay-safe"),
        ("NI 72", "enjoy-and-achieve"),
        ("NI 102b", "enjoy-and-achieve"),
        ("NI 109", "enjoy-and-achieve"),
        ("NI 110", "make-a-positive-contribution"),
        ("NI 115", "make-a-positive-contribution"),
        ("NI 116", "achieve-economic-well-being"),
        ("NI 118", "achieve-economic-well-being"),
        ("NI 119", None),
        ("LOCAL 60", None),
        ("60", None),
    ],
)
def test_every_child_matters_ranges(code: str, outcome: str | None) -> None:
    assert outcome_of(code) == outcome


def test_there_are_five_outcomes_and_every_mapped_one_is_of_them() -> None:
    slugs = {o.slug for o in outcomes()}
    assert len(slugs) == 5
    assert {outcome_of(c) for c in national_indicators()} - {None} == slugs


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("Economic wellbeing", "achieve-economic-well-being"),
        ("ENJOYING & ACHIEVING", "enjoy-and-achieve"),
        ("Positive Contribution", "make-a-positive-contribution"),
    ],
)
def test_outcomes_by_their_other_wordings(said: str, slug: str) -> None:
    found = outcome_named(said)
    assert found and found.slug == slug


def test_healthy_is_an_outcome_only_as_a_heading() -> None:
    assert outcome_named("healthy") is None
    heading = outcome_named("Healthy", heading=True)
    assert heading and heading.slug == "be-healthy"


def test_152_authorities_have_childrens_services_and_201_are_districts() -> None:
    kinds = Counter(a.kind for a in authorities())
    assert sum(a.childrens_services for a in authorities()) == 152
    assert kinds["non-metropolitan district"] == 201
    assert (kinds["county"], kinds["metropolitan district"], kinds["London borough"]) == (27, 36, 33)


def test_gss_codes_are_unique_and_say_the_kind() -> None:
    codes = [a.code for a in authorities() if a.code]
    assert len(codes) == len(set(codes)) >= 353
    letters = {
        "unitary authority": "E06",
        "non-metropolitan district": "E07",
        "metropolitan district": "E08",
        "London borough": "E09",
        "county": "E10",
    }
    for authority in authorities():
        if authority.code:
            assert authority.code.startswith(letters[authority.kind]) and len(authority.code) == 9, authority.name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bolton", "E08000001"),
        ("Wigan MBC", "E08000010"),
        ("Metropolitan Borough of Wirral", "E08000015"),
        ("Worcestershire County Council", "E10000034"),
        ("Leicester City Council", "E06000016"),
        ("leicestershire", "E10000018"),
        ("London Borough of Hammersmith & Fulham", "E09000013"),
        ("Hull City Council", "E06000010"),
        ("Council of the Isles of Scilly", "E06000053"),
        ("Wyre Forest District Council", "E07000239"),
    ],
)
def test_authorities_by_the_names_they_print(name: str, code: str) -> None:
    found = authority_named(name)
    assert found and found.code == code


def test_an_invented_council_is_nobody() -> None:
    assert authority_named("Northam Borough Council") is None


def test_no_name_stands_for_two_authorities_streams_or_kinds() -> None:
    for things in (authorities(), funding_streams(), partner_kinds()):
        said = Counter(n for t in things for n in {fold(name) for name in t.names})
        assert [n for n, count in said.items() if count > 1] == []


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("ESF", "european-social-fund"),
        ("European Social Fund", "european-social-fund"),
        ("esf funding", "european-social-fund"),
        ("ABG", "area-based-grant"),
        ("YCAP", "youth-crime-action-plan"),
        ("Supporting People", "supporting-people"),
    ],
)
def test_streams_by_their_other_names(said: str, slug: str) -> None:
    stream = funding_stream_named(said)
    assert stream and stream.slug == slug


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("PCT", "primary-care-trust"),
        ("Northam Primary Care Trust", "primary-care-trust"),
        ("PCT - Family Health Team", "primary-care-trust"),
        ("Eastvale Youth Offending Team", "youth-offending-service"),
        ("University of Eastvale", "universities"),
        ("Eastvale Fire & Rescue Service", "fire-and-rescue-service"),
        ("CDRP (East)", "crime-and-disorder-reduction-partnership"),
    ],
)
def test_partners_meet_by_kind(printed: str, kind: str) -> None:
    found = partner_kind_named(printed)
    assert found and found.slug == kind


def test_a_group_of_no_usual_kind_has_none() -> None:
    assert partner_kind_named("Kite Flying Steering Group") is None


def test_acronyms_are_many_and_each_has_an_expansion() -> None:
    assert len(acronyms()) >= 150
    assert all(acronyms().values())
    assert expansions_of("camhs") == ("Child and Adolescent Mental Health Services",)
    assert expansions_of("NEET") == ("Not in Education, Employment or Training",)
    assert expansions_of("XYZZY") == ()


def test_streams_and_acronyms_agree() -> None:
    for stream in funding_streams():
        for name in stream.other_names:
            if name in acronyms() and name.isupper() and len(name) > 2:
                first = acronyms()[name][0]
                assert funding_stream_named(first) in {stream, None}, name


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert all(a != " " or b != " " for a, b in pairwise(once))
