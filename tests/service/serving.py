"""A service on a real port, for tests that need one: browsers, and programs that speak HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def on_a_port(app: ASGIApp, certificate: Path | None = None) -> Iterator[str]:
    """The address that an app is served at, as long as the block lasts; by TLS with a certificate and its key."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="error", server_header=False, ssl_certfile=certificate
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    ends = time.monotonic() + 30
    while not server.started and time.monotonic() < ends:
        time.sleep(0.02)
    try:
        scheme = "https" if certificate else "http"
        yield f"{scheme}://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
