"""What is given to run the service with is as its tools want it, and starts a command that there is."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from service.cli import parser

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
UNIT = (DEPLOY / "goldenthread.service").read_text(encoding="utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
BINARY = "/opt/goldenthread/bin/goldenthread"


def tool(name: str) -> str:
    """Where a tool is; the test is skipped where it is not."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not here")
    return found


def commands() -> dict[str, list[str]]:
    """The words after `goldenthread` with which each starts the service."""
    started = re.search(rf"^ExecStart={re.escape(BINARY)} (.+)$", UNIT, re.MULTILINE)
    contained = re.search(r"^CMD (\[.+\])$", CONTAINER, re.MULTILINE)
    assert started
    assert contained
    name, *words = json.loads(contained[1])
    assert name == "goldenthread"
    return {"unit": shlex.split(started[1]), "container": words}


@pytest.mark.parametrize("where", commands())
def test_the_command_it_starts_is_one_of_the_command_line(where: str) -> None:
    assert parser().parse_args(commands()[where]).verb == "serve"


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "goldenthread.service"
    unit.write_text(UNIT.replace(BINARY, sys.executable), encoding="utf-8")  # it looks whether the program is there
    done = subprocess.run([tool("systemd-analyze"), "verify", str(unit)], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "goldenthread.service" in line]
    assert (done.returncode, ours) == (0, [])
    broken = tmp_path / "broken.service"
    broken.write_text(unit.read_text(encoding="utf-8").replace("Restart=on-failure", "Restart=often"), encoding="utf-8")
    said = subprocess.run([tool("systemd-analyze"), "verify", str(broken)], capture_output=True, text=True, check=False)
    assert "often" in said.stderr, "the check finds what is wrong"


def test_hadolint_finds_nothing_wrong_with_the_containerfile() -> None:
    command = [tool("hadolint"), "--no-color", str(DEPLOY / "Containerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
