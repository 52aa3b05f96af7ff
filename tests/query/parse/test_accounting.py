"""What a question says and no reading stands for is not answered as though it had not been said."""

import pytest

from query.engine import ask
from query.world import World
from tests.query.fixture import schema, store


@pytest.mark.parametrize(
    "question",
    [
        "who else owns actions that feed NI 117",  # nobody is left out
        "which actions are funded by something other than ABG",
        "what is Ann Dale doing this year",
        "what is only funded by ABG",
        "compare the number of actions in Northam and Eastvale",
        "actions that Ann Dale & Bo Reed own",  # "and" may be each of them
    ],
)
def test_a_word_that_changes_the_question_is_not_passed_over(question: str) -> None:
    answer = ask(question, World(store(), schema()))
    assert answer.status == "searched", answer.interpretation
