"""What the rules conclude, on plans small enough to see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.derive import bring_up_to_date, derive, rules, rules_version
from graph.oxigraph import open_store
from graph.store import Store
from ontology.names import thing
from ontology.vocabulary import GT
from tests.graph.plans import DERIVED, ONTOLOGY, A, entry, holds, labelled, node, ontology_triples, passage, triples

ROW, DEEP, OTHER = node("action", "1-1"), node("action", "1-2"), node("action", "9-9")
AREA, PRIORITY, THEME = node("objective", "area"), node("objective", "priority"), node("objective", "theme")
NI_50, NI_51, NI_58 = (thing("indicator", f"NI-{n}") for n in (50, 51, 58))
HEALTHY, SAFE = thing("outcome", "be-healthy"), thing("outcome", "stay-safe")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path), write=True) as opened:
        opened.put_graph(ONTOLOGY, ontology_triples())
        yield opened


def inherited(store: Store, statements: tuple[ox.Triple, ...]) -> set[tuple[str, str]]:
    """Which action inherits which indicator, once a document says so much."""
    store.replace(entry("northam"), statements)
    derive(store)
    rows = store.select(f"SELECT ?a ?i WHERE {{ GRAPH <{DERIVED}> {{ ?a {GT.feedsInherited} ?i }} }}").rows
    return {(r["a"].value.rpartition("/")[2], r["i"].value.rpartition("/")[2]) for r in rows}


UNDER = ((ROW, GT.objective, AREA), (AREA, GT.broader, PRIORITY), (PRIORITY, GT.broader, THEME))
CASES = {
    "of its own heading": ([(AREA, GT.measuredBy, NI_50)], {("1-1", "NI-50")}),
    "of a heading further up": ([(THEME, GT.measuredBy, NI_50)], {("1-1", "NI-50")}),
    "all that the nearest measured heading has": (
        [(PRIORITY, GT.measuredBy, NI_50), (PRIORITY, GT.measuredBy, NI_51)],
        {("1-1", "NI-50"), ("1-1", "NI-51")},
    ),
    "nothing from above a heading with its own measure": (
        [(AREA, GT.measuredBy, NI_50), (THEME, GT.measuredBy, NI_58)],
        {("1-1", "NI-50")},
    ),
    "nothing from a heading beside its own": (
        [(node("objective", "beside"), GT.measuredBy, NI_50), (node("objective", "beside"), GT.broader, PRIORITY)],
        set(),
    ),
    "not what its own row states": (
        [(AREA, GT.measuredBy, NI_50), (AREA, GT.measuredBy, NI_51), (ROW, GT.feedsStated, NI_50)],
        {("1-1", "NI-51")},
    ),
    "each row for itself": (
        [(AREA, GT.measuredBy, NI_50), (ROW, GT.feedsStated, NI_50), (DEEP, GT.objective, AREA)],
        {("1-2", "NI-50")},
    ),
    "nothing where nothing is measured": ([(OTHER, GT.objective, THEME)], set()),
    "nothing round a circle of headings": ([(THEME, GT.broader, AREA), (THEME, GT.measuredBy, NI_50)], set()),
}


@pytest.mark.parametrize("case", CASES)
def test_an_action_inherits(store: Store, case: str) -> None:
    statements, expected = CASES[case]
    assert inherited(store, triples(*UNDER, *statements)) == expected


def test_what_is_inherited_has_a_contribution_with_both_its_passages(store: Store) -> None:
    measured, plan = node("contribution", "area-ni-50"), thing("plan", "northam", "plan")
    store.replace(
        entry("northam"),
        (
            *labelled(ROW, GT.Action, "Open two youth clubs"),
            *passage(ROW, "row", "Open two youth clubs", 12),
            *passage(measured, "heading", "measured by NI 50", 4),
            *triples(
                (ROW, GT.objective, AREA),
                (ROW, GT.plan, plan),
                (AREA, GT.measuredBy, NI_50),
                (NI_50, GT.code, "NI 50"),
                (measured, GT.contributor, AREA),
                (measured, GT.indicator, NI_50),
                (measured, GT.basis, GT.Stated),
            ),
        ),
    )
    derive(store)
    (row,) = store.select(
        f"SELECT ?c ?label ?sure WHERE {{ ?c a {GT.Contribution} ; {GT.contributor} {ROW} ; {GT.indicator} {NI_50} ;"
        f" {GT.basis} {GT.Inherited} ; {GT.plan} {plan} ; <http://www.w3.org/2000/01/rdf-schema#label> ?label ;"
        f" {GT.confidence} ?sure }}"
    ).rows
    assert row["c"].value.startswith(thing("contribution", "northam", "plan", "inherited-").value)
    assert row["label"].value == "NI 50 inherited by: Open two youth clubs"
    assert float(row["sure"].value) == 1
    quotes = store.select(f"SELECT ?q WHERE {{ {row['c']} {GT.passage} ?p . ?p {GT.quote} ?q }}").rows
    assert {q["q"].value for q in quotes} == {"Open two youth clubs", "measured by NI 50"}


def test_classes_and_properties_above_follow(store: Store) -> None:
    post = node("owner", "head-of-service")
    store.replace(
        entry("northam"), triples((post, A, GT.Post), (ROW, GT.feedsStated, NI_50), (NI_51, A, GT.NationalIndicator))
    )
    derive(store)
    assert holds(store, post, A, GT.Owner)
    assert holds(store, ROW, GT.feeds, NI_50)
    assert holds(store, NI_51, A, GT.Indicator)
    assert not store.ask("ASK { ?x a ?c FILTER(isBlank(?x) || isBlank(?c)) }")


def test_an_objective_aims_where_its_heading_aims_unless_it_says_otherwise(store: Store) -> None:
    store.replace(entry("northam"), triples(*UNDER, (THEME, GT.towards, HEALTHY)))
    derive(store)
    assert holds(store, AREA, GT.towards, HEALTHY)
    store.replace(entry("northam"), triples(*UNDER, (THEME, GT.towards, HEALTHY), (PRIORITY, GT.towards, SAFE)))
    derive(store)
    assert holds(store, AREA, GT.towards, SAFE)
    assert not holds(store, AREA, GT.towards, HEALTHY)


def test_derived_statements_go_with_what_they_were_derived_from(store: Store) -> None:
    assert inherited(store, triples(*UNDER, (AREA, GT.measuredBy, NI_50)))
    assert not inherited(store, triples(*UNDER))


def test_deriving_is_done_once(store: Store) -> None:
    store.replace(entry("northam"), triples(*UNDER))
    assert bring_up_to_date(store)
    assert not bring_up_to_date(store)
    assert store.derived_by() == rules_version()
    store.mark_derived("older rules")
    assert bring_up_to_date(store)


def test_rules_say_what_they_conclude() -> None:
    assert [r.name for r in rules()] == sorted(r.name for r in rules())
    for rule in rules():
        assert rule.concludes.endswith(".") or "(" in rule.concludes, rule.name
        assert "CONSTRUCT" in rule.query
        assert "$BASE" not in rule.query


def test_things_may_have_another_base(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_BASE", "https://plans.example.org/")
    action = thing("action", "northam", "plan", "1-1")
    store.replace(entry("northam"), triples((action, GT.objective, AREA), (AREA, GT.measuredBy, NI_50)))
    derive(store)
    assert store.ask(f"ASK {{ ?c {GT.contributor} {action} FILTER(STRSTARTS(STR(?c), 'https://plans.example.org/')) }}")


@pytest.mark.parametrize("told_by", [(GT.polarity, GT.LowerIsBetter), (GT.status, GT.Red), (GT.status, GT.Green)])
@pytest.mark.parametrize(
    ("reached", "said"),
    [("9", {"WorseThanTarget"}), ("8", {"MeetsTarget"}), ("7", {"MeetsTarget", "BeatsTarget"})],
)
def test_a_value_is_worse_than_its_target_or_meets_or_beats_it(
    store: Store, reached: str, said: set[str], told_by: tuple[ox.NamedNode, ox.NamedNode]
) -> None:
    actual, target = node("observation", "actual"), node("observation", "target")
    indicator, place, year = node("indicator", "NI-117"), node("authority", "northam"), node("period", "2009")
    number = "http://www.w3.org/2001/XMLSchema#decimal"
    values = ((actual, GT.Actual, reached), (target, GT.Target, "8.0"))
    store.replace(
        entry("northam"),
        triples(
            *((o, p, end) for o, *_ in values for p, end in ((GT.indicator, indicator), (GT.authority, place))),
            *((o, p, end) for o, role, _ in values for p, end in ((GT.period, year), (GT.role, role))),
            *((o, GT.value, ox.Literal(value, datatype=ox.NamedNode(number))) for o, _, value in values),
            (actual, *told_by),
        ),
    )
    derive(store)
    rows = store.select(f"SELECT ?s WHERE {{ {actual} {GT.standing} ?s }}").rows
    rated = told_by[0] == GT.status  # red has missed its target, whichever way is better; green tells nothing
    expected = ({"WorseThanTarget"} if reached != "8" and told_by[1] == GT.Red else set()) if rated else said
    assert {r["s"].value.rpartition("#")[2] for r in rows} == expected
