"""The routes of the W3C's protocols: SPARQL 1.1 query and update, the Graph Store, what describes them, linked data."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import FastAPI, Query, Request, Response

from graph.results import GRAPH_FORMATS, SHORT_NAMES, write_graph
from ontology.names import base
from service.http import conditional, describe, endpoint, pages, sparql, things, writes
from service.http.documentation import current_version, parameter
from service.http.negotiate import preferred
from service.http.problems import Problem
from service.http.served import Served
from service.reports import report_file

HTML = "text/html"
FORMAT = parameter("format", f"{', '.join(SHORT_NAMES)}: instead of Accept.")


def install(app: FastAPI, served: Served) -> None:
    """Add the routes to the app."""
    _queries(app, served)
    _updates(app, served)
    _graphs(app, served)
    _things(app, served)


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


def _things(app: FastAPI, served: Served) -> None:
    @app.get("/id", summary="What is said of the thing with this name, by Accept.")
    def by_name(
        request: Request,
        iri: Annotated[str, Query(description="Its IRI.")],
        format: Annotated[str, Query(description="A media type, instead of Accept.")] = "",
    ) -> Response:
        return _thing(served, request, iri, format)

    @app.get("/id/{path:path}", summary="A thing under the base of names: its page, or RDF, by Accept.")
    def by_path(
        request: Request,
        path: str,
        format: Annotated[str, Query(description="A media type, instead of Accept.")] = "",
    ) -> Response:
        return _thing(served, request, base() + path, format)


def _thing(served: Served, request: Request, iri: str, named: str) -> Response:
    snapshot = served.current()
    media = preferred(named or request.headers.get("accept", ""), [HTML, *GRAPH_FORMATS])
    if media is None:
        raise Problem("not-acceptable", f"A thing comes as {HTML}, {', '.join(GRAPH_FORMATS)}.")
    tag = conditional.tag(served.stamp(), current_version(), iri, media)
    if served.stamp() and (same := conditional.unchanged(request, tag)):
        return same
    response: Response | None = None
    if media == HTML:
        found = things.thing(snapshot.store, iri)
        report = report_file(served.location, iri)
        address = f"/api/report?document={quote(iri, safe='')}" if report and report.is_file() else ""
        response = pages.thing_page(found, list(GRAPH_FORMATS), address) if found else None
    else:
        triples = things.triples(snapshot.store, iri)
        response = Response(write_graph(triples, media), media_type=media) if triples else None
    if response is None:
        raise Problem("not-found", f"The store says nothing of {iri}.")
    response.headers["vary"] = "Accept"
    if served.stamp():
        response.headers.update({**conditional.HEADERS, "etag": tag})
    return response


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
