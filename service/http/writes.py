"""`/update` and `/rdf-graph-store`: the store written, by who has a key, and its graphs read whole.

SPARQL 1.1 Protocol, section 2.2, and SPARQL 1.1 Graph Store HTTP Protocol.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from email import message_from_bytes
from email.policy import HTTP
from urllib.parse import parse_qsl

from fastapi import Request, Response

from ontology.names import graph_iri
from service.http import conditional, sparql
from service.http.endpoint import from_file
from service.http.links import path_of
from service.http.problems import Problem
from service.http.served import Served
from service.keys import Keys
from service.settings import deadline, largest, write_deadline
from service.stores import reader
from service.writer import ABSENT, CREATED, DATA_FORMATS
from service.writing import Part

log = logging.getLogger("goldenthread")
MULTIPART = "multipart/form-data"


def authorised(request: Request, keys: Keys) -> str:
    """The name of the key that a request to write comes with. Raises Problem where it has none that is known."""
    if not keys:
        raise Problem("writing-off", "No key is set here (GOLDENTHREAD_KEY), so nothing can be written.")
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise Problem("no-key", "Writing needs a key: Authorization: Bearer KEY.", {"www-authenticate": "Bearer"})
    name = keys.name_of(key.strip())
    if name is None:
        raise Problem("no-key", "This key is not known here.", {"www-authenticate": 'Bearer error="invalid_token"'})
    return name


async def update(served: Served, request: Request) -> Response:
    """Run an update (SPARQL 1.1 Protocol, section 2.2); 204 when readers see it."""
    who = authorised(request, served.keys)
    asked = await sparql.read_update(request, largest())
    text = sparql.with_base(asked.update, sparql.address(request))
    graphs = {"default": asked.default_graphs, "named": asked.named_graphs}
    await served.changing.run(served.writing.update, text, write_deadline(), **graphs)
    log.info("update by key %s", who)
    return Response(status_code=204)


async def read_graph(served: Served, request: Request) -> Response:
    """A graph whole, by Accept (Graph Store HTTP Protocol, section 5.2)."""
    graph = named_graph(request) or graph_iri("default").value
    given = dict(parse_qsl(request.url.query))
    media = sparql.result_format(request.headers.get("accept", ""), given.get("format", ""), graph=True)
    tag = conditional.tag(served.stamp(), graph, media)
    if served.stamp() and (same := conditional.unchanged(request, tag)):
        return same
    headers = {"vary": "Accept", **({**conditional.HEADERS, "etag": tag} if served.stamp() else {})}

    def found() -> Response:
        with reader(served.location) as store:
            held = store.ask(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        if not held and graph != graph_iri("default").value:
            raise Problem("not-found", f"The store has no graph {graph}.")
        return from_file(served.queries.graph(graph, media, deadline()), media, headers)

    return await served.querying.run(found)


async def write_graph(served: Served, request: Request) -> Response:
    """Replace a graph (PUT), add to one (POST), or take one out (DELETE): sections 5.3 to 5.5."""
    who = authorised(request, served.keys)
    here = sparql.address(request)
    does = request.method.lower()
    if does == "post" and not request.url.query and path_of(request).rstrip("/") == "/rdf-graph-store":
        graph: str | None = f"{here.rstrip('/')}/{uuid.uuid4()}"  # a graph of its own (section 5.5)
        location = {"location": str(graph)}
    else:
        graph, location = named_graph(request), {}
    parts = [] if does == "delete" else _parts(request, await sparql.read_body(request, largest()))
    became = await served.changing.run(served.writing.graph, does, graph or "", here, parts, write_deadline())
    log.info("%s of graph %s by key %s", request.method, graph or "default", who)
    if became == ABSENT:
        raise Problem("not-found", f"The store has no graph {graph or 'default'}.")
    return Response(status_code=201 if became == CREATED else 204, headers=location)


def named_graph(request: Request) -> str | None:
    """The graph that a request is about (section 4): `?graph=IRI`, `?default` (None), or its own address."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    named = [value for name, value in pairs if name == "graph"]
    default = any(name == "default" for name, _ in pairs)
    if len(named) + default > 1:
        raise Problem("bad-request", "Name one graph, by graph=IRI, or default.")
    if named:
        sparql.check_graph(named[0])
        return named[0]
    if default:
        return None
    path = path_of(request).rstrip("/")
    if path == "/rdf-graph-store":
        raise Problem("bad-request", "Say which graph: ?graph=IRI, or ?default.")
    return sparql.address(request)


def _parts(request: Request, body: bytes) -> Sequence[Part]:
    """The body as pieces of RDF: one, or those of a form (section 5.5). Raises Problem for other media types."""
    given = request.headers.get("content-type", "")
    media = given.partition(";")[0].strip().lower()
    if media != MULTIPART:
        return [Part(_known(media), body)]
    form = message_from_bytes(b"Content-Type: " + given.encode() + b"\r\n\r\n" + body, policy=HTTP)
    if not form.is_multipart():
        raise Problem("bad-request", "The body is not the form that its Content-Type says.")
    return [
        Part(_known(part.get_content_type()), _payload(part.get_payload(decode=True))) for part in form.iter_parts()
    ]


def _payload(body: object) -> bytes:
    return body if isinstance(body, bytes) else b""


def _known(media: str) -> str:
    media = sparql.GRAPH_ALIASES.get(media, media)
    if media not in DATA_FORMATS:
        raise Problem("wrong-media-type", f"Send a graph as {', '.join(DATA_FORMATS)}, not as {media or 'nothing'}.")
    return media
