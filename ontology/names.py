"""How things are named: readable, deterministic IRIs minted from what is printed (docs/model.md).

The base is a setting (`GOLDENTHREAD_BASE`); the ontology's own IRI is not.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from functools import lru_cache

import pyoxigraph as ox

DEFAULT_BASE = "https://w3id.org/golden-thread/id/"
SLUG_LENGTH = 60


def base() -> str:
    """The base IRI of things, ending in "/" (environment variable GOLDENTHREAD_BASE, or the default)."""
    return os.environ.get("GOLDENTHREAD_BASE", DEFAULT_BASE).rstrip("/") + "/"


@lru_cache(maxsize=2048)  # what stands in a long text is named after it again and again
def slug(text: str) -> str:
    """Lower-case ASCII words joined by "-", at most 60 characters, cut between words where possible; "" for none."""
    ascii_text = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", ascii_text.lower()))
    joined = "-".join(words)
    if len(joined) <= SLUG_LENGTH:
        return joined
    return joined[: SLUG_LENGTH + 1].rpartition("-")[0] or joined[:SLUG_LENGTH]


def short_hash(*texts: str) -> str:
    """The first 8 hex digits of the SHA-256 of the texts, case, white space and punctuation aside."""
    return hashlib.sha256("\x1f".join(map(_folded, texts)).encode()).hexdigest()[:8]


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower()))


def thing(*path: str) -> ox.NamedNode:
    """The IRI of a thing from the parts of its path under the base.

    >>> thing("indicator", "NI-117").value
    'https://w3id.org/golden-thread/id/indicator/NI-117'
    """
    return ox.NamedNode(base() + "/".join(path))


def indicator_iri(code: str, authority_slug: str = "") -> ox.NamedNode:
    """The indicator of a normalised code: "NI 117" is everybody's, any other code is its authority's."""
    tail = re.sub(r"[^A-Za-z0-9]+", "-", code).strip("-")
    if re.fullmatch(r"NI \d{1,3}[a-z]{0,3}", code):
        return thing("indicator", tail)
    return thing("indicator", authority_slug or "unknown", tail)


def graph_iri(name: str) -> ox.NamedNode:
    """A graph that is not a document's: "reference", "outcomes", "derived", "inferred" or "store"."""
    return thing("graph", name)
