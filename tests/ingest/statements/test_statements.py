"""From records made by hand to the triples of docs/model.md."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Span
from ingest.records import ActionRecord, ObjectiveRecord, ObservationRecord, Printed, Records
from ingest.statements import document_iri, statements
from tests.ingest.statements import examples
from tests.ingest.statements.examples import document, plan, records, span

BASE = "https://w3id.org/golden-thread/id/"
PREFIXES = """PREFIX gt: <https://w3id.org/golden-thread/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def ask(of: Records, pattern: str) -> list[tuple[str, ...]]:
    """The rows of a pattern over the statements of records, variables in the pattern's order, as plain strings."""
    names = dict.fromkeys(re.findall(r"\?(\w+)", pattern.partition("FILTER")[0]))
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in statements(document(), of))
    found = store.query(PREFIXES + f"SELECT {' '.join('?' + n for n in names)} WHERE {{ {pattern} }}")
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple(term.value for term in row) for row in found)


def actions(*given_: ActionRecord) -> Records:
    return Records(plan(), (examples.pregnancies(),), given_)


def test_the_plan_hangs_on_its_authority_and_document() -> None:
    sha = document().sha256[:8]
    assert ask(records(), "?plan a gt:Plan ; gt:authority ?a ; gt:document ?d ; gt:startsOn ?s") == [
        (
            BASE + "plan/northam/childrens-delivery-plan-2010-11",
            BASE + "authority/northam",
            BASE + f"document/northam/childrens-delivery-plan-2010-11-{sha}",
            "2010-04-01",
        )
    ]
    assert document_iri(document(), plan()).value.endswith(sha)


def test_a_known_authority_goes_by_its_code_and_usual_name() -> None:
    known = replace(records(), plan=replace(plan(), authority=examples.printed("Leeds City Council", 1)))
    assert ask(known, "?a a gt:Authority ; rdfs:label ?l ; skos:altLabel ?o") == [
        (BASE + "authority/E08000035", "Leeds", "Leeds City Council")
    ]


def test_a_plan_without_authority_is_nobodys() -> None:
    assert ask(replace(records(), plan=replace(plan(), authority=None)), "?a a gt:Authority") == [
        (BASE + "authority/unknown",)
    ]


def test_an_action_says_who_with_whom_with_what_money_and_until_when() -> None:
    only = actions(examples.drop_in())
    assert ask(only, "?a a gt:Action ; rdfs:label ?l ; gt:reference ?r ; gt:text ?t")[0][1:] == (
        "1.1 Open a drop-in",
        "1.1",
        "Open a drop-in",
    )
    assert ask(only, "[] gt:ownedBy ?o . ?o a gt:Post, gt:Owner") == [
        (BASE + "owner/northam/teenage-pregnancy-co-ordinator",)
    ]
    assert [r[0] for r in ask(only, "[] gt:partner/rdfs:label ?p")] == ["Northam PCT", "Schools"]
    assert ask(only, "[] gt:linksTo/rdfs:label ?p") == [("Teenage Pregnancy Strategy",)]
    assert ask(only, "[] gt:fundedBy ?f") == [(BASE + "stream/area-based-grant",)]
    assert ask(only, "?a a gt:Action ; gt:dueBy ?d")[0][1] == "2010-06-30", "a milestone's date is a date of the action"
    assert ask(only, "?a a gt:Action ; gt:dueBy ?d")[1][1] == "2011-03-31"
    assert ask(only, "?a a gt:Action . ?a gt:startsOn ?d")[0][1] == "2010-04-01"
    assert ask(only, "[] gt:milestone ?m . ?m gt:text ?t ; gt:dueBy ?d")[0][1:] == ("Sites agreed", "2010-06-30")
    assert ask(only, "[] gt:measure/gt:text ?t") == [("200 visits a month",)]
    assert ask(only, "[] gt:objective/rdfs:label ?t") == [("Fewer teenage pregnancies",)]


def test_an_allocation_is_an_amount_of_a_stream_in_a_period() -> None:
    assert ask(actions(examples.drop_in()), "[] gt:allocation ?a . ?a gt:amount ?n ; gt:stream ?s ; gt:period ?p")[0][
        1:
    ] == ("12500", BASE + "stream/area-based-grant", "http://reference.data.gov.uk/id/government-year/2010-2011")


@pytest.mark.parametrize(
    "name", ["ABG", "ABG allocation", "Area Based Grant", "Area Based", "area based grants", "ABG (Triage)"]
)
def test_a_stream_of_the_reference_data_is_everybodys_however_it_is_printed(name: str) -> None:
    row = replace(examples.training(), funding=(examples.printed(name),))
    assert ask(actions(row), "[] gt:fundedBy ?f") == [(BASE + "stream/area-based-grant",)]


def test_a_stream_that_only_this_authority_has_is_its_own() -> None:
    row = replace(examples.training(), funding=(examples.printed("Rose Fund"),))
    assert ask(actions(row), "[] gt:fundedBy ?f") == [(BASE + "stream/northam/rose-fund",)]


