"""`goldenthread check`: findings, what a careful reader would query."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.findings import Finding

HELP = "list gaps, slips and contradictions"
DESCRIPTION = """List what a careful reader would query in the plans, gravest first: values that contradict each other,
an indicator with another's title, references to what is not there, rows printed twice, dates outside the plan, actions
without owner, date, money or measure, objectives and indicators without action, and more; each with its place."""
EXAMPLES = """  goldenthread check
  goldenthread check northam-plan.md
  goldenthread check --severity high,medium
  goldenthread check --shapes
  goldenthread check --format csv > findings.csv"""
COLUMNS = ("Severity", "Kind", "Check", "Finding", "Document", "Line", "Quote", "Thing")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="only this plan (words of its name, file or authority)")
    parser.add_argument(
        "--severity", default="high,medium,low", help="only these, joined by commas (default: high,medium,low)"
    )
    parser.add_argument(
        "--shapes", action="store_true", help="also hold every statement against the SHACL shapes (needs pySHACL)"
    )
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="how to print")


def run(args: argparse.Namespace) -> int:
    """Print the findings."""
    from service.findings import findings  # noqa: PLC0415 - help must not wait for these
    from service.plans import held, named  # noqa: PLC0415
    from service.stores import reader  # noqa: PLC0415

    severities = _severities(args.severity)
    store = reader(args.store)
    documents = None if args.plan is None else [d.document for d in named(held(store), args.plan)]
    found = findings(store, documents, severities)
    if args.shapes:
        from service.shapes import failing  # noqa: PLC0415

        found = [*failing(store, documents), *found]
    if args.format == "json":
        print(json.dumps([f.as_json() for f in found], ensure_ascii=False, indent=1))
    elif args.format == "csv":
        _print_csv(found)
    else:
        _print_table(found)
    return 0


def _severities(words: str) -> list[str]:
    from ontology.findings import SEVERITIES  # noqa: PLC0415
    from service.errors import UseError  # noqa: PLC0415

    wanted = [word.strip().lower() for word in words.split(",") if word.strip()]
    if not wanted or not set(wanted) <= set(SEVERITIES):
        raise UseError(f"--severity {words!r}: give one or more of {', '.join(SEVERITIES)}, joined by commas")
    return wanted


def _print_csv(found: Sequence[Finding]) -> None:
    from service.present import as_csv, folded  # noqa: PLC0415

    rows = []
    for f in found:
        first = f.places[0] if f.places else None
        place = [first.file, str(first.line), folded(first.quote)] if first else ["", "", ""]
        rows.append([f.severity, f.kind, f.title, f.message, *place, f.thing])
    sys.stdout.write(as_csv(list(COLUMNS), rows))


def _print_table(found: Sequence[Finding]) -> None:
    from service.present import folded, printable, shortened  # noqa: PLC0415

    for _, group in groupby(found, key=lambda f: f.check):
        alike = list(group)
        print(f"{alike[0].title} ({len(alike)}, {alike[0].severity})")
        for f in alike:
            print(f"  {folded(printable(f.message))}")
            for place in f.places[:2]:
                print(f"    {place.file}, line {place.line}: “{shortened(folded(place.quote), 160)}”")
        print()
    print(f"{len(found)} {'finding' if len(found) == 1 else 'findings'}")
