"""`goldenthread search`: find things by meaning."""

from __future__ import annotations

import argparse
import json
import shutil
import sys

from service.errors import UseError
from service.questions import checked

HELP = "find things by meaning"
DESCRIPTION = """Find the things nearest in meaning to some words: exact codes, acronyms and names first. Without the
[semantic] extra only words are compared, and a line says so. Status 1 where nothing is found."""
EXAMPLES = """  goldenthread search "young people out of work"
  goldenthread search "teenage pregnancy" --class Indicator --limit 5"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("words", metavar="WORDS", help="what to look for, in quotes")
    parser.add_argument("--class", dest="cls", metavar="CLASS", help="only things of this class (Action, Indicator, …)")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="at most so many (default: 10)")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print (default: table)")


def run(args: argparse.Namespace) -> int:
    """Search and print; 1 where nothing is near."""
    from service.find import found  # noqa: PLC0415 - help must not wait for it
    from service.present import folded, table_text  # noqa: PLC0415
    from service.worlds import world_of_store  # noqa: PLC0415

    if args.limit < 1:
        raise UseError(f"--limit {args.limit}: give a number from 1")
    hits, notes = found(world_of_store(args.store), checked(args.words, "WORDS"), args.cls, args.limit)
    for note in notes:
        print(f"goldenthread search: {note}", file=sys.stderr)
    if args.format == "json":
        print(json.dumps(hits, ensure_ascii=False, indent=1))
    elif hits:
        rows = [[folded(str(h["label"])), str(h["class"]), f"{h['score']:.2f}", str(h["iri"])] for h in hits]
        width = max(60, shutil.get_terminal_size((120, 40)).columns)
        print(table_text(["Thing", "Class", "Nearness", "Name"], rows, width))
    if not hits:
        print("goldenthread search: nothing is near those words", file=sys.stderr)
    return 0 if hits else 1
