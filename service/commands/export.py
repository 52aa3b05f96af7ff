"""`goldenthread export`: the store as a file."""

from __future__ import annotations

import argparse
import sys

HELP = "write everything, or one plan, as a file"
DESCRIPTION = """Write everything, or one plan, on standard output: as RDF with its graphs (trig, jsonld), or the
actions as a table for a spreadsheet (csv)."""
EXAMPLES = """  goldenthread export > everything.trig
  goldenthread export northam-plan.md --format csv > actions.csv"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="only this plan (words of its name, file or authority)")
    parser.add_argument("--format", choices=("trig", "jsonld", "csv"), default="trig", help="default: trig")


def run(args: argparse.Namespace) -> int:
    """Write the export."""
    from service.export import as_rdf, as_table  # noqa: PLC0415 - help must not wait for these
    from service.plans import held, named  # noqa: PLC0415
    from service.stores import reader  # noqa: PLC0415

    store = reader(args.store)
    documents = None if args.plan is None else [d.document for d in named(held(store), args.plan)]
    if args.format == "csv":
        sys.stdout.write(as_table(store, documents))
    else:
        sys.stdout.buffer.write(as_rdf(store, args.format, documents))
    return 0
