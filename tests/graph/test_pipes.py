"""Pipes to another process are waited for until a moment and no longer."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest

from graph.pipes import LateError, Pipes
from graph.process import Child


def test_what_comes_in_pieces_is_read_whole_and_what_does_not_come_is_not_waited_for() -> None:
    reading, writing = os.pipe()
    with (
        os.fdopen(reading, "rb", 0) as said,
        os.fdopen(writing, "wb", 0) as theirs,
        Path(os.devnull).open("wb", 0) as told,
    ):
        pipes = Pipes(said, told)
        assert not pipes.heard(0.01)
        theirs.write(b"abcde")
        assert pipes.heard(5)
        assert pipes.read(2) == b"ab"
        pipes.until = time.monotonic() + 0.05
        with pytest.raises(LateError):
            pipes.read(4)
        theirs.write(b"f")
        assert pipes.read(4) == b"cdef", "what had come is kept"
        theirs.close()
        assert pipes.read(4) == b"", "the other end is closed"


def test_more_is_written_than_a_pipe_holds_only_where_somebody_reads() -> None:
    command = [sys.executable, "-c", "import sys; print(len(sys.stdin.buffer.read(1_000_000)), flush=True)"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        pipes = Pipes(process.stdout, process.stdin)
        pipes.until = time.monotonic() + 60
        pipes.write(b"x" * 1_000_000)
        assert pipes.read(8) == b"1000000\n"
    reading, writing = os.pipe()
    with Path(os.devnull).open("rb", 0) as said, os.fdopen(reading, "rb", 0), os.fdopen(writing, "wb", 0) as told:
        pipes = Pipes(said, told)
        pipes.until = time.monotonic() + 0.05
        with pytest.raises(LateError):
            pipes.write(b"x" * 1_000_000)


def test_a_process_that_says_nothing_is_ended_and_has_no_answer() -> None:
    child = Child("http.server", "0")
    assert child.alive()
    started = time.monotonic()
    assert child.ask({"any": "thing"}, 0.2, BytesIO()) is None
    assert time.monotonic() - started < 5
    assert not child.alive()
    assert child.ask({"any": "thing"}, 0.2, BytesIO()) is None
