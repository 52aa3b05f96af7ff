"""What an interpretation says in English, asked again, is read as the same logical form."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from query.english import interpret
from query.form import And, Condition, Form, Link, Not, Task, Things
from query.parse import parse
from query.parse.context import context_of
from query.parse.printed import printed
from query.reading import Outcome
from query.world import World
from tests.query.fixture import gt, schema, store, thing
from tests.query.sameness import meaning
from tests.query.sentences import KINDS, Sentences
from tests.query.things import ABG, ACTION, EASTVALE, ESF, NI_117, NORTHAM, OWNER, STREAM

NI_112 = Things((thing("indicator/NI-112"),), "NI 112")
KAREN = Things((thing("owner/northam/karen-osei"),), "Karen Osei")
ALI = Things((thing("owner/eastvale/ali-brown"),), "Ali Brown")
SAID: list[list[Condition]] = [
    [Link(ACTION, gt("authority"), place) for place in (NORTHAM, EASTVALE)],
    [Link(ACTION, gt("feeds"), indicator) for indicator in (NI_117, NI_112)],
    [*(Link(ACTION, gt("fundedBy"), s) for s in (ABG, ESF)), Not(Link(ACTION, gt("fundedBy"), STREAM))],
    [*(Link(ACTION, gt("ownedBy"), o) for o in (KAREN, ALI)), Not(Link(ACTION, gt("ownedBy"), OWNER))],
]


@cache
def world() -> World:
    return World(store(), schema())


def asked_again(form: Form) -> Form:
    """What the English of a form is read as."""
    said = interpret(form, schema())
    again = parse(said, world())
    assert again.outcome is Outcome.UNDERSTOOD, said
    return again.readings[0].form


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000))
def test_every_kind_of_form_is_read_again_as_it_was_meant(kind: str, seed: int) -> None:
    form = Sentences(world(), Random(seed)).form(kind)
    again = asked_again(form)
    assert meaning(again) == meaning(form), interpret(form, schema())


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([Task.LIST, Task.COUNT, Task.YES_NO]),
    st.tuples(*(st.one_of(st.none(), st.sampled_from(said)) for said in SAID)),
)
def test_what_is_said_is_read_again_as_it_was_meant(task: Task, said: tuple[Condition | None, ...]) -> None:
    parts = tuple(c for c in said if c is not None)
    if not parts:
        return
    form = Form(task, ACTION, And(parts) if len(parts) > 1 else parts[0])
    assert meaning(asked_again(form)) == meaning(form), interpret(form, schema())


QUESTIONS = (
    "What is Northam's target for NI 117 in 2009-10?",
    "Compare the latest actual for NI 117 in Northam and Eastvale",
    "What is being done about domestic abuse?",
    "Which actions are due by the end of December 2009?",
    "Which actions have more than £100,000 against them?",
    "How does the ABG connect to NI 117?",
    "Who owns the most actions?",
    "Which indicators are red in Northam?",
    "What percentage of Northam actions have no owner?",
    "Is Northam's 2009-10 target for NI 117 worse than its 2010-11 target?",
    "Which indicators have a 2010-11 target lower than the 2009-10 target?",
    "Which indicators are better in Northam than in Eastvale?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_a_question_is_understood_as_is_understood_as_that(question: str) -> None:
    form = parse(question, world()).readings[0].form
    assert meaning(asked_again(form)) == meaning(form), interpret(form, schema())


@pytest.mark.parametrize(
    "typed", ["actions of northam", "Which actions feed NI 117?", "Actions", "", "How many", "What"]
)
def test_only_what_is_printed_is_read_as_print(typed: str) -> None:
    assert printed(typed, context_of(world())) is None
