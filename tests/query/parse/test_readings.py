"""Questions by example: what each is taken to mean, said in English, over two invented councils."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from query.english import interpret
from query.form import Task
from query.parse import parse
from query.reading import Outcome, Parse
from query.world import World
from tests.query import fixture


@cache
def world() -> World:
    return World(fixture.store(), fixture.schema())


def understood(question: str) -> str:
    """What the best reading of a question says; it must be sure enough to answer."""
    result = parse(question, world())
    assert result.outcome is Outcome.UNDERSTOOD, result
    return interpret(result.readings[0].form, world().schema)


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("Which actions contribute to NI 117?", "Actions that feed NI 117"),
        ("northam ni117 actoins", "Actions of Northam that feed NI 117"),
        ("What is Karen Osei responsible for?", "Actions owned by Karen Osei"),
        ("whats down to karen osei", "Actions owned by Karen Osei"),
        ("What does the ABG pay for?", "Actions funded by ABG"),
        ("What pays for action 1.1?", "Funding streams that fund 1.1"),
        ("Which indicators does the ABG money reach?", "Indicators fed by actions funded by ABG"),
        ("who works with us on 1.1, which partners", "Partner groups that take part in 1.1"),
        ("Which objectives are measured by NI 117?", "Objectives measured by NI 117"),
        ("Which Northam actions are ongoing?", "Actions of Northam that are ongoing"),
        ("Which Northam actions have no owner?", "Actions of Northam with no owner"),
        ("actions in northam not funded by ABG", "Actions of Northam not funded by ABG"),
        ("which actions are funded by ABG or ESF", "Actions funded by ABG or ESF"),
        ("which actions are funded by both ABG and ESF", "Actions funded by ABG and funded by ESF"),
        ("Which indicators are red in Northam?", "Indicators with observations of Northam that are red"),
        ("How many actions does Karen Osei own?", "Number of actions owned by Karen Osei"),
        ("how many actions has each council got", "Number of actions, for each authority"),
        ("Who owns the most actions in Northam?", "Owners that own actions of Northam, those with the most actions"),
        ("what is NI 117", "What NI 117 means"),
        ("yot meaning", "What YOT means"),
        ("How does ABG connect to NI 117?", "How ABG connects to NI 117"),
        ("how does ABG connect to NI 117 in Northam", "How ABG connects to NI 117 in Northam"),
        ("Which actions have no due date in Northam?", "Actions of Northam with no due date"),
        ("which northam actions have no partner", "Actions of Northam with no partner group"),
        ("which actions are not in northam", "Actions not of Northam"),
        ("northam actions not due in 2009", "Actions of Northam but not those whose last due date is in 2009"),
        ("what is northam doing on NI 117", "Actions of Northam that feed NI 117"),
        ("how is 1.1 funded", "Funding streams that fund 1.1"),
        ("who funds 1.1", "Funding streams that fund 1.1"),
        ("does anyone own 1.1", "Whether there are owners that own 1.1"),
        ("how much does 1.1 cost", "Amounts of allocations for 1.1, with their allocation and funding stream"),
        ("earliest action in northam", "Actions of Northam with a due date, those with the earliest due date"),
        (
            "which authority has the most indicators",
            "Authorities that have plans that mention indicators, those with the most indicators",
        ),
        ("which actions arent in northam or eastvale", "Actions not of Northam or Eastvale"),
    ],
)  # fmt: skip
def test_what_a_question_is_taken_to_mean(question: str, meaning: str) -> None:
    assert understood(question) == meaning


def test_a_yes_or_no_question_is_about_what_it_names() -> None:
    form = parse("is NI 117 red in Northam", world()).readings[0].form
    assert form.task is Task.YES_NO
    said = interpret(form, world().schema)
    assert all(word in said for word in ("NI 117", "red", "Northam"))


def test_a_beginning_that_sets_the_scene_is_left_out() -> None:
    question = "Got the scrutiny panel on Thursday so need to know what Northam has lined up to help with NEET"
    assert understood(question) == "Actions of Northam that feed NI 117 (NEET)"


def test_a_beginning_that_names_the_topic_is_kept() -> None:
    assert understood("ABG money - which indicators does it reach") == "Indicators fed by actions funded by ABG"


@pytest.mark.parametrize("typed", ["by the end of December 2009", "no later than dec 09", "on or before 31/12/2009"])
def test_dates_are_compared_with_the_last_due_date(typed: str) -> None:
    said = understood(f"Which Northam actions are due {typed}?")
    assert said.startswith("Actions of Northam whose last due date is on or before")


def test_a_value_is_asked_for_by_indicator_authority_period_and_role() -> None:
    said = understood("What is Northam's target for NI 117 in 2010-11?")
    assert said.startswith("Observations of NI 117 of Northam for 2010-11 that are target values")


def test_words_that_name_nothing_are_looked_for_in_texts() -> None:
    form = parse("What is being done about domestic abuse?", world()).readings[0].form
    assert "domestic violence" in interpret(form, world().schema)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("What will the weather be like in Northam tomorrow?", Outcome.DECLINED),
        ("who is the best director", Outcome.DECLINED),
        ("who should lead on bullying", Outcome.DECLINED),
        ("what is the population of northam", Outcome.UNSURE),
        ("what didnt northam hit", Outcome.UNSURE),
        ("Which actions feed NI 999?", Outcome.ABSENT),
        ("What does Fred Bloggs own?", Outcome.ABSENT),
        ("", Outcome.UNSURE),
        ("thanks", Outcome.UNSURE),
        ("which northam actions are quibbled by the frobnicator", Outcome.UNSURE),
    ],
)
def test_what_cannot_be_answered_is_not(question: str, outcome: Outcome) -> None:
    assert parse(question, world()).outcome is outcome


def test_a_yes_or_no_question_about_a_code_that_is_not_there_is_still_one() -> None:
    assert parse("is NI 999 red in Northam", world()).yes_no


def test_the_words_left_out_are_said() -> None:
    result: Parse = parse("which northam actions are quibbled by the frobnicator", world())
    assert "quibbled" in result.reason


def test_the_same_question_is_read_the_same_way_every_time() -> None:
    question = "which actions funded by ABG feed NI 117 in northam"
    assert parse(question, world()) == parse(question, world())


def test_a_list_and_a_count_differ_only_in_the_task() -> None:
    listed, counted = (parse(f"{ask} actions feed NI 117", world()).readings[0].form for ask in ("which", "how many"))
    assert (listed.task, counted.task) == (Task.LIST, Task.COUNT)
    assert listed.where == counted.where


WORDS = [
    "which", "what", "who", "how", "many", "actions", "owner", "Northam", "NI", "117", "karen", "osei",
    "not", "no", "and", "or", "by", "more", "than", "£100", "2010-11", "each", "most", "funded",
    "red", "about", "domestic", "abuse", "it", "please", "list", "latest", "between", "before", "?", ",",
    "(", "£", "q2", "priority", "1", "is", "any",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=60))
def test_no_question_breaks_the_parser(question: str) -> None:
    result = parse(question, world())
    assert result.outcome in Outcome
    for reading in result.readings:
        assert interpret(reading.form, world().schema)
