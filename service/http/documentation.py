"""The pages that say how to use the service from other tools, made from its own OpenAPI description."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse

from graph.results import GRAPH_FORMATS, write_graph
from ontology.graphs import graphs
from ontology.page import ontology_page
from ontology.vocabulary import ONTOLOGY_IRI
from service.http.negotiate import preferred
from service.http.pages import page
from service.http.problems import PROBLEMS, Problem
from service.http.secure import POLICY

EXAMPLES = {
    "/api/ask": "curl '{base}/api/ask?q=Which+actions+feed+NI+117%3F'",
    "/api/search": "curl '{base}/api/search?q=young+people+out+of+work&class=Action&limit=5'",
    "/api/trace": "curl '{base}/api/trace?from=ESF&to=NI+117'",
    "/sparql": "curl '{base}/sparql' -H 'Accept: text/csv' \\\n"
    "  --data-urlencode 'query=PREFIX gt: <https://w3id.org/golden-thread/ontology#>\n"
    "    SELECT ?text WHERE {{ ?action a gt:Action ; gt:text ?text }} LIMIT 10'",
    "/id/{path}": "curl -H 'Accept: text/turtle' '{base}/id/indicator/NI-117'",
    "/health": "curl '{base}/health'",
}


@cache
def current_version() -> str:
    """The version of the installed distribution, or "0" where the code runs without being installed."""
    try:
        return version("goldenthread")
    except PackageNotFoundError:
        return "0"


def docs_page(description: Mapping[str, Any], base_url: str) -> Response:
    """The page that lists every route for tools, its parameters, an example, and every kind of problem."""
    routes = [
        {
            "id": operation["operationId"],
            "method": method.upper(),
            "path": path,
            "summary": operation.get("summary", ""),
            "parameters": [
                {"name": p["name"], "description": p.get("description", ""), "required": p.get("required", False)}
                for p in operation.get("parameters", [])
                if p["in"] == "query"
            ],
            "example": EXAMPLES[path].format(base=base_url.rstrip("/")) if path in EXAMPLES else "",
        }
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]
    problems = [(kind, *said) for kind, said in PROBLEMS.items()]
    return page("docs.html", "/docs", routes=routes, problems=problems)


def ontology(accept: str) -> Response:
    """The ontology: its page for people, Turtle for tools that ask for it."""
    media = preferred(accept, ["text/html", *GRAPH_FORMATS])
    if media is None:
        raise Problem("not-acceptable", f"The ontology comes as text/html, {', '.join(GRAPH_FORMATS)}.")
    headers = {"vary": "Accept"}
    if media != "text/html":
        return Response(write_graph(graphs()[ONTOLOGY_IRI], media), media_type=media, headers=headers)
    text = ontology_page()
    allowed = " ".join(f"'{_hashed(style)}'" for style in re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
    headers["content-security-policy"] = POLICY.replace("style-src 'self'", f"style-src 'self' {allowed}")
    return HTMLResponse(text, headers=headers)


def _hashed(text: str) -> str:
    """A source expression of the Content Security Policy (level 3, section 2.3.1) that allows just this text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
