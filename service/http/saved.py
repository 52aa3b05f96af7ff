"""Saved queries: a name and a format at the end of an address, for tools that take a table by URL."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request, Response

from graph.guard import form_of
from service.http import conditional
from service.http.endpoint import from_file
from service.http.problems import Problem
from service.http.served import Served
from service.settings import deadline

OURS = Path(__file__).parents[1] / "queries"
GRAPH_SUFFIXES = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "json": "application/ld+json",
    "trig": "application/trig",
}
ROW_SUFFIXES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query: its name, what it gives, in words, and its text."""

    name: str
    gives: str
    query: str


def saved() -> dict[str, Saved]:
    """The saved queries by name: those that come along, and those in the folder GOLDENTHREAD_QUERIES."""
    own = os.environ.get("GOLDENTHREAD_QUERIES", "")
    files = [file for folder in (OURS, *((Path(own),) if own else ())) for file in sorted(folder.glob("*.rq"))]
    return {file.stem: _read(file) for file in files}


def _read(file: Path) -> Saved:
    text = file.read_text(encoding="utf-8", errors="replace")
    first = text.partition("\n")[0]
    return Saved(file.stem, first.lstrip("# ") if first.startswith("#") else "", text)


def suffix_format(query: str, suffix: str) -> str:
    """The media type that a suffix asks for. Raises Problem where a result of the query has no such format."""
    offered = GRAPH_SUFFIXES if form_of(query) in ("CONSTRUCT", "DESCRIBE") else ROW_SUFFIXES
    if suffix not in offered:
        raise Problem("not-found", f"This result comes as {', '.join(f'.{name}' for name in offered)}.")
    return offered[suffix]


def result(served: Served, request: Request, name: str, suffix: str) -> Response:
    """The result of a saved query. Raises Problem where there is none of that name, or not in that format."""
    query = saved().get(name)
    if query is None:
        raise Problem("not-found", f"No query {name} is saved here; /queries lists those that are.")
    media = suffix_format(query.query, suffix)
    tag = conditional.tag(served.stamp(), query.query, media)
    if served.stamp() and (same := conditional.unchanged(request, tag)):
        return same
    headers = {**conditional.HEADERS, "etag": tag} if served.stamp() else {}
    return from_file(served.queries.result(query.query, media, deadline()), media, headers)
