"""Long answers by the page: no row twice, none left out, each with its evidence; short ones whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from query import execute as running
from query import paging
from query.dialogue import turn_of
from query.engine import ask, converse
from query.execute import Executed, execute
from query.form import And, Form, Link, Maybe, Order, Task
from query.paging import FIRST, Window
from query.world import World
from tests.query.fixture import gt, schema, store
from tests.query.things import ACTION, NI_117, OWNER

OWNED = Form(Task.LIST, ACTION, Link(ACTION, gt("ownedBy"), OWNER), columns=(OWNER,))
ALL = Form(Task.LIST, ACTION, And((Maybe(Link(ACTION, gt("ownedBy"), OWNER)),)), columns=(OWNER,))
BUSIEST = Form(Task.LIST, OWNER, Link(ACTION, gt("ownedBy"), OWNER), order=Order(ACTION, "count", limit=None))
EACH = Form(Task.COUNT, ACTION, Link(ACTION, gt("ownedBy"), OWNER), group_by=OWNER)
FEEDS = Form(Task.LIST, ACTION, Link(ACTION, gt("feeds"), NI_117))


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answers of more than two rows are long, pages of two."""
    for module in (paging, running):
        monkeypatch.setattr(module, "WHOLE", 2)
    monkeypatch.setattr(paging, "PAGE", 2)
    yield


def run(form: Form, window: Window = FIRST) -> Executed:
    return execute(form, schema(), store(), window=window)


@pytest.mark.parametrize("form", [OWNED, ALL, BUSIEST, EACH, FEEDS])
def test_pages_together_are_the_whole(form: Form, request: pytest.FixtureRequest) -> None:
    whole = run(form)
    assert whole.total == len(whole.rows) > 2
    request.getfixturevalue("short")
    pages = [run(form, Window(offset)) for offset in range(0, whole.total, 2)]
    assert {page.total for page in pages} == {whole.total}
    assert all(len(page.rows) == len(page.evidence) <= 2 for page in pages)
    rows = [row for page in pages for row in page.rows]
    assert sorted(map(str, rows)) == sorted(map(str, whole.rows))
    evidence = {str(row): set(found) for row, found in zip(whole.rows, whole.evidence, strict=True)}
    assert all(set(e) == evidence[str(row)] for p in pages for row, e in zip(p.rows, p.evidence, strict=True))


@pytest.mark.parametrize("form", [OWNED, EACH])
def test_a_limit_is_kept_to_and_beyond_the_end_is_nothing(form: Form) -> None:
    whole = run(form)
    assert run(form, Window(1, 1)).rows == whole.rows[1:2]
    beyond = run(form, Window(whole.total, 5))
    assert (beyond.rows, beyond.evidence, beyond.total) == ((), (), whole.total)


@pytest.mark.parametrize("form", [OWNED, FEEDS])
def test_of_more_than_are_counted_every_row_is_still_reached(
    form: Form, short: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(form)
    monkeypatch.setattr(paging, "COUNTED", 2)
    rows: list[object] = []
    while True:
        page = run(form, Window(len(rows)))
        rows += page.rows
        assert page.total >= len(rows)
        if not page.more:
            break
        assert page.rows
    assert len(rows) == page.total == whole.total
    assert len({str(row) for row in rows}) == len(rows)


def test_an_answer_says_which_part_it_is(short: None) -> None:
    said = ask("Which actions feed NI 117?", World(store(), schema()), Window(2)).as_json()
    assert (said["status"], len(said["rows"]), said["offset"], said["total"]) == ("answered", 1, 2, 3)
    beyond = ask("Which actions feed NI 117?", World(store(), schema()), Window(90)).as_json()
    assert (beyond["status"], beyond["rows"], beyond["total"]) == ("answered", [], 3)


def test_those_are_all_that_was_found_and_not_those_of_a_page(short: None) -> None:
    world = World(store(), schema())
    answer, turn = converse("Which actions feed NI 117?", None, world)
    assert len(answer.rows) < answer.total
    counted, _ = converse("How many of those are there?", turn, world)
    assert counted.interpretation == "Number of actions that feed NI 117"
    assert turn_of("", FEEDS, answer.rows, schema(), whole=False).found == ()


def test_a_group_of_many_matches_is_shown_by_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from query import evidence

    whole = run(EACH)
    monkeypatch.setattr(evidence, "MATCHES", 1)
    monkeypatch.setattr(evidence, "MATCHES_OF_A_ROW", 1)
    some = run(EACH)
    assert some.rows == whole.rows
    assert all(found and set(found) <= set(all_) for found, all_ in zip(some.evidence, whole.evidence, strict=True))
