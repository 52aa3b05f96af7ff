"""A worker process: answers strangers' queries on a published snapshot until it is killed.

It gives up the network where the system lets it, has a bound on its memory, and does not outlive the process that
started it. A result goes out as it is computed, in pieces, so that it may be larger than the memory.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from graph import results, snapshots
from graph.frames import END, Pieces, TooLargeError, read_message, too_large, write_frame
from graph.guard import PREFIXES, MalformedError, check_local, syntax_message
from graph.process import confine, own_output
from graph.skolem import blank_again
from graph.store import QueryError, StoreError
from graph.text import one_line


def answer(store: ox.Store, request: Mapping[str, Any], out: IO[bytes]) -> None:
    """Write the serialised result of one request: of a `query`, or all of a `graph`.

    Raises QueryError for a query that may not run or whose result is larger than the request allows.
    """
    media = request["media"]
    try:
        if "graph" in request:
            ox.serialize(_statements(store, request["graph"]), out, results.GRAPH_FORMATS[media], prefixes=PREFIXES)
        else:
            _queried(store, request, out)
    except TooLargeError:
        raise too_large(request["bytes"]) from None
    except (OSError, RuntimeError, ValueError) as error:
        if "custom function" in str(error):
            raise QueryError(one_line(error)) from None
        raise StoreError(f"the query failed: {one_line(error)}") from None


def _queried(store: ox.Store, request: Mapping[str, Any], out: IO[bytes]) -> None:
    query, media = request["query"], request["media"]
    try:
        form = _checked(query)
        results.check_suits(form, media)
        found = store.query(query, prefixes=PREFIXES, **_dataset(request))
    except SyntaxError as error:
        raise QueryError(syntax_message(error, query)) from None
    if isinstance(found, ox.QueryTriples):
        ox.serialize(found, out, results.GRAPH_FORMATS[media], prefixes=PREFIXES)
    elif isinstance(found, ox.QueryBoolean):
        out.write(results.write_answer(bool(found), media))
    else:
        found.serialize(out, results.RESULT_FORMATS[media])


def _checked(query: str) -> str:
    """The guard's word; where both it and the engine find a mistake, the engine says better where."""
    try:
        return check_local(query)
    except MalformedError:
        ox.Store().query(query, prefixes=PREFIXES)
        raise


def _dataset(request: Mapping[str, Any]) -> dict[str, Any]:
    """The dataset that the request names in place of the query's own (SPARQL 1.1 Protocol, section 2.1.4)."""
    default = [ox.NamedNode(iri) for iri in request["default_graphs"]]
    named = [ox.NamedNode(iri) for iri in request["named_graphs"]]
    if not default and not named:
        return {}
    return {"default_graph": default, "named_graphs": named}


def _statements(store: ox.Store, graph: str) -> Iterator[ox.Triple]:
    """What a graph says, with the blank nodes it was given."""
    for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        yield blank_again(quad.triple)


def _opened(root: Path, instead_of: snapshots.Hold | None = None) -> tuple[snapshots.Hold, ox.Store]:
    """The published snapshot, held and open; the one that was held before is let go.

    Raises StoreError where it cannot be read.
    """
    held = snapshots.hold(root)
    try:
        store = ox.Store.read_only(str(held.folder))
    except OSError as error:
        held.release()
        raise StoreError(f"{held.folder}: cannot be read as a snapshot ({one_line(error)})") from None
    if instead_of is not None:
        instead_of.release()
    return held, store


def main(root: str, megabytes: str) -> None:
    """Open the published snapshot of the store in the folder `root`, say so, and answer until the pipe closes.

    A request is answered from the snapshot that is published when it comes.
    """
    confine(int(megabytes))
    pipe = own_output()
    held, store = _opened(Path(root))
    write_frame(pipe, END, json.dumps({"ready": held.name}).encode())
    pipe.flush()
    while (frame := read_message(sys.stdin.buffer, io.BytesIO().write)) is not None:
        request = json.loads(frame)
        said: dict[str, str] = {}
        out = Pieces(pipe, request["bytes"])
        try:
            if snapshots.current(Path(root)) != held.name:
                held, store = _opened(Path(root), held)
            answer(store, request, cast("IO[bytes]", out))
            out.send()
        except QueryError as error:
            said = {"query": str(error)}
        except StoreError as error:
            said = {"store": str(error)}
        except MemoryError:
            said = {"store": "the query needs more memory than it may have"}
        write_frame(pipe, END, json.dumps(said).encode())
        pipe.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
