"""Each recipe for a tool of others is run as it is written, where the tool is there."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import Graph, Namespace

from service.cli import main
from service.http.app import create_app
from service.http.served import Served
from tests.service.serving import on_a_port

PAGE = (Path(__file__).parents[2] / "docs" / "recipes.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = str(tmp_path_factory.mktemp("recipes") / "store")
    assert main(["build", "--samples", "--store", where]) == 0
    return where


@pytest.fixture(scope="module")
def address(location: str) -> Iterator[str]:
    with on_a_port(create_app(Served(location))) as where:
        yield where


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not here")
def test_curl(address: str) -> None:
    (script,) = blocks("sh")
    lines = run("bash", "-c", script.replace(ADDRESS, address)).splitlines()
    assert lines[:2] == ["actions", "24"]
    assert lines[2].startswith("authority,plan,action,text,owners,due,line")
    assert '"NI 117"' in lines[-1]


def test_a_spreadsheet_takes_each_address_as_a_table(address: str) -> None:
    (listed,) = blocks("text")
    for line in listed.split():
        response = httpx.get(line.replace(ADDRESS, address), follow_redirects=False, timeout=60)
        assert response.headers["content-type"].startswith("text/csv"), line
        rows = list(csv.reader(io.StringIO(response.text)))
        assert len(rows) > 2
        assert len({len(row) for row in rows}) == 1


PYTHON = {re.search(r"(pandas|SPARQLWrapper|rdflib)", block)[1]: block for block in blocks("python")}  # type: ignore[index]


@pytest.mark.parametrize("library", ["pandas", "SPARQLWrapper", "rdflib"])
def test_python(address: str, library: str) -> None:
    pytest.importorskip(library)
    printed = run(sys.executable, "-c", PYTHON[library].replace(ADDRESS, address)).splitlines()
    said = {"pandas": "Eastvale    13", "SPARQLWrapper": "", "rdflib": "True"}
    assert len(printed) >= 3
    assert any(said[library] in line for line in printed)


@pytest.mark.skipif(not shutil.which("node"), reason="node is not here")
def test_javascript(address: str, tmp_path: Path) -> None:
    (script,) = blocks("js")
    file = tmp_path / "recipe.mjs"
    file.write_text(script.replace(ADDRESS, address))
    assert len(run("node", str(file)).splitlines()) == 3


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not here")
def test_r(address: str) -> None:
    (script,) = blocks("r")
    assert "Eastvale" in run("Rscript", "-e", script.replace(ADDRESS, address))


def test_an_assistant_is_started_as_its_configuration_says(location: str) -> None:
    pytest.importorskip("mcp")
    from mcp import StdioServerParameters, stdio_client

    from tests.service.test_mcp import given, with_client

    async def asks(client: Any) -> None:
        counted = await given(client, "sparql", query="SELECT (COUNT(?a) AS ?n) WHERE { ?a a gt:Action }")
        assert counted["results"]["bindings"][0]["n"]["value"] == "24"

    (written,) = blocks("json")
    (server,) = json.loads(written)["mcpServers"].values()
    assert server["command"] == "goldenthread"
    arguments = [location if a == "/data/goldenthread-store" else a for a in server["args"]]
    assert location in arguments
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "service.cli", *arguments],
        cwd=str(Path(__file__).parents[2]),
        env={**os.environ, "GOLDENTHREAD_MODEL": "none"},
    )
    with_client(stdio_client(started), asks)


def test_another_knowledge_graph_asks_this_one_and_takes_its_graphs(address: str) -> None:
    (query,) = blocks("sparql")
    assert len(Graph().query(query.replace(ADDRESS, address))) == 24

    described = Graph().parse(f"{address}/sparql", format="turtle")
    named = [str(iri) for iri in described.objects(None, SD.name) if "/document/" in str(iri)]
    assert named
    for iri in named:
        taken = httpx.get(f"{address}/rdf-graph-store", params={"graph": iri}, headers={"accept": "text/turtle"})
        assert len(Graph().parse(data=taken.text, format="turtle")) > 10


def test_every_address_on_the_page_answers_also_where_its_tool_is_missing(address: str) -> None:
    named = set(re.findall(rf"{re.escape(ADDRESS)}/[^\s\"'`>)]+", PAGE))
    assert len(named) > 6
    for where in named:
        if where.endswith(("/mcp", "graph=IRI")):
            continue  # a protocol's own tests are elsewhere, and there is no such graph
        assert httpx.get(where.replace(ADDRESS, address), timeout=60).status_code == 200, where


def test_what_javascript_is_written_to_send_is_answered_as_it_reads_it(address: str) -> None:
    (script,) = blocks("js")
    query = re.search(r'query = "(.*?)";', script)
    accepted = re.search(r'Accept: "(.*?)"', script)
    assert query
    assert accepted
    answer = httpx.post(f"{address}/sparql", data={"query": query[1]}, headers={"accept": accepted[1]}, timeout=60)
    assert all(row["label"]["value"] for row in answer.json()["results"]["bindings"])


def test_every_query_that_comes_along_gives_a_table(address: str) -> None:
    listed = httpx.get(f"{address}/queries").json()
    assert {"actions", "money", "observations", "findings"} == {query["name"] for query in listed}
    for query in listed:
        assert query["gives"]
        for suffix, media in (("csv", "text/csv"), ("json", "application/sparql-results+json")):
            response = httpx.get(f"{address}/queries/{query['name']}.{suffix}", timeout=60)
            assert response.headers["content-type"].startswith(media)
        assert httpx.get(f"{address}/queries/{query['name']}.pdf").status_code == 404
    rows = httpx.get(f"{address}/queries/observations.csv", timeout=60).text.splitlines()
    assert len(rows) > 20
    assert httpx.get(f"{address}/queries/nothing.csv").status_code == 404
    assert httpx.get(f"{address}/queries/..%2F..%2Fcli.csv").status_code == 404
