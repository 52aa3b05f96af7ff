"""Values in nodes of their own, headings under others, and types by another name, over small graphs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from query.answer import Answer
from query.engine import ask
from query.world import World
from service.worlds import over_file

SHOP = """
@prefix v: <http://shop.example/vocab/> . @prefix i: <http://shop.example/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
v:Tool rdfs:label "tool" . v:Maker rdfs:label "maker" .
i:hand a v:Category ; skos:prefLabel "Hand tools" .
i:saws a v:Category ; skos:prefLabel "Saws" ; skos:broader i:hand .
i:fret a v:Category ; skos:prefLabel "Fretsaws" ; skos:broader i:saws .
i:power a v:Category ; skos:prefLabel "Power tools" .
i:t1 a v:Tool ; rdfs:label "Tenon" ; v:hasCategory i:saws ; v:price i:p1 ; v:maker i:m1 .
i:t2 a v:Tool ; rdfs:label "Jeweller" ; v:hasCategory i:fret ; v:price i:p2 ; v:maker i:m1 .
i:t3 a v:Tool ; rdfs:label "Claw X43" ; v:hasCategory i:hand ; v:price i:p3 ; v:maker i:m2 .
i:t4 a v:Tool ; rdfs:label "Drill" ; v:hasCategory i:power ; v:price i:p4 ; v:maker i:m2 .
i:p1 a v:Price ; v:amount 30 ; v:currency "EUR" . i:p2 a v:Price ; v:amount 18.5 ; v:currency "EUR" .
i:p3 a v:Price ; v:amount 12 ; v:currency "USD" . i:p4 a v:Price ; v:amount 95 ; v:currency "EUR" .
i:m1 a v:Maker ; rdfs:label "Ash Works" ; v:address i:a1 . i:m2 a v:Maker ; rdfs:label "Bolt Bros" ; v:address i:a2 .
i:k1 a v:Kit ; rdfs:label "Starter Kit" ; v:hasPiece i:u1 , i:u2 .
i:u1 a v:PieceUse ; v:piece i:t1 ; v:quantity 2 . i:u2 a v:PieceUse ; v:piece i:t3 ; v:quantity 1 .
i:a1 a v:Address ; v:street "Mill Lane 2" ; v:city "Hexham" . i:a2 a v:Address ; v:street "Pier 9" ; v:city "Goole" .
"""

BASE = """
@prefix e: <http://base.example/entity/> . @prefix p: <http://base.example/direct/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix wikibase: <http://wikiba.se/ontology#> .
e:P1 a wikibase:Property ; rdfs:label "instance of"@en ; wikibase:directClaim p:P1 .
e:P2 a wikibase:Property ; rdfs:label "subclass of"@en ; wikibase:directClaim p:P2 .
e:P3 a wikibase:Property ; rdfs:label "country"@en ; wikibase:directClaim p:P3 .
e:P4 a wikibase:Property ; rdfs:label "population"@en ; wikibase:directClaim p:P4 .
e:Q1 rdfs:label "country"@en . e:Q2 rdfs:label "town"@en . e:Q3 rdfs:label "harbour town"@en ; p:P2 e:Q2 .
e:Q10 rdfs:label "Arvenia"@en ; p:P1 e:Q1 . e:Q11 rdfs:label "Belmark"@en ; p:P1 e:Q1 .
e:Q20 rdfs:label "Aber"@en ; p:P1 e:Q2 ; p:P3 e:Q10 ; p:P4 700 .
e:Q21 rdfs:label "Esk"@en ; p:P1 e:Q3 ; p:P3 e:Q10 ; p:P4 900 .
e:Q22 rdfs:label "Holm"@en ; p:P1 e:Q2 ; p:P3 e:Q11 ; p:P4 400 .
"""


@cache
def world(graph: str) -> World:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        path.write_text(graph, encoding="utf-8")
        return over_file(path)


def cells(answer: Answer) -> list[str]:
    """The values or the last parts of the IRIs of an answer, in order."""
    assert answer.status == "answered", answer.interpretation
    return [
        str(c["iri"]).rsplit("/", 1)[-1] if "iri" in c else str(c["value"]) for r in answer.rows for c in r.values()
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the price of the Jeweller?", ["18.5", "EUR"]),
        ("What is the address of Bolt Bros?", ["Goole", "Pier 9"]),
        ("Which tools cost more than 20?", ["t4", "t1"]),
        ("List all tools sorted by price, most expensive first, limit 2.", ["t4", "t1"]),
        ("What does the Drill cost?", ["95", "EUR"]),
        ("What are the pieces of the Starter Kit?", ["t3", "t1"]),
        ("Which kits contain the Claw X43?", ["k1"]),
        ("List all tools sorted by price, cheapest first.", ["t3", "t2", "t1", "t4"]),
    ],
)
def test_what_is_no_more_than_its_values_answers_by_them(question: str, expected: list[str]) -> None:
    assert cells(ask(question, world(SHOP))) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which tools are in the category Hand tools?", ["t1", "t2", "t3"]),
        ("Which tools are in the category Saws?", ["t1", "t2"]),
        ("Which tools are in the category Fretsaws?", ["t2"]),
        ("How many tools are in the category Hand tools?", ["3"]),
    ],
)
def test_what_is_of_a_heading_is_of_those_above_it(question: str, expected: list[str]) -> None:
    assert sorted(cells(ask(question, world(SHOP)))) == expected


def test_the_heading_itself_is_no_other_than_it_says() -> None:
    assert "skos:broader*" not in ask("Which tools are in the category Fretsaws?", world(SHOP)).sparql


@pytest.mark.parametrize(
    "question",
    [
        "Which gizmo is the Drill in?",
        "How many llamas have the Drill?",
        "What is the Drill's wingspan?",
        "Which tools cut nothing?",
    ],
)
def test_what_is_asked_for_and_not_known_is_not_passed_over(question: str) -> None:
    assert ask(question, world(SHOP)).status != "answered"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many countries are there?", ["2"]),
        ("Which towns are in Arvenia?", ["Q20", "Q21"]),
        ("How many towns are there?", ["3"]),
        ("Which harbour town has the largest population?", ["Q21"]),
        ("What is the population of Holm?", ["400"]),
    ],
)
def test_a_graph_may_say_what_things_are_by_a_property_of_its_own(question: str, expected: list[str]) -> None:
    answer = ask(question, world(BASE))
    assert sorted(cells(answer)) == expected
    assert " a <" not in answer.sparql  # so that it holds for the graph as it was written
