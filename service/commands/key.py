"""`goldenthread key`: a key for writing by HTTP."""

from __future__ import annotations

import argparse
import re

from service.errors import UseError

HELP = "make a key for writing by HTTP"
DESCRIPTION = """Make a key and print it, once, with the line for the file that GOLDENTHREAD_KEYS names. The file holds
only the key's name and hash. Who has the key sends it as "Authorization: Bearer KEY"."""
EXAMPLES = """  goldenthread key nightly-load"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("name", metavar="NAME", help="whose key it is; the log names it with each write")


def run(args: argparse.Namespace) -> int:
    """Print a new key and its line."""
    from service.keys import hashed, new_key  # noqa: PLC0415 - help must not wait for it

    if not re.fullmatch(r"[\w.-]+", args.name):
        raise UseError(f"{args.name!r}: a key's name has letters, digits, dots and hyphens only")
    key = new_key()
    print(f"key, shown only now: {key}")
    print(f"line for the file:   {args.name} sha256:{hashed(key)}")
    return 0
