"""The shapes of properties: what they join and what their values are."""

from __future__ import annotations

import pytest

from query.induce import read_schema
from query.lexicon.words import folded, tokens
from query.schema import Edge
from tests.query.memory import MemoryStore

DATA = """
@prefix : <http://example.org/library/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:book1 a :Book ; rdfs:label "The Long Way to Northam" ; :by :ann ; :shelf "A1", "A2" .
:book2 a :Book ; rdfs:label "Eastvale Revisited Once More" ; :by :ann, :bo .
:ann a :Author .
:bo a :Author .
"""
DECLARED = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:by a owl:ObjectProperty ; rdfs:range :Author .
:shelf a owl:DatatypeProperty ; rdfs:range xsd:string .
"""
LIBRARY = "http://example.org/library/"


@pytest.mark.parametrize("data", [DATA, DATA + DECLARED], ids=["found", "declared"])
def test_declared_or_found_the_shape_is_the_same(data: str) -> None:
    schema = read_schema(MemoryStore(data))
    by, shelf = schema.properties[LIBRARY + "by"], schema.properties[LIBRARY + "shelf"]
    assert Edge(LIBRARY + "Book", LIBRARY + "by", LIBRARY + "Author", 3, 2, 2) in schema.edges
    assert Edge(LIBRARY + "Book", LIBRARY + "shelf", "", 2, 1, 2) in schema.edges
    assert (by.literal, by.single) == (False, False)
    assert (shelf.literal, shelf.text, shelf.single) == (True, False, False)
    assert schema.text_properties(LIBRARY + "Book") == ("http://www.w3.org/2000/01/rdf-schema#label",)


def test_things_of_several_classes_are_not_taken_for_what_is_declared() -> None:
    schema = read_schema(MemoryStore(DATA + DECLARED + ":bo a :Editor ."))
    assert Edge(LIBRARY + "Book", LIBRARY + "by", LIBRARY + "Editor", 1, 1, 1) in schema.edges


def test_what_two_graphs_say_is_of_one_class_still() -> None:
    schema = read_schema(MemoryStore(DATA + DECLARED + "GRAPH :other { :ann a :Author . :bo a :Author }"))
    assert Edge(LIBRARY + "Book", LIBRARY + "by", LIBRARY + "Author", 3, 2, 2) in schema.edges


@pytest.mark.parametrize(
    "text", ["Lead: Children's Trust – NI 117", "£ 5m (2009/10), A.B.C. re-use", "costs £\n12,000"]
)
def test_words_are_folded_piece_by_piece_as_in_one_go(text: str) -> None:
    assert folded(text) == tuple(t.word for t in tokens(text) if not t.is_mark)


def test_a_class_is_full_where_all_that_is_under_it_is_said_to_be_of_it_too() -> None:
    tree = DATA + (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . :Author rdfs:subClassOf :Writer ."
        " :Writer rdfs:subClassOf :Person ."
        " :Author a owl:Class . :Writer a owl:Class . :Person a owl:Class . :ann a :Writer . :bo a :Writer . "
    )
    half = read_schema(MemoryStore(tree + ":ann a :Person ."))
    assert {LIBRARY + c for c in ("Book", "Author", "Writer")} == half.full
    assert LIBRARY + "Person" in read_schema(MemoryStore(tree + ":ann a :Person . :bo a :Person .")).full
