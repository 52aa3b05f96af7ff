"""`goldenthread serve`: the web service."""

from __future__ import annotations

import argparse

from service.errors import UseError

HELP = "serve pages, JSON and SPARQL"
DESCRIPTION = (
    "Serve the store over HTTP: pages for people, JSON and SPARQL for tools. A new build shows by itself. Writing needs"
    " a key (GOLDENTHREAD_KEY, GOLDENTHREAD_KEYS), and is off without one."
)
EXAMPLES = """  goldenthread serve
  goldenthread serve --host 0.0.0.0 --port 8080"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on (default: 8000)")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from service.http.server import serve  # noqa: PLC0415 - help must not wait for it

    if not 0 <= args.port <= 65535:
        raise UseError(f"--port {args.port}: give a number from 0 to 65535")
    return serve(args.store, args.host, args.port)
