"""What mentions words is found once and then named: the same rows, without looking through the texts again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from query.execute import rows_of
from query.form import And, Condition, Form, Link, Not, Or, Task, TextMatch, Var
from query.grounding import grounded
from query.world import World
from tests.query.fixture import gt, schema, store
from tests.query.forms import conditions
from tests.query.memory import MemoryStore
from tests.query.things import ACTION, INDICATOR, NI_117, NORTHAM

OBJECTIVE = Var("objective", gt("Objective"))
ABUSE = TextMatch(ACTION, ("domestic abuse", "domestic violence"))
ABUSE_ABOVE = Or((ABUSE, And((Link(ACTION, gt("objective"), OBJECTIVE), TextMatch(OBJECTIVE, ABUSE.alternatives)))))
FEEDS = Link(ACTION, gt("feeds"), INDICATOR)

WHERE: list[Condition] = [
    ABUSE,
    ABUSE_ABOVE,
    And((ABUSE_ABOVE, Link(ACTION, gt("authority"), NORTHAM))),
    Not(ABUSE_ABOVE),
    Or((Link(ACTION, gt("feeds"), NI_117), ABUSE_ABOVE)),
    TextMatch(ACTION, ("no text has this",)),
]


def fresh() -> World:
    return World(store(), schema())


@pytest.mark.parametrize("where", WHERE)
def test_the_same_is_found(where: Condition) -> None:
    form = Form(Task.LIST, ACTION, where)
    assert rows_of(grounded(form, fresh()), schema(), store()) == rows_of(form, schema(), store())


def test_what_no_action_does_is_still_none_of_their_texts() -> None:
    form = Form(Task.LIST, INDICATOR, Not(And((FEEDS, ABUSE_ABOVE))))
    assert rows_of(grounded(form, fresh()), schema(), store()) == rows_of(form, schema(), store())


def test_texts_are_looked_through_once() -> None:
    texts = MemoryStore(store=store().store)
    world = World(texts, schema())
    form = Form(Task.LIST, ACTION, ABUSE_ABOVE)
    grounded(form, world)
    looked = sum("REGEX" in query for query in texts.queries)
    rows_of(grounded(form, world), schema(), texts)
    grounded(Form(Task.COUNT, ACTION, And((FEEDS, ABUSE_ABOVE))), world)
    assert looked == 2  # actions, and objectives
    assert sum("REGEX" in query for query in texts.queries) == looked


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(conditions)
def test_any_condition_matches_the_same(where: Condition) -> None:
    form = Form(Task.COUNT, ACTION, And((Link(ACTION, gt("authority"), NORTHAM), ABUSE, where)))
    assert rows_of(grounded(form, fresh()), schema(), store()) == rows_of(form, schema(), store())


def test_a_topic_of_many_wordings_is_still_found() -> None:
    wordings = (*(f"child and adolescent abuse prevention service {n}" for n in range(20)), "domestic abuse")
    form = Form(Task.LIST, ACTION, TextMatch(ACTION, wordings))
    assert len(rows_of(form, schema(), store())) == 1
