"""Readings that are not worth looking into: what joins the same again finds the same, at the price of every pair."""

from __future__ import annotations

import pytest

from query.alternatives import says_twice
from query.form import And, Condition, Form, Link, Order, Task, Var
from tests.query.fixture import gt
from tests.query.things import ABG, ACTION, OWNER

ANOTHER = Var("action2", gt("Action"))
OWNS = Link(ACTION, gt("ownedBy"), OWNER)
OWNS_ANOTHER = Link(ANOTHER, gt("ownedBy"), OWNER)


@pytest.mark.parametrize(
    ("said", "twice"),
    [
        ([OWNS], False),
        ([OWNS, OWNS_ANOTHER], True),
        ([OWNS, OWNS_ANOTHER, Link(ANOTHER, gt("fundedBy"), ABG)], False),
        ([OWNS, Link(ACTION, gt("partner"), OWNER)], False),
    ],
)
def test_what_is_joined_again_and_nothing_more(said: list[Condition], twice: bool) -> None:
    form = Form(Task.LIST, OWNER, And(tuple(said)), order=Order(ACTION, "count"))
    assert says_twice(form) is twice
