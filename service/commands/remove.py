"""`goldenthread remove`: take a document out of the store."""

from __future__ import annotations

import argparse

from service.errors import UseError

HELP = "take a document out of the store"
DESCRIPTION = "Take a document, and all that was read from it, out of the store; what was derived from it goes too."
EXAMPLES = """  goldenthread remove northam-plan.md"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("document", metavar="DOCUMENT", help="its name as `status` lists it, or its IRI")


def run(args: argparse.Namespace) -> int:
    """Remove the one document that the words name."""
    from service.following import finish  # noqa: PLC0415 - help must not wait for these
    from service.plans import held, named  # noqa: PLC0415
    from service.stores import reader, writer  # noqa: PLC0415

    with reader(args.store) as published:  # a store that is not there is not made by this
        matching = named(held(published), args.document)
    if len(matching) > 1:
        names = ", ".join(d.name for d in matching)
        raise UseError(f"{args.document!r} names several documents: {names}; say which")
    with writer(args.store) as store:
        store.remove(matching[0].document)
        finish(store, args.store)
    print(f"removed {matching[0].name}")
    return 0
