"""What changed between two documents, of the store or files: found by name, compared, and put in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.changes import Change, Thing, changes, statements, things
from graph.store import ReadStore
from service.errors import UseError
from service.plans import held, named
from service.present import folded, printable, shortened

COUNTED = {"action": "actions", "objective": "objectives", "value": "values", "owner": "owners"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two documents: its name, its IRI, and the things of it that are compared."""

    name: str
    iri: str
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents and what came, went and changed from the old to the new."""

    old: Side
    new: Side
    changes: tuple[Change, ...]

    @property
    def says_something(self) -> bool:
        """Whether both documents hold anything that could be compared."""
        return bool(self.old.things and self.new.things)

    def summary(self) -> Mapping[str, Mapping[str, int]]:
        """How many of each kind came, went and changed."""
        counts = Counter((c.kind, c.what) for c in self.changes)
        return {kind: {what: counts[kind, what] for what in ("came", "went", "changed")} for kind in COUNTED}

    def as_json(self) -> dict[str, Any]:
        """The comparison as values for JSON."""
        return {
            "old": {"name": self.old.name, "document": self.old.iri},
            "new": {"name": self.new.name, "document": self.new.iri},
            "summary": self.summary(),
            "changes": [asdict(change) for change in self.changes],
        }

    def as_text(self) -> str:
        """The comparison for a terminal: counts, then what came, what went and what changed, each with its places."""
        lines = [f"{self.old.name} → {self.new.name}", self._counts()]
        for what, title in (("came", "Came"), ("went", "Went"), ("changed", "Changed")):
            members = [c for c in self.changes if c.what == what]
            if members:
                lines += ["", title]
                lines += [line for change in members for line in _lines(change)]
        return printable("\n".join(lines)) + "\n"

    def _counts(self) -> str:
        told = [
            f"{COUNTED[kind]}: " + ", ".join(f"{n} {what}" for what, n in counts.items() if n)
            for kind, counts in self.summary().items()
            if any(counts.values())
        ]
        return "; ".join(told) or "nothing came, went or changed"


def _lines(change: Change) -> list[str]:
    thing = change.new or change.old
    if thing is None:
        return []
    places = [str(side.place) for side in (change.old, change.new) if side and side.place]
    name = " ".join(p for p in (change.kind, thing.reference) if p)
    lines = [f"  {name}: {shortened(folded(thing.words), 110)}", f"      {' → '.join(places)}"]
    for one in change.fields:
        lines.append(f"      {one.field}: {_said(one.old)} → {_said(one.new)}")
    return lines if places else [lines[0], *lines[2:]]


def _said(values: Sequence[str]) -> str:
    return "; ".join(shortened(folded(value), 140) for value in values) or "nothing"


def compare(old: Side, new: Side) -> Comparison:
    """What came, went and changed. Raises UseError where the two are one document."""
    if old.iri == new.iri:
        raise UseError(f"{old.name!r} and {new.name!r} are one document; name two")
    return Comparison(old, new, tuple(changes(old.things, new.things)))


def side_of_store(store: ReadStore, words: str) -> Side:
    """A document of the store by name, IRI or words. Raises UseError where the words name none or several."""
    matching = named(held(store), words)
    if len(matching) > 1:
        raise UseError(f"{words!r} names several documents: {', '.join(d.name for d in matching)}; say which")
    (document,) = matching
    triples = store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{document.document}> {{ ?s ?p ?o }} }}")
    return Side(document.name, document.document, tuple(things(statements(document.name, triples))))


def side_of_file(path: Path) -> Side:
    """A file, read as `build` reads it, with its sidecar. Raises UseError where it cannot be read."""
    from service.reading import read_one  # noqa: PLC0415 - comparing what the store holds reads nothing
    from service.sources import find_sources, load  # noqa: PLC0415

    (source,) = find_sources([path], ()).files
    parsed = read_one(load(source))
    if isinstance(parsed, str):
        raise UseError(parsed)
    return Side(str(path), parsed.iri, tuple(things(statements(str(path), parsed.triples))))
