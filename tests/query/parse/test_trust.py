"""Which readings are trusted enough to be answered."""

import pytest

from query.form import And, Form, Link, Or, Task, TextMatch, Things, Var
from query.parse.clauses import Part
from query.parse.scored import Scored
from query.parse.signs import signs_of
from query.parse.trust import trusted

ACTION, CLUBS = Var("action", "x:Action"), TextMatch(Var("action", "x:Action"), ("chess clubs",))
NAMED = Link(ACTION, "x:feeds", Things(("x:ni7",), "NI 7"))


def reading(where: object, cost: float = 0.4, unused: tuple[str, ...] = ()) -> Scored:
    return Scored(Form(Task.LIST, ACTION, where), cost, 0.0, (), unused, Part((), 0, 0.0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("doubtful", "sure"),
    [
        (reading(CLUBS), reading(NAMED)),
        (reading(Or((NAMED, CLUBS))), reading(CLUBS)),
        (reading(And((NAMED, CLUBS))), reading(NAMED)),
        (reading(NAMED, cost=3.0), reading(NAMED, cost=0.9)),
        (reading(NAMED, unused=("chess",)), reading(NAMED)),
    ],
    ids=["words of texts", "a name or words", "words besides", "dear", "words left out"],
)
def test_what_makes_a_reading_doubtful(doubtful: Scored, sure: Scored) -> None:
    wrong = [trusted().wrong(signs_of(one, True, trusted().free)) for one in (doubtful, sure)]
    assert wrong[0] > wrong[1]


def test_that_nothing_is_found_is_doubted_sooner_than_that_something_is() -> None:
    dear = reading(NAMED, cost=3.0)
    found, empty = (signs_of(dear, holds, trusted().free) for holds in (True, False))
    assert trusted().wrong(found) < trusted().most_likely_wrong < trusted().wrong(empty)
    assert "finds nothing" in trusted().why(empty)


def test_a_cheap_reading_by_names_is_answered() -> None:
    signs = signs_of(reading(NAMED), True, trusted().free)
    assert trusted().wrong(signs) < 0.05
    assert trusted().why(signs) == ""
