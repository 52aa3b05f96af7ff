"""The few terms that answering itself needs: where evidence is kept. Read from `ontology/provenance.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ontology.data import parsed


@dataclass(frozen=True, slots=True)
class Provenance:
    """IRIs of the terms by which evidence is found; `bases` from IRI to the word an answer uses, surest first."""

    passage: str
    quote: str
    line: str
    page: str
    place: str
    document: str
    file_name: str
    basis: str
    confidence: str
    evidenced_by: str
    evidence_subject: str
    evidence_object: str
    evidence_link: str
    uncertain: str
    inverse_label: str
    bases: Mapping[str, str]
    hidden: frozenset[str]
    definitions: tuple[str, ...]
    closed: frozenset[str]
    whose: tuple[str, ...]
    prefixes: Mapping[str, str]


@cache
def provenance() -> Provenance:
    """The terms, from the data file."""
    data: dict[str, Any] = parsed(files("ontology").joinpath("provenance.yaml").read_text("utf-8"))
    prefixes: dict[str, str] = data["prefixes"]

    def full(name: str) -> str:
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local

    return Provenance(
        passage=full(data["passage"]),
        quote=full(data["quote"]),
        line=full(data["line"]),
        page=full(data["page"]),
        place=full(data["place"]),
        document=full(data["document"]),
        file_name=full(data["fileName"]),
        basis=full(data["basis"]),
        confidence=full(data["confidence"]),
        evidenced_by=full(data["evidencedBy"]),
        evidence_subject=full(data["evidenceSubject"]),
        evidence_object=full(data["evidenceObject"]),
        evidence_link=full(data["evidenceLink"]),
        uncertain=full(data["uncertain"]),
        inverse_label=full(data["inverseLabel"]),
        bases={full(name): word for name, word in data["bases"].items()},
        hidden=frozenset(full(name) for name in data["hidden"]),
        definitions=tuple(full(name) for name in data["definitions"]),
        closed=frozenset(full(name) for name in data["closed"]),
        whose=tuple(full(name) for name in data["whose"]),
        prefixes=prefixes,
    )
