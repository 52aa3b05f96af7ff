"""The project's RDF vocabulary for Python, read from `golden-thread.ttl`.

An unknown term is an error, never a typo in the graph.

>>> from ontology.vocabulary import GT
>>> GT.Action.value
'https://w3id.org/golden-thread/ontology#Action'
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path

import pyoxigraph as ox

ONTOLOGY_IRI = "https://w3id.org/golden-thread/ontology"
ONTOLOGY_FILE = Path(__file__).with_name("golden-thread.ttl")


class UnknownTermError(AttributeError):
    """A term that the ontology does not define was asked for."""


@cache
def defined_terms() -> frozenset[str]:
    """The local names of every term defined in the ontology file."""
    start = f"{ONTOLOGY_IRI}#"
    subjects = (t.subject for t in ox.parse(path=ONTOLOGY_FILE, format=ox.RdfFormat.TURTLE))
    return frozenset(
        s.value[len(start) :] for s in subjects if isinstance(s, ox.NamedNode) and s.value.startswith(start)
    )


class _ClosedNamespace:
    """Attribute access to the IRIs of a vocabulary's terms; unknown names raise `UnknownTermError`."""

    def __init__(self) -> None:
        self._known: dict[str, ox.NamedNode] = {}

    def __getattr__(self, name: str) -> ox.NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> ox.NamedNode:
        if (known := self._known.get(name)) is not None:
            return known
        if name not in defined_terms():
            near = get_close_matches(name, defined_terms(), 1)
            hint = f"; did you mean gt:{near[0]}?" if near else ""
            raise UnknownTermError(f"gt:{name} is not a term of the ontology{hint}")
        term = self._known[name] = ox.NamedNode(f"{ONTOLOGY_IRI}#{name}")
        setattr(self, name, term)  # from now on it is an attribute like any other
        return term


GT = _ClosedNamespace()
