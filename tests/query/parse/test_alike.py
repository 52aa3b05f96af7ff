"""The same as something named has, and money added up."""

from __future__ import annotations

import pytest

from query.engine import ask, open_world
from query.world import World
from tests.query.fixture import ONTOLOGY, TRIG, store
from tests.query.memory import MemoryStore


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


@pytest.mark.parametrize(
    "question",
    [
        "which actions have the same deadline as action 1.1 in Northam",
        "what else finishes on the same date as action 1.1 in Northam",
        "what is due on the very same date as action 1.1 in Northam",
    ],
)
def test_actions_due_on_the_date_of_an_action(question: str) -> None:
    twins = """
        @base <https://w3id.org/golden-thread/id/> . @prefix gt: <https://w3id.org/golden-thread/ontology#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <document/northam> {
            <action/northam/9.1> a gt:Action ; rdfs:label "Open a second drop-in" ; gt:reference "9.1" ;
                gt:authority <authority/northam> ; gt:passage <document/northam/L7-7-c> ;
                gt:dueBy "2010-03-31"^^xsd:date .
            <action/northam/9.2> a gt:Action ; rdfs:label "Close it" ; gt:reference "9.2" ;
                gt:authority <authority/northam> ; gt:passage <document/northam/L8-8-d> ;
                gt:dueBy "2009-09-30"^^xsd:date .
        }"""
    answer = ask(question, open_world(MemoryStore(ONTOLOGY, TRIG, twins)))
    assert answer.status == "answered"  # of several dates the last is meant
    assert ["second drop-in" in str(row["action"]["label"]) for row in answer.rows] == [True]


def test_the_same_of_what_is_no_property_is_not_answered(world: World) -> None:
    assert ask("which owners have the same surname as Karen Osei", world).status == "searched"


def test_money_under_a_heading_is_added_up(world: World) -> None:
    answer = ask("how much money does Northam have", world)
    assert answer.interpretation.startswith("Total amount of allocations")


def test_money_of_one_action_is_shown_by_amount(world: World) -> None:
    answer = ask("how much money for action 1.1 in Northam", world)
    assert answer.interpretation.startswith("Amounts of allocations")


def test_what_an_indicator_measures_is_what_it_means(world: World) -> None:
    assert ask("what does NI 117 measure", world).interpretation == "What NI 117 means"
