"""`goldenthread sparql`: run a query."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from service.errors import UseError

HELP = "run a SPARQL query"
DESCRIPTION = """Run a SPARQL 1.1 query: the query itself, a file that holds it, or "-" for standard input. Without FROM
it sees the union of all graphs. The prefixes gt:, rdf:, rdfs:, owl:, skos:, xsd: and prov: need not be declared.
Updates and SERVICE are refused."""
EXAMPLES = """  goldenthread sparql 'SELECT ?label WHERE { ?a a gt:Action ; rdfs:label ?label } LIMIT 5'
  goldenthread sparql query.rq --format csv > result.csv
  goldenthread sparql 'CONSTRUCT WHERE { ?a gt:fundedBy ?s }' --format turtle"""

PATIENT_SECONDS, PATIENT_BYTES, PATIENT_MEGABYTES = 3600.0, 1 << 40, 16_384
"""On one's own machine a query may take what it takes."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("query", metavar="QUERY", help='the query, a file that holds it, or "-"')
    parser.add_argument(
        "--format",
        choices=("json", "xml", "csv", "tsv", "turtle"),
        help="how to print the result (default: tsv for SELECT and ASK, turtle for CONSTRUCT and DESCRIBE)",
    )


def run(args: argparse.Namespace) -> int:
    """Run the query and print its result; 1 where it was stopped before its end."""
    from graph.guard import form_of  # noqa: PLC0415 - help must not wait for these
    from graph.workers import QueryTimeoutError, WorkerSettings, public_queries  # noqa: PLC0415

    query = query_text(args.query)
    default = "turtle" if form_of(query) in ("CONSTRUCT", "DESCRIBE") else "tsv"
    queries = public_queries(args.store, WorkerSettings(workers=1, bytes=PATIENT_BYTES, megabytes=PATIENT_MEGABYTES))
    try:
        with closing(queries.result(query, args.format or default, PATIENT_SECONDS)) as result:
            sys.stdout.flush()
            last = b""
            while piece := result.read(1 << 16):
                sys.stdout.buffer.write(piece)
                last = piece
            if not last.endswith(b"\n"):
                sys.stdout.buffer.write(b"\n")
    except QueryTimeoutError as error:
        print(f"goldenthread sparql: {error}", file=sys.stderr)
        return 1
    finally:
        queries.close()
    return 0


def query_text(given: str) -> str:
    """The query's text: of standard input for "-", of a file where one has that name, else what is given."""
    try:
        if given == "-":
            return sys.stdin.buffer.read().decode()
        if "{" not in given and len(given) < 1000 and (given.endswith((".rq", ".sparql")) or Path(given).is_file()):
            return Path(given).read_text(encoding="utf-8")
    except OSError as error:
        raise UseError(f"{given}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UseError(f"{given}: not UTF-8 text (byte {error.start})") from error
    if not given.strip():
        raise UseError("the query is empty")
    return given