def test_ongoing_is_said_only_of_what_is() -> None:
    assert [r[1] for r in ask(records(), "?a gt:ongoing ?o")] == ["true"]
    assert ask(actions(examples.drop_in()), "?a gt:ongoing ?o") == []


def test_a_long_text_makes_a_short_label_and_stays_whole() -> None:
    text = "Give every school a named worker to ring about violence at home " * 4
    (row,) = ask(actions(ActionRecord(text, span(4))), "?a a gt:Action ; rdfs:label ?l ; gt:text ?t")
    assert len(row[1]) <= 110
    assert row[1].endswith("…")
    assert row[2] == text.strip()


def test_a_row_that_names_an_indicator_is_a_stated_contribution_with_its_words() -> None:
    rows = ask(
        actions(examples.training()),
        "?c a gt:Contribution ; gt:contributor ?a ; gt:indicator/gt:code ?i ; gt:basis gt:Stated ;"
        " gt:confidence ?n ; gt:passage/gt:line ?l . ?a a gt:Action ; gt:feedsStated ?ind",
    )
    assert [r[2:5] for r in rows] == [("NI 112", "1", "5")]


def test_an_objective_measured_by_an_indicator_feeds_it_as_stated() -> None:
    rows = ask(
        records(),
        "?o a gt:Objective ; gt:measuredBy ?i ; gt:feedsStated ?i ; gt:towards ?t ; gt:level ?l ."
        " ?c gt:contributor ?o ; gt:indicator ?i ; gt:basis gt:Stated",
    )
    assert len(rows) == 1
    assert BASE + "indicator/NI-112" in rows[0]
    assert BASE + "outcome/be-healthy" in rows[0]


def test_a_bare_number_is_spoken_with_the_level() -> None:
    assert ask(records(), "?o a gt:Objective ; gt:printedName ?l")[0][1] == "Priority 1"


def test_the_words_for_its_kind_are_no_part_of_a_reference() -> None:
    aim = ObjectiveRecord("a", "Safety", span(3), "recommendation", reference="Recommendation 12")
    coded = ObjectiveRecord("b", "Health", span(3), "priority", reference="BH 1.3")
    rows = ask(Records(plan(), (aim, coded)), "?o a gt:Objective ; gt:reference ?r ; gt:printedName ?n")
    assert {r[1:] for r in rows} == {("12", "Recommendation 12"), ("BH 1.3", "BH 1.3")}


def test_inheritance_is_left_to_the_rules() -> None:
    assert ask(records(), "?c gt:basis gt:Inherited") == []
    assert ask(actions(examples.drop_in()), "?a a gt:Action ; gt:feedsStated ?i") == []


def test_a_row_printed_twice_repeats_the_first_and_counts_no_money_again() -> None:
    again = replace(examples.drop_in(), span=span(6))
    thrice = actions(examples.drop_in(), again, again)
    rows = ask(thrice, "?a a gt:Action ; gt:passage/gt:line ?l ; gt:repeats/gt:passage/gt:line ?first")
    assert [row[1:] for row in rows] == [("6", "4"), ("6", "4")]
    assert len({row[0] for row in ask(thrice, "?a a gt:Action")}) == 3
    for shared, cls in (("allocation", "Allocation"), ("measure", "Measure"), ("milestone", "Milestone")):
        assert len(ask(thrice, f"?x a gt:{cls}")) == 1
        assert len(ask(thrice, f"?a a gt:Action ; gt:{shared} ?x")) == 3


def test_a_repeat_with_other_points_and_capitals_is_a_repeat() -> None:
    again = replace(examples.drop_in(), span=span(6), text="open a Drop-in.")
    both = actions(examples.drop_in(), again)
    assert {r[1] for r in ask(both, "?a a gt:Action ; gt:text ?t")} == {"Open a drop-in", "open a Drop-in."}
    assert len(ask(both, "?a gt:repeats ?b")) == 1


@pytest.mark.parametrize(
    "change",
    [{"owners": (Printed("Fostering Manager", span(6), "post"),)}, {"objective": None}],
    ids=["another owner", "another heading"],
)
def test_the_same_words_for_another_owner_or_heading_are_another_action(change: dict[str, object]) -> None:
    again = replace(examples.drop_in(), span=span(6), **change)  # type: ignore[arg-type]
    assert len(ask(actions(examples.drop_in(), again), "?a a gt:Action")) == 2


def test_objectives_of_one_wording_under_two_headings_are_two() -> None:
    def under(key: str, text: str, parent: str | None = None) -> ObjectiveRecord:
        return ObjectiveRecord(key, text, span(3), "timescale", parent=parent)

    listed = (under("a", "Safety"), under("b", "Health"), under("c", "This year", "a"), under("d", "This year", "b"))
    rows = ask(Records(plan(), listed), '?o gt:text "This year" ; gt:broader/rdfs:label ?p')
    assert {r[1] for r in rows} == {"Health", "Safety"}
    assert len({r[0] for r in rows}) == 2


