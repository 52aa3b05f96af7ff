"""Reading many files: in order, side by side, whatever one of them does to the process that reads it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest

from service import reading
from service.reading import WORTH_A_PROCESS, Parsed, read_all, read_one, weight_of
from service.sources import Loaded, Source, loaded

PLAN = "# Northam Council\n\n| Ref | Action | Lead |\n|---|---|---|\n| {n}.1 | Open centre number {n} | Karen Osei |\n"
MANY = WORTH_A_PROCESS
"""A weight that makes processes worth while, whatever the files weigh."""


def plan(number: int) -> Loaded:
    return loaded(f"plan-{number}.md", PLAN.format(n=number).encode())


def lines(results: list[tuple[Loaded, Parsed | str]]) -> dict[str, str]:
    return {file.name: result for file, result in results if isinstance(result, str)}


def misbehaving(file: Loaded) -> Parsed | str:
    """Reads as usual, unless the file says what else to do. In a process of its own only."""
    match file.data:
        case b"crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"leave":
            os._exit(3)
        case b"hang":
            time.sleep(60)
        case b"helped":
            subprocess.run(["sleep", "61.5"], check=False)
        case b"full":
            raise MemoryError
    return read_one(file)


# The first file that a process reads takes some seconds on a busy machine: limits are no shorter.


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})


@pytest.fixture
def misbehaviour(monkeypatch: pytest.MonkeyPatch, two_processors: None) -> Iterator[None]:
    """Processes that read by `misbehaving`."""
    monkeypatch.setattr(reading, "_serve", serve_misbehaving)
    yield


def serve_misbehaving(pipe: Connection) -> None:
    reading.read_one = misbehaving
    serve(pipe)


serve = reading._serve


def test_results_come_in_the_order_of_the_files_and_are_those_of_reading_here(two_processors: None) -> None:
    files = [plan(n) for n in range(9)]
    beside, here = list(read_all(files, MANY)), list(read_all(files))
    assert [file.name for file, _ in beside] == [file.name for file in files]
    assert [(f.sha256, r) for f, r in beside] == [(f.sha256, r) for f, r in here]
    assert all(isinstance(result, Parsed) for _, result in beside)


def test_a_process_that_ends_or_hangs_costs_one_line_and_the_rest_is_read(misbehaviour: None) -> None:
    odd = [loaded(f"{what}.md", what.encode()) for what in ("crash", "hang", "leave")]
    files = [plan(1), odd[0], plan(2), odd[1], odd[2], plan(3), plan(4)]
    results = list(read_all(files, MANY, seconds=10))
    assert [file.name for file, _ in results] == [file.name for file in files]
    assert lines(results) == {
        "crash.md": "crash.md: the process that read it ended (signal 9), and it is left unread",
        "hang.md": "hang.md: not read within 10 s, and left unread (GOLDENTHREAD_READING sets the limit)",
        "leave.md": "leave.md: the process that read it ended (status 3), and it is left unread",
    }


def test_what_a_process_started_to_read_a_file_ends_with_it(misbehaviour: None) -> None:
    results = list(read_all([plan(1), loaded("helped.md", b"helped")], MANY, seconds=10))
    assert list(lines(results)) == ["helped.md"]
    left = [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", "61.5"]]
    assert all(p.status() == psutil.STATUS_ZOMBIE for p in left)


def test_a_file_read_here_has_the_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_one", misbehaving)
    results = list(read_all([loaded("hang.md", b"hang"), plan(1)], seconds=0.2))
    assert list(lines(results)) == ["hang.md"]
    assert isinstance(results[1][1], Parsed)


def test_little_is_read_without_starting_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_Reader", None)
    files = [plan(n) for n in range(3)]
    assert len(list(read_all(files, sum(weight_of(f.data) for f in files)))) == 3


def test_where_no_process_can_be_started_the_files_are_read_here(
    monkeypatch: pytest.MonkeyPatch, two_processors: None
) -> None:
    def refuse() -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(reading, "_Reader", refuse)
    results = list(read_all([plan(n) for n in range(3)], MANY))
    assert [file.name for file, result in results if isinstance(result, Parsed)] == [
        "plan-0.md",
        "plan-1.md",
        "plan-2.md",
    ]


def test_a_file_that_is_gone_meanwhile_is_one_line(tmp_path: Path, two_processors: None) -> None:
    gone = Source("gone.md", tmp_path / "gone.md")
    for weight in (0, MANY):
        results = list(read_all([plan(1), gone, plan(2)], weight))
        assert lines(results) == {"gone.md": f"{gone.path}: No such file or directory"}


def test_no_process_outlives_a_build_that_stops_half_way(two_processors: None) -> None:
    results = read_all([plan(n) for n in range(6)], MANY)
    next(results)
    before = children()
    assert before
    results.close()
    assert not children() & before


def children() -> set[int]:
    return {p.pid for p in psutil.Process().children() if "spawn_main" in " ".join(p.cmdline())}


def test_a_packed_file_weighs_more_than_its_bytes() -> None:
    assert weight_of(b"%PDF-1.4 " * 10) > weight_of(b"text here" * 10) == 90
