"""What a graph is about: read from an ontology, or induced from any data."""

from __future__ import annotations

from query.induce import read_schema
from query.joins import attributes, joins
from query.schema import Schema, words_of
from tests.query.fixture import gt, schema
from tests.query.memory import MemoryStore

SCHOOL = """
@prefix : <http://example.org/school/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:pupil1 a :pupil ; :pupil_name "Ann Dale" ; :age 12 ; :inClass :c1 .
:pupil2 a :pupil ; :pupil_name "Bo Reed" ; :age 13 ; :inClass :c1 .
:c1 a :school_class ; :taughtBy :t1 .
:t1 a :teacher ; :hiredOn "2001-09-01"^^xsd:date .
"""


def school() -> Schema:
    return read_schema(MemoryStore(SCHOOL))


def ex(name: str) -> str:
    return f"http://example.org/school/{name}"


def test_names_come_from_labels_or_from_the_words_of_iris() -> None:
    assert school().class_label(ex("school_class")) == "school class"
    assert words_of("http://example.org/t#hiredOn") == "hired on"
    assert schema().class_label(gt("FundingStream")) == "funding stream"


def test_data_shows_what_properties_connect() -> None:
    found = school()
    assert found.range(ex("inClass")) == {ex("school_class")}
    assert found.properties[ex("age")].literal
    assert not found.properties[ex("inClass")].literal
    assert found.properties[ex("hiredOn")].datatype.endswith("#date")
    assert found.properties_of(ex("teacher")) == (ex("hiredOn"),)


def test_an_ontology_says_more_than_data() -> None:
    found = schema()
    assert found.is_a(gt("Person"), gt("Owner"))
    assert found.certain(gt("feeds")) == (gt("feedsInherited"), gt("feedsStated"))
    assert found.certain(gt("ownedBy")) == (gt("ownedBy"),)
    assert found.evidence[gt("feeds")].cls == gt("Contribution")
    assert found.classes[gt("Passage")].hidden
    assert found.compact(gt("Action")) == "gt:Action"


def test_texts_of_a_class() -> None:
    assert gt("text") in schema().text_properties(gt("Action"))
    assert gt("dueBy") not in schema().text_properties(gt("Action"))


def test_the_cheapest_way_comes_first_and_never_by_way_of_mere_records() -> None:
    ways = joins(schema(), gt("FundingStream"), gt("Outcome"))
    assert ways[0].path == (f"^{gt('fundedBy')}", gt("feeds"), gt("towards"))
    assert not any(gt("passage") in way.path for way in ways)
    assert [way.cost for way in ways] == sorted(way.cost for way in ways)


def test_ways_through_any_data() -> None:
    assert joins(school(), ex("pupil"), ex("teacher"))[0].path == (ex("inClass"), ex("taughtBy"))
    assert attributes(school(), ex("pupil"), ex("hiredOn"))[0].path == (ex("inClass"), ex("taughtBy"), ex("hiredOn"))
    assert joins(school(), ex("teacher"), ex("nowhere")) == ()


def test_an_empty_graph_has_an_empty_schema() -> None:
    empty = read_schema(MemoryStore())
    assert (empty.classes, empty.edges) == ({}, ())
