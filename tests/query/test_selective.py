"""What is linked to least is matched first, and the same is found."""

from __future__ import annotations

import pytest

from query import selective
from query.conditions import conjuncts
from query.execute import rows_of
from query.form import And, Form, Link, Maybe, Not, Or, Task, Things
from query.selective import cheapest_first
from query.world import World
from tests.query.fixture import gt, schema, store, thing
from tests.query.things import ABG, ACTION, EASTVALE, NI_117, NORTHAM, OWNER

FEEDS = Link(ACTION, gt("feeds"), NI_117)
HERE = Link(ACTION, gt("authority"), NORTHAM)
THERE = Link(ACTION, gt("authority"), EASTVALE)
PAID = Link(ACTION, gt("fundedBy"), ABG)
OWNED = Link(ACTION, gt("ownedBy"), OWNER)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> World:
    """A world of a store that is taken for a large one."""
    monkeypatch.setattr(selective, "SMALL", 0)
    return World(store(), schema())


def counted(link: Link) -> int:
    (row,) = rows_of(Form(Task.COUNT, ACTION, link), schema(), store())
    value = next(iter(row.values()))["value"]
    assert isinstance(value, int)
    return value


def test_links_come_in_the_order_of_how_many_there_are(large: World) -> None:
    parts = (HERE, OWNED, THERE, PAID)
    ordered = conjuncts(cheapest_first(Form(Task.LIST, ACTION, And(parts)), large).where)
    assert ordered[1] == OWNED  # what leads to nothing named keeps its place
    links = [part for part in ordered if isinstance(part, Link) and isinstance(part.object, Things)]
    assert [counted(link) for link in links] == sorted(counted(link) for link in (HERE, THERE, PAID))


@pytest.mark.parametrize(
    "where",
    [
        And((HERE, FEEDS)),
        And((FEEDS, HERE, Not(And((PAID, OWNED))))),
        Or((And((HERE, FEEDS)), And((THERE, PAID)))),
        And((HERE, FEEDS, Maybe(And((OWNED,))))),
        And((Link(ACTION, f"^{gt('nothing')}", Things((thing("x"),), "x")), HERE)),
    ],
)
def test_the_same_is_found(where: And | Or, large: World) -> None:
    form = Form(Task.LIST, ACTION, where)
    assert rows_of(cheapest_first(form, large), schema(), store()) == rows_of(form, schema(), store())


def test_a_small_store_is_asked_as_it_is() -> None:
    form = Form(Task.LIST, ACTION, And((HERE, FEEDS)))
    assert cheapest_first(form, World(store(), schema())) is form
