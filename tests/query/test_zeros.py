"""Counting for each thing of a class of which all are known shows those that have none."""

from __future__ import annotations

import pytest

from query.engine import ask, open_world
from query.world import World
from tests.query.fixture import store


@pytest.fixture(scope="module")
def world() -> World:
    return open_world(store())


def numbers(question: str, world: World) -> dict[str, object]:
    """What stands beside each label of an answer's rows."""
    rows = [list(row.values()) for row in ask(question, world).rows]
    return {str(cells[0]["label"]): cells[-1]["value"] for cells in rows}


def test_a_council_without_any_has_none(world: World) -> None:
    found = numbers("how many actions about apprenticeships per council", world)
    assert found == {"Eastvale": 1, "Northam": 0}


def test_the_fewest_may_be_none(world: World) -> None:
    assert numbers("which council has the fewest actions about apprenticeships", world) == {"Northam": 0}
    answer = ask("which council has the fewest actions about apprenticeships", world)
    assert answer.interpretation.endswith("those with the fewest actions or none")
    assert all(answer.evidence)


def test_less_than_some_number_may_be_none(world: World) -> None:
    assert [row["authority"]["label"] for row in ask("which councils have fewer than 1 decisions", world).rows]


def test_an_average_counts_those_that_have_none(world: World) -> None:
    answer = ask("average number of actions about apprenticeships per council", world)
    assert [cell["value"] for row in answer.rows for cell in row.values()] == [0.5]


def test_what_nobody_has_is_not_counted_as_none(world: World) -> None:
    assert ask("how many actions about volcanoes per council", world).status == "empty"


def test_owners_are_no_closed_class(world: World) -> None:
    assert 0 not in numbers("how many actions about apprenticeships per owner", world).values()


def test_one_of_two_is_chosen(world: World) -> None:
    found = numbers("which council has more actions about apprenticeships, northam or eastvale", world)
    assert found == {"Eastvale": 1}
