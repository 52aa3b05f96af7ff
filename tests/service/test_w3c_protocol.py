"""The W3C's own tests of the SPARQL 1.1 Protocol and Service Description, against the service.

They need to write: a helper beside the service does, which is no part of the project.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from graph.oxigraph import open_store
from service.http.app import create_app
from service.http.served import Served
from tests.service.serving import on_a_port

TOOL = Path(__file__).parents[3] / "shared" / "tools" / "w3c_protocol.py"


def updates(location: str) -> Route:
    async def update(request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        text = parse_qs(body).get("update", [""])[0] if body.startswith("update=") else body

        def write() -> None:
            with open_store(location, write=True) as store:
                store.update(text)
                store.publish()

        await run_in_threadpool(write)
        return Response(status_code=204)

    return Route("/update", update, methods=["POST"])


@pytest.mark.skipif(not TOOL.exists(), reason="the W3C's tests are not beside this checkout")
@pytest.mark.slow
def test_every_query_test_of_the_protocol_passes(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    with open_store(location, write=True) as store:
        store.publish()
    app = Starlette(routes=[updates(location), Mount("/", create_app(Served(location)))])
    with on_a_port(app) as address:
        command = [sys.executable, str(TOOL), "--query", f"{address}/sparql", "--update", f"{address}/update"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    failed = [line for line in run.stdout.splitlines() if line.startswith("FAIL")]
    assert [line for line in failed if "query" in line.split()[2]] == []
    assert "service-description 3/3" in run.stdout, run.stdout + run.stderr
