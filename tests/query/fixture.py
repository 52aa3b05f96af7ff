"""A small graph in our vocabulary: two invented councils, covering everything a question can be about."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import ontology
from query.induce import read_schema
from query.schema import Schema
from tests import stores
from tests.query.memory import MemoryStore
from tests.query.remote import remote

GT = "https://w3id.org/golden-thread/ontology#"
ID = "https://w3id.org/golden-thread/id/"
ONTOLOGY = Path(ontology.__file__).with_name("golden-thread.ttl")
TRIG = Path(__file__).with_name("northam.trig")


@cache
def store() -> MemoryStore:
    """The graph with the ontology: in memory, or on the first server that `--stores` names."""
    if server := next((name for name in stores.asked_for if name != "embedded"), ""):
        return remote(server, ONTOLOGY, TRIG)
    return MemoryStore(ONTOLOGY, TRIG)


@cache
def schema() -> Schema:
    """Its schema."""
    return read_schema(store())


def gt(name: str) -> str:
    """A term's IRI."""
    return GT + name


def thing(path: str) -> str:
    """A thing's IRI."""
    return ID + path