def test_an_observation_has_all_that_is_printed_beside_it() -> None:
    (row,) = ask(
        records(),
        "?o a gt:Observation ; gt:indicator/gt:code ?c ; gt:role ?r ; gt:value ?v ; gt:unit ?u ; gt:status ?s ;"
        " gt:direction ?d ; gt:valueText ?t ; gt:quality ?q ; gt:polarity ?p ; gt:ownedBy/rdfs:label ?w ;"
        " gt:period/rdfs:label ?y ; gt:plan ?plan ; gt:authority ?auth",
    )
    gt = "https://w3id.org/golden-thread/ontology#"
    assert {"NI 117", "-7.5", "%", "-7.5%", "provisional", "Paul Vaughan", "2010-11"} <= set(row)
    assert {gt + "Target", gt + "Red", gt + "Deteriorated", gt + "LowerIsBetter"} <= set(row)


def test_a_value_above_and_one_below_nought_are_two_observations() -> None:
    def of(value: str) -> ObservationRecord:
        return replace(records().observations[0], value=Decimal(value), printed=value + "%")

    assert len(ask(replace(records(), observations=(of("4.1"), of("-4.1"), of("41"))), "?o a gt:Observation")) == 3


def test_a_value_printed_in_two_tables_is_two_and_a_row_printed_twice_is_one() -> None:
    value = records().observations[0]
    again = replace(value, span=Span(6, 6, value.span.quote))
    elsewhere = replace(value, span=span(6, "NEET 7.5%"))
    found = ask(replace(records(), observations=(value, again, elsewhere)), "?o a gt:Observation ; gt:passage ?p")
    assert len({o for o, _ in found}) == 2
    assert len(found) == 3


def test_a_decision_says_what_who_when_and_to_whom() -> None:
    (row,) = ask(
        records(),
        "?d a gt:Decision ; gt:decisionKind ?k ; gt:item ?i ; gt:decidedBy/rdfs:label ?b ; gt:decidedOn ?on ;"
        " gt:awardedTo/rdfs:label ?w ; gt:amount ?n",
    )
    assert {"Advice service", "Northam Children's Trust Board", "2010-01-07", "Northam Youth Action", "52000"} <= set(
        row
    )


def test_mentions_and_acronyms_are_kept() -> None:
    assert [r[1] for r in ask(records(), "?p gt:mentions/gt:code ?c")] == ["NI 56"]
    assert ask(records(), "?a a gt:Acronym ; gt:expansion ?e") == [
        (BASE + "acronym/northam/NEET", "not in education, employment or training")
    ]


def test_every_thing_has_one_label_and_everything_read_a_passage() -> None:
    several = "?x rdfs:label ?a, ?b FILTER(STR(?a) < STR(?b))"
    assert ask(records(), several) == []
    assert ask(records(), "?x a ?c FILTER NOT EXISTS { ?x rdfs:label ?l }") == []
    unplaced = "?x a ?c FILTER(?c NOT IN (gt:Document, gt:Passage, gt:Period, gt:PartnerKind, gt:Outcome))"
    bare = ask(records(), unplaced + " FILTER NOT EXISTS { ?x gt:passage ?p }")
    # An indicator's places are those of the rows and values that name it.
    assert {r[1].rpartition("#")[2] for r in bare} <= {"Indicator", "NationalIndicator"}


def test_two_quotes_of_one_place_that_differ_by_a_point_are_one_passage() -> None:
    named = (
        examples.printed("Northam PCT"),
        Printed("Schools", Span(4, 4, "1.1 Open")),
        Printed("PCT", span(4, "1.1, Open")),
    )
    rows = ask(actions(replace(examples.drop_in(), partners=named)), "?p gt:quote ?q")
    assert len({p for p, _ in rows}) == len(rows)


def test_the_statements_are_sorted_and_without_blank_nodes() -> None:
    found = statements(document(), records())
    assert list(found) == sorted(set(found), key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    assert not any(isinstance(term, ox.BlankNode) for t in found for term in (t.subject, t.object))


words = st.text(max_size=60)
people = st.builds(Printed, words, st.just(Span(4, 4, "1.1")), st.sampled_from(["", "person", "post", "body"]))
rows = st.builds(
    ActionRecord,
    words,
    st.just(Span(4, 4, "1.1")),
    reference=words,
    owners=st.tuples(people),
    partners=st.tuples(people, people),
    funding=st.tuples(people),
    measures=st.tuples(people),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(rows, max_size=4))
def test_whatever_is_printed_gives_valid_names_and_the_same_every_time(listed: list[ActionRecord]) -> None:
    found = statements(document(), actions(*listed))
    assert found == statements(document(), actions(*listed))
    text = "\n".join(f"{t} ." for t in found).encode()
    assert len(list(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))) == len(found), "every IRI parses strictly"


def test_dates_are_dates() -> None:
    found = statements(document(), actions(examples.drop_in()))
    kinds = {t.object.datatype.value for t in found if isinstance(t.object, ox.Literal) and t.object.value[:3] == "201"}
    assert "http://www.w3.org/2001/XMLSchema#date" in kinds
    assert date(2011, 3, 31).isoformat() in {t.object.value for t in found if isinstance(t.object, ox.Literal)}
