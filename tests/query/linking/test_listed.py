"""Numbers after a code name more things of its kind."""

from __future__ import annotations

import pytest

from query.linking.listed import listed

SHAPES = (r"ni \d{1,4}( ?[a-z])?", r"(recommendation|rec) \d{1,3}")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("who works on NI 112 and 117", "who works on NI 112 and NI 117"),
        ("NIs 50, 55 & 102a?", "NI 50, NI 55 & NI 102a?"),
        ("recommendations 8, 9 and 10", "recommendation 8, recommendation 9 and recommendation 10"),
    ],
)
def test_a_number_after_a_code_is_a_code(question: str, said: str) -> None:
    assert listed(question, SHAPES) == said


@pytest.mark.parametrize(
    "question",
    [
        "NI 112 and 2009-10",
        "NI 112 and 2010",
        "NI 112 or 20%",
        "actions 3 and 4",
        "rec 5 and 31/3/2010",
        "NI 117 and 3rd quarter",
    ],
)
def test_other_numbers_stay(question: str) -> None:
    assert listed(question, SHAPES) == question
