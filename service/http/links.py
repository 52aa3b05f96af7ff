"""Addresses of this service for the names of things, and back."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request

from ontology.names import base
from ontology.vocabulary import ONTOLOGY_IRI
from service.settings import root


def link(iri: str) -> str:
    """Where this service shows a thing: `/id/…` under the base, `/ontology` for terms, else `/id?iri=…`."""
    if iri.startswith(base()):
        return "/id/" + quote(iri[len(base()) :], safe="/-._~!$&'()*+,;=:@")
    if iri.startswith(ONTOLOGY_IRI):
        return "/ontology" + iri[len(ONTOLOGY_IRI) :]
    return f"/id?iri={quote(iri, safe='')}"


def path_of(request: Request) -> str:
    """The path that a request asks for, below the path at which a proxy has the service."""
    return request.url.path.removeprefix(root())


def is_iri(text: str) -> bool:
    """Whether a value is an IRI that can be looked up."""
    return text.startswith(("http://", "https://", "urn:")) and not any(c in text for c in '<>"{}|^`\\ \n')
