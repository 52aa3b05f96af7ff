"""Requests of the SPARQL 1.1 Protocol, read: queries (section 2.1) and updates (section 2.2).

A query comes by GET, by POST with a form, or by POST as itself; an update by POST with a form or as itself. A dataset
named by the request takes the place of the query's own FROM clauses (2.1.4), or is that of the update's patterns
(2.2.3). One query or update a request.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from fastapi import Request

from graph.guard import tokens
from graph.results import GRAPH_FORMATS, RESULT_FORMATS, SHORT_NAMES
from service.http.negotiate import preferred
from service.http.problems import Problem

_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)")
"""The beginning of an IRI without a scheme."""
LARGEST = 1_000_000
"""Bytes that a query may have."""
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
GIVEN = ("query", "update", "default-graph-uri", "named-graph-uri", "format", "edit")


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """What a request asks: the query ("" for none), the dataset it names, and the format it names ("" for none)."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""
    edit: bool = False


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """What a request changes: the update, and the dataset it names."""

    update: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def read_request(request: Request) -> QueryRequest:
    """The query request in an HTTP request. Raises Problem where it is not one."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method == "GET":
        return of_pairs(pairs)
    media, body = await _posted(request, (FORM, DIRECT), LARGEST, "query")
    sent = parse_qsl(body, keep_blank_values=True) if media == FORM else [("query", body)]
    return of_pairs([*pairs, *sent], needed=True)


async def read_update(request: Request, most: int) -> UpdateRequest:
    """The update in an HTTP request, of at most so many bytes. Raises Problem where it is not one."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    media, body = await _posted(request, (FORM, UPDATE), most, "update")
    pairs += parse_qsl(body, keep_blank_values=True) if media == FORM else [("update", body)]
    updates = [value for name, value in pairs if name == "update"]
    if any(name == "query" for name, _ in pairs):
        raise Problem("malformed-query", "This address takes updates; queries are answered at /sparql.")
    if len(updates) != 1:
        raise Problem("bad-request", f"One update a request, not {len(updates)}; send it as the parameter update.")
    named = {kind: tuple(v for n, v in pairs if n == kind) for kind in ("using-graph-uri", "using-named-graph-uri")}
    for iri in (*named["using-graph-uri"], *named["using-named-graph-uri"]):
        check_graph(iri)
    return UpdateRequest(updates[0], named["using-graph-uri"], named["using-named-graph-uri"])


async def _posted(request: Request, allowed: tuple[str, str], most: int, what: str) -> tuple[str, str]:
    """The media type and the text of what was sent. Raises Problem for another type, or none, or another encoding."""
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if media not in allowed:
        form, direct = allowed
        raise Problem(
            "wrong-media-type", f"POST {what}s as {form} ({what}=…) or as {direct}, not as {media or 'nothing'}."
        )
    charset = re.search(r"charset\s*=\s*\"?([\w.:-]+)", parameters, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Problem("wrong-media-type", f"Send the {what} in UTF-8, not in {charset[1]}.")
    try:
        return media, (await read_body(request, most)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("bad-request", f"The body is not UTF-8 (byte {error.start}).") from error


async def read_body(request: Request, most: int) -> bytes:
    """The body of a request. Raises Problem where it has more bytes than that."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            raise Problem("too-large", f"The body may have up to {most:,} bytes.")
    return bytes(data)


def check_graph(iri: str) -> None:
    """Raise Problem where a text cannot be the name of a graph."""
    try:
        ox.NamedNode(iri)
        fits = bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri)) and not re.search(r'[\x00-\x20<>"{}|^`\\]', iri)
    except ValueError:
        fits = False
    if not fits:
        raise Problem("bad-request", f"{iri!r} is not the IRI of a graph.")


def of_pairs(pairs: Sequence[tuple[str, str]], *, needed: bool = False) -> QueryRequest:
    """The query request in decoded parameters. Raises Problem for none where one is needed, several, or an update."""
    given: dict[str, list[str]] = {name: [v for n, v in pairs if n == name] for name in GIVEN}
    for iri in (*given["default-graph-uri"], *given["named-graph-uri"]):
        check_graph(iri)
    if given["update"]:
        raise Problem("malformed-query", "This address answers queries; updates go to /update.")
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
    "application/x-turtle": "text/turtle",
    "text/n3": "text/turtle",
    "text/plain": "application/n-triples",
}


def address(request: Request) -> str:
    """The address of a request without its query."""
    return str(request.url.replace(query=""))


def with_base(text: str, here: str) -> str:
    """A query or update, its relative IRIs against the address of the service (SPARQL 1.1 section 4.1.1.2)."""
    if not _RELATIVE.search(text):  # most need no closer look
        return text
    relative = any(t.kind == "iri" and _RELATIVE.match(t.text) for t in tokens(text))
    return f"BASE <{here}> {text}" if relative else text
