"""Asking, with readings given: what an answer claims, and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import patience
from graph.store import Solutions
from query import alternatives, engine
from query.alternatives import found_in
from query.answer import Answer
from query.form import And, Form, Link, Task
from query.reading import Outcome, Parse, Reading
from query.world import Hit, World
from tests.query.fixture import gt, schema, store, thing
from tests.query.memory import MemoryStore
from tests.query.things import ABG, ACTION, EASTVALE, INDICATOR, NI_117, NORTHAM

FEEDS = Form(Task.LIST, ACTION, Link(ACTION, gt("feeds"), NI_117))
OF_NORTHAM = Form(Task.LIST, ACTION, Link(ACTION, gt("authority"), NORTHAM))
NOTHING = Form(Task.LIST, ACTION, And((Link(ACTION, gt("fundedBy"), ABG), Link(ACTION, gt("authority"), EASTVALE))))


def answer(monkeypatch: pytest.MonkeyPatch, parse: Parse, world: World | None = None) -> Answer:
    monkeypatch.setattr(engine, "parse", lambda question, world: parse)
    return engine.ask("  which   actions? ", world or World(store(), schema()))


def understood(*forms: Form) -> Parse:
    return Parse(Outcome.UNDERSTOOD, tuple(Reading(f, 1.0, unused=("quickly",)) for f in forms))


def test_an_answer_shows_what_it_was_taken_to_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    said = answer(monkeypatch, understood(FEEDS))
    assert (said.question, said.status, said.interpretation) == (
        "which actions?",
        "answered",
        "Actions that feed NI 117, with their authority",
    )
    assert said.columns[0].cls == "gt:Action"
    assert said.unused == ("quickly",)
    assert len(said.rows) == len(said.evidence) == 3
    assert said.as_json()["rows"][0]["action"]["iri"] == thing("action/eastvale/a1")


def test_understood_and_nothing_held_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(monkeypatch, understood(NOTHING)).status == "empty"


def test_other_readings_that_find_something_else_are_offered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said = answer(monkeypatch, understood(FEEDS, OF_NORTHAM, NOTHING, OF_NORTHAM, FEEDS))
    assert [a.interpretation for a in said.alternatives] == ["Actions of Northam"]


def test_a_reading_that_takes_too_long_is_not_offered_and_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alternatives, "PATIENCE", -1.0)
    monkeypatch.setattr(MemoryStore, "select", _patient(MemoryStore.select))
    said = answer(monkeypatch, understood(FEEDS, OF_NORTHAM))
    assert (said.status, len(said.rows), said.alternatives) == ("answered", 3, ())


def _patient(select: Callable[[MemoryStore, str], Solutions]) -> Callable[[MemoryStore, str], Solutions]:
    def selected(store: MemoryStore, query: str) -> Solutions:
        patience.check()
        return select(store, query)

    return selected


def test_a_reading_that_finds_what_the_answer_has_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    same = replace(FEEDS, where=And((FEEDS.where, Link(ACTION, gt("feeds"), INDICATOR))))
    assert answer(monkeypatch, understood(FEEDS, same)).alternatives == ()


@pytest.mark.parametrize("question", ["who works on NI 117", "who is working on NI 117"])
def test_asking_what_is_offered_leads_to_it(question: str) -> None:
    world = World(store(), schema())
    said = engine.ask(question, world)
    assert said.alternatives
    for offered in said.alternatives:
        asked = engine.ask(offered.question, world)
        assert asked.status == "answered"
        assert asked.interpretation.startswith(offered.interpretation)
        assert found_in(asked.rows) != found_in(said.rows)


@pytest.mark.parametrize(
    ("parse", "status"),
    [
        (Parse(Outcome.DECLINED, reason="The plans say nothing of the weather"), "declined"),
        (Parse(Outcome.ABSENT, reason="No plan prints NI 999"), "empty"),
        (Parse(Outcome.UNSURE), "searched"),
    ],
)
def test_what_is_not_understood_claims_nothing(monkeypatch: pytest.MonkeyPatch, parse: Parse, status: str) -> None:
    said = answer(monkeypatch, parse)
    assert (said.status, said.rows) == (status, ())
    assert said.interpretation


def test_a_yes_or_no_question_about_something_absent_is_answered_no(monkeypatch: pytest.MonkeyPatch) -> None:
    said = answer(monkeypatch, Parse(Outcome.ABSENT, reason="No plan prints NI 999", yes_no=True))
    assert (said.status, said.rows) == ("answered", ({"answer": {"value": False}},))


def test_what_could_only_be_searched_for_shows_the_nearest_things_with_their_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def search(words: str, limit: int) -> tuple[Hit, ...]:
        asked.append(words)
        return (Hit(thing("action/northam/1.2"), "Train mentors", gt("Action"), 0.7),)

    unsure = Parse(Outcome.UNSURE, (Reading(FEEDS, 0.4, unused=("mentors",)),), search_words="mentors")
    said = answer(monkeypatch, unsure, replace(World(store(), schema()), search=search))
    assert said.status == "searched"
    assert asked == ["mentors"]
    assert said.rows[0]["thing"]["label"] == "Train mentors"
    assert said.evidence[0][0].quote == "1.2 | Train mentors on domestic abuse"
    assert said.alternatives[0].interpretation == "Actions that feed NI 117"


def test_a_no_is_shown_with_what_the_question_names(monkeypatch: pytest.MonkeyPatch) -> None:
    funded = And((Link(ACTION, gt("fundedBy"), ABG), Link(ACTION, gt("authority"), EASTVALE)))
    said = answer(monkeypatch, understood(Form(Task.YES_NO, ACTION, funded)))
    assert said.rows == ({"answer": {"value": False}},)
    assert said.evidence[0]


def test_many_questions_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    of_northam = Form(Task.COUNT, ACTION, Link(ACTION, gt("authority"), NORTHAM))
    monkeypatch.setattr(engine, "parse", lambda question, world: understood(FEEDS if "1" in question else of_northam))
    assert [len(a.rows) for a in engine.ask_all(["q1", "q2"], World(store(), schema()))] == [3, 1]
