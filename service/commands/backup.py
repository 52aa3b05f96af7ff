"""`goldenthread backup`: the store as one file."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "write the store to one file, while it is served and built"
DESCRIPTION = """Write what is published of the store to one file, with the reading reports and the index. The store
may be served and built meanwhile. `goldenthread restore` makes a store of it again."""
EXAMPLES = """  goldenthread backup plans-2026-11-22.tar.gz"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write, which is not there yet")


def run(args: argparse.Namespace) -> int:
    """Back up."""
    from service.backup import back_up  # noqa: PLC0415 - help must not wait for it

    number = back_up(args.store, args.file)
    print(f"{args.file}: {number} {'document' if number == 1 else 'documents'}, {args.file.stat().st_size:,} bytes")
    return 0
