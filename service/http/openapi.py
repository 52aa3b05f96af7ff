"""What the OpenAPI description says of requests and answers: media types, bodies, and the problems of each address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.results import GRAPH_FORMATS, RESULT_FORMATS, SHORT_NAMES
from query.limits import LONGEST
from service.http.problems import MEDIA_TYPE, PROBLEMS
from service.writer import DATA_FORMATS

PATTERN = r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*$"
"""What the name of a thing or a graph looks like (RFC 3987, roughly)."""
IRI: dict[str, Any] = {"type": "string", "format": "iri", "pattern": PATTERN}
"""The name of a thing or a graph."""
WORDS: dict[str, Any] = {"min_length": 1, "max_length": LONGEST}
"""How long what is asked in words may be."""
EVERYWHERE = ("no-key", "too-large", "too-many", "busy", "no-store", "too-long")
"""Problems that any address may answer with."""
_TEXT: Mapping[str, Any] = {"schema": {"type": "string"}}
_PROBLEM = {
    "type": "object",
    "description": "A problem document (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail"],
}


def problems(*kinds: str) -> dict[int | str, dict[str, Any]]:
    """The answers by which an address tells of problems of those kinds, and of those that any may have."""
    titles: dict[int, list[str]] = {}
    for kind in (*EVERYWHERE, *kinds):
        status, title, _ = PROBLEMS[kind]
        titles.setdefault(status, []).append(title)
    content = {MEDIA_TYPE: {"schema": _PROBLEM}, "text/html": _TEXT}
    return {status: {"description": ". ".join(said) + ".", "content": content} for status, said in titles.items()}


def answers(what: str, media: Iterable[str], *kinds: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The answers of an address: its own in one of some media types (none for one without a body), and its problems."""
    content = {name: ({"schema": {}} if "json" in name else _TEXT) for name in media}
    return {status: {"description": what, **({"content": content} if content else {})}, **problems(*kinds)}


def parameter(name: str, description: str, schema: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An optional parameter in the query string: a text, or what the schema says."""
    return {"name": name, "in": "query", "description": description, "schema": dict(schema or {"type": "string"})}


def graphs_named(name: str, description: str) -> dict[str, Any]:
    """A parameter that names graphs, and may stand several times."""
    return {**parameter(name, description, {"type": "array", "items": IRI}), "style": "form", "explode": True}


def chosen(names: Iterable[str]) -> dict[str, Any]:
    """The schema of a parameter that takes one of these names; an empty one counts as none."""
    return {"type": "string", "enum": ["", *names]}


SPARQL_FORMATS = (*SHORT_NAMES, *RESULT_FORMATS, *GRAPH_FORMATS)
"""What the parameter `format` takes of results."""


def sent(language: str, field: str) -> dict[str, Any]:
    """The body of a POST of the SPARQL 1.1 Protocol: a form with the field, or the text itself."""
    text = {"type": "string", "format": language, "minLength": 1}
    form = {"type": "object", "properties": {field: text}, "required": [field]}
    return {
        "required": True,
        "content": {"application/x-www-form-urlencoded": {"schema": form}, f"application/{language}": {"schema": text}},
    }


def statements() -> dict[str, Any]:
    """The body of a write to a graph: RDF."""
    return {"required": True, "content": {media: {"schema": {"type": "string"}} for media in DATA_FORMATS}}
