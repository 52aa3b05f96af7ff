"""Commands as processes that begin with everything loaded, so that many may be started and killed.

They are forked from a process that has read a plan and done nothing else: the same commands, in processes as real as
any, without the seconds that each would need to load them.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from service.cli import WRONG_USE, main

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.strain.loaded"])

_TAKEN = "another process is writing this store; try again when it ends\n"


class Forked:
    """A command at work in a process of its own; what it says goes to a file."""

    def __init__(self, arguments: Sequence[str], settings: Mapping[str, str], said: Path, *, insists: bool) -> None:
        """Start it; `insists`: it tries again as long as another process is writing the store."""
        self._said = said
        said.write_bytes(b"")
        self._process = _FORKS.Process(target=_run, args=(list(arguments), dict(settings), str(said), insists))
        self._process.start()
        self.pid = self._process.pid or 0

    def said(self) -> str:
        """What it has said so far."""
        return self._said.read_text(encoding="utf-8")

    def heard(self, pattern: str, seconds: float) -> str:
        """What it says of a pattern, as soon as it says it."""
        ends = time.monotonic() + seconds
        while self.poll() is None and time.monotonic() < ends:
            if found := re.search(pattern, self.said()):
                return found[0]
            time.sleep(0.02)
        raise AssertionError(f"{pattern} is not in {self.said()!r}")

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""
        return self._process.exitcode

    def wait(self, seconds: float | None = None) -> int | None:
        """Its exit status once it has ended; None where so many seconds were not enough."""
        self._process.join(seconds)
        return self._process.exitcode

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()


def _run(arguments: list[str], settings: dict[str, str], said: str, insists: bool) -> None:
    os.environ.update(settings)
    out = os.open(said, os.O_WRONLY | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    while (status := main(arguments)) == WRONG_USE and insists and Path(said).read_text("utf-8").endswith(_TAKEN):
        time.sleep(0.02)
    sys.exit(status)
