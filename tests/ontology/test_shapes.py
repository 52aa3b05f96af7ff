"""The shapes: proper SHACL, content with a sound graph, plain about an unsound one."""

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from ontology.graphs import SHAPES_FILE
from ontology.vocabulary import ONTOLOGY_FILE, ONTOLOGY_IRI, defined_terms

GT = rdflib.Namespace(f"{ONTOLOGY_IRI}#")

SOUND = """
@prefix gt: <https://w3id.org/golden-thread/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .

:northam a gt:Authority ; rdfs:label "Northam" ; gt:gssCode "E08000099" .
:file a gt:Document ; rdfs:label "northam.txt" ; gt:fileName "northam.txt" ; gt:mediaType "text/plain" ;
    gt:sha256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" .
:plan a gt:Plan ; rdfs:label "Northam plan" ; gt:authority :northam ; gt:document :file ;
    gt:startsOn "2009-04-01"^^xsd:date ; gt:endsOn "2010-03-31"^^xsd:date .
:place a gt:Passage ; gt:document :file ; gt:line 12 ; gt:lastLine 13 ; gt:quote "Open a drop-in" .
:aim a gt:Objective ; rdfs:label "More young people in work" ; gt:text "More young people in work" ;
    gt:plan :plan ; gt:authority :northam ; gt:passage :place ; gt:level "priority" ; gt:measuredBy :ni117 .
:osei a gt:Person ; rdfs:label "Karen Osei" .
:drop-in a gt:Action ; rdfs:label "Open a drop-in" ; gt:text "Open a drop-in" ; gt:plan :plan ;
    gt:authority :northam ; gt:objective :aim ; gt:ownedBy :osei ; gt:passage :place ; gt:feeds :ni117 ;
    gt:dueBy "2010-03-31"^^xsd:date ; gt:fundedBy :abg ; gt:allocation :money .
:abg a gt:FundingStream ; rdfs:label "Area Based Grant" .
:money a gt:Allocation ; rdfs:label "£5,000" ; gt:amount 5000.0 ; gt:stream :abg ; gt:passage :place .
:ni117 a gt:NationalIndicator ; rdfs:label "NI 117" ; gt:code "NI 117" .
:why a gt:Contribution ; rdfs:label "Open a drop-in feeds NI 117" ; gt:contributor :drop-in ; gt:indicator :ni117 ;
    gt:basis gt:Inferred ; gt:confidence 0.7 ; gt:passage :place .
:value a gt:Observation ; rdfs:label "NI 117 target 6.1%" ; gt:plan :plan ; gt:authority :northam ;
    gt:indicator :ni117 ; gt:role gt:Target ; gt:value 6.1 ; gt:unit "%" ; gt:status gt:Green ; gt:passage :place .
:resolved a gt:Decision ; rdfs:label "Drop-in approved" ; gt:text "That the drop-in be approved" ; gt:plan :plan ;
    gt:decisionKind gt:Approve ; gt:decidedOn "2009-09-11"^^xsd:date ; gt:passage :place .
"""


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES_FILE)


def complaints(data: str, shapes: rdflib.Graph) -> set[str]:
    graph = rdflib.Graph().parse(data=data, format="turtle").parse(ONTOLOGY_FILE)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    return {str(message) for message in report.objects(None, SH.resultMessage)}


def test_they_are_proper_shacl(shapes: rdflib.Graph) -> None:
    pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)


def test_every_class_has_a_shape_and_every_property_shape_a_message(shapes: rdflib.Graph) -> None:
    targeted = {str(c).removeprefix(GT) for c in shapes.objects(None, SH.targetClass)}
    ontology = rdflib.Graph().parse(ONTOLOGY_FILE)
    classes = {t for t in defined_terms() if (GT[t], RDF.type, rdflib.OWL.Class) in ontology}
    assert targeted == classes
    for node in shapes.subjects(SH.targetClass):
        for constraint in shapes.objects(node, SH.property):
            assert shapes.value(constraint, SH.message), f"{node} {shapes.value(constraint, SH.path)}"


def test_they_name_only_terms_of_the_ontology(shapes: rdflib.Graph) -> None:
    named = {str(t).removeprefix(GT) for triple in shapes for t in triple if str(t).startswith(GT)}
    assert named <= defined_terms()


def test_a_sound_plan_passes(shapes: rdflib.Graph) -> None:
    assert complaints(SOUND, shapes) == set()


@pytest.mark.parametrize(
    ("sound", "broken", "complaint"),
    [
        ('gt:text "Open a drop-in" ; gt:plan', "gt:plan", "An action carries its whole text as printed, once."),
        ("gt:ownedBy :osei", "gt:ownedBy :abg", "Who answers for an action is an owner."),
        ("gt:role gt:Target", "gt:role gt:Green", "An observation has exactly one role: target, actual, baseline or"),
        ("gt:confidence 0.7", "gt:confidence 1.7", "Confidence is one decimal number from 0 to 1."),
        ("gt:confidence 0.7 ;", "", "An inferred contribution says how sure it is."),
        ("gt:line 12", "gt:line 14", "A passage begins no later than it ends."),
        (
            '"2010-03-31"^^xsd:date ; gt:fundedBy',
            '"March 2010" ; gt:fundedBy',
            "An action: dueBy is a date (xsd:date).",
        ),
        ('"E08000099"', '"Northam"', "A GSS code is E and eight digits; an authority has one at most."),
        ('gt:code "NI 117"', 'gt:code "117"', "The code of a national indicator is NI, a number, and a letter or"),
        ("gt:contributor :drop-in", "gt:contributor :abg", "A contribution has exactly one contributor, an action or"),
        ('rdfs:label "Karen Osei"', 'rdfs:label "Karen Osei", "K Osei"', "A person has exactly one label."),
        ("gt:decisionKind gt:Approve ;", "", "A decision is to note, endorse, approve or award: exactly one."),
        (":place a gt:Passage ; gt:document :file", ":place a gt:Passage", "A passage stands in exactly one document."),
    ],
)
def test_what_is_wrong_is_said(shapes: rdflib.Graph, sound: str, broken: str, complaint: str) -> None:
    assert sound in SOUND
    said = complaints(SOUND.replace(sound, broken), shapes)
    assert any(message.startswith(complaint) for message in said), said
