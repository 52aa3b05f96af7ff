"""The W3C's own tests of the SPARQL 1.1 Protocol, Graph Store Protocol and Service Description, over each store."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.oxigraph import open_store
from service.http.app import create_app
from service.http.served import Served
from tests.service.serving import on_a_port
from tests.stores import Engine

TOOL = Path(__file__).parents[3] / "shared" / "tools" / "w3c_protocol.py"


@pytest.mark.early
@pytest.mark.skipif(not TOOL.exists(), reason="the W3C's tests are not beside this checkout")
@pytest.mark.slow
def test_every_test_passes(engine: Engine | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_KEY", "open sesame")
    if engine is not None:
        engine.clear()
    location = engine.query if engine else str(tmp_path / "store")
    with open_store(location, write=True) as store:
        store.publish()
    service = Served(location)
    with on_a_port(create_app(service)) as address:
        where = {"query": "sparql", "update": "update", "gsp": "rdf-graph-store"}
        addresses = [argument for name, path in where.items() for argument in (f"--{name}", f"{address}/{path}")]
        command = [sys.executable, str(TOOL), *addresses, "--header", "Authorization: Bearer open sesame"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    service.close()
    assert run.stdout.splitlines()[-1:] == ["protocol 34/34 gsp 9/9 service-description 3/3"], run.stdout + run.stderr
