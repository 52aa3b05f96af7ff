"""The ontology file: every term defined, known to Python, consistent, in order."""

import shutil
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology.graphs import ALIGNMENTS_FILE
from ontology.vocabulary import GT, ONTOLOGY_FILE, ONTOLOGY_IRI, UnknownTermError, defined_terms

NS = rdflib.Namespace(f"{ONTOLOGY_IRI}#")
CIDS = "https://ontology.commonapproach.org/cids#"


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY_FILE)


def test_every_term_has_one_english_label_and_a_definition(ontology: rdflib.Graph) -> None:
    for name in sorted(defined_terms()):
        labels = list(ontology.objects(NS[name], RDFS.label))
        definitions = list(ontology.objects(NS[name], SKOS.definition))
        assert len(labels) == 1, name
        assert len(definitions) == 1, name
        assert [text.language for text in (*labels, *definitions)] == ["en", "en"], name  # type: ignore[attr-defined]
        assert len(str(definitions[0]).split()) > 1, name


def test_no_two_classes_are_said_the_same(ontology: rdflib.Graph) -> None:
    said = [str(ontology.value(c, RDFS.label)) for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(NS)]
    assert len(said) == len(set(said))


def test_a_known_term_is_its_iri() -> None:
    assert GT.feedsInherited.value == "https://w3id.org/golden-thread/ontology#feedsInherited"


def test_an_unknown_term_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(UnknownTermError, match=r"gt:fundedby is not a term .* did you mean gt:fundedBy"):
        _ = GT.fundedby


@pytest.mark.parametrize("term", ["feeds", "feedsStated", "feedsInherited", "feedsInferred"])
def test_feeds_are_evidenced_by_contributions(ontology: rdflib.Graph, term: str) -> None:
    assert ontology.value(NS[term], NS.evidencedBy) == NS.Contribution
    assert ontology.value(NS[term], NS.evidenceSubject) == NS.contributor
    assert ontology.value(NS[term], NS.evidenceObject) == NS.indicator


def test_only_what_is_read_by_meaning_is_uncertain(ontology: rdflib.Graph) -> None:
    uncertain = set(ontology.subjects(NS.uncertain, rdflib.Literal(True)))
    assert uncertain == {NS.feedsInferred, NS.Inferred}


def test_the_three_feeds_stand_under_feeds(ontology: rdflib.Graph) -> None:
    below = set(ontology.subjects(RDFS.subPropertyOf, NS.feeds))
    assert below == {NS.feedsStated, NS.feedsInherited, NS.feedsInferred}


def test_domains_and_ranges_are_classes_or_datatypes_that_exist(ontology: rdflib.Graph) -> None:
    declared = set(ontology.subjects(RDF.type, OWL.Class))
    for prop in (RDFS.domain, RDFS.range):
        for subject, target in ontology.subject_objects(prop):
            assert target in declared or str(target).startswith(str(rdflib.XSD)), f"{subject} {prop} {target}"


def test_nothing_is_subclassed_or_subpropertied_under_the_impact_standard() -> None:
    both = rdflib.Graph().parse(ONTOLOGY_FILE).parse(ALIGNMENTS_FILE)
    axioms = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty}
    assert not [t for t in both if t[1] in axioms and str(t[2]).startswith(CIDS)]
    assert [t for t in both if str(t[2]).startswith(CIDS)]


def test_alignments_speak_only_of_our_terms_and_only_match() -> None:
    for subject, prop, _ in rdflib.Graph().parse(ALIGNMENTS_FILE):
        if str(subject).startswith(NS):
            assert str(subject).removeprefix(NS) in defined_terms(), subject
            assert str(prop).startswith(str(SKOS)) and str(prop).endswith("Match")


def test_the_ontology_keeps_to_the_rl_profile(ontology: rdflib.Graph) -> None:
    """OWL 2 Profiles, section 4.2: none of the constructs that the RL profile leaves out of superclasses and axioms."""
    left_out = {OWL.disjointUnionOf, OWL.someValuesFrom, OWL.unionOf, OWL.oneOf, OWL.minCardinality, OWL.hasSelf}
    assert not [t for t in ontology if t[1] in left_out]
    assert (None, RDF.type, OWL.ReflexiveProperty) not in ontology


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java")
def test_hermit_finds_it_consistent_and_every_class_satisfiable(ontology: rdflib.Graph, tmp_path: Path) -> None:
    owlready2 = pytest.importorskip("owlready2")
    reference = NS["Action"], NS["Objective"]
    for cls in reference:  # one individual a class, so that consistency says something
        ontology.add((rdflib.URIRef(f"https://example.org/{cls.split('#')[1]}"), RDF.type, cls))
    file = tmp_path / "ontology.nt"
    ontology.serialize(file, format="nt", encoding="utf-8")
    world = owlready2.World()
    loaded = world.get_ontology(file.as_uri()).load()
    with loaded:
        owlready2.sync_reasoner_hermit(world, debug=0)
    assert list(world.inconsistent_classes()) == []
    assert len(list(world.classes())) > 30


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java")
def test_hermit_objects_to_a_plan_that_is_an_action(ontology: rdflib.Graph, tmp_path: Path) -> None:
    owlready2 = pytest.importorskip("owlready2")
    confused = rdflib.URIRef("https://example.org/confused")
    broken = rdflib.Graph() + ontology
    broken.add((confused, RDF.type, NS.Plan))
    broken.add((confused, RDF.type, NS.Action))
    broken.add((confused, RDF.type, OWL.NamedIndividual))
    file = tmp_path / "broken.nt"
    broken.serialize(file, format="nt", encoding="utf-8")
    world = owlready2.World()
    loaded = world.get_ontology(file.as_uri()).load()
    with loaded, pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        owlready2.sync_reasoner_hermit(world, debug=0)
