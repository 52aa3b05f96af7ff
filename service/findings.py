"""The findings a store holds, for `check`: what a careful reader would query, the gravest first, with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from graph.store import ReadStore
from ontology.findings import KINDS, SEVERITIES, checks
from service.plans import PREFIXES, texts

_HELD = (
    PREFIXES
    + """SELECT DISTINCT ?finding ?check ?message ?thing ?document ?line ?quote ?file ?plan WHERE {
  ?finding a gt:Finding ; gt:check ?check ; gt:text ?message ; gt:concerns ?thing .
  OPTIONAL {
    ?finding gt:passage ?passage . ?passage gt:document ?document ; gt:line ?line ; gt:quote ?quote .
    ?document gt:fileName ?file .
    OPTIONAL { GRAPH ?document { ?of a gt:Plan ; rdfs:label ?plan } }
  }
} ORDER BY ?finding ?file ?line ?quote"""
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand that show a finding, and the plan they belong to."""

    document: str
    line: int
    quote: str
    file: str
    plan: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: which check, its sentence, the thing it is about, and where to look."""

    finding: str
    check: str
    title: str
    kind: str
    severity: str
    message: str
    thing: str
    places: tuple[Place, ...]

    def as_json(self) -> dict[str, object]:
        """The finding as a plain object."""
        return asdict(self)


def findings(
    store: ReadStore, documents: Sequence[str] | None = None, severities: Sequence[str] = SEVERITIES
) -> list[Finding]:
    """The findings of a store, of those severities, in those documents (IRIs) only where some are given.

    The gravest come first; those of one check stand together, in the order of their places.
    """
    rows: dict[str, dict[str, str]] = {}
    places: dict[str, list[Place]] = {}
    for row in texts(store.select(_HELD)):
        rows[row["finding"]] = row
        if row["line"] and (documents is None or row["document"] in documents):
            place = Place(row["document"], int(row["line"]), row["quote"], row["file"], row["plan"])
            places.setdefault(row["finding"], []).append(place)
    found = [
        Finding(iri, check.name, check.title, check.kind, check.severity, row["message"], row["thing"], tuple(there))
        for iri, row in rows.items()
        if (check := checks().get(row["check"]))
        and check.severity in severities
        and ((there := places.get(iri, [])) or documents is None)
    ]
    return sorted(found, key=_order)


def _order(f: Finding) -> tuple[int, int, str, str, int, str]:
    first = f.places[0] if f.places else Place("", 0, "", "", "")
    return SEVERITIES.index(f.severity), KINDS.index(f.kind), f.check, first.file, first.line, f.message
