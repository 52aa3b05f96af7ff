"""`goldenthread trace`: the threads between two things."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from service.errors import UseError
from service.questions import checked

HELP = "show the threads between two things"
DESCRIPTION = """Show how two things hang together: the shortest threads between them, step by step, with where each
step is printed. Things are named in words. Status 1 where there is no thread."""
EXAMPLES = """  goldenthread trace ESF "NI 117"
  goldenthread trace "Director of Children's Services" "be healthy" --format json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("start", metavar="FROM", help="a thing, in words")
    parser.add_argument("end", metavar="TO", help="another thing, in words")
    parser.add_argument("--limit", type=int, default=5, metavar="N", help="at most so many threads (default: 5)")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print (default: table)")


def run(args: argparse.Namespace) -> int:
    """Trace and print; 1 where the two do not hang together."""
    from service.find import threads  # noqa: PLC0415 - help must not wait for it
    from service.worlds import world_of_store  # noqa: PLC0415

    start, end = checked(args.start, "FROM"), checked(args.end, "TO")
    if args.limit < 1:
        raise UseError(f"--limit {args.limit}: give a number from 1")
    found = threads(world_of_store(args.store), start, end, args.limit)
    if args.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        sys.stdout.write(as_text(found))
    if not found["threads"]:
        print(f"goldenthread trace: no thread joins {args.start!r} and {args.end!r}", file=sys.stderr)
    return 0 if found["threads"] else 1


def as_text(found: Mapping[str, Any]) -> str:
    """The threads for a terminal: a line a step, with where it is printed."""
    from service.present import basis, folded, place, printable, quoted, shortened  # noqa: PLC0415

    lines = []
    for number, thread in enumerate(found["threads"], 1):
        lines.append(f"{number}  {folded(thread['steps'][0]['from']['label'])}")
        for step in thread["steps"]:
            arrow = "─" if step["forward"] else "◁"
            lines.append(f"   {arrow} {step['words']} ({basis(step)}) {folded(step['to']['label'])}")
            for piece in step["evidence"][:1]:
                lines.append(f"       {place(piece)}: “{shortened(quoted(piece['quote']), 140)}”")
        lines.append("")
    return printable("\n".join(lines))
