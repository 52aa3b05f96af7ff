"""Following chains from things that a question names, over a small company's graph that nobody wrote a lexicon for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from query.engine import ask
from query.world import World
from service.worlds import over_file

GRAPH = """
@prefix v: <http://mill.example/vocab/> . @prefix i: <http://mill.example/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
v:Product a owl:Class . v:Loom a owl:Class ; rdfs:subClassOf v:Product ; rdfs:label "Loom"@en, "Webstuhl"@de .
v:Employee a owl:Class . v:Manager a owl:Class ; rdfs:subClassOf v:Employee . v:Supplier a owl:Class .
v:Department a owl:Class . v:hasManager a owl:ObjectProperty ; rdfs:label "has manager"@en .
v:weight_g a owl:DatatypeProperty ; rdfs:label "weight in gram"@en .
i:sales a v:Department ; rdfs:label "Sales"@en . i:post a v:Department ; rdfs:label "Post Room"@en .
i:e1 a v:Manager ; rdfs:label "Ida Frost" ; v:memberOf i:sales ; v:phone "11" .
i:e2 a v:Employee ; rdfs:label "Bo Lund" ; v:memberOf i:sales ; v:hasManager i:e1 ; v:phone "22" .
i:e3 a v:Employee ; rdfs:label "Kit Rowe" ; v:memberOf i:post ; v:hasManager i:e1 ; v:phone "33" .
i:s1 a v:Supplier ; rdfs:label "Oak and Ash" . i:s2 a v:Supplier ; rdfs:label "Iron Bros" .
i:s3 a v:Supplier ; rdfs:label "Idle Ltd" .
i:l1 a v:Loom ; rdfs:label "Swift Loom"@en ; v:hasSupplier i:s1 ; v:weight_g 900 ; v:fits i:l2 .
i:l2 a v:Loom ; rdfs:label "Broad Loom"@en ; v:hasSupplier i:s1 ; v:weight_g 1400 .
i:l3 a v:Loom ; rdfs:label "Hand Loom"@en ; v:hasSupplier i:s2 ; v:weight_g 300 .
"""


@cache
def world() -> World:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mill.ttl"
        path.write_text(GRAPH, encoding="utf-8")
        return over_file(path)


def found(question: str) -> list[str]:
    """The values or the last parts of the IRIs of an answer, sorted."""
    answer = ask(question, world())
    assert answer.status == "answered", answer.interpretation
    cells = [cell for row in answer.rows for cell in row.values()]
    return sorted(str(c["iri"]).rsplit("/", 1)[-1] if "iri" in c else str(c["value"]) for c in cells)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is the manager of Bo Lund?", ["e1"]),
        ("Give me the phone number of the manager of Kit Rowe.", ["11"]),
        ("Who works in the Sales department?", ["e1", "e2"]),
        ("How many employees work in Sales?", ["2"]),
        ("Which department does Kit Rowe belong to?", ["post"]),
        ("Which looms are supplied by Oak and Ash?", ["l1", "l2"]),
        ("Which looms weigh more than 500 grams?", ["l1", "l2"]),
        ("What is the heaviest product?", ["l2"]),
        ("Which suppliers do not supply any loom?", ["s3"]),
        ("Does Iron Bros supply the Hand Loom?", ["True"]),
        ("Does Iron Bros supply the Broad Loom?", ["False"]),
    ],
)
def test_a_chain_from_what_is_named(question: str, expected: list[str]) -> None:
    assert found(question) == expected


def test_what_finds_nothing_is_not_called_an_answer() -> None:
    answer = ask("Give me the phone number of the manager of Ida Frost.", world())
    assert answer.status == "searched"
    assert answer.rows == ()
    assert "Nothing was found" in answer.interpretation


def test_two_columns_are_no_chain() -> None:
    answer = ask("Show the phone and the department of Bo Lund.", world())
    assert {c.name for c in answer.columns} >= {"phone"}
    assert len(answer.columns) == 2
