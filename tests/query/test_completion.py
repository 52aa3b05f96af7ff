"""Completion: what is typed goes on to questions that have an answer."""

from __future__ import annotations

from functools import cache

import pytest

from query.completion import complete
from query.engine import ask
from query.world import World
from tests.query.fixture import schema, store


@cache
def world() -> World:
    return World(store(), schema())


def offered(typed: str) -> list[str]:
    return [c.text for c in complete(typed, world(), longest=60)]


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("which actions feed ni 11", "which actions feed NI 117"),
        ("which actions feed", "which actions feed NI 117"),
        ("which act", "which actions"),
        ("which actions ", "which actions are owned by Ali Brown"),
        ("what is kar", "what is Karen Osei"),
        ("actions in east", "actions in Eastvale"),
        ("who owns actions that feed ni", "who owns actions that feed NI 117"),
        ("which indicators are r", "which indicators are red"),
        ("who owns ", "who owns 1.1"),
    ],
)
def test_what_is_typed_goes_on(typed: str, question: str) -> None:
    assert question in offered(typed)


@pytest.mark.parametrize("typed", ["which actions ", "which actions feed", "who is respon", "which indicators a", "jo"])
def test_every_completion_begins_with_what_is_typed_and_has_an_answer(typed: str) -> None:
    for question in offered(typed):
        assert question.lower().startswith(typed.rpartition(" ")[0].lower())
        assert ask(question, world()).status == "answered"


@pytest.mark.parametrize(
    "typed", ["", "   ", "zzz", "which actions feed NI 999", '"} DROP ALL', "<>", "\x00", "?" * 200]
)
def test_where_nothing_fits_nothing_is_offered(typed: str) -> None:
    assert offered(typed) == []


@pytest.mark.parametrize(
    ("typed", "unsaid"),
    [
        ("who own", "who owners"),
        ("who is respons", "who is responsible 1.1"),
        ("northam ", "northam of Eastvale"),
        ("which northam", "which northam that feed NI 117"),
        ("actions with no ", "actions with no that feed NI 117"),
        ("which northam actions ", "which northam actions in Eastvale"),
        ("actions of ", "actions of of Northam"),
        ("what does the a", "what does the ABG"),
        ("actions due 1", "actions due 1.1"),
    ],
)
def test_nothing_is_offered_that_nobody_would_say(typed: str, unsaid: str) -> None:
    assert unsaid.lower() not in [text.lower() for text in offered(typed)]


def test_a_kind_of_thing_follows_a_place_and_what_may_be_missing_a_no() -> None:
    assert "northam actions" in offered("northam ")
    assert "which northam actions" in offered("which northam ")
    assert "actions with no owner" in offered("actions with no ")


def test_what_was_added_is_named() -> None:
    assert {c.text: c.of for c in complete("what is kar", world(), longest=60)}["what is Karen Osei"] == "owner"
