"""Words beside a code that its own text has ask no more; words that it does not have still do."""

from __future__ import annotations

import pytest

from query.engine import ask
from tests.query.parse.test_readings import world


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("when is the thing on online safety, 1.2, due", "Due dates of actions that are 1.2"),
        ("deadline for mentors on abuse, its 1.2 i think", "Due dates of actions that are 1.2"),
    ],
)
def test_the_words_of_a_code_ask_no_more(question: str, meaning: str) -> None:
    answer = ask(question, world())
    assert answer.status == "answered"
    assert answer.interpretation.startswith(meaning)


@pytest.mark.parametrize("question", ["who do i chase about gardens in northam, its 1.2 i think"])
def test_words_that_a_code_does_not_have_are_not_passed_over(question: str) -> None:
    assert ask(question, world()).status != "answered"
