"""Running the service: uvicorn, and the words that say what to open and what to ask."""

from __future__ import annotations

import socket
import sys

import uvicorn

from graph.store import StoreError
from service.errors import UseError
from service.examples import examples
from service.http.app import create_app
from service.http.served import Served

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only told apart, never the default


def serve(location: str, host: str, port: int) -> int:
    """Serve the store until interrupted; 0 when it ends. Raises UseError where the address cannot be had."""
    served = Served(location)
    listener = listen(host, port)
    address = f"http://{'127.0.0.1' if host in EVERYWHERE else host}:{listener.getsockname()[1]}"
    print(greeting(served, address), flush=True)
    config = uvicorn.Config(create_app(served), log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises UseError where the address is not ours or the port is taken."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
        return listener
    except OSError as error:
        raise UseError(f"--host {host} --port {port}: {error.strerror or error}; another port may be free") from error


def greeting(served: Served, address: str) -> str:
    """What to open, and what to ask."""
    try:
        snapshot = served.snapshot()
    except StoreError as error:
        return f"Golden Thread serves {address}\nNothing to ask yet: {error}"
    number = len(snapshot.documents)
    asked = snapshot.world.once("examples", lambda: examples(snapshot.world))
    lines = [
        f"Golden Thread serves {number} {'document' if number == 1 else 'documents'}. Open {address}",
        *(["and ask, for example:"] if asked else []),
        *(f"  {question}" for question in asked[:4]),
        f"SPARQL: {address}/sparql   JSON: {address}/docs   Ctrl-C stops.",
    ]
    return "\n".join(lines)
