"""`python -m tests.fuzz`: so many mutated documents through the reader; exit status 1 where one breaks a promise.

No crash, no document over 5 seconds, no process over 1 GiB, every character accounted for, one clear line for what
cannot be read. A failing seed is shown; `--only SEED --write FILE` writes its document. With `--journal FILE` each
hundred seeds are noted when they are read, with the commit that read them; a run that was broken off goes on there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rich.progress import track

from tests.fuzz.mutate import mutated
from tests.fuzz.pool import documents
from tests.fuzz.run import Outcome, outcome, outcomes

_PIECE = 100  # seeds


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many documents (default 1000)")
    parser.add_argument("--start", type=int, default=0, help="the first seed (default 0)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--journal", type=Path, help="note what was read here, and leave out what is noted")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the documents that break a promise here")
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
    noted = _noted(args.journal)
    done = {line["start"] for line in noted}
    stop = args.start + args.count
    pieces = [range(at, min(at + _PIECE, stop)) for at in range(args.start, stop, _PIECE) if at not in done]
    commit = _commit()
    for seeds, found in track(outcomes(pieces, pool, args.processes), total=len(pieces), description="reading"):
        line = _line(seeds, found, commit)
        noted.append(line)
        if args.journal:
            with args.journal.open("a", encoding="utf-8") as journal:
                journal.write(json.dumps(line) + "\n")
        for one in found:
            if one.failed:
                print(f"seed {one.seed}: {one.what} after {one.seconds:.1f} s, {one.megabytes} MB: {one.said}")
                if args.keep:
                    name, data = mutated(one.seed, pool)
                    args.keep.mkdir(parents=True, exist_ok=True)
                    (args.keep / name).write_bytes(data)
    _tell(noted)
    return 1 if any(line["failed"] for line in noted) else 0


def _line(seeds: range, found: list[Outcome], commit: str) -> dict[str, Any]:
    slowest = max(found, key=lambda one: one.seconds)
    return {
        "start": seeds.start,
        "count": len(found),
        "commit": commit,
        "found": Counter(one.what for one in found),
        "seconds": round(sum(one.seconds for one in found), 2),
        "slowest": [slowest.seed, round(slowest.seconds, 2)],
        "megabytes": max(one.megabytes for one in found),
        "failed": [one.seed for one in found if one.failed],
    }


def _noted(journal: Path | None) -> list[dict[str, Any]]:
    if journal is None or not journal.exists():
        return []
    return [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]


def _commit() -> str:
    """The commit that is checked out, with "+" where files differ from it."""
    told = subprocess.run(["git", "describe", "--always", "--dirty=+"], capture_output=True, text=True, check=False)
    return told.stdout.strip() or "no commit"


def _tell(noted: list[dict[str, Any]]) -> None:
    """What was read, by commit, and the slowest of all."""
    for commit in dict.fromkeys(line["commit"] for line in noted):
        lines = [line for line in noted if line["commit"] == commit]
        found = sum((Counter(line["found"]) for line in lines), Counter[str]())
        seconds, count = sum(line["seconds"] for line in lines), sum(line["count"] for line in lines)
        slow = max((line["slowest"] for line in lines), key=lambda slowest: slowest[1])
        print(
            f"{commit}: {count:,} documents ({', '.join(f'{n:,} {what}' for what, n in found.most_common())}) in "
            f"{seconds:,.0f} s of the processor; slowest seed {slow[0]} in {slow[1]:.2f} s; at most "
            f"{max(line['megabytes'] for line in lines)} MB; broke a promise: "
            f"{', '.join(str(seed) for line in lines for seed in line['failed']) or 'none'}"
        )


if __name__ == "__main__":
    sys.exit(main())
