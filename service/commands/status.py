"""`goldenthread status`: what is in the store."""

from __future__ import annotations

import argparse
import json

HELP = "say what is in the store"
DESCRIPTION = "List the documents of the store, the plan read from each, how much was read, and where its report is."
EXAMPLES = """  goldenthread status
  goldenthread status --format json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print (default: table)")


def run(args: argparse.Namespace) -> int:
    """Print what is held."""
    from dataclasses import asdict  # noqa: PLC0415 - help must not wait for these

    from service.plans import held  # noqa: PLC0415
    from service.reports import report_file  # noqa: PLC0415
    from service.stores import reader  # noqa: PLC0415

    documents = held(reader(args.store))
    files = {d.document: report_file(args.store, d.document) for d in documents}
    reports = {iri: str(file) for iri, file in files.items() if file and file.is_file()}
    if args.format == "json":
        told = [{**asdict(d), "report": reports.get(d.document)} for d in documents]
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    noun = "document" if len(documents) == 1 else "documents"
    print(f"{args.store}: {len(documents)} {noun}")
    for d in documents:
        counts = ", ".join(f"{n} {name.lower()}{'s' * (n != 1)}" for name, n in d.counts.items())
        by = f" ({d.authority})" if d.authority and d.authority not in d.label else ""
        print(f"  {d.name}: {d.label}{by}: {counts or 'nothing read'}")
        if d.document in reports:
            print(f"    report: {reports[d.document]}")
    return 0
