"""Questions as they are typed: signed, with a last word about the asker, of topics that partners are called by."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from query.engine import ask, open_world
from query.world import World
from tests.query import fixture
from tests.query.memory import MemoryStore
from tests.query.parse.test_readings import understood, world

GT = "https://w3id.org/golden-thread/ontology#"


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("which actions feed NI 117? cheers, Jan", "Actions that feed NI 117"),
        ("which actions feed NI 117? Regards, Priya (Finance)", "Actions that feed NI 117"),
        ("which actions feed NI 117, thanks - May", "Actions that feed NI 117"),
        ("The chair has asked which actions feed NI 117. Need it for 2pm.", "Actions that feed NI 117"),
        ("which actions are due in May", "Actions whose last due date is in May of any year"),
        ("northam's targets for NI 117 each year", "Observations of NI 117 of Northam that are target values"),
        ("who is the lead for the school leavers scheme", "Owners that own actions"),
        ("NI 117, which is better northam or eastvale", "Observations of NI 117 of Northam or Eastvale"),
        ("how many actions altogether in northam", "Number of actions of Northam"),
        ("northam ni 117 latest", "Observations of NI 117 of Northam with the latest"),
        ("whats northams neet target this yr, 09-10", "Observations of NI 117 (NEET) of Northam for 2009-10"),
        ("need a name for action 1.1 in northam", "Owners that own actions of Northam that are 1.1"),
        (
            "is there any ESF in eastvale",
            "Whether there are funding streams that are ESF and that fund actions of Eastvale",
        ),
        ("send me karen oseis list pls", "Actions owned by Karen Osei"),
        ("is anyone doing owt about domestic abuse", "Actions that mention “domestic abuse”"),
    ],
)
def test_who_asks_and_takes_leave_says_nothing_of_what_is_asked(question: str, meaning: str) -> None:
    assert understood(question).startswith(meaning)


@pytest.mark.parametrize("question", ["which actions feed NI 117? Eastvale.", "which actions feed NI 117. No Eastvale"])
def test_a_last_sentence_that_names_something_counts(question: str) -> None:
    answer = ask(question, world())
    assert "Eastvale" in answer.interpretation or answer.status != "answered"


def test_a_list_asked_for_at_the_end_is_given() -> None:
    answer = ask("Is there anything being done on domestic abuse? Please list it.", world())
    assert [row["action"]["label"] for row in answer.rows] == ["Train mentors on domestic abuse"]


def test_a_topic_before_a_comma_is_not_dropped() -> None:
    answer = ask("repeat placements in northam, target for 2010-11", world())
    assert answer.status != "answered"


def test_a_beginning_that_asks_is_not_dropped_for_a_bare_code() -> None:
    answer = ask("who has the nicer offices for children, NI 117", world())
    assert answer.status != "answered"


def test_the_sum_of_nothing_is_no_nought() -> None:
    answer = ask("total amount for eastvale actions", world())
    assert (answer.status, answer.rows) == ("empty", ())


@cache
def with_partners() -> World:
    """The two councils, and a partner that is called as a topic is."""
    store = MemoryStore(fixture.ONTOLOGY, fixture.TRIG)
    graph = ox.NamedNode(fixture.thing("document/northam"))
    partner, label = ox.NamedNode(fixture.thing("partner/northam/domestic-abuse")), "Domestic Abuse"
    for thing, prop, value in (
        (partner, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode(f"{GT}PartnerGroup")),
        (partner, "http://www.w3.org/2000/01/rdf-schema#label", ox.Literal(label)),
        (ox.NamedNode(fixture.thing("action/northam/1.3")), f"{GT}partner", partner),
    ):
        store.store.add(ox.Quad(thing, ox.NamedNode(prop), value, graph))
    return open_world(store)


def test_a_topic_is_not_taken_for_a_partner_that_is_called_so() -> None:
    answer = ask("northam's domestic abuse actions", with_partners())
    assert [row["action"]["label"] for row in answer.rows] == ["Train mentors on domestic abuse"]
