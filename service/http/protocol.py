"""The routes of the W3C's protocols: SPARQL 1.1 query and update, the Graph Store, what describes them, linked data."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request, Response

from graph.results import SHORT_NAMES
from service.http import describe, endpoint, linked, sparql, writes
from service.http.documentation import parameter
from service.http.served import Served

HTML = "text/html"
FORMAT = parameter("format", f"{', '.join(SHORT_NAMES)}: instead of Accept.")


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

    parameters = [
        parameter("query", "The query."),
        parameter("default-graph-uri", "One graph of the default graph; repeatable."),
        parameter("named-graph-uri", "A named graph; repeatable."),
        FORMAT,
    ]
    summary = "SPARQL 1.1 Protocol, query; without a query, the service description."
    _route(app, "/sparql", ("GET", "POST"), answered, summary=summary, parameters=parameters)

    def void(request: Request) -> Response:
        return describe.dataset(served, request, request.query_params.get("format", ""))

    _route(
        app,
        "/.well-known/void",
        ("GET",),
        void,
        summary="What is held, counted, with examples, in VoID.",
        parameters=[FORMAT],
    )


def _updates(app: FastAPI, served: Served) -> None:
    async def update(request: Request) -> Response:
        return await writes.update(served, request)

    parameters = [
        parameter("using-graph-uri", "One graph of the default graph of its patterns; repeatable."),
        parameter("using-named-graph-uri", "A named graph of its patterns; repeatable."),
    ]
    summary = "SPARQL 1.1 Protocol, update, as a form (update=…) or as itself; needs a key."
    _route(app, "/update", ("POST",), update, summary=summary, parameters=parameters)


def _graphs(app: FastAPI, served: Served) -> None:
    async def read(request: Request) -> Response:
        return await writes.read_graph(served, request)

    async def write(request: Request) -> Response:
        return await writes.write_graph(served, request)

    parameters = [
        parameter("graph", "The graph's IRI."),
        parameter("default", "Instead of it: what was written to no named graph."),
    ]
    summary = {
        "GET": "SPARQL 1.1 Graph Store Protocol: a graph, by Accept.",
        "PUT": "Replace a graph; needs a key.",
        "POST": "Add to a graph, or make one; needs a key.",
        "DELETE": "Take a graph out; needs a key.",
    }
    for method, said in summary.items():
        does, given = (read, [*parameters, FORMAT]) if method == "GET" else (write, parameters)
        _route(app, "/rdf-graph-store", (method,), does, summary=said, parameters=given)
        app.add_api_route("/rdf-graph-store/{name:path}", does, methods=[method], include_in_schema=False)


def _route(
    app: FastAPI, path: str, methods: tuple[str, ...], does: Any, *, summary: str, parameters: list[dict[str, Any]]
) -> None:
    for method in methods:
        app.add_api_route(
            path,
            does,
            methods=[method],
            summary=summary,
            openapi_extra={"parameters": parameters},
            operation_id=f"{path.strip('/.').replace('/', '_').replace('-', '_')}_{method.lower()}",
            name=path.strip("/."),
        )
