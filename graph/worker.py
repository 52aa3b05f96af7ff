"""A worker process: answers strangers' queries on a published snapshot until it is killed.

Requests and answers are frames on standard input and output: four bytes of length, then JSON; a body follows an answer
as a second frame. The process gives up the network where the system lets it, has a bound on its memory, and does not
outlive the process that started it.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import struct
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from graph import results, snapshots
from graph.guard import PREFIXES, MalformedError, check_query, syntax_message
from graph.store import QueryError, Solutions, StoreError
from graph.text import one_line, row

_NEW_USER_AND_NET = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET of Linux


def write_frame(pipe: IO[bytes], body: bytes) -> None:
    """One frame onto a pipe."""
    pipe.write(struct.pack(">I", len(body)) + body)


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """The next frame of a pipe; None at its end."""
    head = pipe.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    body = pipe.read(length)
    return body if len(body) == length else None


def answer(store: ox.Store, request: Mapping[str, Any]) -> bytes:
    """The serialised result of one request.

    Raises QueryError for a query that may not run or whose result is larger than the request allows.
    """
    query, media, most = request["query"], request["media"], request["rows"]
    try:
        form = _checked(query)
        results.check_suits(form, media)
        found = store.query(query, prefixes=PREFIXES, **_dataset(request))
        if isinstance(found, ox.QueryBoolean):
            return results.write_answer(bool(found), media)
        if isinstance(found, ox.QueryTriples):
            return results.write_graph(_capped(found, most), media)
        variables = tuple(v.value for v in found.variables)
        rows = tuple(row(variables, solution) for solution in _capped(found, most))
        return results.write_solutions(Solutions(variables, rows), media)
    except SyntaxError as error:
        raise QueryError(syntax_message(error, query)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"the query failed: {one_line(error)}") from None


def _checked(query: str) -> str:
    """The guard's word; where both it and the engine find a mistake, the engine says better where."""
    try:
        return check_query(query)
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


def _capped(found: Any, most: int) -> Iterator[Any]:
    yield from islice(found, most)
    if next(found, None) is not None:
        raise QueryError(f"the result has more than {most:,} rows; ask for less, or for pages by LIMIT and OFFSET")


def confine(megabytes: int) -> None:
    """Give up the network where the system allows it, and bound the memory."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER_AND_NET)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with(parent: int) -> None:
    """End this process, whatever it is computing, soon after its parent has ended."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def main(root: str, megabytes: str) -> None:
    """Open the published snapshot of the store in the folder `root`, say so, and answer until the pipe closes."""
    confine(int(megabytes))  # first: a process with threads cannot leave its network
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    # Nothing but frames may reach the pipe: the engine's own words go to standard error.
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    held = snapshots.hold(Path(root))
    store = ox.Store.read_only(str(held.folder))
    check_query("ASK {}")  # the parser is ready before the first query comes
    write_frame(pipe, json.dumps({"ready": held.name}).encode())
    pipe.flush()
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        said: dict[str, str] = {}
        body = b""
        try:
            body = answer(store, json.loads(frame))
        except QueryError as error:
            said = {"query": str(error)}
        except StoreError as error:
            said = {"store": str(error)}
        except MemoryError:
            said = {"store": "the query needs more memory than it may have"}
        write_frame(pipe, json.dumps(said).encode())
        write_frame(pipe, body)
        pipe.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
