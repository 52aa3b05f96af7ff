"""A store on disk: Oxigraph in this process, one writer, readers on published snapshots.

Every statement is held twice: in the graph of the document it was read from, and once in the default graph, which is
therefore the union of all graphs as a set (an RDF merge, SPARQL 1.1 section 13.1). Oxigraph's own union counts a
statement that two documents share twice, and a COUNT or SUM over it comes out wrong.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from graph import manifest, mending, patience, snapshots, touched
from graph.bulk import doubled
from graph.guard import PREFIXES, syntax_message
from graph.skolem import skolemised
from graph.store import DocumentEntry, QueryError, Solutions, Store, StoreError
from graph.text import data, lines, one_line, row
from graph.updates import check_update, is_empty
from ontology.names import graph_iri

CHUNK = 50_000
_UNPUBLISHED = "unpublished"
_DEFAULT = ox.DefaultGraph()


def open_store(location: str, *, write: bool) -> Store:
    """The store at a location: a folder, or the `http(s)://` address of a SPARQL 1.1 endpoint.

    Raises StoreError where a folder holds nothing to read, or another process is writing it.
    """
    if re.match(r"https?://", location):
        from graph.endpoint import EndpointStore  # noqa: PLC0415 (a folder needs no HTTP client)

        return EndpointStore.from_environment(location, write=write)
    return OxigraphStore(Path(location), write=write)


class OxigraphStore:
    """A store in a folder: opened to write, the writer's database; else the published snapshot, held while open."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self._root = folder
        self._hold: snapshots.Hold | None = None
        self._writes = 0
        self._writer = write
        if write:
            self._opened: ox.Store | None = self._open_to_write()
            if self._union_in_doubt():
                self._mend_union()
        else:
            self._hold = snapshots.hold(folder)
            self._opened = self._open_to_read(self._hold)

    def _open_to_write(self) -> ox.Store:
        if self._root.exists() and not self._root.is_dir():
            raise StoreError(f"{self._root}: is a file; a store is a folder")
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            return ox.Store(str(snapshots.database(self._root)))
        except OSError as error:
            if "lock" in str(error).lower():
                raise StoreError(
                    f"{self._root}: another process is writing this store; try again when it ends"
                ) from None
            raise StoreError(f"{self._root}: cannot be opened as a store ({one_line(error)})") from None

    def _open_to_read(self, hold: snapshots.Hold) -> ox.Store:
        try:
            return ox.Store.read_only(str(hold.folder))
        except OSError as error:
            hold.release()
            raise StoreError(f"{hold.folder}: cannot be read as a snapshot ({one_line(error)})") from None

    @property
    def _store(self) -> ox.Store:
        if self._opened is None:
            raise StoreError(f"{self._root}: this store was closed")
        return self._opened

    # Reading

    def select(self, query: str) -> Solutions:
        """Rows of a SELECT (see `ReadStore`)."""
        result = self._query(query)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("this query is not a SELECT")
        variables = tuple(v.value for v in result.variables)
        try:
            rows = tuple(row(variables, solution) for solution in patience.checked(result))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the query failed: {one_line(error)}") from None
        return Solutions(variables, rows)

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        result = self._query(query)
        if not isinstance(result, ox.QueryBoolean):
            raise QueryError("this query is not an ASK")
        return bool(result)

    def construct(self, query: str) -> tuple[ox.Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        return tuple(self._triples(query))

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        patience.check()
        try:
            return self._store.query(query)
        except SyntaxError as error:
            raise QueryError(syntax_message(error, query)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"the query failed: {one_line(error)}") from None

    def _triples(self, query: str) -> Iterator[ox.Triple]:
        result = self._query(query)
        if not isinstance(result, ox.QueryTriples):
            raise QueryError("this query is not a CONSTRUCT or DESCRIBE")
        try:
            yield from patience.checked(result)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the query failed: {one_line(error)}") from None

    def documents(self) -> tuple[DocumentEntry, ...]:
        """The documents held, by name."""
        return manifest.documents(self)

    def graphs(self) -> tuple[str, ...]:
        """The names of the graphs that hold anything, in order."""
        named = (g for g in self._store.named_graphs() if isinstance(g, ox.NamedNode))
        holding = (g for g in named if next(self._store.quads_for_pattern(None, None, None, g), None) is not None)
        return tuple(sorted(g.value for g in holding))

    def derived_by(self) -> str | None:
        """The version of the rules whose conclusions are held; None where they are missing or out of date."""
        return manifest.derived_by(self)

    @property
    def version(self) -> str:
        """The snapshot's name; for a writer, one that changes with every write."""
        return self._hold.name if self._hold else f"{snapshots.current(self._root) or 0}+{self._writes}"

    def refresh(self) -> bool:
        """Go on to the snapshot published last, letting the held one go; says whether it is another."""
        if self._hold is None or snapshots.current(self._root) == self._hold.name:
            return False
        old, self._hold = self._hold, snapshots.hold(self._root)
        self._opened = self._open_to_read(self._hold)
        old.release()
        return True

    # Writing

    def replace(self, entry: DocumentEntry, triples: Iterable[ox.Triple], *, instead_of: str | None = None) -> None:
        """Put a document's graph in, whole, in one transaction; `instead_of` is the graph IRI it takes the place of."""
        graph, home = ox.NamedNode(entry.iri), graph_iri("store")
        new = {_quad(t, graph) for t in skolemised((*triples, *manifest.entry_triples(entry)), entry.iri)}
        old = self._held(graph)
        removed, added = old - new, new - old
        if instead_of is not None and instead_of != entry.iri:
            removed |= self._held(ox.NamedNode(instead_of)) | self._noted(instead_of)
        if added or removed:
            added |= {_quad(manifest.read_at(entry.iri), home), _quad(manifest.out_of_date(), home)}
            self._apply(removed | self._noted(entry.iri), added)

    def remove(self, iri: str) -> None:
        """Take a document's graph out; derived statements follow at the next `derive`."""
        held = self._held(ox.NamedNode(iri))
        if not held:
            raise StoreError(f"{iri}: no such document in the store")
        self._apply(held | self._noted(iri), {_quad(manifest.out_of_date(), graph_iri("store"))})

    def put_graph(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a graph that is not a document's; where it holds just these triples already, nothing is written."""
        graph = ox.NamedNode(iri)
        new = {_quad(t, graph) for t in skolemised(triples, iri)}
        old = self._held(graph)
        if new == old:
            return
        marks = set() if manifest.follows(iri) else {_quad(manifest.out_of_date(), graph_iri("store"))}
        self._apply(old - new, (new - old) | marks)

    def conclude(self, rule: str, into: str) -> None:
        """Add what a CONSTRUCT concludes to a graph, a chunk at a time, however much it is."""
        self._may_write()
        graph = ox.NamedNode(into)
        triples = self._triples(rule)
        while chunk := list(islice(triples, CHUNK)):
            self._extend({_quad(t, graph) for t in chunk})

    def mark_derived(self, rules_version: str) -> None:
        """Note that the derived graph now follows from all else, by the rules of that version."""
        home = graph_iri("store")
        marks = set(self._store.quads_for_pattern(graph_iri("derived"), None, None, home))
        self._apply(marks, {_quad(t, home) for t in manifest.derived_now(rules_version)})

    def load(self, path: Path) -> None:
        """Load a file of N-Quads in bulk: the way for many millions of statements, without a transaction's safety."""
        self._touch()
        try:
            with path.open("rb") as quads:
                self._store.bulk_load(doubled(quads), format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError) as error:
            raise StoreError(f"{path}: {one_line(error)}") from None
        self._extend({_quad(manifest.out_of_date(), graph_iri("store"))})
        self._store.optimize()

    def update(self, update: str) -> None:
        """Run a SPARQL update: its WHERE sees the union, what it writes to the default graph goes to `graph/default`.

        Prefixes of a public query need no declaration here either. Raises QueryError on an update that is malformed or
        would fetch something (LOAD, SERVICE).
        """
        check_update(update)
        if is_empty(update):
            return
        self._touch()
        home = graph_iri("store")
        before = self._root / "before"
        shutil.rmtree(before, ignore_errors=True)
        self._store.backup(str(before))
        marks = lines((ox.Triple(home, manifest.INVALIDATED, manifest.now()), manifest.out_of_date()))
        try:
            marked = f"{update.rstrip().rstrip(';')}\n;\nINSERT DATA {{ GRAPH {home} {{ {marks} }} }}"
            self._store.update(marked, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QueryError(syntax_message(error, update)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"the update failed: {one_line(error)}") from None
        changed = touched.patterns(update)
        mark: touched.Pattern = (graph_iri("derived"), manifest.INVALIDATED, None, home)
        blank = touched.makes_blank_nodes(update)
        self._mend_union(None if changed is None else changed | {mark}, blank=blank)

    def publish(self) -> None:
        """Derive what is out of date, then make all that is written visible to readers."""
        from graph.derive import bring_up_to_date  # noqa: PLC0415 (derivation is written against this seam)

        self._may_write()
        bring_up_to_date(self)
        if snapshots.current(self._root) is None or (self._root / _UNPUBLISHED).exists():
            try:
                snapshots.publish(self._root, lambda folder: self._store.backup(str(folder)))
            except OSError as error:
                raise StoreError(f"{self._root}: could not be published ({one_line(error)})") from None
            (self._root / _UNPUBLISHED).unlink(missing_ok=True)
            self._writes = 0

    def close(self) -> None:
        """Let go of the store, so that another process may write it."""
        if self._hold is not None:
            self._hold.release()
        self._opened = None

    def __enter__(self) -> OxigraphStore:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    # The two places of each statement

    def _may_write(self) -> None:
        if not self._writer:
            raise StoreError(f"{self._root}: opened for reading; writing it needs write=True")

    def _touch(self) -> None:
        """Note, outside the database, that readers do not see all of it: a build that is killed publishes next time."""
        self._may_write()
        self._writes += 1
        (self._root / _UNPUBLISHED).touch()

    def _held(self, graph: ox.NamedNode) -> set[ox.Quad]:
        return set(self._store.quads_for_pattern(None, None, None, graph))

    def _noted(self, iri: str) -> set[ox.Quad]:
        """What the store's own graph says about a document."""
        return set(self._store.quads_for_pattern(ox.NamedNode(iri), None, None, graph_iri("store")))

    def _extend(self, added: set[ox.Quad]) -> None:
        self._touch()
        try:
            self._store.extend(_both(added))
        except OSError as error:
            raise StoreError(f"{self._root}: could not be written ({one_line(error)})") from None

    def _apply(self, removed: set[ox.Quad], added: set[ox.Quad]) -> None:
        """Take quads of named graphs out and put others in, the default graph kept their union: one transaction."""
        if not removed:
            self._extend(added)
            return
        self._touch()
        kept = {q.triple for q in added}
        orphans = {q.triple for q in removed if q.triple not in kept and not self._held_elsewhere(q.triple, removed)}
        try:
            self._store.update(_exchange(data(removed) + lines(orphans), data(added) + lines(kept)))
        except OSError as error:
            raise StoreError(f"{self._root}: could not be written ({one_line(error)})") from None

    def _held_elsewhere(self, triple: ox.Triple, removed: set[ox.Quad]) -> bool:
        holders = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(q.graph_name != _DEFAULT and q not in removed for q in holders)

    def _union_in_doubt(self) -> bool:
        marks = self._store.quads_for_pattern(graph_iri("store"), manifest.INVALIDATED, None, graph_iri("store"))
        return next(marks, None) is not None

    def _mend_union(self, changed: frozenset[touched.Pattern] | None = None, *, blank: bool = True) -> None:
        """After an update: blank nodes have names, and the default graph is again the union of the named ones.

        `changed` bounds what the update may have changed, `blank` says whether there may be blank nodes.
        """
        before_path = self._root / "before"
        before = ox.Store.read_only(str(before_path)) if before_path.exists() else ox.Store()
        home = graph_iri("store")
        try:
            if blank:
                mending.name_blank_nodes(self._store)
            marks = list(self._store.quads_for_pattern(home, manifest.INVALIDATED, None, home))
            self._store.update(_exchange(*mending.union_again(self._store, before, changed, marks)))
        except OSError as error:
            raise StoreError(f"{self._root}: could not be written ({one_line(error)})") from None
        del before
        shutil.rmtree(before_path, ignore_errors=True)


def _quad(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _both(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Each quad in its own graph and in the default graph."""
    for q in quads:
        yield q
        if q.graph_name != _DEFAULT:
            yield ox.Quad(q.subject, q.predicate, q.object, _DEFAULT)


def _exchange(removed: str, added: str) -> str:
    """An update that takes some quad data out and puts some in."""
    return f"DELETE DATA {{\n{removed}}} ;\nINSERT DATA {{\n{added}}}"
