"""Results of queries in the W3C's formats (SPARQL 1.1 Query Results JSON, XML, CSV and TSV; RDF for graphs)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from graph.guard import PREFIXES
from graph.store import QueryError, Solutions, Term

JSON = "application/sparql-results+json"
RESULT_FORMATS: Mapping[str, ox.QueryResultsFormat] = {
    JSON: ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
}
SHORT_NAMES: Mapping[str, str] = {
    "json": JSON,
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
}
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def media_type(name: str) -> str:
    """The media type of a short name ("json", "turtle") or of a media type. Raises QueryError for an unknown one."""
    media = SHORT_NAMES.get(name, name)
    if media not in RESULT_FORMATS and media not in GRAPH_FORMATS:
        raise QueryError(f"{name}: not a format results come in; there are {', '.join(SHORT_NAMES)}")
    return media


def check_suits(form: str, media: str) -> None:
    """Raise QueryError where a query of that form (SELECT, ASK, CONSTRUCT, DESCRIBE) has no result in that format."""
    if form in ("CONSTRUCT", "DESCRIBE") and media not in GRAPH_FORMATS:
        raise QueryError(f"a {form} gives a graph; it comes as {', '.join(GRAPH_FORMATS)}, not as {media}")
    if form in ("SELECT", "ASK") and media not in RESULT_FORMATS:
        raise QueryError(f"{form} gives a table or an answer; it comes as {', '.join(RESULT_FORMATS)}, not as {media}")


def write_solutions(solutions: Solutions, media: str) -> bytes:
    """The rows of a SELECT in a result format."""
    document = {
        "head": {"vars": list(solutions.variables)},
        "results": {"bindings": [{v: _term(t) for v, t in row.items()} for row in solutions.rows]},
    }
    body = json.dumps(document, ensure_ascii=False).encode()
    return body if media == JSON else _converted(body, media)


def write_answer(answer: bool, media: str) -> bytes:
    """The answer of an ASK in a result format; in CSV and TSV, which the W3C leaves open, "true" or "false"."""
    if media in ("text/csv", "text/tab-separated-values"):
        return b"true" if answer else b"false"
    body = json.dumps({"head": {}, "boolean": answer}).encode()
    return body if media == JSON else _converted(body, media)


def write_graph(triples: Iterable[ox.Triple], media: str) -> bytes:
    """The triples of a CONSTRUCT or DESCRIBE, each once, in an RDF format."""
    out = io.BytesIO()
    ox.serialize(dict.fromkeys(triples), out, GRAPH_FORMATS[media], prefixes=PREFIXES)
    return out.getvalue()


def _converted(body: bytes, media: str) -> bytes:
    parsed = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    return parsed.serialize(format=RESULT_FORMATS[media]) or b""


def _term(term: Term) -> dict[str, str]:
    """A term as the JSON results format writes it (section 3.2.2)."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    written = {"type": "literal", "value": term.value}
    if term.language:
        written["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        written["datatype"] = term.datatype.value
    return written
