"""The bundled plans are read as a person would read them."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from ingest.reader import Reading, read
from ingest.samples import sample_files

PREFIXES = """PREFIX gt: <https://w3id.org/golden-thread/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@cache
def readings() -> dict[str, Reading]:
    return {name.partition("-")[0]: read(name, data) for name, data in sample_files()}


def values(plan: str, select: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT over one sample's statements, as plain strings."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in readings()[plan].triples)
    found = store.query(PREFIXES + select)
    assert isinstance(found, ox.QuerySolutions)
    return sorted({tuple(term.value if term is not None else "" for term in row) for row in found})


def of_action(plan: str, start: str, prop: str) -> set[str]:
    """The labels (or literals) that a property gives the action whose text starts so."""
    found = values(
        plan,
        f"SELECT ?v WHERE {{ ?a a gt:Action ; gt:text ?t ; {prop} ?x . OPTIONAL {{ ?x rdfs:label ?l }}"
        f' BIND(STR(COALESCE(?l, ?x)) AS ?v) FILTER(STRSTARTS(?t, "{start}")) }}',
    )
    return {row[0] for row in found}


@pytest.mark.parametrize(("plan", "objectives"), [("northam", 4), ("eastvale", 7)])
def test_objectives(plan: str, objectives: int) -> None:
    assert len(values(plan, "SELECT ?o WHERE { ?o a gt:Objective }")) >= objectives


@pytest.mark.parametrize(("plan", "actions"), [("northam", 11), ("eastvale", 13)])
def test_each_row_is_one_action(plan: str, actions: int) -> None:
    assert len(values(plan, "SELECT ?a WHERE { ?a a gt:Action }")) == actions


@pytest.mark.parametrize(
    ("plan", "name", "start", "end"),
    [
        ("northam", "Northam", "2010-04-01", "2011-03-31"),
        ("eastvale", "Eastvale", None, None),
        ("marlbury", "Marlbury", None, None),
    ],
)
def test_whose_plan_it_is_and_for_when(plan: str, name: str, start: str | None, end: str | None) -> None:
    labels = values(plan, "SELECT ?l WHERE { ?p a gt:Plan ; gt:authority/(rdfs:label|skos:altLabel) ?l }")
    assert any(name in label for (label,) in labels)
    if start and end:
        period = "SELECT ?s ?e WHERE { ?p a gt:Plan ; gt:startsOn ?s ; gt:endsOn ?e }"
        assert values(plan, period) == [(start, end)]


@pytest.mark.parametrize(
    ("plan", "start", "owners"),
    [
        ("northam", "Train youth workers", {"Teenage Pregnancy Coordinator"}),
        ("northam", "Recruit twenty foster carers", {"Fostering Team Manager"}),
        ("northam", "Give every school a named worker", set()),
        ("eastvale", "Hold a weekly case conference", {"Detective Inspector: Public Protection"}),
        ("eastvale", "Start a lunch club", {"Sian Prosser", "Philip Marchetti"}),
        ("eastvale", "Publish a guide for parents", set()),
    ],
)
def test_owners(plan: str, start: str, owners: set[str]) -> None:
    assert of_action(plan, start, "gt:ownedBy") == owners or (
        owners == {"Teenage Pregnancy Coordinator"}
        and of_action(plan, start, "gt:ownedBy") == {"Teenage Pregnancy Co-ordinator"}
    )


def test_a_person_named_in_two_ways_is_one() -> None:
    assert of_action("northam", "Find eighty", "gt:ownedBy") == {"Karen Osei"}
    assert of_action("northam", "Take the mobile advice bus", "gt:ownedBy") == {"Karen Osei"}
    assert of_action("eastvale", "Visit each family", "gt:ownedBy") == {"Rajesh Nair"}


@pytest.mark.parametrize(
    ("plan", "start", "codes"),
    [
        ("northam", "Open a young people", {"NI 112"}),
        ("northam", "Run family cookery clubs", {"NI 55", "NI 56"}),
        ("northam", "Take the mobile advice bus", {"NI 110", "NI 117"}),
        ("northam", "Give every school", set()),
    ],
)
def test_indicators_that_a_row_names(plan: str, start: str, codes: set[str]) -> None:
    assert of_action(plan, start, "gt:feedsStated/gt:code") == codes


@pytest.mark.parametrize(
    ("plan", "start", "codes"),
    [
        ("northam", "Ring every school leaver", {"NI 117"}),
        ("northam", "Give every school", {"NI 32"}),
        ("eastvale", "Appoint two domestic", {"NI 32", "NI 65"}),
        ("eastvale", "Offer young parents", {"NI 117", "NI 91"}),
        ("eastvale", "Extend the C-card", {"NI 112"}),
        ("eastvale", "Give every Year 5", {"NI 56"}),
    ],
)
def test_indicators_of_the_heading_a_row_stands_under(plan: str, start: str, codes: set[str]) -> None:
    assert of_action(plan, start, "gt:objective/gt:measuredBy/gt:code") == codes


@pytest.mark.parametrize(
    ("plan", "start", "streams"),
    [
        ("northam", "Train youth workers", {"Area Based Grant"}),
        ("northam", "Find eighty", {"European Social Fund"}),
        ("eastvale", "Open a second-chance centre", {"European Social Fund"}),
        ("eastvale", "Offer young parents", {"Sure Start Grant"}),
    ],
)
def test_where_the_money_comes_from(plan: str, start: str, streams: set[str]) -> None:
    assert of_action(plan, start, "gt:fundedBy") == streams


def test_amounts_are_pounds_of_a_stream() -> None:
    rows = values(
        "eastvale",
        "SELECT ?n ?s WHERE { ?a gt:text ?t ; gt:allocation ?m ."
        " ?m gt:amount ?n OPTIONAL { ?m gt:stream/rdfs:label ?s }"
        ' FILTER(STRSTARTS(?t, "Start a lunch club")) }',
    )
    assert rows == [("30000", "Area Based Grant"), ("8000", "Eastvale Community Foundation")]


@pytest.mark.parametrize(
    ("plan", "start", "days"),
    [
        ("northam", "Open a young people", {"2010-06-30", "2010-12-31"}),
        ("northam", "Ring every school leaver", {"2010-09-30", "2011-03-31"}),
        ("eastvale", "Appoint two domestic", {"2009-10-31"}),
        ("eastvale", "Publish a guide", {"2010-06-30"}),
        ("eastvale", "Pay bus fares", {"2009-09-30"}),
        ("eastvale", "Visit each family", set()),
    ],
)
def test_dates(plan: str, start: str, days: set[str]) -> None:
    assert of_action(plan, start, "gt:dueBy") == days


def test_what_goes_on_is_ongoing() -> None:
    assert of_action("eastvale", "Visit each family", "gt:ongoing") == {"true"}


def test_partners_and_strategies_are_split() -> None:
    partners = of_action("eastvale", "Appoint two domestic", "gt:partner")
    assert partners == {"Eastvale NHS Trust", "Police", "Eastvale Women's Aid"}
    assert of_action("eastvale", "Appoint two domestic", "gt:linksTo") == {
        "Domestic Abuse Strategy",
        "Community Safety Plan",
    }


def test_a_row_broken_over_a_page_is_whole() -> None:
    assert of_action("eastvale", "Train all designated teachers", "gt:text") == {
        "Train all designated teachers to recognise the signs of violence at home and to know whom to tell."
    }
    assert "ESCB Business Plan" in of_action("eastvale", "Train all designated teachers", "gt:linksTo")
    assert "Children's Centres" in of_action("eastvale", "Offer young parents", "gt:partner")


def test_targets_of_an_indicator() -> None:
    rows = values(
        "northam",
        "SELECT ?role ?value ?year ?who WHERE { ?o a gt:Observation ; gt:indicator/gt:code 'NI 117' ; gt:value ?value ;"
        " gt:role ?r ; gt:period/rdfs:label ?year ; gt:ownedBy/rdfs:label ?who ."
        " BIND(STRAFTER(STR(?r), '#') AS ?role) }",
    )
    assert rows == [
        ("Actual", "8.9", "2008-09", "Karen Osei"),
        ("Target", "7.2", "2010-11", "Karen Osei"),
        ("Target", "8.1", "2009-10", "Karen Osei"),
    ]
    assert len(values("northam", "SELECT ?o WHERE { ?o a gt:Observation }")) == 17


def test_red_indicators_of_a_board_report() -> None:
    red = "SELECT ?c WHERE { ?o gt:status gt:Red ; gt:indicator/gt:code ?c }"
    assert values("marlbury", red) == [("NI 117",), ("NI 32",)]
    over = "SELECT ?c WHERE { ?o gt:status gt:OverPerforming ; gt:indicator/gt:code ?c }"
    assert values("marlbury", over) == [("NI 110",)]
    actual = "SELECT ?v WHERE { ?o gt:indicator/gt:code 'NI 112' ; gt:role gt:Actual ; gt:value ?v }"
    assert values("marlbury", actual) == [("-12.5",)]
    assert len(values("marlbury", "SELECT ?c WHERE { ?o a gt:Observation ; gt:indicator/gt:code ?c }")) == 11


def test_decisions_of_a_board() -> None:
    endorsed = "SELECT ?i WHERE { ?d gt:decisionKind gt:Endorse ; gt:item ?i ; gt:decidedOn ?on }"
    assert len(values("marlbury", endorsed)) == 2
    awards = "SELECT ?w ?n WHERE { ?d gt:decisionKind gt:Award ; gt:awardedTo/rdfs:label ?w ; gt:amount ?n }"
    assert values("marlbury", awards) == [("Marlbury Traveller Education Network", "52000")]
    noted = "SELECT ?on WHERE { ?d gt:decisionKind gt:Note ; gt:decidedOn ?on }"
    assert ("2009-11-13",) in values("marlbury", noted)


def test_nothing_is_lost_without_a_word() -> None:
    for name, data in sample_files():
        report = read(name, data).report
        assert sum(p.characters for p in report.parts) == report.characters == len("".join(data.decode().split()))
        assert report.characters_of("not understood") < report.characters / 10
