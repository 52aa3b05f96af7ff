"""`goldenthread mcp`: the store for an AI assistant on this machine."""

from __future__ import annotations

import argparse

from service.errors import UseError

HELP = "serve the store to an AI assistant on standard input and output"
DESCRIPTION = """Speak the Model Context Protocol on standard input and output, for assistants that start their tools
themselves: ask, search, sparql, trace, describe and findings, with the evidence; the ontology and the list of plans as
resources. `goldenthread serve` has the same at /mcp. Needs the optional group: pip install 'goldenthread[mcp]'."""
EXAMPLES = """  goldenthread mcp --store /data/plans"""


def arguments(_: argparse.ArgumentParser) -> None:
    """This verb has no arguments of its own."""


def run(args: argparse.Namespace) -> int:
    """Serve until standard input ends."""
    from service.assistants import assistants_server, installed  # noqa: PLC0415 - help must not wait for these
    from service.http.served import Served  # noqa: PLC0415

    if not installed():
        raise UseError("the Model Context Protocol needs the optional group: pip install 'goldenthread[mcp]'")
    served = Served(args.store)
    try:
        assistants_server(served).run("stdio")
    finally:
        served.close()
    return 0
