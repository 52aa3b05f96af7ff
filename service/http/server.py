"""Running the service: uvicorn, and the words that say what to open and what to ask."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from typing import Any

import uvicorn

from graph.store import StoreError
from service.errors import UseError
from service.examples import examples
from service.http.app import create_app
from service.http.memory import keep_giving_back, share_memory
from service.http.observed import log_lines, tell_once
from service.http.served import Served
from service.plans import held
from service.settings import log_level
from service.stores import reader

GREETED = 3
"""Questions offered at the start, where every one is a moment's wait; the page offers more."""
UVICORN: dict[str, Any] = {
    "log_level": "warning",
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": 30,
    "timeout_keep_alive": 75,
    "h11_max_incomplete_event_size": 65536,
}
"""The server says nothing of itself; it lets what is under way end, within seconds, and reads no endless headers.

It keeps a quiet connection for longer than clients and proxies do, so that none is closed as the next request comes.
"""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only told apart, never the default


def serve(location: str, host: str, port: int) -> int:
    """Serve the store until interrupted; 0 when it ends. Raises UseError where the address cannot be had."""
    share_memory()
    listener = listen(host, port)
    address = f"http://{'127.0.0.1' if host in EVERYWHERE else host}:{listener.getsockname()[1]}"
    print(greeting(location, address), flush=True)
    log_lines(log_level())
    served = Served(location)
    threading.Thread(target=introduce, args=(served, address), name="introduction", daemon=True).start()
    stop = threading.Event()
    threading.Thread(target=keep_giving_back, args=(stop,), name="memory", daemon=True).start()
    config = uvicorn.Config(create_app(served), **UVICORN)
    tell_once()
    uvicorn.Server(config).run(sockets=[listener])
    stop.set()
    return 0


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises UseError where the address is not ours or the port is taken."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # asyncio sends small answers at once (TCP_NODELAY) only where a socket says that it speaks TCP; else the second
        # part of an answer on a kept connection waits 40 ms for the first to be acknowledged
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
        return listener
    except OSError as error:
        raise UseError(f"--host {host} --port {port}: {error.strerror or error}; another port may be free") from error


def greeting(location: str, address: str) -> str:
    """What to open, said at once."""
    try:
        number = len(held(reader(location)))
    except StoreError as error:
        return f"Golden Thread serves {address}\nNothing to ask yet: {error}"
    return f"Golden Thread serves {number} {'document' if number == 1 else 'documents'}. Open {address}"


def introduce(served: Served, address: str) -> None:
    """Say what to ask, as soon as that is known."""
    with contextlib.suppress(StoreError):
        asked = examples(served.snapshot().world, GREETED)
        lines = ["Ask, for example:", *(f"  {question}" for question in asked)] if asked else []
        lines.append(f"SPARQL: {address}/sparql   For other tools: {address}/docs   Ctrl-C stops.")
        print("\n".join(lines), flush=True)
