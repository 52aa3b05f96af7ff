"""Building: files are read into the store a document at a time, then what follows from them is derived and published.

Every step leaves a store that opens: a document is replaced in one transaction, readers keep the snapshot they had
until the new one is published, and a build that was cut short is taken up by the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graph.editions import Revisions
from graph.store import DocumentEntry
from ingest.report import Report
from service import reports
from service.errors import UseError
from service.following import finish
from service.reading import Waiting, read_all, weight_of
from service.sources import Loaded, Sources, load
from service.stores import writer


@dataclass(frozen=True, slots=True)
class Event:
    """What became of one file: `kind` is new, changed, unchanged or failed, or follows where a document that was read
    is a newer edition of another; `line` says it in words."""

    name: str
    kind: str
    line: str
    report: Report | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears how a build goes: `heard` of each file at once, `step` of each later step by its name."""

    heard: Callable[[Event], None]
    step: Callable[[str], None]


def build(
    sources: Sources, location: str, listener: Listener, *, given: Sequence[Loaded] = (), again: bool = False
) -> list[Event]:
    """Read what is new or changed among the sources, and what is `given`, into the store; derive; publish.

    `again` reads unchanged files too. A file that cannot be read is a failed event, and the rest goes on. Raises
    StoreError where the store itself cannot be written.
    """
    events: list[Event] = []

    def hear(event: Event) -> None:
        events.append(event)
        listener.heard(event)

    for problem in sources.problems:
        hear(Event("", "failed", problem))
    with writer(location) as store:
        held = {entry.name: entry for entry in store.documents()}
        wanted, weight = _wanted([*sources.files, *given], held, hear, again=again)
        read: set[str] = set()
        for data, result in read_all(wanted, weight):
            if isinstance(result, str):
                hear(Event(data.name, "failed", result))
                continue
            old = held.get(data.name)
            entry = DocumentEntry(result.iri, data.name, data.sha256, data.hand_sha256)
            reports.keep(location, result.iri, result.report)
            store.replace(entry, result.triples, instead_of=old.iri if old else None)
            read.add(data.name)
            hear(Event(data.name, "changed" if old else "new", result.report.summary(), result.report, result.iri))
        for event in _followed(finish(store, location, listener.step), read):
            hear(event)
    return events


def _wanted(
    files: Sequence[Waiting], held: dict[str, DocumentEntry], hear: Callable[[Event], None], *, again: bool
) -> tuple[list[Waiting], int]:
    """The files to be read, neither held unchanged nor word for word the same as another, and how much that is."""
    wanted: dict[str, Waiting] = {}
    weight = 0
    by_content = {entry.sha256: entry.name for entry in held.values()}
    for file in files:
        try:
            loaded = file if isinstance(file, Loaded) else load(file)
        except UseError as error:
            hear(Event(file.name, "failed", str(error)))
            continue
        twin, known = by_content.get(loaded.sha256, file.name), held.get(file.name)
        same = known is not None and (known.sha256, known.hand) == (loaded.sha256, loaded.hand_sha256)
        if twin != file.name:
            hear(Event(file.name, "unchanged", f"{file.name}: word for word the same as {twin}, which is held"))
        elif known is not None and same and not again:
            hear(Event(file.name, "unchanged", f"{file.name}: unchanged", None, known.iri))
        else:
            wanted[file.name] = file
            weight += weight_of(loaded.data)
            by_content[loaded.sha256] = file.name
    return list(wanted.values()), weight


def _followed(revisions: Revisions, read: set[str]) -> Iterator[Event]:
    """What is to be said of the editions among the documents that were just read."""
    for new, old in revisions.follows:
        if {new.name, old.name} & read:
            line = f"{new.name}: a newer edition of {old.name} (goldenthread diff says what changed)"
            yield Event(new.name, "follows", line, None, new.iri)
    for one, other in revisions.undecided:
        if {one.name, other.name} & read:
            line = f"{one.name} and {other.name} seem to be editions of one plan; say in a sidecar which revises which"
            yield Event(one.name, "follows", line, None, one.iri)
