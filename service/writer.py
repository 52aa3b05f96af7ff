"""The process that writes a store for the service: one request at a time, done and published before it is answered.

It opens the store for each request and lets go of it after, so that a build may come between; what an embedded store
needs no network for is done without one. Started by `service/writing.py`, which ends it where a write takes too long:
the next to open the store finds it as it was, or mends it.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from graph.frames import END, read_message, write_frame
from graph.manifest import follows
from graph.process import confine, own_output
from graph.skolem import skolemised
from graph.store import QueryError, Store, StoreError
from graph.text import one_line
from graph.updates import check_update, with_dataset
from ontology.names import graph_iri
from service.following import follow
from service.stores import writer

CREATED, CHANGED, ABSENT = "created", "changed", "absent"
DATA_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
"""What the statements of a graph may be sent in."""


def updated(store: Store, request: Mapping[str, Any], body: bytes) -> str:
    """Run a SPARQL update over the dataset that the request names, if any."""
    update = with_dataset(body.decode(), request["default_graphs"], request["named_graphs"])
    store.update(update)
    return CHANGED


def put(store: Store, request: Mapping[str, Any], body: bytes) -> str:
    """Replace a graph (Graph Store HTTP Protocol, section 5.3)."""
    graph = _graph(request)
    held = _holds(store, graph)
    store.put_graph(graph, _parsed(request, body))
    return CHANGED if held else CREATED


def post(store: Store, request: Mapping[str, Any], body: bytes) -> str:
    """Merge statements into a graph (section 5.5)."""
    graph = _graph(request)
    held = store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    store.put_graph(graph, (*held, *skolemised(_parsed(request, body), graph, beside=True)))
    return CHANGED if held else CREATED


def delete(store: Store, request: Mapping[str, Any], _: bytes) -> str:
    """Take a graph out (section 5.4)."""
    graph = _graph(request)
    if not _holds(store, graph):
        return ABSENT
    store.put_graph(graph, ())
    return CHANGED


DOES: Mapping[str, Callable[[Store, Mapping[str, Any], bytes], str]] = {
    "update": updated,
    "put": put,
    "post": post,
    "delete": delete,
}


def _graph(request: Mapping[str, Any]) -> str:
    """The graph that a request is about; the default graph is where its own statements are kept."""
    graph = request["graph"] or graph_iri("default").value
    if follows(graph):
        raise QueryError(f"{graph} follows from the other graphs and is made anew with them; write those")
    return str(graph)


def _holds(store: Store, graph: str) -> bool:
    return store.ask(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")


def _parsed(request: Mapping[str, Any], body: bytes) -> list[ox.Triple]:
    """The statements in the parts of a body, each in its format. Raises QueryError where they are not well-formed."""
    found: list[ox.Triple] = []
    for media, length in request["parts"]:
        part, body = body[:length], body[length:]
        found += _statements(part, media, request["graph"] or request["base"])
    return found


def _statements(part: bytes, media: str, base: str) -> Iterator[ox.Triple]:
    try:
        # blank nodes of one part are none of another's
        for quad in ox.parse(
            part, DATA_FORMATS[media], base_iri=base, without_named_graphs=True, rename_blank_nodes=True
        ):
            if isinstance(quad.object, ox.Triple):
                raise QueryError("the body holds a statement about a statement (RDF 1.2); send RDF 1.1")
            yield quad.triple
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"the body is not {media}: {one_line(error)}") from None


def done(location: str, request: Mapping[str, Any], body: bytes) -> dict[str, str]:
    """Do what a request asks, bring up to date what follows from it, publish, and say what became of it."""
    if request["does"] == "update":  # a mistake is told without waiting for the store
        check_update(body.decode())
    with writer(location) as store:
        became = DOES[request["does"]](store, request, body)
        if became != ABSENT:
            follow(store, location)
            store.publish()
    return {"became": became}


def main(location: str, megabytes: str) -> None:
    """Answer requests until the pipe closes."""
    confine(int(megabytes), network=location.startswith(("http://", "https://")))
    pipe = own_output()
    check_update("CLEAR ALL")  # the parser is ready before the first update comes
    write_frame(pipe, END, b"{}")
    pipe.flush()
    body = io.BytesIO()
    while (frame := read_message(sys.stdin.buffer, body.write)) is not None:
        try:
            said = done(location, json.loads(frame), body.getvalue())
        except QueryError as error:
            said = {"query": str(error)}
        except StoreError as error:
            said = {"store": str(error)}
        except MemoryError:
            said = {"store": "the write needs more memory than it may have"}
        body = io.BytesIO()
        write_frame(pipe, END, json.dumps(said).encode())
        pipe.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
