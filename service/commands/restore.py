"""`goldenthread restore`: a store from a backup."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "make a store of a backup"
DESCRIPTION = (
    "Make a store of a file that `goldenthread backup` wrote, in a folder that is not there yet, and publish it."
)
EXAMPLES = """  goldenthread restore plans-2026-11-22.tar.gz --store restored"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the backup")


def run(args: argparse.Namespace) -> int:
    """Restore."""
    from service.backup import restore  # noqa: PLC0415 - help must not wait for it

    number = restore(args.file, args.store)
    print(f"{args.store}: {number} {'document' if number == 1 else 'documents'}")
    return 0
