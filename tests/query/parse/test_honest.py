"""Questions that are only answered where all of them is: alone, a second question, names of nobody, other ways."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from query.engine import ask, open_world
from query.world import World
from tests.query import fixture
from tests.query.memory import MemoryStore
from tests.query.parse.test_readings import world

GT = "https://w3id.org/golden-thread/ontology#"


@pytest.mark.parametrize(
    "question",
    [
        "who owns 1.1 and when is it due",
        "does Karen Osei own anything on her own or is it all joint?",
        "which actions are due in 2010 and which are ongoing",
        "what are the targets for NI 117 and who leads on it",
        "has anyone got 1.3",
        "NI 117: northam 2009-10 v eastvale 2010-11",
        "anything due today",
        "which targets are tougher in northam than eastvale",
        "does she own anything",
        "is he in charge of anything in northam",
        "joint actions in northam",
        "which actions does the jobcentre own",
        "im doing slides on mentors for thursday, give me every action in northam",
        "who is Karen Osei",
        "whos got nothing to do in northam",
        "which report is the ABG in",
        "which indicators would nobody be working on if Karen Osei left",
        "how long is the kinder group contract for",
        "which actions are due before friday",
        "how many indicators are in both plans",
        "has northam got more than 100 actions",
        "which northam outcome gets the least money",
        "what have 1.1 and 1.2 got in common",
        "actions with the same owner and date as 1.1",
        "partners of the jobcentre",
        "are there any indicators that both councils mention",
        "who's the mp for northam",
        "what was northam's actual for NI 117 and was it on target",
        "name everyone karen osei works alongside",
        "indicators that are both red and amber",
        "what year does the northam plan cover",
        "which actions were done",
        "owner of 1.1 and its partners",
        "northam actions for which the money isnt clear",
        "if the jobcentre went, which northam actions would have no partner left",
        "someone asked about kids missing school - do we have an indicator for that",
        "what does northam want NI 117 to be by 2014",
        "x",
    ],
)
def test_what_the_reading_does_not_say_is_not_passed_over(question: str) -> None:
    assert ask(question, world()).status == "searched"


@pytest.mark.parametrize("question", ["what does Mary Poppins lead on", "what is fred responsible for"])
def test_whom_nobody_knows_owns_nothing(question: str) -> None:
    answer = ask(question, world())
    assert answer.status == "empty"
    assert answer.interpretation.startswith("Nothing held is called")


def test_a_first_name_and_a_surname_of_two_people_are_nobodys() -> None:
    answer = ask("what is Karen Brown responsible for", world())
    assert answer.status == "empty"
    assert "Karen Brown; held are Karen Osei and Ali Brown" in answer.interpretation


def test_a_partner_that_nothing_held_is_called_is_none() -> None:
    answer = ask("Is the Army a partner in any Northam action?", world())
    assert answer.status == "answered"
    assert [list(row.values()) for row in answer.rows] == [[{"value": False}]]
    assert answer.interpretation == "Nothing held is called Army."


@pytest.mark.parametrize("question", ["who clobbered the NEET target in northam", "who bungled NI 117"])
def test_a_verb_that_nobody_knows_is_no_name(question: str) -> None:
    assert ask(question, world()).status == "searched"


@pytest.mark.parametrize("question", ["how much went to Kinder Group", "how many actions feed warm homes"])
def test_what_is_named_and_hangs_on_nothing_that_way_may_be_meant_otherwise(question: str) -> None:
    assert ask(question, world()).status == "searched"


@cache
def with_grants() -> World:
    """The two councils, and grants that are called alike."""
    store = MemoryStore(fixture.ONTOLOGY, fixture.TRIG)
    graph = ox.NamedNode(fixture.thing("document/northam"))
    for name, action in (("Sure Start", ""), ("Sure Start General Grant", "1.2")):
        stream = ox.NamedNode(fixture.thing(f"stream/{name.lower().replace(' ', '-')}"))
        triples: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
            (stream, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode(f"{GT}FundingStream")),
            (stream, "http://www.w3.org/2000/01/rdf-schema#label", ox.Literal(name)),
        ]
        if action:
            triples.append((ox.NamedNode(fixture.thing(f"action/northam/{action}")), f"{GT}fundedBy", stream))
        for thing, prop, value in triples:
            store.store.add(ox.Quad(thing, ox.NamedNode(prop), value, graph))
    return open_world(store)


def test_money_called_by_a_part_of_several_names_is_any_of_them() -> None:
    answer = ask("what is sure start money spent on", with_grants())
    assert [row["action"]["label"] for row in answer.rows] == ["Train mentors on domestic abuse"]
    assert "Sure Start of any kind" in answer.interpretation


@cache
def with_namesakes() -> World:
    """The two councils, a second objective 2, and an acronym that spells what a level of headings is called."""
    store = MemoryStore(fixture.ONTOLOGY, fixture.TRIG)
    store.store.load(
        f"""
        @base <{fixture.ID}> . @prefix gt: <{GT}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <acronym/eastvale/AFI> a gt:Acronym ; rdfs:label "AFI" ; gt:expansion "Area for improvement" .
        <objective/northam/2> a gt:Objective ; rdfs:label "Keep children safe" ; gt:text "Keep children safe" ;
          gt:reference "2" ; gt:level "priority" ; gt:authority <authority/northam> ; gt:plan <plan/northam> .
        <action/northam/2.1> a gt:Action ; rdfs:label "Train schools" ; gt:text "Train schools by e-learning" ;
          gt:authority <authority/northam> ; gt:plan <plan/northam> ; gt:objective <objective/northam/2> ;
          gt:ownedBy <owner/northam/om> ; gt:passage <document/northam/L9-9-e> .
        <action/northam/nw1> a gt:Action ; rdfs:label "NW 4.1 Run a pilot" ; gt:text "Publish a Homes Strategy" ;
          gt:reference "NW 4.1" ; gt:authority <authority/northam> ; gt:plan <plan/northam> ;
          gt:ownedBy <owner/northam/karen-osei> ; gt:passage <document/northam/L9-9-e> .
        <action/northam/nw2> a gt:Action ; rdfs:label "NW 4.2 Review the pilot" ; gt:text "Review the pilot" ;
          gt:reference "NW 4.2" ; gt:authority <authority/northam> ; gt:plan <plan/northam> ;
          gt:passage <document/northam/L9-9-e> .
        <owner/northam/om> a gt:Owner, gt:Post ; rdfs:label "OM: Extended Schools" .
        """.encode(),
        format=ox.RdfFormat.TURTLE,
        to_graph=ox.NamedNode(fixture.thing("document/northam")),
    )
    return open_world(store)


def test_what_is_said_of_one_of_several_things_of_a_name_tells_which() -> None:
    assert len(ask("which actions are under priority 2", with_namesakes()).rows) == 2
    answer = ask("which actions are under priority 2 (the homes one)", with_namesakes())
    assert [row["action"]["label"] for row in answer.rows] == ["Visit leavers at home"]


def test_a_term_that_an_acronym_spells_is_still_a_term() -> None:
    answer = ask("how many actions sit under the areas for improvement about homes", with_namesakes())
    assert answer.interpretation.startswith("Number of actions")
    assert answer.rows[0]["count"]["value"] == 1


def test_a_section_is_all_references_that_begin_with_it() -> None:
    answer = ask("which of the NW 4 actions have no owner", with_namesakes())
    assert answer.interpretation == "Actions with no owner that are NW 4.1 or NW 4.2"
    assert [row["action"]["label"] for row in answer.rows] == ["NW 4.2 Review the pilot"]


def test_what_the_texts_call_so_is_not_its_parts() -> None:
    answer = ask("who is responsible for the Homes Strategy in northam", with_namesakes())
    assert "that mention “homes strategy”" in answer.interpretation


def test_a_mark_may_stand_in_a_name() -> None:
    answer = ask("what does the OM: Extended Schools own", with_namesakes())
    assert [row["action"]["label"] for row in answer.rows] == ["Train schools"]


def test_a_word_is_looked_for_as_it_is_written_too() -> None:
    answer = ask("northam actions about e-learning", with_namesakes())
    assert answer.interpretation.startswith("Actions of Northam that mention “elearning” or “e-learning”")
    assert [row["action"]["label"] for row in answer.rows] == ["Train schools"]
