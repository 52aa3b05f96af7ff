"""Months of no year, headings that reach down, ranks, averages, numbers of each: what is meant and what comes out."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from query.engine import ask, open_world
from query.world import World
from tests.query import fixture
from tests.query.memory import MemoryStore


@cache
def world() -> World:
    return World(fixture.store(), fixture.schema())


def rows(question: str) -> list[list[object]]:
    """What is answered, each cell its label or its value; the question must be answered."""
    answer = ask(question, world())
    assert answer.status == "answered", answer
    return [[cell.get("label", cell.get("value")) for cell in row.values()] for row in answer.rows]


def first(question: str) -> list[object]:
    return [row[0] for row in rows(question)]


def said(question: str) -> str:
    return ask(question, world()).interpretation


@pytest.mark.parametrize("typed", ["in March", "in mar", "in quarter 4", "in Q4"])
def test_a_month_of_no_year_is_that_month_of_any(typed: str) -> None:
    assert first(f"which actions are due {typed}") == ["Open a drop-in for school leavers"]
    assert "of any year" in said(f"which actions are due {typed}")


def test_by_a_month_of_no_year_says_too_little() -> None:
    assert ask("which actions are due by September", world()).status == "searched"


def test_either_of_two_months() -> None:
    assert first("northam actions due in december 2009 or march 2010") == [
        "Open a drop-in for school leavers",
        "Train mentors on domestic abuse",
    ]


def test_a_heading_has_the_actions_of_those_under_it() -> None:
    assert first("which objectives have no actions") == ["Warm homes"]
    assert first("which objectives have no actions directly under them") == ["Homes fit for children", "Warm homes"]


def test_actions_are_counted_by_headings_of_a_level() -> None:
    assert rows("actions per priority") == [
        ["Raise what young people hope for", 3],
        ["Fewer young people out of work", 1],
        ["Homes fit for children", 1],
    ]
    found = rows("number of areas for improvement per priority")
    assert found[0] == ["Homes fit for children", 2]
    assert sorted(found[1:]) == [["Fewer young people out of work", 0], ["Raise what young people hope for", 0]]


def test_so_many_of_the_most() -> None:
    assert rows("top two owners by number of actions") == [["Ali Brown", 2], ["Karen Osei", 2]]
    assert said("the two owners with the most actions") == "Owners that own actions, the 2 with the most actions"


def test_numbers_of_each_may_be_averaged() -> None:
    assert said("average number of actions per owner") == "Average number of actions for each owner"
    assert first("average number of actions per owner") == [pytest.approx(5 / 3)]
    assert first("average target for NI 117") == [7]


def test_things_are_counted_by_what_is_said_of_them() -> None:
    assert rows("number of indicators by status") == [["red", 1]]


def test_numbers_are_asked_about_and_counted() -> None:
    assert first("does anyone own more than 1 action") == [True]
    assert first("does anyone own more than 5 actions") == [False]
    assert first("owners with more than one action") == ["Ali Brown", "Karen Osei"]
    assert first("how many owners have more than one action") == [2]


def test_sums_from_so_much_to_so_much() -> None:
    assert first("actions costing between £100,000 and £150,000") == ["Open a drop-in for school leavers"]
    assert first("total cost of action 1.1") == [120000]
    assert ask("actions costing between £1,000 and £5,000", world()).status == "empty"


def test_neither_this_nor_that() -> None:
    assert first("which northam actions have neither a partner nor an owner") == ["Review the website"]


def test_a_word_is_not_read_as_another_word() -> None:
    answer = ask("is there anything about reviewers", world())
    assert "reading" not in answer.interpretation
    assert ask("anything on skateboards", world()).status == "empty"


def test_words_read_as_others_are_shown() -> None:
    assert said("northam actoins") == "Actions of Northam (reading “actoins” as “actions”)"


def test_whoever_owns_no_actions_may_own_something_else() -> None:
    assert first("what is Jo Lind responsible for") == ["Visits to every home"]
    assert ask("what actions is Jo Lind responsible for", world()).status == "empty"


def test_an_indicator_named_in_words_is_shown_by_its_code() -> None:
    assert said("which actions feed NEET").startswith("Actions that feed NI 117 (NEET)")


def test_both_of_two_are_said_of_what_is_asked_for() -> None:
    assert "take part in actions that feed NI 117 and that take part in" in said(
        "which partners work on both NI 117 and NI 112"
    )


@pytest.mark.parametrize(
    "typed", ["gap between target and actual for NI 117 in northam", "how far off target is northam on ni 117"]
)
def test_a_gap_is_between_what_was_reached_and_its_target(typed: str) -> None:
    ((gap, reached, target, *_),) = rows(typed)
    assert (gap, reached, target) == (1, 8.5, 7.5)
    assert said(typed).startswith("Gaps between the value of observations of NI 117 of Northam that are actual values")


def test_things_are_ranked_and_tested_by_their_gaps() -> None:
    assert rows("which indicator is closest to target in northam") == [
        ["NI 117: 16 to 18 year olds not in education, employment or training", 1]
    ]
    assert len(rows("northam indicators at least 1 point off target")) == 1
    assert ask("northam indicators more than 10 points off target", world()).status == "empty"


def test_either_of_two_values_of_one_kind_will_do() -> None:
    assert "that are red or amber" in said("northam red and amber indicators")
    assert len(rows("targets and actuals for NI 117 in northam")) == 3


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("what does northam want NI 117 to be in 2010-11", "target"),
        ("what did northam get for NI 117", "actual"),
        ("where is northam on NI 117", "actual"),
    ],
)
def test_values_are_asked_for_in_everyday_words(typed: str, role: str) -> None:
    assert f"that are {role} values" in said(typed)


def test_what_a_row_or_heading_says() -> None:
    assert rows("what does action 1.2 say") == [
        ["Train mentors on domestic abuse", "Train mentors on domestic abuse and on-line safety"]
    ]
    assert said("what is priority 2 in eastvale") == "What priority 2 of Eastvale means"


def test_a_bare_acronym_is_asked_the_meaning_of() -> None:
    assert said("YOT?") == "What YOT means"


def test_numbers_that_say_nothing_known_are_not_passed_over() -> None:
    assert ask("northam actions 77 88", world()).status == "searched"


def test_each_of_what_nothing_knows_is_not_answered() -> None:
    assert ask("how many actions are due each fortnight", world()).status == "searched"


@pytest.mark.parametrize("typed", ["should northam spend more on NEET", "is Karen Osei any good"])
def test_opinions_are_declined(typed: str) -> None:
    assert ask(typed, world()).status == "declined"


def test_that_someone_is_there_is_not_what_is_asked() -> None:
    assert ask("is Karen Osei overworked", world()).status == "searched"
    assert first("is there an NI 117") == [True]


def test_the_most_common_is_what_has_the_most() -> None:
    meant = said("most common partner in northam")
    assert meant.startswith("Partner groups") and meant.endswith("those with the most actions")


def test_a_million_is_a_number() -> None:
    assert said("actions costing over a million").endswith("whose amount is more than 1,000,000")
    assert first("actions costing less than a million") == ["Open a drop-in for school leavers"]


def test_what_finds_nothing_is_not_joined_some_other_way() -> None:
    assert ask("which eastvale indicators are red", world()).status == "empty"


def test_a_time_after_what_is_denied_is_of_that() -> None:
    """ "No target for 2010-11" asks for no target of 2010-11, whatever else is held of that year."""
    assert said("which northam indicators have no target for 2010-11") == (
        "Indicators with observations of Northam and without observations of Northam for 2010-11 that are target values"
    )
    assert "do not own actions whose last due date is in 2009" in said("which owners have no actions due in 2009")
    assert "whose last due date is in December 2009" in said("which actions with no partner are due in December 2009")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("actions due in the last quarter of 2009", ["Train mentors on domestic abuse"]),
        ("actions due in the first half of 2011", ["Offer apprenticeships"]),
        ("actions due in the first half of 2009", []),
    ],
)
def test_parts_of_a_year(typed: str, meant: list[str]) -> None:
    answer = ask(typed, world())
    assert [row["action"]["label"] for row in answer.as_json()["rows"]] == meant


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (
            "which northam actions are either ongoing or have no owner",
            "Actions of Northam that are ongoing or with no owner",
        ),
        (
            "actions funded by ESF or due in December 2009",
            "Actions funded by ESF or whose last due date is in December 2009, with their authority",
        ),
        ("how many actions have no owner or no partner", "Number of actions with no owner or with no partner group"),
    ],
)
def test_either_of_two_kinds_of_thing_said(typed: str, read: str) -> None:
    assert said(typed) == read
    rows(typed)


def test_both_of_two_times_are_not_either() -> None:
    assert ask("which owners have actions due in both 2009 and 2011", world()).status == "searched"


def test_the_most_money_is_all_of_it_together_each_amount_once() -> None:
    more = """@prefix gt: <https://w3id.org/golden-thread/ontology#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <a:g> { <a:1> a gt:Action ; rdfs:label "Small jobs" ; gt:allocation <a:p>, <a:q> ; gt:fundedBy <a:s>, <a:t> .
      <a:2> a gt:Action ; rdfs:label "Big job" ; gt:allocation <a:r> ; gt:fundedBy <a:t> .
      <a:p> a gt:Allocation ; rdfs:label "p" ; gt:amount 70.0 ; gt:stream <a:s> .
      <a:q> a gt:Allocation ; rdfs:label "q" ; gt:amount 60.0 ; gt:stream <a:s> .
      <a:r> a gt:Allocation ; rdfs:label "r" ; gt:amount 100.0 ; gt:stream <a:t> .
      <a:s> a gt:FundingStream ; rdfs:label "Many Pots" . <a:t> a gt:FundingStream ; rdfs:label "One Pot" .
      <a:o> a gt:Owner, gt:Person ; rdfs:label "Bo Lee" . <a:1> gt:ownedBy <a:o> ; gt:feeds <i:1>, <i:2> . }"""
    store = MemoryStore(fixture.ONTOLOGY)
    store.store.load(more.encode(), format=ox.RdfFormat.TRIG)
    small = open_world(store)

    def found(question: str) -> list[object]:
        answer = ask(question, small)
        assert answer.status == "answered", answer
        return [cell.get("label", cell.get("value")) for cell in answer.rows[0].values()]

    assert found("which funding stream puts in the most money") == ["Many Pots", 130]
    assert found("which funding stream has the largest single amount") == ["One Pot", 100]
    assert found("which owner has the most money") == ["Bo Lee", 130]
    assert found("which action is the most expensive") == ["Big job", 100]
    assert found("top 2 streams by amount") == ["Many Pots", 130]


@pytest.mark.parametrize(
    ("question", "meant", "so"),
    [
        ("is northam's NI 117 target for 2010-11 lower than for 2009-10", "of NI 117 for 2010-11", True),
        ("is northam's NI 117 target higher in 2010-11 than in 2009-10", "is more than the value", False),
        ("is NI 117 in northam above its target", "actual values is more than the value of observations that", None),
        (
            "is Northam lower than Eastvale on NI 117",
            "actual values is less than the value of observations of East",
            None,
        ),
    ],
)
def test_whether_one_value_is_more_than_another(question: str, meant: str, so: bool | None) -> None:
    assert meant in said(question)
    assert so is None or rows(question) == [[so]]


@pytest.mark.parametrize(
    ("question", "so"),
    [
        ("does northam have more actions than eastvale", True),
        ("has eastvale got more actions than northam", False),
        ("does eastvale have fewer actions than northam", True),
        ("does karen osei have more actions than ali brown", False),  # both have two
        ("does karen osei have more actions than the head of youth", True),
    ],
)
def test_whether_one_of_two_has_more(question: str, so: bool) -> None:
    assert said(question).startswith("Whether only ")
    assert rows(question) == [[so]]


def test_both_of_two_councils_is_of_what_each_does() -> None:
    read = said("what are northam and eastvale both doing on NI 117")
    assert read.startswith("Actions of Northam or Eastvale that feed NI 117")


def test_how_many_there_are_is_a_number_that_is_printed() -> None:
    more = """@prefix gt: <https://w3id.org/golden-thread/ontology#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <a:g> { <a:7> a gt:Indicator, gt:LocalIndicator ; gt:code "LOCAL 7" ; rdfs:label "LOCAL 7 Number of young carers" .
      <a:o> a gt:Observation ; rdfs:label "LOCAL 7 actual" ; gt:indicator <a:7> ; gt:role gt:Actual ; gt:value 31 ;
        gt:passage <a:p> ; gt:authority <https://w3id.org/golden-thread/id/authority/northam> .
      <a:y> a gt:Acronym ; rdfs:label "YC" ; gt:expansion "Young Carers" . }"""
    store = MemoryStore(fixture.ONTOLOGY, fixture.TRIG)
    store.store.load(more.encode(), format=ox.RdfFormat.TRIG)
    counted = open_world(store)
    for question in ("how many young carers are there in northam", "how many YC has northam got"):
        answer = ask(question, counted)
        assert answer.status == "answered", answer
        assert [row["value"]["value"] for row in answer.rows] == [31]


def test_a_section_is_the_rows_whose_references_begin_so() -> None:
    more = """@prefix gt: <https://w3id.org/golden-thread/ontology#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <a:g> { <a:1> a gt:Action ; rdfs:label "Mend roofs" ; gt:reference "HM 1.0" .
      <a:2> a gt:Action ; rdfs:label "Paint doors" ; gt:reference "HM 1.1" .
      <a:3> a gt:Action ; rdfs:label "Plant trees" ; gt:reference "GR 1.0" . }"""
    store = MemoryStore(fixture.ONTOLOGY)
    store.store.load(more.encode(), format=ox.RdfFormat.TRIG)
    sections = open_world(store)
    for question in (
        "HM actions",
        "which actions are in the HM 1 section",
        "actions in a section (HM)",
    ):
        rows = ask(question, sections).rows
        assert [row["action"]["label"] for row in rows] == ["Mend roofs", "Paint doors"], question


def test_under_two_headings_are_some_of_each() -> None:
    assert said("who has actions under both objective 1 and objective 2").startswith(
        "Owners that own actions under objective 1 and that own actions under objective 2"
    )


@pytest.mark.parametrize(
    ("question", "meant", "so"),
    [
        ("which indicators have a 2010-11 target lower than the 2009-10 target", "is less than", "NI 117"),
        ("which northam targets are better in 2010-11 than in 2009-10", "is better than", "NI 117"),
        ("is northam's NI 117 target for 2010-11 better than for 2009-10", "is better than", True),
        ("is northam's NI 117 target for 2010-11 worse than for 2009-10", "is worse than", False),
    ],
)
def test_which_values_are_better_than_others(question: str, meant: str, so: str | bool) -> None:
    assert meant in said(question)
    (row,) = rows(question)
    assert row[0] is so if isinstance(so, bool) else str(row[0]).startswith(so)


def test_a_time_after_a_noun_is_of_that() -> None:
    more = """@prefix gt: <https://w3id.org/golden-thread/ontology#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <a:g> { <a:1> a gt:Action ; rdfs:label "Mend roofs" ; gt:dueBy "2011-03-31"^^xsd:date ; gt:milestone <a:3> .
      <a:2> a gt:Action ; rdfs:label "Paint doors" ; gt:dueBy "2010-06-30"^^xsd:date ; gt:milestone <a:4> .
      <a:3> a gt:Milestone ; rdfs:label "Bids in" ; gt:dueBy "2010-06-30"^^xsd:date .
      <a:4> a gt:Milestone ; rdfs:label "Paint bought" ; gt:dueBy "2010-01-31"^^xsd:date . }"""
    store = MemoryStore(fixture.ONTOLOGY)
    store.store.load(more.encode(), format=ox.RdfFormat.TRIG)
    dated = open_world(store)
    for question, found in (
        ("which actions have milestones due in june 2010", "Mend roofs"),
        ("which actions due in june 2010 have milestones", "Paint doors"),
    ):
        assert [row["action"]["label"] for row in ask(question, dated).rows] == [found], question
