"""`goldenthread chat`: questions one after another, each understood by the ones before."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from service.errors import UseError
from service.questions import checked

HELP = "ask questions one after another, each understood by the ones before"
DESCRIPTION = """Ask questions one after another. A question may lean on the one before ("and in 2010?", "which of those
are red?", "who owns them?"). The number of another reading takes it; "new" begins anew; "quit", Ctrl-D or the end of
the input leaves."""
EXAMPLES = """  goldenthread chat
  goldenthread chat --over library.ttl
  printf 'Which actions feed NI 117?\\nwho owns them?\\n' | goldenthread chat"""
PROMPT = "> "
LEAVE, ANEW = ("quit", "exit", "bye"), ("new", "start again")
HISTORY = 1000  # questions that the arrow keys bring back


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("--over", metavar="FILE.ttl", help="ask over any RDF file, by its own schema, not the store")


def run(args: argparse.Namespace) -> int:
    """Talk until the input ends; 0."""
    from query.dialogue import Turn  # noqa: PLC0415 - help must not wait for them
    from query.engine import converse  # noqa: PLC0415
    from service.commands.ask import world_for  # noqa: PLC0415
    from service.present import answer_as_text  # noqa: PLC0415

    world = world_for(args)
    turn: Turn | None = None
    offered: list[str] = []
    for line in _lines():
        said = " ".join(line.split())
        if said.lower() in LEAVE:
            break
        if said.lower() in ANEW:
            turn, offered = None, []
            continue
        if not said:
            continue
        chosen = said.isdecimal() and 1 <= int(said) <= len(offered)
        try:
            question = checked(offered[int(said) - 1] if chosen else said)
        except UseError as error:
            print(f"{error}.\n".capitalize(), flush=True)
            continue
        answer, turn = converse(question, None if chosen else turn, world)
        found = answer.as_json()
        offered = [a["question"] for a in found["alternatives"]]
        width = max(60, shutil.get_terminal_size((120, 40)).columns)
        sys.stdout.write(answer_as_text(_numbered(found), width) + "\n")
        sys.stdout.flush()
    return 0


def _numbered(answer: dict[str, Any]) -> Mapping[str, Any]:
    """The answer with a number before each other reading, by which it is taken."""
    others = [{**a, "question": f"{n}  {a['question']}"} for n, a in enumerate(answer["alternatives"], 1)]
    return {**answer, "alternatives": others}


def _lines() -> Iterator[str]:
    """What is typed, line by line, with a prompt and its history at a terminal."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    keep = _remembering()
    try:
        while True:
            try:
                yield input(PROMPT)
            except EOFError:
                print()
                return
            except KeyboardInterrupt:
                print()
    finally:
        keep()


def _remembering() -> Any:
    """Let the arrow keys bring back earlier questions, of this and earlier conversations; gives what keeps them."""
    try:
        import readline  # noqa: PLC0415 - not on every system
    except ImportError:
        return lambda: None
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "goldenthread"
    file = folder / "history"
    with suppress(OSError):
        readline.read_history_file(file)
    readline.set_history_length(HISTORY)

    def keep() -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(file)

    return keep
