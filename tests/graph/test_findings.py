"""Each check of the graph on statements that fail it, and on their neighbours that do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.derive import derive
from graph.oxigraph import open_store
from graph.store import DocumentEntry, Store
from ontology.findings import Check, checks, graph_checks
from ontology.graphs import graphs
from ontology.names import base
from ontology.vocabulary import GT, ONTOLOGY_FILE

HEAD = f"""@prefix gt: <https://w3id.org/golden-thread/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <{base()}> .
@prefix : <{base()}northam/> .
:plan a gt:Plan ; rdfs:label "Plan for Children" ; gt:document :doc ; gt:authority :northam ;
  gt:startsOn "2009-04-01"^^xsd:date ; gt:endsOn "2011-03-31"^^xsd:date .
:northam a gt:Authority ; rdfs:label "Northam" .
:year a gt:Period ; rdfs:label "2009-10" .
:ni1 a gt:LocalIndicator ; gt:code "LOCAL 1" ; rdfs:label "Paths swept" ; gt:polarity gt:HigherIsBetter .
:p1 gt:document :doc ; gt:line 4 ; gt:quote "Sweep the paths" .
:p2 gt:document :doc ; gt:line 9 ; gt:quote "Mend the paths" .
"""
SWEEP = ':sweep a gt:Action ; rdfs:label "Sweep the paths" ; gt:plan :plan ; gt:passage :p1'
MEND = ':mend a gt:Action ; rdfs:label "Mend the paths" ; gt:plan :plan ; gt:passage :p2'
SAFE = ':safe a gt:Objective ; rdfs:label "Safe paths" ; gt:plan :plan ; gt:measuredBy :ni1'
CLEAN = ':clean a gt:Objective ; rdfs:label "Clean paths" ; gt:plan :plan ; gt:passage :p1'


def value(name: str, role: str, number: str, more: str = "", place: str = ":p1") -> str:
    return (
        f":{name} a gt:Observation ; gt:indicator :ni1 ; gt:plan :plan ; gt:authority :northam ; gt:role gt:{role} ; "
        f"gt:period :year ; gt:value {number} {more} ; gt:passage {place} ."
    )


def on(day: str) -> str:
    return f'"{day}"^^xsd:date'


# Check -> statements that fail it, statements that do not.
CASES = {
    "acronym-unexplained": (
        ':x a gt:Acronym ; rdfs:label "QZX" ; gt:passage :p1 .',
        ':x a gt:Acronym ; rdfs:label "QZX" ; gt:passage :p1 ; gt:expansion "Quite Zany Experts" .',
    ),
    "action-without-date": (
        f"{SWEEP} . {MEND} ; gt:dueBy {on('2010-03-31')} .",
        f"{SWEEP} ; gt:ongoing true . {MEND} ; gt:dueBy {on('2010-03-31')} .",
    ),
    "action-without-measure": (f"{SWEEP} .", f'{SWEEP} ; gt:measure :m . :m a gt:Measure ; rdfs:label "Swept" .'),
    "action-without-money": (f"{SWEEP} . {MEND} ; gt:fundedBy :grant .", f"{SWEEP} . {MEND} ."),
    "action-without-owner": (f"{SWEEP} . {MEND} ; gt:ownedBy :osei .", f"{SWEEP} . {MEND} ."),
    "amount-without-stream": (
        f"{SWEEP} ; gt:allocation :a . :a gt:amount 12500.0 .",
        f"{SWEEP} ; gt:allocation :a . :a gt:amount 12500.0 ; gt:stream :grant .",
    ),
    "due-after-plan": (
        f"{SWEEP} ; gt:dueBy {on('2010-03-31')}, {on('2012-03-31')} .",
        f"{SWEEP} ; gt:dueBy {on('2011-03-31')} .",
    ),
    "due-before-plan": (
        f"{SWEEP} ; gt:dueBy {on('2008-12-31')} .",
        f"{SWEEP} ; gt:dueBy {on('2008-12-31')}, {on('2009-12-31')} .",
    ),
    "due-before-start": (
        f"{SWEEP} ; gt:dueBy {on('2009-06-30')} ; gt:startsOn {on('2009-09-01')} .",
        f"{SWEEP} ; gt:dueBy {on('2009-09-30')} ; gt:startsOn {on('2009-09-01')} .",
    ),
    "green-worse-than-target": (
        value("now", "Actual", "70", "; gt:status gt:Green") + value("aim", "Target", "80"),
        value("now", "Actual", "80", "; gt:status gt:Green") + value("aim", "Target", "80"),
    ),
    "indicator-unknown": (
        ':no a gt:NationalIndicator ; gt:code "NI 412" ; rdfs:label "NI 412" ; gt:passage :p1 .',
        "<indicator/NI-117> gt:passage :p1 .",
    ),
    "indicator-without-action": (
        f"{CLEAN} ; gt:measuredBy :ni1 . {SWEEP} .",
        f"{CLEAN} ; gt:measuredBy :ni1 . {SWEEP} ; gt:objective :clean .",
    ),
    "indicator-without-target": (
        value("now", "Actual", "70") + ":x a gt:Observation ; gt:role gt:Target ; gt:plan :plan ; gt:indicator :ni2 .",
        value("now", "Actual", "70") + value("aim", "Target", "80"),
    ),
    "objective-without-action": (f"{CLEAN} . {SWEEP} .", f"{CLEAN} . {SWEEP} ; gt:objective :clean ."),
    "objective-without-indicator": (
        f"{CLEAN} . {SAFE} .",
        f"{CLEAN} . {SAFE} ; gt:broader :clean .",
    ),
    "plan-without-money": (
        f":plan gt:passage :p1 . {SWEEP} .",
        f":plan gt:passage :p1 . {SWEEP} ; gt:fundedBy :grant .",
    ),
    "row-printed-twice": (f"{SWEEP} . {MEND} ; gt:repeats :sweep .", f"{SWEEP} . {MEND} ."),
    "two-values": (
        value("one", "Target", "44") + value("two", "Target", "44.1", place=":p2"),
        value("one", "Target", "44") + value("two", "Actual", "44.1", place=":p2"),
    ),
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path), write=True) as opened:
        opened.put_graph(str(next(iter(graphs()))), tuple(q.triple for q in ox.parse(path=ONTOLOGY_FILE)))
        for iri, triples in graphs().items():
            opened.put_graph(iri, triples)
        yield opened


def found(store: Store, turtle: str) -> dict[str, list[dict[str, str]]]:
    """The findings once a document says so much: check to what each says, and how many places show it."""
    document = ox.NamedNode(f"{base()}northam/doc")
    triples = [q.triple for q in ox.parse((HEAD + turtle).encode(), format=ox.RdfFormat.TURTLE)]
    store.replace(DocumentEntry(document.value, "northam.md", "0" * 64), triples)
    derive(store)
    query = (
        f"SELECT ?check ?text ?plan (COUNT(?passage) AS ?places) WHERE {{ ?f a {GT.Finding} ; {GT.check} ?check ; "
        f"{GT.text} ?text . OPTIONAL {{ ?f {GT.passage} ?passage }} OPTIONAL {{ ?f {GT.plan} ?plan }} }} "
        "GROUP BY ?check ?text ?plan"
    )
    said: dict[str, list[dict[str, str]]] = {}
    for row in store.select(query).rows:
        said.setdefault(row["check"].value, []).append({name: term.value for name, term in row.items()})
    return said


def test_every_check_of_the_graph_has_its_case() -> None:
    assert {check.name for check in graph_checks()} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_check_finds_what_it_is_for_with_its_place_and_nothing_beside(store: Store, name: str) -> None:
    wrong, right = CASES[name]
    [finding] = found(store, wrong)[name]
    assert finding["places"] != "0"
    assert finding["plan"] == f"{base()}northam/plan"
    assert "{" not in finding["text"]
    assert name not in found(store, right)


def test_two_values_are_shown_by_both_places(store: Store) -> None:
    [finding] = found(store, CASES["two-values"][0])["two-values"]
    assert finding["places"] == "2"
    assert finding["text"].endswith("from 44 to 44.1 (target, 2009-10), for Paths swept.")


def test_what_is_mended_is_no_finding_any_more(store: Store) -> None:
    assert "row-printed-twice" in found(store, CASES["row-printed-twice"][0])
    assert "row-printed-twice" not in found(store, CASES["row-printed-twice"][1])


def test_a_check_of_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="kind is one of"):
        Check("x", "X", "oddity", "high", "{label}")


def test_large_amounts_have_their_thousands_apart() -> None:
    assert checks()["amount-without-stream"].said({"amount": "12500", "label": "Sweep"}).startswith("£12,500 is")
