"""The routes of linked data: each thing by its name, in RDF or as a table, and for people 303 to its page."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from graph.results import GRAPH_FORMATS, RESULT_FORMATS, write_graph
from graph.store import ReadStore
from ontology.names import base
from service.http import conditional, pages, saved, things
from service.http.documentation import current_version
from service.http.negotiate import preferred
from service.http.openapi import IRI, answers, chosen
from service.http.problems import Problem
from service.http.served import Served
from service.plans import PREFIXES, texts
from service.present import as_csv
from service.reports import report_file
from service.settings import root

HTML, CSV = "text/html", "text/csv"
SUFFIXES = {**saved.GRAPH_SUFFIXES, "csv": CSV, "html": HTML}
FORMAT = Query(
    description="A media type, or the end of an address (ttl, json, csv, …), instead of Accept.",
    json_schema_extra=chosen((*SUFFIXES, *GRAPH_FORMATS, CSV, HTML)),
)
THING = answers("What is said of it.", (*GRAPH_FORMATS, CSV), "not-found", "not-acceptable", "wrong-parameters")
SEE_OTHER = {303: {"description": "Its page, for people."}}


def install(app: FastAPI, served: Served) -> None:
    """Add the routes to the app."""

    told: dict[str, Any] = {"responses": {**THING, **SEE_OTHER}, "response_class": Response}

    @app.get("/id", summary="What is said of the thing with this name, by Accept.", **told)
    def by_name(
        request: Request,
        iri: Annotated[str, Query(description="Its IRI.", json_schema_extra=IRI)],
        format: Annotated[str, FORMAT] = "",
    ) -> Response:
        if not things.valid(iri):
            raise Problem("not-found", f"{iri!r} is not the IRI of a thing.")
        return _thing(served, request, iri, format, root() + "/page?" + urlencode({"iri": iri}))

    @app.get(
        "/id/{path:path}", summary="A thing under the base of names: RDF or CSV, or 303 to its page, by Accept.", **told
    )
    def by_path(request: Request, path: str, format: Annotated[str, FORMAT] = "") -> Response:
        stem, _, suffix = path.rpartition(".")
        if suffix in SUFFIXES and not format and not things.triples(served.current().store, base() + path):
            path, format = stem, suffix  # the name itself may end so; then it is the name
        return _thing(served, request, base() + path, format, root() + "/page/" + quote(path))

    @app.get("/page", include_in_schema=False)
    def page_by_name(request: Request, iri: str) -> Response:
        return _page(served, request, iri)

    @app.get("/page/{path:path}", include_in_schema=False)
    def page_by_path(request: Request, path: str) -> Response:
        return _page(served, request, base() + path)

    listing = answers("The list.", ("application/json",))

    @app.get("/queries", summary="The saved queries: their names, what they give, their text.", responses=listing)
    def listed() -> Response:
        return JSONResponse([{"name": q.name, "gives": q.gives, "query": q.query} for q in saved.saved().values()])

    @app.get(
        "/queries/{name}.{suffix}",
        summary="A saved query's result: .csv, .tsv, .json, .xml; of a graph .ttl, …",
        response_class=Response,
        responses=answers("The result.", (*RESULT_FORMATS, *GRAPH_FORMATS), "not-found"),
    )
    async def result(request: Request, name: str, suffix: str) -> Response:
        return await served.querying.run(saved.result, served, request, name, suffix)


def _thing(served: Served, request: Request, iri: str, named: str, page: str) -> Response:
    store = served.current().store
    offered = [HTML, *GRAPH_FORMATS, CSV]
    media = preferred(SUFFIXES.get(named, named) or request.headers.get("accept", ""), offered)
    if media is None:
        raise Problem("not-acceptable", f"A thing comes as {', '.join(offered)}.")
    if media == HTML:
        return RedirectResponse(page, 303, headers={"vary": "Accept"})
    tag = conditional.tag(served.stamp(), iri, media)
    if served.stamp() and (same := conditional.unchanged(request, tag)):
        return same
    triples = things.triples(store, iri)
    if not triples:
        raise Problem("not-found", f"The store says nothing of {iri}.")
    body = _table(store, iri) if media == CSV else write_graph(triples, media)
    return Response(body, media_type=media, headers=_headers(served, tag))


def _page(served: Served, request: Request, iri: str) -> Response:
    tag = conditional.tag(served.stamp(), current_version(), iri, HTML)
    if served.stamp() and (same := conditional.unchanged(request, tag)):
        return same
    found = things.thing(served.current().store, iri)
    if found is None:
        raise Problem("not-found", f"The store says nothing of {iri}.")
    report = report_file(served.location, iri)
    address = f"/api/report?document={quote(iri, safe='')}" if report and report.is_file() else ""
    response = pages.thing_page(found, list(GRAPH_FORMATS), address)
    response.headers.update(_headers(served, tag))
    return response


def _headers(served: Served, tag: str) -> dict[str, str]:
    return {"vary": "Accept", **({**conditional.HEADERS, "etag": tag} if served.stamp() else {})}


def _table(store: ReadStore, iri: str) -> str:
    """What is said of a thing as CSV, a row a statement."""
    rows = texts(
        store.select(f"""{PREFIXES}SELECT DISTINCT ?p ?pl ?o ?ol WHERE {{ <{iri}> ?p ?o .
  OPTIONAL {{ ?p rdfs:label ?pl }} OPTIONAL {{ ?o rdfs:label ?ol }} }} ORDER BY ?p ?o""")
    )
    header = ["Property", "Property name", "Value", "Value name"]
    return as_csv(header, [[row["p"], row["pl"], row["o"], row["ol"]] for row in rows])
