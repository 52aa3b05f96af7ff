"""`goldenthread diff`: what came, went and changed between two editions."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.changes import Side

HELP = "say what came, went and changed between two editions"
DESCRIPTION = """Say what came, went and changed from one edition of a plan to another: actions, objectives, values of
indicators, owners, dates and money, each with its places. OLD and NEW are files, or documents of the store by name.
Status 1 where one of them holds nothing that can be compared."""
EXAMPLES = """  goldenthread diff plan-2009.md plan-2010.md
  goldenthread diff "Northam 2009" "Northam 2010" --format json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("old", metavar="OLD", help="the older document: a file, or its name in the store")
    parser.add_argument("new", metavar="NEW", help="the newer one")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print (default: table)")


def run(args: argparse.Namespace) -> int:
    """Compare and print; 1 where there is nothing to compare."""
    from service.changes import compare  # noqa: PLC0415 - help must not wait for it

    found = compare(_side(args.old, args.store), _side(args.new, args.store))
    if not found.says_something:
        empty = found.new if found.old.things else found.old
        print(f"goldenthread diff: {empty.name} holds no action, objective or value to compare", file=sys.stderr)
        return 1
    if args.format == "json":
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        sys.stdout.write(found.as_text())
    return 0


def _side(given: str, location: str) -> Side:
    """A file where there is one of that name, else a document of the store."""
    from service.changes import side_of_file, side_of_store  # noqa: PLC0415
    from service.stores import reader  # noqa: PLC0415

    if Path(given).is_file():
        return side_of_file(Path(given))
    with reader(location) as store:
        return side_of_store(store, given)
