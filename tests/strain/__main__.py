"""`python -m tests.strain WHAT`: the service under strain; exit status 1 where it does not hold.

contract: schemathesis over /openapi.json, all checks. kills: builder and server killed at random moments. hostile:
queries that would not end, over a large graph. load: 32 clients and a hostile query a second, over a large graph.
rows: a result of as many rows as there are statements, read as it comes.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from graph.oxigraph import OxigraphStore
from ontology.graphs import graphs
from service.cli import main as goldenthread
from tests.bench.generator import write
from tests.strain import contract, hostile, kills, load, rows


def main() -> int:
    """Run one of them and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.strain", description=__doc__)
    parser.add_argument("what", choices=("contract", "kills", "hostile", "load", "rows"))
    parser.add_argument("--store", type=Path, help="a built store to serve (without one, one is made)")
    parser.add_argument("--minutes", type=float, help="how long contract takes (20), kills at most (no end)")
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="how many processes are killed (200)")
    parser.add_argument("--seconds", type=float, default=60, help="how long load takes after warming up (60)")
    parser.add_argument("--clients", type=int, default=32, metavar="N", help="how many clients load has (32)")
    parser.add_argument("--triples", type=int, default=1_000_000, metavar="N", help="statements to generate")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goldenthread-strain-") as folder:
        return _run(args, Path(folder))


def _run(args: argparse.Namespace, work: Path) -> int:
    if args.what == "kills":
        until = time.monotonic() + args.minutes * 60 if args.minutes else float("inf")
        came = kills.kills(work, args.kills, until=until)
        print(came.table())
        return bool(came.faults)
    if args.what == "contract":
        store = work / "store"
        if args.store:
            shutil.copytree(args.store, store)
        else:
            goldenthread(["build", "--samples", "--store", str(store)])
        status, said = contract.contract(store, int((args.minutes or 20) * 60))
        print(said)
        return status
    store = args.store or _large(work, args.triples)
    if args.what == "load":
        found = load.load(store, args.seconds, args.clients)
        print(load.table(found))
        return bool(found.faults())
    if args.what == "rows":
        result = rows.rows(store)
        print(rows.table(result))
        return result.fault()
    cuts = hostile.hostile(store)
    print(hostile.table(cuts))
    return any(c.status not in (400, 503, hostile.BROKEN_OFF) or c.seconds > hostile.LIMIT + 1 for c in cuts[1:])


def _large(work: Path, statements: int) -> Path:
    """A published store of so many generated statements."""
    quads, location = work / "generated.nq", work / "generated"
    write(quads, statements)
    with OxigraphStore(location, write=True) as store:
        for iri, triples in graphs().items():
            store.put_graph(iri, triples)
        store.load(quads)
        store.publish()
    return location


if __name__ == "__main__":
    raise SystemExit(main())
