"""What the benchmark asks: lookups, joins and whole-graph questions in SPARQL, and a dozen questions in English."""

from __future__ import annotations

from graph.guard import PREFIXES
from ontology.names import thing

PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_ABG, _ESF = thing("stream", "area-based-grant"), thing("stream", "european-social-fund")

SPARQL = {
    "lookup: a thing by its code": 'SELECT ?i { ?i gt:code "NI 117" }',
    "lookup: all about one indicator": 'SELECT ?p ?o { ?i gt:code "NI 117" ; ?p ?o }',
    "join: actions that feed an indicator": (
        'SELECT DISTINCT ?a ?l { ?i gt:code "NI 117" . ?a gt:feeds ?i ; a gt:Action ; rdfs:label ?l }'
    ),
    "join: their evidence": (
        'SELECT DISTINCT ?a ?q { ?i gt:code "NI 117" .'
        " ?c gt:indicator ?i ; gt:contributor ?a ; gt:passage/gt:quote ?q }"
    ),
    "join: money, action, indicator, outcome": (
        f"SELECT DISTINCT ?o {{ ?a gt:fundedBy {_ABG} ; gt:feeds ?i . ?i gt:towards ?o }}"
    ),
    "join: who works with whom on a stream": (
        f"SELECT DISTINCT ?who ?with {{ ?a gt:fundedBy {_ESF} ; gt:ownedBy ?who ; gt:partner ?with }}"
    ),
    "join: two conditions and a date": (
        f"SELECT DISTINCT ?a {{ ?a gt:fundedBy {_ABG} ; gt:feeds/gt:code ?c ; gt:dueBy ?d"
        ' FILTER(?d < "2010-04-01"^^xsd:date) }'
    ),
    "path: owners by way of objectives": (
        'SELECT DISTINCT ?who { ?i gt:code "NI 112" . ?i ^gt:measuredBy/^gt:objective/gt:ownedBy ?who }'
    ),
    "all: actions without funding": (
        "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a gt:Action FILTER NOT EXISTS { ?a gt:fundedBy ?s } }"
    ),
    "all: actions for each authority": (
        "SELECT ?w (COUNT(DISTINCT ?a) AS ?n) { ?a a gt:Action ; gt:authority ?w } GROUP BY ?w"
    ),
    "all: the busiest owners": (
        "SELECT ?o (COUNT(DISTINCT ?a) AS ?n) { ?a gt:ownedBy ?o ; a gt:Action }"
        " GROUP BY ?o ORDER BY DESC(?n) ?o LIMIT 5"
    ),
    "all: actions whose text has a word": (
        'SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a gt:Action ; gt:text ?t FILTER(REGEX(?t, "clubs", "i")) }'
    ),
}

QUESTIONS = (
    "Which actions feed NI 117?",
    "How many actions are there?",
    "Which actions are funded by the Area Based Grant?",
    "Which indicators does the Area Based Grant reach?",
    "Which partners work on actions that feed NI 112?",
    "Who owns actions funded by ESF?",
    "Which actions feed NI 117 and are due by March 2010?",
    "How many actions does each authority have?",
    "Which owner has the most actions?",
    "Which actions have no funding?",
    "Does any action feed NI 56?",
    "Which objectives are measured by NI 112?",
)

OF_ONE = (
    "Which Norham actions feed NI 117?",
    "Who owns the actions funded by ESF in Norham?",
    "How many actions does Norham have?",
    "Which actions in Norham have no funding?",
    "Which actions in Norham are due by March 2010?",
    "Which partners work on NI 117 in Norham?",
    "Which objectives of Norham are measured by NI 112?",
    "Which actions in Norham are funded by the Area Based Grant?",
    "Who is responsible for NI 56 in Norham?",
    "What is NI 117?",
    "How many actions does each owner in Norham have?",
    "Which indicators do Norham actions funded by ABG feed?",
    "which norham actions are about young carers",
    "how many actions in norham have no owner",
    "norham and estvale actions on NI 112",
)
"""Questions as most are: of one council (the first of every generated graph), or of one thing."""
