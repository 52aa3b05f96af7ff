"""`/sparql` answered: the query runs in a worker that is killed at its deadline, its result goes out as asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import islice
from typing import IO

import pyoxigraph as ox
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from graph.guard import form_of, tokens
from graph.results import GRAPH_FORMATS, JSON, RESULT_FORMATS, SHORT_NAMES
from graph.store import Solutions
from graph.text import row
from graph.workers import IN_MEMORY
from service.http import conditional, describe, pages, sparql
from service.http.documentation import current_version
from service.http.negotiate import preferred
from service.http.served import Served
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
NEVER_TWICE = re.compile(r"NOW|RAND|UUID|STRUUID|BNODE", re.IGNORECASE)
"""Functions by which the same query over the same statements gives another result."""
PIECE = 1 << 16
ROWS_SHOWN = 1000
"""Rows of a result that its page shows."""


def respond(served: Served, request: Request, asked: sparql.QueryRequest) -> Response:
    """The response to a query request: its result, the service description where it has no query, or the editor.

    Raises Problem for formats not on offer, QueryError for a query that may not run, StoreError where it did not end.
    """
    accept = request.headers.get("accept", "")
    page = asked.format == "html" or (not asked.format and _wants_page(accept))
    here = sparql.address(request)
    if not asked.query.strip():
        return pages.editor(START, None, CHOICES) if page else describe.service(served, request, asked.format)
    if asked.edit and page:
        return pages.editor(asked.query, None, CHOICES)
    graph = form_of(asked.query) in ("CONSTRUCT", "DESCRIBE")
    media = (TURTLE if graph else JSON) if page else sparql.result_format(accept, asked.format, graph=graph)
    headers = {"vary": "Accept"}
    if request.method == "GET" and _lasting(asked.query) and (stamp := served.stamp()):
        tag = conditional.tag(stamp, current_version(), str(request.url), media, str(page))
        if same := conditional.unchanged(request, tag):
            return same
        headers |= {**conditional.HEADERS, "etag": tag}
    file = served.queries.result(
        sparql.with_base(asked.query, here),
        media,
        deadline(),
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )
    if not page:
        return from_file(file, media, headers)
    with closing(file):
        if graph:
            return pages.editor(asked.query, file.read(IN_MEMORY).decode(errors="ignore"), CHOICES)
        result, total = _shown(file)
        return pages.editor(asked.query, result, CHOICES, total=total)


def from_file(file: IO[bytes], media: str, headers: Mapping[str, str]) -> Response:
    """A response whose body is a file's, which is closed when it has been sent; a large one goes out as it grows."""
    first = file.read(IN_MEMORY + 1)
    if len(first) <= IN_MEMORY:
        file.close()
        return Response(first, media_type=media, headers=dict(headers))
    return StreamingResponse(_pieces(first, file), media_type=media, headers=dict(headers))


def _pieces(first: bytes, file: IO[bytes]) -> Iterator[bytes]:
    with closing(file):
        yield first
        while piece := file.read(PIECE):
            yield piece


def _lasting(query: str) -> bool:
    """Whether a query has one result over the same statements."""
    return not NEVER_TWICE.search(query) or not any(
        t.kind == "word" and NEVER_TWICE.fullmatch(t.text) for t in tokens(query)
    )


def _wants_page(accept: str) -> bool:
    others = [*RESULT_FORMATS, *GRAPH_FORMATS, "application/json", "application/xml"]
    return HTML in accept and preferred(accept, [HTML, *others]) == HTML


def _shown(file: IO[bytes]) -> tuple[Solutions | bool, int]:
    """What a page shows of a result: yes or no, or its first rows, and how many there are."""
    found = ox.parse_query_results(file, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return bool(found), 1
    names = tuple(v.value for v in found.variables)
    rows = tuple(row(names, solution) for solution in islice(found, ROWS_SHOWN))
    return Solutions(names, rows), len(rows) + sum(1 for _ in found)
