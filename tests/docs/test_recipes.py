"""Each recipe for a tool of others is run as it is written, where the tool is there."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from service.cli import main
from service.http.app import create_app
from service.http.served import Served
from tests.service.serving import on_a_port

PAGE = (Path(__file__).parents[2] / "docs" / "recipes.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    location = str(tmp_path_factory.mktemp("recipes") / "store")
    assert main(["build", "--samples", "--store", location]) == 0
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
