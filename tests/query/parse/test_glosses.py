"""What a code stands for, said again in the asker's own words, asks no more; what means something else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from query.engine import ask
from query.world import Hit, Likest
from tests.query.fixture import gt
from tests.query.parse.test_readings import world
from tests.query.things import NI_117

OTHER = "https://w3id.org/golden-thread/id/indicator/NI-112"


def nearness(own: float, other: float = 0.2) -> tuple[Likest, list[str]]:
    """A comparison by which words are so near to NI 117, and to NI 112; it keeps what it was asked."""
    asked: list[str] = []

    def likest(words: str, classes: frozenset[str], limit: int) -> tuple[Hit, ...]:
        asked.append(words)
        assert gt("Indicator") in classes
        hits = (Hit(NI_117.iris[0], "NI 117", gt("Indicator"), own), Hit(OTHER, "NI 112", gt("Indicator"), other))
        return tuple(sorted(hits, key=lambda h: -h.score))[:limit]

    return likest, asked


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what is northam doing about youngsters loafing around idle, NI 117", "youngsters loafing around idle"),
        ("NI 117 - anything northam is doing so youngsters stop loafing", "youngsters stop loafing"),
        ("which northam actions feed ni 117 (youngsters loafing around idle)", "youngsters loafing around idle"),
    ],
)
def test_words_that_mean_what_a_code_stands_for_ask_no_more(question: str, words: str) -> None:
    assert ask(question, world()).status in ("searched", "empty")
    likest, asked = nearness(0.6)
    answer = ask(question, replace(world(), likest=likest))
    assert answer.status == "answered"
    assert answer.interpretation.startswith("Actions of Northam that feed NI 117")
    assert f"(reading “{words}” as what NI 117 is)" in answer.interpretation
    assert asked == [words]


@pytest.mark.parametrize("near", [(0.4, 0.2), (0.6, 0.75)])
def test_words_that_mean_something_else_are_still_not_understood(near: tuple[float, float]) -> None:
    likest, asked = nearness(*near)
    question = "what is northam doing about youngsters loafing around idle, NI 117"
    assert ask(question, replace(world(), likest=likest)).status == "searched"
    assert asked


def test_a_reading_so_come_by_is_read_again_as_it_is_said() -> None:
    likest, _ = nearness(0.6)
    said = ask("what is northam doing about youngsters loafing around idle, NI 117", replace(world(), likest=likest))
    again = ask(said.interpretation, world())
    assert (again.status, again.rows) == ("answered", said.rows)
    assert again.interpretation == said.interpretation.partition(" (reading")[0]


def test_nothing_is_compared_where_all_is_understood_or_nothing_is_named_by_a_code() -> None:
    likest, asked = nearness(0.9)
    one = replace(world(), likest=likest)
    assert ask("which actions feed NI 117", one).status == "answered"
    ask("what is northam doing about youngsters loafing around idle", one)
    assert asked == []
