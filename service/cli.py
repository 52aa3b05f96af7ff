"""The command line: `goldenthread VERB …`. Parses arguments, runs the verb, turns every failure into one line.

Exit status: 0 done; 1 the question or query has no answer it can stand behind; 2 wrong use or bad input.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, TextIO

from service.errors import UseError
from service.settings import SETTINGS, debugging, default_store, use_file

VERBS = (
    *("build", "ask", "chat", "search", "trace", "sparql", "check"),
    *("diff", "export", "status", "remove", "serve", "mcp", "key"),
    *("backup", "restore", "config"),
)  # fmt: skip
DONE, NO_ANSWER, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

DESCRIPTION = (
    "Reads the plans of public bodies into one graph and answers questions over it, with the evidence for each row."
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where help is, and leave with status 2."""
        self.exit(WRONG_USE, f"{self.prog}: {message} ({self.prog} --help says more)\n")


def parser() -> Parser:
    """The whole command line's parser; each verb's module adds its own arguments."""
    variables = "\n".join(f"  {s.name:<26} {s.purpose} (default: {s.default or 'unset'})" for s in SETTINGS)
    root = Parser(
        prog="goldenthread",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"environment:\n{variables}\n\nexit status: 0 done; 1 no answer it can stand behind; 2 wrong use or bad "
        "input\n\nexample:\n  goldenthread build --samples\n  goldenthread ask 'Which actions feed NI 117?'",
    )
    root.add_argument("--version", action="store_true", help="say which version this is")
    root.add_argument("--store", metavar="DIR", default=None, help="the store (before or after the verb)")
    verbs = root.add_subparsers(dest="verb", metavar="VERB", parser_class=Parser)
    shared = Parser(add_help=False)
    shared.add_argument("--store", metavar="DIR", default=argparse.SUPPRESS, help="the store (GOLDENTHREAD_STORE)")
    for verb in VERBS:
        module = import_module(f"service.commands.{verb}")
        sub = verbs.add_parser(
            verb,
            parents=[shared],
            help=module.HELP,
            description=module.DESCRIPTION,
            epilog=f"examples:\n{module.EXAMPLES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(sub)
        sub.set_defaults(run=module.run)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; nothing but SystemExit from `--help` is raised."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    root = parser()
    arguments = root.parse_args(argv)
    if arguments.version:
        from importlib.metadata import version  # noqa: PLC0415 - only when asked

        print(f"goldenthread {version('goldenthread')}")
        return DONE
    if arguments.verb is None:
        root.error(f"say what to do: {', '.join(VERBS)}")
    try:
        use_file()
        arguments.store = arguments.store or default_store()
        status = int(arguments.run(arguments))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return _say(arguments.verb, "interrupted", INTERRUPTED)
    except BrokenPipeError:
        _discard(sys.stdout)
        return DONE
    except Exception as error:
        if debugging():
            raise
        return _say(arguments.verb, explain(error), WRONG_USE)


def explain(error: Exception) -> str:
    """One line for any failure: our own errors speak for themselves, the system's and the unforeseen are introduced."""
    from graph.store import StoreError  # noqa: PLC0415 - loads the store engine, which help does not need

    text = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, UseError | StoreError):
        return text
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"no space left on the disk{f' for {error.filename}' if error.filename else ''}"
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename and error.strerror else text
    if isinstance(error, MemoryError):
        return "out of memory"
    return f"internal error: {type(error).__name__}: {text[:300]} (GOLDENTHREAD_DEBUG=1 shows where)"


def _say(verb: str, message: str, status: int) -> int:
    try:
        print(f"goldenthread {verb}: {message}", file=sys.stderr, flush=True)
    except OSError:
        _discard(sys.stderr)
    return status


def _discard(stream: TextIO) -> None:
    """Send what is left of a closed stream nowhere, so that leaving does not complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
