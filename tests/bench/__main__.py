"""`python -m tests.bench`: time reading, building, lookups, joins and questions, beside other engines, in one run.

Two graphs: the plans of a folder (the sample plans without one), read from their text; and a generated one of as many
statements as asked for. Every figure is a median; every pair of engines gives the same number of rows or is marked.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench.reading import reading
from tests.bench.runs import Settings, dump, generated, plans
from tests.bench.served import compare, table

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SAMPLES = Path(__file__).parents[2] / "ingest" / "samples"


def over_http(store: Path, runs: int, *, beside: bool) -> None:
    """Time the SPARQL of the benchmark over HTTP, and print the table."""
    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as work:
        triples = Path(work) / "held.nt"
        if beside:
            dump(store, triples)
        print(table(compare(store, runs, triples if beside else None)))


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--triples", type=int, default=1_000_000, metavar="N", help="statements to generate (0: none)")
    parser.add_argument(
        "--plans", type=Path, metavar="FOLDER", help="plans to read (default: a corpus beside, or samples)"
    )
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each query (default: 5)")
    parser.add_argument("--alone", action="store_true", help="leave RDFLib out (for graphs it has no memory for)")
    parser.add_argument(
        "--patience", type=int, default=10, metavar="S", help="seconds RDFLib gets for one query (default: 10)"
    )
    parser.add_argument("--reading", action="store_true", help="how fast documents are read, and nothing else")
    parser.add_argument("--pages", type=int, default=500, metavar="N", help="pages of the largest PDF (0: none)")
    parser.add_argument(
        "--served",
        type=Path,
        metavar="STORE",
        help="only SPARQL over HTTP from this built store, beside other servers",
    )
    args = parser.parse_args()
    if args.served:
        over_http(args.served, args.runs, beside=not args.alone)
        return
    folder = args.plans or (CORPUS if CORPUS.is_dir() else SAMPLES)
    if not folder.is_dir():
        parser.error(f"{folder}: no such folder")
    reading(folder, args.pages)
    if args.reading:
        return
    settings = Settings(args.runs, not args.alone, args.patience)
    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as work:
        plans(folder, Path(work), settings)
        if args.triples:
            generated(args.triples, Path(work), settings)


if __name__ == "__main__":
    main()
