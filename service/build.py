"""Building: files are read into the store a document at a time, then what follows from them is derived and published.

Every step leaves a store that opens: a document is replaced in one transaction, readers keep the snapshot they had
until the new one is published, and a build that was cut short is taken up by the next.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

import pyoxigraph as ox

from graph.store import DocumentEntry, ReadStore, Store, StoreError
from ingest.report import Report
from ontology.names import graph_iri
from service.errors import UseError
from service.sources import Loaded, Sources, load
from service.stores import reader, writer

WORTH_A_PROCESS = 100_000
"""Bytes to be read from which a second process pays for its start."""


@dataclass(frozen=True, slots=True)
class Event:
    """What became of one file: `kind` is new, changed, unchanged or failed; `line` says it in words."""

    name: str
    kind: str
    line: str
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What reading one file gave, as it comes back from another process."""

    iri: str
    triples: tuple[ox.Triple, ...]
    report: Report


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
        wanted = _wanted([*_loaded(sources, hear), *given], held, hear, again=again)
        for data, result in read_all(wanted):
            if isinstance(result, str):
                hear(Event(data.name, "failed", result))
                continue
            old = held.get(data.name)
            entry = DocumentEntry(result.iri, data.name, data.sha256)
            store.replace(entry, result.triples, instead_of=old.iri if old else None)
            hear(Event(data.name, "changed" if old else "new", result.report.summary(), result.report))
        finish(store, location, listener.step)
    return events


def _loaded(sources: Sources, hear: Callable[[Event], None]) -> Iterator[Loaded]:
    for source in sources.files:
        try:
            yield load(source)
        except UseError as error:
            hear(Event(source.name, "failed", str(error)))


def _wanted(
    files: Sequence[Loaded], held: dict[str, DocumentEntry], hear: Callable[[Event], None], *, again: bool
) -> list[Loaded]:
    """The files to be read: neither held unchanged, nor word for word the same as another."""
    wanted: dict[str, Loaded] = {}
    by_content = {entry.sha256: entry.name for entry in held.values()}
    for file in files:
        twin = by_content.get(file.sha256, file.name)
        if twin != file.name:
            hear(Event(file.name, "unchanged", f"{file.name}: word for word the same as {twin}, which is held"))
        elif not again and file.name in held and held[file.name].sha256 == file.sha256:
            hear(Event(file.name, "unchanged", f"{file.name}: unchanged"))
        else:
            wanted[file.name] = file
            by_content[file.sha256] = file.name
    return list(wanted.values())


def read_all(files: Sequence[Loaded]) -> Iterator[tuple[Loaded, Parsed | str]]:
    """Each file with what reading it gave, or the line that says why it could not be read, in order.

    Several files of some size are read in as many processes as there are processors.
    """
    processes = min(len(files), os.cpu_count() or 1)
    if processes < 2 or sum(len(f.data) for f in files) < WORTH_A_PROCESS:
        for file in files:
            yield file, read_one(file)
        return
    done = 0
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            for file, result in zip(files, pool.map(read_one, files), strict=True):
                done += 1
                yield file, result
        except BrokenProcessPool:
            pass  # a process was ended from outside, or cannot be started here: the rest is read in this one
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for file in files[done:]:
        yield file, read_one(file)


def read_one(file: Loaded) -> Parsed | str:
    """What reading a file gives; a line where it cannot be read, whatever the reason."""
    from ingest.reader import UnreadableDocumentError, read  # noqa: PLC0415 - a build with nothing to read needs none of it

    try:
        reading = read(file.name, file.data)
    except UnreadableDocumentError as error:
        return " ".join(str(error).split())
    except Exception as error:  # one document must not stop the others
        return f"{file.name}: could not be read: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return Parsed(reading.iri, reading.triples, reading.report)


def finish(store: Store, location: str, step: Callable[[str], None] = lambda _: None) -> None:
    """Put in what no plan holds, derive what follows, and publish, each only where it is not done already."""
    from graph.derive import derive, rules_version  # noqa: PLC0415 - what asks for the reader alone needs none of it
    from ontology.graphs import graphs  # noqa: PLC0415
    from service import meaning  # noqa: PLC0415

    for iri, triples in graphs().items():
        store.put_graph(iri, triples)
    if store.derived_by() != rules_version():
        step("deriving what follows")
        meaning.forget(store)
        derive(store)
    meaning.bring_up_to_date(store, location, step)
    if not is_published(store, location):
        step("publishing")
        store.publish()


def is_published(store: Store, location: str) -> bool:
    """Whether readers see what the store holds: its notes of what was read and derived when are the same."""
    try:
        published = reader(location)
    except StoreError:
        return False
    return _notes(published) == _notes(store)


def _notes(store: ReadStore) -> frozenset[tuple[str, ...]]:
    found = store.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph_iri('store')} {{ ?s ?p ?o }} }}")
    return frozenset(tuple(str(row[name]) for name in ("s", "p", "o")) for row in found.rows)
