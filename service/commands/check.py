"""`goldenthread check`: findings, what a careful reader would query."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter

HELP = "list gaps and contradictions"
DESCRIPTION = """List what a careful reader would query in the plans: actions without owner, date, money or measure,
objectives and indicators without action, two values for one thing, and more; each with its place."""
EXAMPLES = """  goldenthread check
  goldenthread check northam-plan.md
  goldenthread check --format csv > findings.csv"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="only this plan (words of its name, file or authority)")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="how to print")


def run(args: argparse.Namespace) -> int:
    """Run the checks and print the findings."""
    from service.checks import findings  # noqa: PLC0415 - help must not wait for these
    from service.plans import held, named  # noqa: PLC0415
    from service.present import as_csv, folded, printable, shortened  # noqa: PLC0415
    from service.stores import reader  # noqa: PLC0415

    store = reader(args.store)
    documents = None if args.plan is None else [d.document for d in named(held(store), args.plan)]
    found = findings(store, documents)
    if args.format == "json":
        print(json.dumps([f.as_json() for f in found], ensure_ascii=False, indent=1))
        return 0
    if args.format == "csv":
        header = ["Kind", "Check", "Finding", "Document", "Line", "Quote", "Thing"]
        rows = [
            [f.kind, f.title, f.message]
            + ([f.place.file, str(f.place.line), folded(f.place.quote)] if f.place else ["", "", ""])
            + [f.thing]
            for f in found
        ]
        sys.stdout.write(as_csv(header, rows))
        return 0
    for title, number in Counter(f.title for f in found).items():
        print(f"{title} ({number})")
        for f in (f for f in found if f.title == title):
            print(f"  {printable(f.message)}")
            if f.place:
                print(f"    {f.place.file}, line {f.place.line}: “{shortened(folded(f.place.quote), 160)}”")
        print()
    print(f"{len(found)} {'finding' if len(found) == 1 else 'findings'}")
    return 0
