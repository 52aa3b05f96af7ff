"""`goldenthread ask`: answer a question, or a file of them."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import UseError
from service.questions import checked

if TYPE_CHECKING:
    from query.paging import Window
    from query.world import World

HELP = "answer a question in plain English"
DESCRIPTION = """Answer a question in plain English, with the evidence for every row. Status 1 where the question is not
understood well enough to answer (the nearest things are shown) or is not one that plans can answer."""
EXAMPLES = """  goldenthread ask "Which actions feed NI 117?"
  goldenthread ask "How many actions does each authority have?" --format csv > counts.csv
  goldenthread ask --batch questions.txt > answers.jsonl
  goldenthread ask --over library.ttl "Which books did Ada Lovelace write?\""""
FORMATS = ("table", "json", "csv", "sparql")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="the question, in quotes")
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print the answer (default: table)")
    parser.add_argument(
        "--batch", metavar="FILE", help='answer a question a line ("-": standard input): JSON Lines out'
    )
    parser.add_argument(
        "--limit",
        type=int,
        metavar="N",
        help="at most N rows (default: all of up to 1,000, the first 100 of more)",
    )
    parser.add_argument("--offset", type=int, default=0, metavar="N", help="leave out the first N rows")
    parser.add_argument("--over", metavar="FILE.ttl", help="ask over any RDF file, by its own schema, not the store")


def run(args: argparse.Namespace) -> int:
    """Answer and print; 0 where the answer is one to stand behind, else 1; 0 for a batch answered through."""
    if (args.question is None) == (args.batch is None):
        raise UseError(
            'give one question in quotes, or --batch FILE; for example: goldenthread ask "Who leads on NI 117?"'
        )
    if args.batch is not None and args.format not in ("table", "json"):
        raise UseError("--batch prints JSON, one answer a line; leave --format out")
    if args.batch is None:
        return _one(checked(args.question), args)
    window_of(args)
    questions = batch(args.batch)
    world = world_for(args)
    for question in questions:
        print(json.dumps(answer(question, world, window_of(args)), ensure_ascii=False), flush=True)
    return 0


def batch(name: str) -> list[str]:
    """The questions of a file, a line each, empty lines aside. Raises UseError where it cannot be read."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise UseError(f"{name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UseError(f"{name}: not UTF-8 text (byte {error.start}); --batch reads a question a line") from error
    questions = [line for line in lines if line.strip()]
    if not questions:
        raise UseError(f"{name}: no questions; --batch reads a question a line")
    return questions


def world_for(args: argparse.Namespace) -> World:
    """The world to ask: the store's, or that of the file of --over."""
    from service.worlds import over_file, world_of_store  # noqa: PLC0415 - help must not wait for them

    return over_file(Path(args.over)) if args.over else world_of_store(args.store)


def window_of(args: argparse.Namespace) -> Window:
    """The part of the answer that is wanted. Raises UseError where there is no such part."""
    from query.paging import LAST, MOST, Window  # noqa: PLC0415

    if args.limit is not None and not 1 <= args.limit <= MOST:
        raise UseError(f"--limit {args.limit}: at least 1 and at most {MOST:,}")
    if not 0 <= args.offset <= LAST:
        raise UseError(f"--offset {args.offset}: at least 0 and at most {LAST:,}")
    return Window(args.offset, args.limit)


def answer(question: str, world: World, window: Window) -> dict[str, object]:
    """The contract's answer to one question; one that is no question is declined, with the reason."""
    from query.answer import Answer  # noqa: PLC0415
    from query.engine import ask  # noqa: PLC0415

    try:
        return ask(checked(question), world, window).as_json()
    except UseError as error:
        return Answer(question, "declined", f"{error}.".capitalize()).as_json()


def _one(question: str, args: argparse.Namespace) -> int:
    from service.present import answer_as_csv, answer_as_text  # noqa: PLC0415

    window = window_of(args)
    found = answer(question, world_for(args), window)
    status = 0 if found["status"] in ("answered", "empty") else 1
    if args.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
    elif args.format == "csv":
        sys.stdout.write(answer_as_csv(found))
    elif args.format == "table":
        sys.stdout.write(answer_as_text(found, max(60, shutil.get_terminal_size((120, 40)).columns)))
    elif found["sparql"]:
        print(found["sparql"])
    if args.format in ("csv", "sparql") and status:
        print(f"goldenthread ask: {found['status']}: {found['interpretation']}", file=sys.stderr)
    return status
