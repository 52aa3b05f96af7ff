"""`goldenthread trace`: the threads between two things."""

from __future__ import annotations

import argparse
import json

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

    found = threads(world_of_store(args.store), args.start, args.end, args.limit)
    if args.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0 if found["threads"] else 1
    raise NotImplementedError
