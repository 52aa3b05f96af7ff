"""A build that is killed at any moment leaves a store that opens and holds the old or the new of each document."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.oxigraph import open_store
from graph.store import Store
from ingest.samples import sample_files
from service.cli import main

TIMES = 20
Graph = frozenset[tuple[str, str, str]]


def versions(folder: Path) -> tuple[Path, Path]:
    """Two folders with the same plans by name, each worded a little differently."""
    made = []
    for label in ("old", "new"):
        target = folder / label
        target.mkdir()
        for name, data in sample_files():
            (target / name).write_bytes(data + f"\nThis is the {label} version.\n".encode())
        made.append(target)
    return made[0], made[1]


def graphs(store: Store) -> dict[str, Graph]:
    """The statements of each document's graph, by the document's name."""
    found = {}
    for entry in store.documents():
        rows = store.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{entry.iri}> {{ ?s ?p ?o }} }}").rows
        found[entry.name] = frozenset((str(r["s"]), str(r["p"]), str(r["o"])) for r in rows)
    return found


def whole(folder: Path, location: Path) -> dict[str, Graph]:
    """What an undisturbed build of a folder holds."""
    assert main(["build", str(folder), "--store", str(location)]) == 0
    with open_store(str(location), write=False) as store:
        return graphs(store)


@pytest.mark.slow
def test_twenty_builds_killed_at_random_moments(tmp_path: Path) -> None:
    old, new = versions(tmp_path)
    expected = {"old": whole(old, tmp_path / "a"), "new": whole(new, tmp_path / "b")}
    location = tmp_path / "store"
    shutil.copytree(tmp_path / "a", location)
    command = [sys.executable, "-m", "service.cli", "build", "--store", str(location)]
    started = time.monotonic()
    subprocess.run([*command, str(new)], check=True, capture_output=True)
    takes = time.monotonic() - started
    moments = random.Random(20)  # the same moments each time, as far as the machine allows
    interrupted = 0
    for turn in range(TIMES):
        build = subprocess.Popen(
            [*command, str((old, new)[turn % 2])], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            build.wait(moments.uniform(0.1, takes))
        except subprocess.TimeoutExpired:
            build.kill()
            build.wait()
            interrupted += 1
        for write in (False, True):
            with open_store(str(location), write=write) as store:
                held = graphs(store)
            assert held.keys() == expected["old"].keys()
            for name, graph in held.items():
                assert graph in (expected["old"][name], expected["new"][name]), f"{name}: half of it, turn {turn}"
    assert interrupted >= TIMES // 2
    subprocess.run([*command, str(new)], check=True, capture_output=True)
    with open_store(str(location), write=False) as store:
        assert graphs(store) == expected["new"]
        assert store.derived_by() is not None
