"""The store for AI assistants: a Model Context Protocol server, at `/mcp` and on standard input (`goldenthread mcp`).

Needs the optional group [mcp]. Each tool gives what its command gives, with the evidence: plain objects that say where
the words stand. What cannot be answered is a tool's error with one clear line.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import Field

from graph.results import write_graph
from graph.store import StoreError
from ontology.findings import SEVERITIES
from ontology.graphs import graphs
from ontology.vocabulary import ONTOLOGY_IRI
from query.engine import ask as answer_to
from query.paging import LAST, PAGE, WHOLE, Window
from service import find
from service.errors import UseError
from service.findings import findings as found_in
from service.http import things
from service.http.served import Served
from service.questions import checked
from service.settings import deadline

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

T = TypeVar("T")
LONGEST = 1_000_000
"""Bytes of a query's result that an assistant is given."""
INSTRUCTIONS = """The plans of public bodies as one graph. Use `ask` first: it answers plain-English questions and says
how it read them; only status "answered" stands for the plans, "searched" rows are merely near in meaning. Quote the
evidence (document, line, words). Basis "stated" is printed in the row, "inherited" comes from its heading, "inferred"
is a guess."""


def installed() -> bool:
    """Whether the optional group is installed."""
    return find_spec("mcp") is not None


def assistants_server(served: Served) -> MCPServer:
    """The server over a store. Its tools raise UseError or StoreError, which the protocol tells as a tool's error."""
    from mcp.server.mcpserver import MCPServer  # noqa: PLC0415 (optional, and slow to import)

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    server = MCPServer("golden-thread", title="Golden Thread", instructions=INSTRUCTIONS)
    root.handlers, root.level = handlers, level  # the SDK sets up the whole process's logging, which is not its to do
    _tools(server, served)
    _resources(server, served)
    return server


async def _apart(served: Served, does: Callable[..., T], *given: Any) -> T:
    """What a function gives, in turn with people's questions; what it refuses is told as it is told to people."""
    with _told():
        return await served.asking.run(does, *given)


@contextmanager
def _told() -> Iterator[None]:
    from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415

    try:
        yield
    except (UseError, StoreError) as error:
        raise ToolError(" ".join(str(error).split())) from error


def _tools(server: MCPServer, served: Served) -> None:
    @server.tool(description="Answer a question in plain English, with the evidence for every row.")
    async def ask(
        question: Annotated[str, Field(description="The question, as one would put it to a colleague.")],
        limit: Annotated[int, Field(description="At most so many rows; `total` says how many.", ge=1, le=WHOLE)] = PAGE,
        offset: Annotated[int, Field(description="Leave out so many rows first.", ge=0, le=LAST)] = 0,
    ) -> dict[str, Any]:
        window = Window(offset, limit)
        return await _apart(
            served, lambda: dict(answer_to(checked(question), served.snapshot().world, window).as_json())
        )

    @server.tool(description="Find things by meaning, best first, with where they are printed.")
    async def search(
        words: Annotated[str, Field(description="What to look for.")],
        kind: Annotated[str, Field(description="Only things of this class: Action, Indicator, Owner, …")] = "",
        limit: Annotated[int, Field(description="At most so many.", ge=1, le=50)] = 10,
    ) -> dict[str, Any]:
        hits, notes = await _apart(
            served, lambda: find.found(served.snapshot().world, checked(words), kind or None, limit)
        )
        return {"results": hits, "notes": notes}

    @server.tool(description="Run a SPARQL 1.1 SELECT or ASK; gt:, rdfs: and other usual prefixes need no declaration.")
    async def sparql(
        query: Annotated[str, Field(description="The query. It sees the union of all graphs.")],
    ) -> dict[str, Any]:
        with _told():
            return await served.querying.run(_queried, served, query)

    @server.tool(description="The threads between two things, each step with its basis and where it is printed.")
    async def trace(
        start: Annotated[str, Field(description="A thing, in words: a stream, an action, an owner, an indicator.")],
        end: Annotated[str, Field(description="Another thing, in words.")],
        limit: Annotated[int, Field(description="At most so many threads.", ge=1, le=20)] = 5,
    ) -> dict[str, Any]:
        return await _apart(served, lambda: find.threads(served.snapshot().world, checked(start), checked(end), limit))

    @server.tool(description="All that is said of one thing, where it is printed, and what points to it.")
    async def describe(
        thing: Annotated[str, Field(description="Its IRI, as other tools give it, or its name.")],
    ) -> dict[str, Any]:
        return await _apart(served, _described, served, thing)

    @server.tool(
        description="What a careful reader would query in the plans: gaps, contradictions and slips, with places."
    )
    async def findings(
        severity: Annotated[
            Literal["high", "medium", "low", "any"], Field(description="Only of this severity.")
        ] = "any",
        limit: Annotated[int, Field(description="At most so many, the gravest first.", ge=1, le=200)] = 50,
    ) -> dict[str, Any]:
        wanted = SEVERITIES if severity == "any" else (severity,)
        found = await _apart(served, lambda: found_in(served.snapshot().store, None, wanted))
        return {"total": len(found), "findings": [f.as_json() for f in found[:limit]]}


def _queried(served: Served, query: str) -> dict[str, Any]:
    with closing(served.queries.result(query, "json", deadline())) as file:
        body = file.read(LONGEST + 1)
    if len(body) > LONGEST:
        raise UseError(f"the result has more than {LONGEST:,} bytes; ask for less, or for pages by LIMIT and OFFSET")
    result: dict[str, Any] = json.loads(body)
    return result


def _described(served: Served, words: str) -> dict[str, Any]:
    snapshot = served.snapshot()
    iri = words
    if not things.valid(words):
        hits, _ = find.found(snapshot.world, checked(words), None, 1)
        iri = str(hits[0]["iri"]) if hits else words
    thing = things.thing(snapshot.store, iri)
    if thing is None:
        raise UseError(f"the store says nothing of {words}")
    return {
        "iri": thing.iri,
        "label": thing.label,
        "classes": thing.classes,
        "properties": {group.label: [value.text for value in group.values] for group in thing.properties},
        "pointed_to_by": {group.label: [value.text for value in group.values] for group in thing.incoming},
        "evidence": [{"place": p.place, "quote": p.quote} for p in thing.passages],
    }


def _resources(server: MCPServer, served: Served) -> None:
    @server.resource("goldenthread://ontology", name="ontology", mime_type="text/turtle")
    def ontology() -> str:
        """The terms of the graph, with definitions."""
        return write_graph(graphs()[ONTOLOGY_IRI], "text/turtle").decode()

    @server.resource("goldenthread://plans", name="plans", mime_type="application/json")
    def plans() -> str:
        """The documents held, the plan read from each, and how much of each kind it holds."""
        held = served.snapshot().documents
        listed = [
            {"document": d.name, "iri": d.document, "plan": d.label, "authority": d.authority, **d.counts} for d in held
        ]
        return json.dumps(listed, ensure_ascii=False)
