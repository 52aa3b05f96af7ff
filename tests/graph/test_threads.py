"""Threads over a small town's plan: money, actions, objectives, indicators, outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.oxigraph import open_store
from graph.projection import projection
from graph.store import QueryError, Store
from graph.threads import Thread, hangs_on, trace
from ontology.graphs import graphs
from ontology.names import graph_iri, thing
from ontology.vocabulary import GT
from tests.graph.plans import entry, labelled, node, passage, triples

ABG, ESF, DUE = thing("stream", "abg"), thing("stream", "esf"), node("action", "no-money")
CLUBS, CLINICS, ADVICE = node("action", "clubs"), node("action", "clinics"), node("action", "advice")
HEALTH, PRIORITY = node("objective", "health"), node("objective", "priority-1")
NI_112, NI_117 = thing("indicator", "NI-112"), thing("indicator", "NI-117")
CONTRIBUTION, MEASURED, ALLOCATION = node("contribution", "a"), node("contribution", "b"), node("allocation", "clubs")
OSEI, BOARD, PLAN = node("owner", "karen-osei"), node("partner", "youth-board"), node("plan", "northam")


DECIMAL = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


def stated(contribution: ox.NamedNode, by: ox.NamedNode, indicator: ox.NamedNode, quote: str) -> tuple[ox.Triple, ...]:
    return (
        *triples(
            (by, GT.feedsStated, indicator),
            (contribution, GT.contributor, by),
            (contribution, GT.indicator, indicator),
            (contribution, GT.basis, GT.Stated),
        ),
        *passage(contribution, quote.replace(" ", "-"), quote, 9),
    )


DOCUMENT = (
    *labelled(ABG, GT.FundingStream, "Area Based Grant"),
    *labelled(ESF, GT.FundingStream, "European Social Fund"),
    *labelled(OSEI, GT.Person, "Karen Osei"),
    *labelled(BOARD, GT.PartnerGroup, "Youth Board"),
    *labelled(HEALTH, GT.Objective, "Fewer teenage parents"),
    *labelled(PRIORITY, GT.Objective, "Healthy young people"),
    *(t for a, text in ((CLUBS, "Open clubs"), (CLINICS, "Open clinics"), (ADVICE, "Advise leavers"), (DUE, "Write"))
      for t in (*labelled(a, GT.Action, text), *passage(a, text, text, 5), *triples((a, GT.plan, PLAN)))),
    *triples(
        (CLUBS, GT.fundedBy, ABG), (CLUBS, GT.objective, HEALTH), (CLUBS, GT.partner, BOARD),
        (CLINICS, GT.fundedBy, ABG), (CLINICS, GT.fundedBy, ESF), (CLINICS, GT.objective, HEALTH),
        (ADVICE, GT.fundedBy, ESF), (ADVICE, GT.ownedBy, OSEI), (CLINICS, GT.ownedBy, OSEI),
        (HEALTH, GT.broader, PRIORITY), (HEALTH, GT.measuredBy, NI_112),
        (PRIORITY, GT.towards, thing("outcome", "be-healthy")),
        (DUE, GT.plan, PLAN), (ALLOCATION, GT.stream, ABG), (CLUBS, GT.allocation, ALLOCATION),
    ),
    ox.Triple(ALLOCATION, GT.amount, ox.Literal("115000", datatype=DECIMAL)),
    *stated(CONTRIBUTION, ADVICE, NI_117, "NI 117 falls"),
    *stated(MEASURED, HEALTH, NI_112, "NI 112 teenage conceptions"),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("store")), write=True) as opened:
        for iri, content in graphs().items():
            opened.put_graph(iri, content)
        opened.replace(entry("northam"), DOCUMENT)
        opened.put_graph(graph_iri("inferred").value, triples((CLUBS, GT.feedsInferred, NI_117)))
        opened.publish()
        yield opened


def told(thread: Thread) -> str:
    first = thread.steps[0].source.label
    arrows = (f"{'→' if s.forward else '←'} {s.target.label}" for s in thread.steps)
    return " ".join([first, *arrows])


def test_money_reaches_an_indicator_through_the_actions_it_pays_for(store: Store) -> None:
    threads = trace(store, ESF.value, NI_117.value)
    assert [[n.target.iri for n in t.steps] for t in threads] == [[ADVICE.value, NI_117.value]]
    pays, feeds = threads[0].steps
    assert (pays.words, pays.basis, feeds.basis) == ("pays for", "stated", "stated")
    assert [q.quote for q in feeds.evidence] == ["NI 117 falls"]
    assert [(q.quote, q.line) for q in pays.evidence] == [("Advise leavers", 5)]
    assert (pays.source.cls, pays.target.cls, feeds.target.cls) == (
        "gt:FundingStream", "gt:Action", "gt:NationalIndicator",
    )  # fmt: skip


def test_an_inherited_step_shows_the_row_and_the_words_of_its_heading(store: Store) -> None:
    threads = trace(store, ABG.value, NI_112.value)
    assert {t.steps[0].target.label for t in threads} == {"Open clubs", "Open clinics"}
    feeds = threads[0].steps[1]
    assert feeds.basis == "inherited"
    assert {q.quote for q in feeds.evidence} == {threads[0].steps[0].target.label, "NI 112 teenage conceptions"}


def test_inferred_links_count_only_where_nothing_printed_leads(store: Store) -> None:
    (thread,) = trace(store, ABG.value, NI_117.value)
    assert (thread.steps[0].target.label, thread.steps[0].basis) == ("Open clubs", "stated")
    assert thread.steps[1].basis == "inferred"
    assert [t.steps[0].target.iri for t in trace(store, ESF.value, NI_117.value)] == [ADVICE.value]


def test_outcomes_are_reached_and_reference_data_is_called_so(store: Store) -> None:
    (thread,) = trace(store, ADVICE.value, thing("outcome", "achieve-economic-well-being").value)
    assert [s.basis for s in thread.steps] == ["stated", "reference"]
    assert thread.steps[1].evidence == ()


def test_a_thread_may_be_asked_for_from_either_end(store: Store) -> None:
    assert trace(store, NI_117.value, ESF.value) == trace(store, ESF.value, NI_117.value)


def test_two_streams_meet_where_they_pay_for_one_action(store: Store) -> None:
    threads = trace(store, ABG.value, ESF.value)
    assert [told(t) for t in threads] == ["Area Based Grant → Open clinics ← European Social Fund"]
    assert not threads[0].direct


def test_what_only_shares_a_plan_does_not_hang_together(store: Store) -> None:
    assert trace(store, DUE.value, ADVICE.value) == ()
    assert trace(store, ABG.value, PLAN.value) == ()
    assert trace(store, ABG.value, "urn:x:nothing") == ()


def test_what_hangs_on_a_stream_and_on_it_alone(store: Store) -> None:
    impact = hangs_on(store, ABG.value)
    assert impact.pounds == Decimal(115000)
    found = {h.node.label: h.alone for h in impact.hung}
    assert found["Open clubs"]
    assert not found["Open clinics"]
    assert not found["Fewer teenage parents"]
    esf = {h.node.iri: h.alone for h in hangs_on(store, ESF.value).hung}
    assert esf[ADVICE.value]
    assert esf[NI_117.value]
    assert not esf[CLINICS.value]
    assert not esf[NI_112.value]


def test_what_carries_nothing_has_nothing_hanging_on_it(store: Store) -> None:
    assert hangs_on(store, "urn:x:nothing").hung == ()
    with pytest.raises(QueryError, match="not an IRI"):
        hangs_on(store, "no such thing")


def test_the_projection_is_made_once_for_each_version(tmp_path: Path) -> None:
    with open_store(str(tmp_path), write=True) as opened:
        opened.replace(entry("northam"), DOCUMENT)
        opened.publish()
        first = projection(opened)
        assert projection(opened) is first
        opened.remove(entry("northam").iri)
        assert len(projection(opened).whole) == 0
