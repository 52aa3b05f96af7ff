"""Two invented councils for tests of search: Northam prints indicators, Eastvale prints none."""

import pyoxigraph as ox

from ontology.graphs import graphs
from tests.query.memory import MemoryStore

PREFIXES = """
@base <https://w3id.org/golden-thread/id/> .
@prefix gt: <https://w3id.org/golden-thread/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def action(name: str, text: str, more: str = "") -> str:
    """An action of Eastvale's plan with its passage."""
    return f"""
  <action/eastvale/{name}> a gt:Action ; rdfs:label "{text[:40]}" ; gt:text "{text}" ; gt:plan <plan/eastvale/one> ;
    gt:authority <authority/E08000099> ; gt:passage <document/eastvale/{name}> ; {more} gt:reference "{name}" .
  <document/eastvale/{name}> a gt:Passage ; gt:document <document/eastvale> ; gt:line 7 ; gt:quote "{text}" .
"""


EASTVALE = (
    """
<document/eastvale> {
  <document/eastvale> a gt:Document ; gt:sha256 "00" ; gt:fileName "eastvale.txt" .
  <plan/eastvale/one> a gt:Plan ; rdfs:label "Eastvale plan" ; gt:authority <authority/E08000099> ;
    gt:startsOn "2009-04-01"^^xsd:date ; gt:endsOn "2010-03-31"^^xsd:date .
  <authority/E08000099> a gt:Authority ; rdfs:label "Eastvale" ; gt:gssCode "E08000099" .
  <objective/eastvale/neet> a gt:Objective ; rdfs:label "Fewer out of work" ;
    gt:text "Fewer school leavers who are not in education, employment or training" .
  <objective/eastvale/mixed> a gt:Objective ; rdfs:label "Health" ;
    gt:text "Healthy children, with a focus on breastfeeding, bullying and teenage pregnancy" .
  <owner/eastvale/osei> a gt:Owner, gt:Person ; rdfs:label "Karen Osei" ; skos:altLabel "K Osei" .
  <stream/european-social-fund> a gt:FundingStream ; rdfs:label "European Social Fund" ; skos:altLabel "ESF" .
"""
    + action("2.1", "Open a drop-in for jobless school leavers", "gt:objective <objective/eastvale/neet> ;")
    + action("2.2", "Reduce NEET across the town by mentoring")
    + action("3.1", "Train peer supporters in infant feeding", "gt:objective <objective/eastvale/mixed> ;")
    + action("4.1", "Review the council's website and its search")
    + action(
        "5.1",
        "Offer advice on teenage pregnancy in schools",
        "gt:feedsStated <indicator/NI-112> ; gt:feeds <indicator/NI-112> ;",
    )
    + "}"
)


def store(plans: str = EASTVALE) -> MemoryStore:
    """The plans with the ontology and the reference data."""
    filled = MemoryStore(PREFIXES + plans)
    for name, triples in graphs().items():
        filled.store.extend(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name)) for t in triples)
    return filled
