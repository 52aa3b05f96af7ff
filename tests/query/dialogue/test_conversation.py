"""Questions that lean on the one before: what each is taken to mean, in words and in rows."""

from __future__ import annotations

from functools import cache

import pytest

from query.answer import Answer
from query.dialogue import Turn
from query.engine import ask, converse
from query.world import World
from tests.query.fixture import schema, store

LEANING = [
    (["Which actions feed NI 117?", "and in Northam?"], "Actions of Northam that feed NI 117"),
    (["Which Northam actions feed NI 117?", "what about Eastvale?"], "Actions of Eastvale that feed NI 117"),
    (["Which actions feed NI 117?", "and NI 112?"], "Actions that feed NI 112"),
    (["Which actions feed NI 117?", "who owns them?"], "Owners that own actions that feed NI 117"),
    (
        ["Which actions feed NI 117?", "only the ones in Northam", "which indicators do they feed?"],
        "Indicators fed by actions of Northam that feed NI 117",
    ),
    (["Which actions feed NI 117?", "which of those have no owner?"], "Actions with no owner that feed NI 117"),
    (["Which actions are in Northam?", "which are ongoing?"], "Actions of Northam that are ongoing"),
    (["Which actions are in Northam?", "without any funding"], "Actions of Northam with no funding stream"),
    (["Which actions feed NI 117?", "how many are there?"], "Number of actions that feed NI 117"),
    (["How many actions does Karen Osei own?", "which are they?"], "Actions owned by Karen Osei"),
    (["Which actions does Karen Osei own?", "and Ali Brown?"], "Actions owned by Ali Brown"),
    (
        ["What is Northam's target for NI 117 in 2009-10?", "and the actual?"],
        "Observations of NI 117 of Northam for 2009-10 that are actual values",
    ),
    (
        ["What is Northam's target for NI 117 in 2009-10?", "2010-11?"],
        "Observations of NI 117 of Northam for 2010-11 that are target values",
    ),
    (
        ["Which actions are due by December 2009?", "and by March 2010?"],
        "Actions whose last due date is on or before March 2010",
    ),
    (["Who owns the most actions?", "and in Eastvale?"], "Owners that own actions of Eastvale, those with the"),
    (["Who owns the most actions?", "the top two"], "Owners that own actions, the 2 with the most actions"),
    (["What is being done about domestic abuse?", "and homes?"], "Actions that mention “homes”"),
    (["How many actions are there in each authority?", "and objectives?"], "Number of objectives, for each authority"),
    (["Which actions does Karen Osei own?", "who are the partners?"], "Partner groups that take part in actions"),
    (["Is NI 117 red in Northam?", "and NI 59?"], "Whether there are indicators"),
    (["Who owns the most actions?", "what do they have to do?"], "Actions owned by "),
    (["What is NI 117?", "which actions feed it?"], "Actions that feed "),
    (["Which Northam actions are funded by ESF?", "which of those have no owner?"], "Actions of Northam funded by ESF"),
    (["Which actions feed NI 117?", "who owns them?", "which of them is in Northam?"], "Owners that own actions"),
    (["Which actions are in Northam?", "the second one: who leads it?"], "Owners that own Review"),
    (["Which actions are in Northam?", "the last one"], "Actions that are"),
    (["Which actions feed NI 117?", "not those, the ones with the feed into NI 112"], "Actions that feed NI 112"),
    (["Who is responsible for NI 117 in Northam?", "what's the target?"], "Observations of NI 117 of Northam that are"),
    (["Which Northam actions are due in 2010?", "before June?"], "Actions of Northam whose last due date is before"),
    (["What is the latest actual for NI 117 in Northam?", "and the first?"], "Observations of NI 117 of Northam with"),
    (["Which actions feed NI 117?", "who owns them?", "how many actions?"], "Number of actions that feed NI 117"),
    (["Which funding streams are there?", "which of these pay for NI 117 actions?"], "Funding streams that fund"),
    (["Which Northam actions are due in 2010?", "and of those which have no owner?"], "Actions of Northam with no"),
    (["How many actions are in Northam?", "which are ongoing?"], "Actions of Northam that are ongoing"),
    (["Which actions are under priority 1 in Northam?", "who leads it?"], "Owners that own"),
    (["What is NI 117?", "is it red in Northam?"], "Whether there are indicators that are NI 117"),
    (["Which actions feed NI 117?", "show me the words"], "Actions that feed NI 117"),
]  # fmt: skip


@cache
def world() -> World:
    return World(store(), schema())


def talk(questions: list[str]) -> tuple[Answer, Turn | None]:
    turn: Turn | None = None
    for question in questions:
        answer, turn = converse(question, turn, world())
    return answer, turn


@pytest.mark.parametrize(("questions", "meant"), LEANING, ids=[questions[-1] for questions, _ in LEANING])
def test_a_question_leans_on_the_one_before(questions: list[str], meant: str) -> None:
    answer, _ = talk(questions)
    assert answer.status in ("answered", "empty")
    assert answer.interpretation.startswith(meant)


WHOLE = ["Which actions are funded by ABG?", "Who owns action 1.2 in Northam?", "What is NI 112?"]


@pytest.mark.parametrize("question", WHOLE)
def test_a_whole_question_stands_by_itself(question: str) -> None:
    answer, _ = talk(["Which Eastvale actions feed NI 117?", question])
    assert answer.rows == ask(question, world()).rows
    assert answer.interpretation == ask(question, world()).interpretation


def test_those_are_what_was_found_even_where_nothing_was() -> None:
    answer, _ = talk(["Which Northam actions are funded by ESF?", "who owns them?"])
    assert answer.status == "empty"
    assert answer.interpretation == "Owners that own actions of Northam funded by ESF"


def test_what_is_not_understood_leaves_the_conversation_where_it_was() -> None:
    _, before = talk(["Which actions does Karen Osei own?"])
    answer, after = converse("what will the weather be like tomorrow", before, world())
    assert answer.status == "declined"
    assert after is before
    assert converse("how many?", after, world())[0].rows == ({"count": {"value": 2}},)


NOT_UNDERSTOOD = [
    ["Who owns the most actions?", "the fourth one"],
    ["What does YOT stand for?", "which actions mention it?"],
    ["Which actions feed NI 117?", "and why?"],
    ["Which funding streams are there?", "before June?"],
    ["What are the targets for NI 117 in Northam?", "which is the highest?"],
    ["Which actions feed NI 117?", "and the ninth"],
]


@pytest.mark.parametrize("questions", NOT_UNDERSTOOD, ids=[questions[-1] for questions in NOT_UNDERSTOOD])
def test_what_leans_in_a_way_not_understood_is_never_answered(questions: list[str]) -> None:
    assert talk(questions)[0].status == "searched"


def test_rows_after_a_question_with_evidence_have_theirs() -> None:
    answer, _ = talk(["Which actions feed NI 117?", "who owns them?"])
    assert answer.rows
    assert all(answer.evidence)
