"""`/sparql`: the query operation of the SPARQL 1.1 Protocol, read-only, and its service description.

Section 2.1: GET; POST with a form; POST with the query itself. Section 2.1.4: a dataset named by the request takes the
place of the query's own FROM clauses. Updates, SERVICE and more than one query are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from fastapi import Request, Response

from graph.results import GRAPH_FORMATS, RESULT_FORMATS, SHORT_NAMES, write_graph
from service.http.negotiate import preferred
from service.http.problems import Problem

LARGEST = 1_000_000
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
GIVEN = ("query", "update", "default-graph-uri", "named-graph-uri", "format", "edit")


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """What a request asks: the query ("" for none), the dataset it names, and the format it names ("" for none)."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""
    edit: bool = False


async def read_request(request: Request) -> QueryRequest:
    """The query request in an HTTP request. Raises Problem where it is not one."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method == "GET":
        return of_pairs(pairs)
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await _body(request)
    if media == FORM:
        return of_pairs([*pairs, *parse_qsl(body, keep_blank_values=True)], needed=True)
    if media == DIRECT:
        return of_pairs([*pairs, ("query", body)], needed=True)
    raise Problem("wrong-media-type", f"POST a query as {FORM} (query=…) or as {DIRECT}, not as {media or 'nothing'}.")


def of_pairs(pairs: Sequence[tuple[str, str]], *, needed: bool = False) -> QueryRequest:
    """The query request in decoded parameters. Raises Problem for none where one is needed, several, or an update."""
    given: dict[str, list[str]] = {name: [v for n, v in pairs if n == name] for name in GIVEN}
    if given["update"]:
        raise Problem("malformed-query", "This address answers queries; it takes no updates.")
    if len(given["query"]) > 1:
        raise Problem("bad-request", f"One query a request, not {len(given['query'])}.")
    if needed and not "".join(given["query"]).strip():
        raise Problem("bad-request", "The request holds no query; send it as the parameter query.")
    return QueryRequest(
        "".join(given["query"]),
        tuple(given["default-graph-uri"]),
        tuple(given["named-graph-uri"]),
        "".join(given["format"][:1]),
        bool(given["edit"]),
    )


async def _body(request: Request) -> str:
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > LARGEST:
            raise Problem("too-large", f"A query may have up to {LARGEST:,} bytes.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("bad-request", f"The body is not UTF-8 (byte {error.start}).") from error


def result_format(accept: str, named: str, *, graph: bool) -> str:
    """The media type to answer in: that of the `format` parameter, else the best by Accept.

    `graph` says whether the result is triples. Raises Problem where the client takes none of those on offer.
    """
    offered = GRAPH_FORMATS if graph else RESULT_FORMATS
    if named:
        media = SHORT_NAMES.get(named, named)
        if media not in offered:
            names = ", ".join(name for name, media in SHORT_NAMES.items() if media in offered)
            raise Problem("wrong-parameters", f"Parameter format: {named}; this query's result comes as {names}.")
        return media
    aliases = {media: media for media in offered} | (GRAPH_ALIASES if graph else RESULT_ALIASES)
    best = preferred(accept, list(aliases))
    if best is None:
        raise Problem("not-acceptable", f"This query's result comes as {', '.join(offered)}.")
    return aliases[best]


RESULT_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}
GRAPH_ALIASES = {
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/plain": "application/n-triples",
}


def service_description(endpoint: str) -> str:
    """The SPARQL 1.1 Service Description of the endpoint, in Turtle."""
    formats = " ,\n    ".join(
        f"<http://www.w3.org/ns/formats/{name}>"
        for name in (
            "SPARQL_Results_JSON",
            "SPARQL_Results_XML",
            "SPARQL_Results_CSV",
            "SPARQL_Results_TSV",
            "Turtle",
            "N-Triples",
            "RDF_XML",
            "JSON-LD",
        )
    )
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<{endpoint}#service> a sd:Service ;
  rdfs:label "Golden Thread: the plans of public bodies"@en ;
  sd:endpoint <{endpoint}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat {formats} ;
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""


def described(request: Request, endpoint: str) -> Response:
    """The service description in the RDF format the client would rather have, Turtle for any."""
    media = result_format(request.headers.get("accept", ""), "", graph=True)
    triples = [q.triple for q in ox.parse(service_description(endpoint), ox.RdfFormat.TURTLE)]
    return Response(write_graph(triples, media), media_type=media)
