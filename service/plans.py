"""What a store holds, plan by plan: for `status`, and to find the plan somebody names in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.store import ReadStore, Solutions
from service.errors import UseError

PREFIXES = """PREFIX gt: <https://w3id.org/golden-thread/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
COUNTED = ("Action", "Objective", "Observation", "Decision")
WHAT_IS_HELD = (
    PREFIXES
    + """SELECT ?document ?name ?sha ?plan ?label ?authority WHERE {
  GRAPH ?document { ?document a gt:Document ; gt:fileName ?name ; gt:sha256 ?sha . }
  OPTIONAL { GRAPH ?document { ?plan a gt:Plan ; rdfs:label ?label . OPTIONAL { ?plan gt:authority ?of } } }
  OPTIONAL { ?of rdfs:label ?authority }
} ORDER BY ?name ?label"""
)


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the store: its IRI and name, the plan read from it, and how many things of each class it holds."""

    document: str
    name: str
    sha256: str
    plan: str
    label: str
    authority: str
    counts: dict[str, int] = field(default_factory=dict)


def text(term: object) -> str:
    """The plain text of a term: an IRI, a literal's lexical form, "" for nothing."""
    return str(term.value) if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""


def texts(solutions: Solutions) -> list[dict[str, str]]:
    """The rows of a SELECT as plain text by variable name."""
    return [{name: text(row.get(name)) for name in solutions.variables} for row in solutions.rows]


def held(store: ReadStore) -> list[Held]:
    """The documents of a store by name, with their plans and counts."""
    classes = " ".join(f"gt:{name}" for name in COUNTED)
    counting = f"""{PREFIXES}SELECT ?document ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE {{
  VALUES ?class {{ {classes} }}
  GRAPH ?document {{ ?thing a ?class . ?document a gt:Document }} }} GROUP BY ?document ?class"""
    counts: dict[str, dict[str, int]] = {}
    for row in texts(store.select(counting)):
        counts.setdefault(row["document"], {})[row["class"].rpartition("#")[2]] = int(row["n"])
    documents: dict[str, Held] = {}
    for row in texts(store.select(WHAT_IS_HELD)):
        entry = Held(
            row["document"],
            row["name"],
            row["sha"],
            row["plan"],
            row["label"] or row["name"],
            row["authority"],
            counts.get(row["document"], {}),
        )
        documents.setdefault(entry.document, entry)
    return list(documents.values())


def named(documents: Sequence[Held], words: str) -> list[Held]:
    """The documents that somebody means by their name, IRI, plan or authority: an exact name first, else all that hold
    the words. Raises UseError where none does, saying what there is."""
    wanted = " ".join(words.lower().split())
    exact = [d for d in documents if wanted in (d.name.lower(), d.document.lower(), d.plan.lower(), d.label.lower())]
    part = exact or [d for d in documents if wanted and wanted in f"{d.name} {d.label} {d.authority}".lower()]
    if not part:
        there = ", ".join(d.name for d in documents[:8]) or "nothing"
        raise UseError(f"{words!r} names no plan of the store, which holds {there}")
    return part
