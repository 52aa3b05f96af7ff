"""Running the command line, in this process or as its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from service.cli import main


@dataclass(frozen=True)
class Done:
    """What a command did: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    def one_line(self) -> str:
        """The one line it said on standard error."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


class Command:
    """Runs commands in this process, over one store."""

    def __init__(self, store: str, capfd: pytest.CaptureFixture[str]) -> None:
        self.store = store
        self._capfd = capfd

    def __call__(self, *arguments: str) -> Done:
        self._capfd.readouterr()
        try:
            status = main([*arguments, "--store", self.store])
        except SystemExit as left:
            status = int(left.code or 0)
        said = self._capfd.readouterr()
        return Done(status, said.out, said.err)


def process(*arguments: str, stdin: bytes | None = None, env: dict[str, str] | None = None) -> Done:
    """Run a command as a process of its own."""
    command = [sys.executable, "-m", "service.cli", *arguments]
    run = subprocess.run(command, input=stdin, capture_output=True, check=False, env=env)
    return Done(run.returncode, run.stdout.decode(), run.stderr.decode())


def table_rows(text: str) -> Sequence[str]:
    """The lines of a drawn table that begin with a row's number."""
    return [line for line in text.splitlines() if line[:1].isdigit()]
