"""`python -m tests.fuzz`: so many mutated documents through the reader; exit status 1 where one breaks a promise.

No crash, no document over 5 seconds, no process over 1 GiB, every character accounted for, one clear line for what
cannot be read. A failing seed is shown; `--only SEED --write FILE` writes its document.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from rich.progress import track

from tests.fuzz.mutate import mutated
from tests.fuzz.pool import documents
from tests.fuzz.run import Outcome, outcome, outcomes


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many documents (default 1000)")
    parser.add_argument("--start", type=int, default=0, help="the first seed (default 0)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--only", type=int, help="this seed alone, in this process, with its traceback")
    parser.add_argument("--write", type=Path, help="with --only: write the document here")
    args = parser.parse_args()
    pool = documents()
    if args.only is not None:
        document = mutated(args.only, pool)
        if args.write:
            args.write.write_bytes(document[1])
        print(outcome(args.only, document))
        return 0
    seeds = range(args.start, args.start + args.count)
    found: Counter[str] = Counter()
    failed: list[Outcome] = []
    slowest = Outcome(-1, "", 0, 0)
    for one in track(outcomes(seeds, pool, args.processes), total=len(seeds), description="reading"):
        found[one.what] += 1
        slowest = max(slowest, one, key=lambda o: o.seconds)
        if one.failed:
            failed.append(one)
            print(
                f"seed {one.seed}: {one.what} after {one.seconds:.1f} s, {one.megabytes} MB: {one.said}",
                file=sys.stderr,
            )
    print(f"{len(seeds)} documents: {', '.join(f'{n} {what}' for what, n in found.most_common())}")
    print(f"slowest: seed {slowest.seed} in {slowest.seconds:.2f} s; {len(failed)} broke a promise")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
