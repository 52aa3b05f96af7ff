"""The graphs that no plan holds, as they go into a store."""

import pyoxigraph as ox
import pytest

from ontology import graphs as module
from ontology.graphs import graphs
from ontology.names import graph_iri, indicator_iri, thing
from ontology.vocabulary import GT, ONTOLOGY_IRI


@pytest.fixture(scope="module")
def store() -> ox.Store:
    filled = ox.Store()
    for name, triples in graphs().items():
        filled.extend(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name)) for t in triples)
    return filled


def rows(store: ox.Store, query: str) -> list[list[str]]:
    prefixes = f"PREFIX gt: <{ONTOLOGY_IRI}#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
    prefixes += " PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    solutions = store.query(f"{prefixes} {query}", use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return [[term.value for term in row if term is not None] for row in solutions]


def test_there_are_three_and_none_holds_a_blank_node() -> None:
    assert set(graphs()) == {ONTOLOGY_IRI, graph_iri("reference").value, graph_iri("outcomes").value}
    for name, triples in graphs().items():
        assert triples, name
        assert not [t for t in triples if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)]


def test_they_are_the_same_again_to_the_triple() -> None:
    first = {name: list(triples) for name, triples in graphs().items()}
    module._graphs.cache_clear()
    assert {name: list(triples) for name, triples in graphs().items()} == first


def test_the_base_of_things_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_BASE", "https://example.org/things/")
    assert "https://example.org/things/graph/reference" in graphs()
    assert ONTOLOGY_IRI in graphs()


def test_a_national_indicator_has_code_title_polarity_and_outcome(store: ox.Store) -> None:
    ni = indicator_iri("NI 117")
    (found,) = rows(
        store,
        f"SELECT ?code ?label ?way ?outcome WHERE {{ <{ni.value}> gt:code ?code ; rdfs:label ?label ; gt:polarity ?way "
        "; gt:towards/rdfs:label ?outcome }",
    )
    assert found[0] == "NI 117"
    assert found[1].startswith("NI 117 16 to 18 year olds")
    assert found[2:] == [GT.LowerIsBetter.value, "Achieve economic well-being"]


def test_everything_has_exactly_one_label(store: ox.Store) -> None:
    counted = rows(
        store,
        f"SELECT ?s (COUNT(?l) AS ?n) WHERE {{ GRAPH <{graph_iri('reference').value}> "
        "{ ?s a ?c OPTIONAL { ?s rdfs:label ?l } } } GROUP BY ?s ?c HAVING (COUNT(?l) != 1)",
    )
    assert counted == []


def test_things_meet_under_their_other_names(store: ox.Store) -> None:
    assert rows(store, 'SELECT ?s WHERE { ?s a gt:FundingStream ; skos:altLabel "ESF" }') == [
        [thing("stream", "european-social-fund").value]
    ]
    assert rows(store, 'SELECT ?s WHERE { ?s a gt:Authority ; gt:gssCode "E08000010" }') == [
        [thing("authority", "E08000010").value]
    ]
    assert rows(store, 'SELECT ?e WHERE { ?a a gt:Acronym ; rdfs:label "CAMHS" ; gt:expansion ?e }') == [
        ["Child and Adolescent Mental Health Services"]
    ]


def test_the_mapping_to_outcomes_says_whose_it_is(store: ox.Store) -> None:
    graph = graph_iri("outcomes").value
    sources = rows(store, f"SELECT ?o WHERE {{ GRAPH <{graph}> {{ <{graph}> <http://purl.org/dc/terms/source> ?o }} }}")
    assert any("Every Child Matters" in source[0] for source in sources)


def test_the_ontology_graph_declares_only_our_terms(store: ox.Store) -> None:
    declared = rows(store, "SELECT ?c WHERE { ?c a <http://www.w3.org/2002/07/owl#Class> }")
    assert len(declared) > 30
    assert all(c[0].startswith(f"{ONTOLOGY_IRI}#") for c in declared)


def test_every_type_and_property_of_the_reference_graph_is_known() -> None:
    ours = f"{ONTOLOGY_IRI}#"
    for triple in graphs()[graph_iri("reference").value]:
        for term in (triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(ours):
                assert GT[term.value.removeprefix(ours)] == term
