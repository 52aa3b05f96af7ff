"""The Model Context Protocol server, asked by the official SDK's client, over HTTP and on standard input."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from service.http.app import create_app
from service.http.served import Served
from tests.service.serving import on_a_port

pytest.importorskip("mcp")
TOOLS = {"ask", "search", "sparql", "trace", "describe", "findings"}
COUNT = "SELECT (COUNT(?a) AS ?n) WHERE { ?a a gt:Action }"


def with_client(target: Any, does: Callable[[Any], Awaitable[None]]) -> None:
    from mcp import Client

    async def run() -> None:
        async with Client(target) as client:
            await does(client)

    asyncio.run(run())


async def given(client: Any, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    content: dict[str, Any] = result.structured_content
    return content


async def asks_everything(client: Any) -> None:
    listed = (await client.list_tools()).tools
    assert {tool.name for tool in listed} == TOOLS
    assert all(tool.description and tool.input_schema["properties"] for tool in listed)
    asked = next(tool for tool in listed if tool.name == "ask")
    assert asked.input_schema["required"] == ["question"]

    answer = await given(client, "ask", question="Which actions does Karen Osei lead?")
    assert answer["status"] == "answered"
    assert len(answer["evidence"]) == len(answer["rows"]) > 0
    assert answer["evidence"][0][0]["quote"]
    rows = await given(client, "sparql", query=COUNT)
    assert rows["results"]["bindings"][0]["n"]["value"] == "5"
    thing = await given(client, "describe", thing="https://w3id.org/golden-thread/id/indicator/NI-117")
    assert "NI 117" in thing["label"]
    assert (await given(client, "findings", limit=2))["total"] >= 0

    refused = await client.call_tool("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"})
    assert refused.is_error
    assert "SERVICE is not allowed" in refused.content[0].text
    for uri, holds in (("goldenthread://ontology", "gt:Action"), ("goldenthread://plans", "northam")):
        (part,) = (await client.read_resource(uri)).contents
        assert holds in part.text
    plans = json.loads((await client.read_resource("goldenthread://plans")).contents[0].text)
    assert all(plan["document"] for plan in plans)


def test_an_assistant_asks_over_http(northam: str) -> None:
    with on_a_port(create_app(Served(northam))) as address:
        with_client(f"{address}/mcp", asks_everything)


def test_an_assistant_starts_it_itself(northam: str) -> None:
    from mcp import StdioServerParameters, stdio_client

    command = ["-m", "service.cli", "mcp", "--store", northam]
    here = str(Path(__file__).parents[2])
    environment = {**os.environ, "GOLDENTHREAD_MODEL": "none"}
    parameters = StdioServerParameters(command=sys.executable, args=command, cwd=here, env=environment)
    with_client(stdio_client(parameters), asks_everything)
