"""The routes of the W3C's protocols: SPARQL 1.1 query and update, the Graph Store, what describes them, linked data."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request, Response

from graph.results import GRAPH_FORMATS, RESULT_FORMATS, SHORT_NAMES
from service.http import describe, endpoint, linked, sparql, writes
from service.http.openapi import IRI, SPARQL_FORMATS, answers, chosen, graphs_named, parameter, sent, statements
from service.http.served import Served

HTML = "text/html"
SHORT = f"{', '.join(SHORT_NAMES)}: instead of Accept."
FORMAT = parameter("format", SHORT, chosen(("html", *SPARQL_FORMATS)))
GRAPH_SHORT = tuple(name for name, media in SHORT_NAMES.items() if media in GRAPH_FORMATS)
OF_GRAPHS = parameter("format", "A format of RDF: instead of Accept.", chosen((*GRAPH_SHORT, *GRAPH_FORMATS)))


def install(app: FastAPI, served: Served) -> None:
    """Add the routes to the app."""
    _queries(app, served)
    _updates(app, served)
    _graphs(app, served)
    linked.install(app, served)


def _queries(app: FastAPI, served: Served) -> None:
    async def answered(request: Request) -> Response:
        asked = await sparql.read_request(request)
        return await served.querying.run(endpoint.respond, served, request, asked)

    graphs = [
        graphs_named("default-graph-uri", "One graph of the default graph; repeatable."),
        graphs_named("named-graph-uri", "A named graph; repeatable."),
        FORMAT,
    ]
    query = parameter("query", "The query.", {"type": "string", "format": "sparql-query"})
    media = (*RESULT_FORMATS, *GRAPH_FORMATS, HTML)
    refused = ("malformed-query", "not-acceptable", "wrong-parameters")
    said = answers("The result, or the service description.", media, *refused)
    summary = "SPARQL 1.1 Protocol, query; without a query, the service description."
    _route(app, "/sparql", "GET", answered, summary=summary, parameters=[query, *graphs], responses=said)
    said = answers("The result.", media, *refused, "wrong-media-type")
    body = sent("sparql-query", "query")
    _route(app, "/sparql", "POST", answered, summary=summary, parameters=graphs, responses=said, body=body)

    def void(request: Request) -> Response:
        return describe.dataset(served, request, request.query_params.get("format", ""))

    _route(
        app,
        "/.well-known/void",
        "GET",
        void,
        summary="What is held, counted, with examples, in VoID.",
        parameters=[OF_GRAPHS],
        responses=answers("The description.", GRAPH_FORMATS, "not-acceptable", "wrong-parameters"),
    )


def _updates(app: FastAPI, served: Served) -> None:
    async def update(request: Request) -> Response:
        return await writes.update(served, request)

    parameters = [
        graphs_named("using-graph-uri", "One graph of the default graph of its patterns; repeatable."),
        graphs_named("using-named-graph-uri", "A named graph of its patterns; repeatable."),
    ]
    summary = "SPARQL 1.1 Protocol, update, as a form (update=…) or as itself; needs a key."
    said = answers("Done, and published.", (), "writing-off", "malformed-query", "wrong-media-type", status=204)
    body = sent("sparql-update", "update")
    _route(app, "/update", "POST", update, summary=summary, parameters=parameters, responses=said, body=body)


def _graphs(app: FastAPI, served: Served) -> None:
    async def read(request: Request) -> Response:
        return await writes.read_graph(served, request)

    async def write(request: Request) -> Response:
        return await writes.write_graph(served, request)

    parameters = [
        parameter("graph", "The graph's IRI.", IRI),
        parameter("default", "Instead of it: what was written to no named graph."),
    ]
    refused = ("writing-off", "bad-request")
    done = {
        **answers("Replaced, or added to.", (), *refused, "wrong-media-type", status=204),
        201: {"description": "Made."},
    }
    gone = answers("Taken out.", (), *refused, "not-found", status=204)
    held = answers("The graph.", GRAPH_FORMATS, "bad-request", "not-found", "not-acceptable", "wrong-parameters")
    said = {
        "GET": ("SPARQL 1.1 Graph Store Protocol: a graph, by Accept.", held),
        "PUT": ("Replace a graph; needs a key.", done),
        "POST": ("Add to a graph, or make one; needs a key.", done),
        "DELETE": ("Take a graph out; needs a key.", gone),
    }
    for method, (summary, responses) in said.items():
        does, given = (read, [*parameters, OF_GRAPHS]) if method == "GET" else (write, parameters)
        body = statements() if method in ("PUT", "POST") else None
        path = "/rdf-graph-store"
        _route(app, path, method, does, summary=summary, parameters=given, responses=responses, body=body)
        app.add_api_route("/rdf-graph-store/{name:path}", does, methods=[method], include_in_schema=False)


def _route(
    app: FastAPI,
    path: str,
    method: str,
    does: Any,
    *,
    summary: str,
    parameters: list[dict[str, Any]],
    responses: dict[int | str, dict[str, Any]],
    body: dict[str, Any] | None = None,
) -> None:
    app.add_api_route(
        path,
        does,
        methods=[method],
        summary=summary,
        status_code=next(status for status in responses if isinstance(status, int) and status < 300),
        response_class=Response,
        responses=responses,
        openapi_extra={"parameters": parameters, **({"requestBody": body} if body else {})},
        operation_id=f"{path.strip('/.').replace('/', '_').replace('-', '_')}_{method.lower()}",
        name=path.strip("/."),
    )
