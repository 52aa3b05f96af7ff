"""Whatever is typed gets an honest status, quickly and without an error, and nothing of it reaches SPARQL as SPARQL."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from query.engine import ask, converse
from query.parse import parse, parser
from query.parse.effort import Effort
from query.reading import Outcome
from query.world import World
from tests.query.fixture import schema, store
from tests.query.memory import MemoryStore

SLOW = 0.5  # seconds of the processor
STATUSES = {"answered", "empty", "searched", "declined"}
NAUGHTY = [
    "",
    " \t\n ",
    "?" * 500,
    "\x00\x01\x1b[31mred\x7f\u202e",
    "actions " * 120,
    "a" * 1000,
    "NI " + "1" * 300,
    "SELECT * WHERE { ?s ?p ?o }",
    'actions about "} UNION { ?s ?p ?o } #',
    "actions that mention \\\" ) } DROP ALL ; #",
    "actions funded by <http://example.org/x> . ?s ?p ?o",
    "actions about ${jndi:ldap://x} {{7*7}} %s %n",
    "<script>alert(1)</script> actions",
    "actions about '.*' (a+)+$ [^z]",
    "¿Qué acciones contribuyen a NI 117?",
    "哪些行动由 ABG 资助",
    "какие действия финансируются ABG",
    "🧵🧵🧵 who owns 🧵",
    "who who who who which which of of of not not no without",
    "x" * 100_000,
    "actions funded by ABG " * 5000,
    '" 7 ' * 5000,
    "who owns 4.2, " * 70,
    "between and between before after 31 February 2010 and 99/99/9999",
    "£999999999999999999999999 or more",
]  # fmt: skip
WORDS = [
    *(
        "which",
        "actions",
        "feed",
        "NI 117",
        "Northam",
        "not",
        "more than",
        "2009",
        "who",
        "owns",
        "the most",
        "and",
        "per",
    ),
    *(
        "council",
        "about",
        "abuse",
        "it",
        "them",
        "£5",
        "between",
        "target",
        '"',
        "}",
        "?x",
        ";",
        "--",
        "\\",
        "'",
        "\x00",
    ),
]


@cache
def watched() -> MemoryStore:
    return MemoryStore(store=store().store)


@cache
def world() -> World:
    return World(watched(), schema())


@pytest.mark.parametrize("question", NAUGHTY, ids=range(len(NAUGHTY)))
def test_anything_typed_gets_a_status_soon(question: str) -> None:
    ask("Who owns 4.2?", world())  # what is learnt of a world once is no part of an answer
    started = time.process_time()
    assert ask(question, world()).status in STATUSES
    assert time.process_time() - started < SLOW


@pytest.mark.parametrize("question", ["actions " * 151, "a" * 1001, "x" * 100_000])
def test_what_is_too_long_is_declined_and_told_so(question: str) -> None:
    answer = ask(question, world())
    assert answer.status == "declined"
    assert "are read" in answer.interpretation


def test_what_takes_more_steps_than_there_are_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    question = "Which actions in Northam are funded by ABG and feed NI 117?"
    assert parse(question, world()).outcome is Outcome.UNDERSTOOD
    monkeypatch.setattr(parser, "Effort", lambda slack: Effort(slack, left=10))
    few = parse(question, world())
    assert few.outcome is Outcome.UNSURE
    assert few.reason == parser.TOO_MUCH


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=9), st.booleans())
def test_words_in_any_order_get_a_status(words: list[str], after: bool) -> None:
    turn = converse("Which actions feed NI 117?", None, world())[1] if after else None
    answer, _ = converse(" ".join(words), turn, world())
    assert answer.status in STATUSES


@pytest.mark.parametrize("words", ['"', '" } #', "\\", "' ) FILTER(true", 'abuse" } UNION { ?s ?p ?o'])
def test_words_reach_a_query_only_as_words(words: str) -> None:
    watched().queries.clear()
    ask(f"Which actions mention domestic abuse {words}", world())
    ask(f"which actions are about marker{words}marker", world())
    assert all("?s ?p ?o" not in query and "FILTER(true" not in query for query in watched().queries)
