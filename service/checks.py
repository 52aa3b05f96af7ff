"""Findings: what a careful reader would query in a plan. Each check is a SPARQL file in `ontology/checks/`.

A check's first lines are comments: `# title:`, `# kind:` (gap or contradiction) and `# message:`, one plain sentence in
which {label} is the thing's name and any other {word} a variable of the query. The query selects ?thing, and ?evidence
where the words that show it stand with something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import ontology
from graph.store import ReadStore
from service.plans import PREFIXES, texts
from service.present import counted, folded, shortened

CHECKS = Path(ontology.__file__).parent / "checks"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its file's name, what its comments say, and its query."""

    name: str
    title: str
    kind: str
    message: str
    query: str


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

    check: str
    title: str
    kind: str
    message: str
    thing: str
    place: Place | None

    def as_json(self) -> dict[str, object]:
        """The finding as a plain object."""
        return asdict(self)


@cache
def checks() -> tuple[Check, ...]:
    """Every check, contradictions first. Raises ValueError on a file without its comments."""
    found = []
    for file in sorted(CHECKS.glob("*.rq")):
        query = file.read_text(encoding="utf-8")
        said = dict(re.findall(r"^# (title|kind|message): (.+)$", query, re.MULTILINE))
        if set(said) != {"title", "kind", "message"}:
            raise ValueError(f"{file.name}: a check begins with the comments title, kind and message")
        found.append(Check(file.stem, said["title"], said["kind"], said["message"], query))
    return tuple(sorted(found, key=lambda c: (c.kind != "contradiction", c.name)))


def findings(store: ReadStore, documents: Sequence[str] | None = None) -> list[Finding]:
    """What the checks find in the store, in those documents (IRIs) only where some are given."""
    return [f for check in checks() for f in _of_check(store, check, documents)]


def _of_check(store: ReadStore, check: Check, documents: Sequence[str] | None) -> Iterable[Finding]:
    rows = texts(store.select(check.query))
    places = _places(store, {row.get("evidence") or row["thing"] for row in rows})
    labels = _labels(store, {row["thing"] for row in rows})
    found: dict[tuple[str, str], Finding] = {}
    for row in rows:
        where = places.get(row.get("evidence") or row["thing"], [])
        if documents is not None:
            where = [p for p in where if p.document in documents]
            if not where:
                continue
        words = {**row, "label": shortened(folded(labels.get(row["thing"], row["thing"])), 120)}
        message = _filled(check.message, words)
        finding = Finding(check.name, check.title, check.kind, message, row["thing"], where[0] if where else None)
        found.setdefault((row["thing"], message), finding)
    return sorted(found.values(), key=lambda f: (f.place.file, f.place.line) if f.place else ("", 0))


def _filled(message: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: counted(words.get(match[1], match[0])), message)


def _batches(iris: Iterable[str]) -> Iterable[str]:
    ordered = sorted(iris)
    for start in range(0, len(ordered), BATCH):
        yield " ".join(f"<{iri}>" for iri in ordered[start : start + BATCH])


def _labels(store: ReadStore, iris: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for values in _batches(iris):
        query = f"{PREFIXES}SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {values} }} ?thing rdfs:label ?label }}"
        found.update((row["thing"], row["label"]) for row in texts(store.select(query)))
    return found


def _places(store: ReadStore, iris: Iterable[str]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for values in _batches(iris):
        query = f"""{PREFIXES}SELECT DISTINCT ?thing ?document ?line ?quote ?file ?plan WHERE {{
  VALUES ?thing {{ {values} }}
  ?thing gt:passage ?passage . ?passage gt:document ?document ; gt:line ?line ; gt:quote ?quote .
  ?document gt:fileName ?file .
  OPTIONAL {{ GRAPH ?document {{ ?of a gt:Plan ; rdfs:label ?plan }} }}
}} ORDER BY ?file ?line ?quote"""
        for row in texts(store.select(query)):
            place = Place(row["document"], int(row["line"]), row["quote"], row["file"], row["plan"])
            found.setdefault(row["thing"], []).append(place)
    return found
