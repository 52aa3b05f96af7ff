"""`/sparql` answered: the query runs in a worker that is killed at its deadline, its result goes out as asked."""

from __future__ import annotations

import re

import pyoxigraph as ox
from fastapi import Request, Response

from graph.guard import form_of, tokens
from graph.results import GRAPH_FORMATS, JSON, RESULT_FORMATS, SHORT_NAMES
from graph.store import Solutions
from graph.workers import PublicQueries
from service.http import pages, sparql
from service.http.negotiate import preferred
from service.http.problems import Problem
from service.settings import deadline

TURTLE = "text/turtle"
HTML = "text/html"
START = """PREFIX gt: <https://w3id.org/golden-thread/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?authority ?action ?due WHERE {
  ?a a gt:Action ; rdfs:label ?action ; gt:authority/rdfs:label ?authority .
  OPTIONAL { ?a gt:dueBy ?due }
}
ORDER BY ?authority ?due
LIMIT 20
"""
CHOICES = ("html", *SHORT_NAMES)


def respond(queries: PublicQueries, request: Request, asked: sparql.QueryRequest) -> Response:
    """The response to a query request: its result, the service description where it has no query, or the editor.

    Raises Problem for graph names that are no IRIs or formats not on offer, QueryError for a query that may not run,
    StoreError where it did not end.
    """
    accept = request.headers.get("accept", "")
    page = asked.format == "html" or (not asked.format and _wants_page(accept))
    here = str(request.url.replace(query=""))
    if not asked.query.strip():
        return pages.editor(START, None, CHOICES) if page else sparql.described(request, here)
    if asked.edit and page:
        return pages.editor(asked.query, None, CHOICES)
    graph = form_of(asked.query) in ("CONSTRUCT", "DESCRIBE")
    shown = TURTLE if graph else JSON
    media = shown if page else sparql.result_format(accept, asked.format, graph=graph)
    for iri in (*asked.default_graphs, *asked.named_graphs):
        _check_iri(iri)
    body = queries.run_public(
        _with_base(asked.query, here),
        media,
        deadline(),
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )
    if page:
        return pages.editor(asked.query, body.decode() if graph else _parsed(body), CHOICES)
    return Response(body, media_type=media, headers={"vary": "Accept"})


def _wants_page(accept: str) -> bool:
    others = [*RESULT_FORMATS, *GRAPH_FORMATS, "application/json", "application/xml"]
    return HTML in accept and preferred(accept, [HTML, *others]) == HTML


def _check_iri(iri: str) -> None:
    try:
        ox.NamedNode(iri)
    except ValueError:
        raise Problem("bad-request", f"{iri!r} is not the IRI of a graph.") from None


def _with_base(query: str, here: str) -> str:
    """The query, its relative IRIs against the address of the service (SPARQL 1.1 section 4.1.1.2)."""
    relative = any(t.kind == "iri" and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", t.text) for t in tokens(query))
    return f"BASE <{here}> {query}" if relative else query


def _parsed(body: bytes) -> Solutions | bool:
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = tuple(v.value for v in found.variables)
    rows = [{n: v for n in names if (v := row[n]) is not None and not isinstance(v, ox.Triple)} for row in found]
    return Solutions(names, tuple(rows))
