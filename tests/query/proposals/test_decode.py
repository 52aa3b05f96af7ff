"""Proposals as forms: what a model may say, and what is refused with the reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.english import interpret
from query.parse.context import context_of
from query.proposals.decode import decoded
from query.proposals.shape import json_schema
from query.proposals.words import Question, RefusedError
from query.sparql import compile_form
from query.world import World
from tests.query.fixture import schema, store

WORLD = World(store(), schema())
ASKED = "which actions does the ABG shower with over £100,000 before April 2010, and NI 117 in 2009/10?"
ACTION = {"name": "action", "class": "gt:Action"}
OF_ABG = {"kind": "link", "subject": "action", "property": "gt:fundedBy", "object": {"called": "ABG"}}


def proposal(*conditions: dict[str, Any], variables: tuple[dict[str, str], ...] = (), **more: Any) -> str:
    whole = {"understood": True, "target": "action", "variables": [ACTION, *variables], "conditions": conditions}
    return json.dumps(whole | more)


def read(text: str, question: str = ASKED) -> str:
    form, _ = decoded(text, Question(question, context_of(WORLD)))
    compile_form(form, WORLD.schema)
    return interpret(form, WORLD.schema)


def due(op: str, said: str) -> tuple[dict[str, Any], ...]:
    link = {"kind": "link", "subject": "action", "property": "gt:dueBy", "object": {"variable": "due"}}
    return link, {"kind": "compare", "variable": "due", "op": op, "to": {"said": said}}


DUE = {"name": "due", "class": ""}
OTHER = {"name": "other", "class": "gt:Action"}
names = st.sampled_from(["action", "due", "other", "nobody"])
words = st.sampled_from(["ABG", "NI 117", "April 2010", "£100,000", "2009/10", "dragons", ""])
terms = st.sampled_from(["gt:fundedBy", "gt:dueBy", "gt:feeds", "gt:paysFor", "gt:authority"])
objects = st.one_of(st.builds(lambda n: {"variable": n}, names), st.builds(lambda w: {"called": w}, words))
values = st.one_of(st.builds(lambda n: {"variable": n}, names), st.builds(lambda w: {"said": w}, words))
singles = st.one_of(
    st.fixed_dictionaries(
        {"kind": st.just("link"), "subject": names, "property": terms, "object": objects, "inverse": st.booleans()}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("compare"), "variable": names, "op": st.sampled_from(["<", "=", ">="]), "to": values}
    ),
    st.fixed_dictionaries({"kind": st.just("mentions"), "variable": names, "words": words}),
)
conditions = st.recursive(
    singles,
    lambda inner: st.fixed_dictionaries(
        {"kind": st.sampled_from(["not", "any"]), "conditions": st.lists(inner, min_size=2, max_size=3)}
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (proposal(OF_ABG), "Actions funded by ABG"),
        (f"```json\n{proposal(OF_ABG)}\n```", "Actions funded by ABG"),
        (proposal({"kind": "not", "conditions": [OF_ABG]}), "Actions not funded by ABG"),
        (proposal(OF_ABG, task="count"), "Number of actions funded by ABG"),
        (proposal(OF_ABG, *due("<", "before April 2010"), variables=(DUE,)), "before 1 April 2010"),
        (proposal(OF_ABG, *due("=", "2009/10"), variables=(DUE,)), "31 March 2010"),
    ],
)
def test_a_proposal_is_read_as_its_form(text: str, said: str) -> None:
    assert said in read(text)


def test_a_period_is_found_by_its_days() -> None:
    observation = {"name": "value_of", "class": "gt:Observation"}
    conditions = [
        {"kind": "link", "subject": "value_of", "property": "gt:period", "object": {"called": "2009/10"}},
        {"kind": "link", "subject": "value_of", "property": "gt:indicator", "object": {"called": "NI 117"}},
    ]
    said = read(proposal(*conditions, variables=(observation,), target="value_of"))
    assert "NI 117" in said
    assert "2009" in said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I think you mean actions.", "not of the shape"),
        ("", "not of the shape"),
        (json.dumps({"understood": False}), "did not understand"),
        (proposal({**OF_ABG, "property": "gt:paysFor"}), "no property gt:paysFor"),
        (proposal({**OF_ABG, "object": {"called": "ESF"}}), "does not say “ESF”"),
        (proposal({**OF_ABG, "object": {"called": "NI 117"}}), "kind of funding stream"),
        (proposal({**OF_ABG, "subject": "other"}), "other is no variable"),
        (proposal(OF_ABG, variables=({"name": "x", "class": "gt:Dragon"},)), "no class gt:Dragon"),
        (proposal(OF_ABG, {**OF_ABG, "subject": "other"}, variables=(OTHER,)), "other hangs together with nothing"),
        (proposal(*due("<", "April"), variables=(DUE,)), "no date with its year"),
        (proposal(OF_ABG, columns=["action", "nobody"]), "nobody is no variable"),
        (proposal(OF_ABG, columns=["due"], variables=(DUE,)), "nothing is said of due"),
        (proposal(OF_ABG, task="aggregate"), "which number"),
        (proposal(OF_ABG, query="SELECT * {}"), "not of the shape"),
        (proposal({"kind": "mentions", "variable": "action", "words": "dragons"}), "does not say “dragons”"),
        (proposal({**OF_ABG, "inverse": True}), "does not go with action"),
    ],
)
def test_what_the_question_or_the_vocabulary_does_not_say_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        read(text)


def test_conditions_without_end_are_refused() -> None:
    deep = '{"kind": "not", "conditions": [' * 2000 + json.dumps(OF_ABG) + "]}" * 2000
    with pytest.raises(RefusedError):
        read(proposal().replace('"conditions": []', f'"conditions": [{deep}]'))


def test_the_schema_sent_names_the_vocabulary_and_nothing_else() -> None:
    told = json_schema(WORLD.schema)["$defs"]
    assert "gt:Action" in told["Variable"]["properties"]["class"]["enum"]
    assert "gt:fundedBy" in told["LinkTo"]["properties"]["property"]["enum"]
    assert "gt:Passage" not in told["Variable"]["properties"]["class"]["enum"]


@given(
    st.lists(conditions, max_size=4),
    st.fixed_dictionaries(
        {},
        optional={
            "task": st.sampled_from(["list", "count", "aggregate", "yes_no"]),
            "columns": st.lists(names, max_size=2),
            "group_by": names,
            "aggregate": st.fixed_dictionaries({"function": st.just("max"), "variable": names}),
            "order": st.fixed_dictionaries({"variable": names, "limit": st.integers(-1, 3)}),
        },
    ),
)
def test_whatever_is_proposed_is_a_form_that_compiles_or_refused(
    conditions: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    try:
        assert read(proposal(*conditions, variables=(DUE, OTHER), **more))
    except RefusedError as refused:
        assert str(refused)
