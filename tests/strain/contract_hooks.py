"""What schemathesis needs to know to send things that are right, and not only things that are wrong."""

from __future__ import annotations

import schemathesis
from hypothesis import strategies as st

NAMES = st.text("abcdefghijklmnop", min_size=1, max_size=6)
IRIS = st.builds("http://example.org/{}/{}".format, NAMES, NAMES) | st.sampled_from(
    ["https://w3id.org/golden-thread/id/indicator/NI-117", "https://w3id.org/golden-thread/ontology#Action", "urn:x:y"]
)
TERMS = st.builds("<{}>".format, IRIS) | st.sampled_from(["?s", "?o", "gt:Action", "rdfs:label"])
PATTERNS = st.builds("{} {} {} .".format, TERMS, st.sampled_from(["?p", "a", "rdfs:label", "gt:feeds/gt:code"]), TERMS)
BLOCKS = st.lists(PATTERNS, min_size=1, max_size=3).map(" ".join)
QUERIES = (
    st.builds("SELECT * {{ {} }} LIMIT {}".format, BLOCKS, st.integers(0, 9))
    | st.builds("ASK {{ {} }}".format, BLOCKS)
    | st.builds("CONSTRUCT {{ ?s a ?o }} WHERE {{ {} }} LIMIT 5".format, BLOCKS)
    | st.builds("DESCRIBE <{}>".format, IRIS)
)
STATEMENTS = st.builds("<{}> <{}> <{}> .".format, IRIS, IRIS, IRIS)
UPDATES = st.builds("INSERT DATA {{ GRAPH <{}> {{ {} }} }}".format, IRIS, STATEMENTS) | st.builds(
    "DROP SILENT GRAPH <{}>".format, IRIS
)
XML = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="{}"/></r:RDF>'

schemathesis.openapi.format("iri", IRIS)
schemathesis.openapi.format("sparql-query", QUERIES)
schemathesis.openapi.format("sparql-update", UPDATES)
for media, texts in (
    ("application/sparql-query", QUERIES),
    ("application/sparql-update", UPDATES),
    ("text/turtle", STATEMENTS),
    ("application/n-triples", STATEMENTS),
    ("application/rdf+xml", st.builds(XML.format, IRIS)),
    ("application/ld+json", st.builds('{{"@id": "{}", "{}": "x"}}'.format, IRIS, IRIS)),
):
    schemathesis.openapi.media_type(media, texts.map(str.encode))
