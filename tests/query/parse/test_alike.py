"""The same as something named has, and money added up."""

from __future__ import annotations

import pytest

from query.engine import ask, open_world
from query.world import World
from tests.query.fixture import store


@pytest.fixture(scope="module")
def world() -> World:
    return open_world(store())


def test_actions_with_the_same_owner_as_an_action(world: World) -> None:
    owned = ask("which actions does Karen Osei own", world)
    same = ask("which actions have the same owner as action 1.1 in Northam", world)
    labels = [{str(row["action"]["label"]) for row in answer.rows} for answer in (owned, same)]
    assert labels[1] < labels[0]
    assert len(labels[0] - labels[1]) == 1
    assert all(same.evidence)


def test_the_same_as_what_is_not_said_is_not_answered(world: World) -> None:
    assert ask("which councils have the same indicators as Northam", world).status != "answered"


def test_money_under_a_heading_is_added_up(world: World) -> None:
    answer = ask("how much money does Northam have", world)
    assert answer.interpretation.startswith("Total amount of allocations")


def test_money_of_one_action_is_shown_by_amount(world: World) -> None:
    answer = ask("how much money for action 1.1 in Northam", world)
    assert answer.interpretation.startswith("Amounts of allocations")


def test_what_an_indicator_measures_is_what_it_means(world: World) -> None:
    assert ask("what does NI 117 measure", world).interpretation == "What NI 117 means"
