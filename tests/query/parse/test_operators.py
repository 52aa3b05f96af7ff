"""Months of no year, headings that reach down, ranks, averages, numbers of each: what is meant and what comes out."""

from __future__ import annotations

from functools import cache

import pytest

from query.engine import ask
from query.world import World
from tests.query import fixture


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
    assert rows("number of areas for improvement per priority") == [["Homes fit for children", 2]]


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
