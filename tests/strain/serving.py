"""A service as a process of its own, which a strain may kill."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx
import psutil

ROOT = Path(__file__).parents[2]
KEY = "open sesame"
WRITING = {"authorization": f"Bearer {KEY}"}


class Killable(Protocol):
    """A process that may be killed and waited for."""

    pid: int

    def kill(self) -> None:
        """End it."""

    def wait(self) -> int | None:
        """Wait until it has ended."""


@dataclass
class Service:
    """A running service: its address, and its process."""

    address: str
    process: Killable

    def kill(self, *, children_too: bool = False) -> None:
        """End it as a power cut does, with `children_too` those it started, and wait until these have ended."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()
        for child in children if children_too else ():
            with suppress(psutil.NoSuchProcess):
                child.kill()
        self.process.wait()
        psutil.wait_procs(children, timeout=10)

    def members(self) -> list[psutil.Process]:
        """The process and those it started."""
        try:
            own = psutil.Process(self.process.pid)
            return [own, *own.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


def megabytes(process: psutil.Process) -> float:
    """What a process holds in memory; nothing once it has ended."""
    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def start(location: Path, settings: Mapping[str, str] = {}, *, ready: bool = True) -> Service:
    """Start the service over a store, and wait until it listens (`ready`: until it can be asked)."""
    env = {**os.environ, "GOLDENTHREAD_KEY": KEY, "GOLDENTHREAD_MODEL": "none", "GOLDENTHREAD_LOG": "error", **settings}
    command = [sys.executable, "-m", "service.cli", "serve", "--store", str(location), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=env, cwd=ROOT)
    assert process.stdout is not None
    said = b""
    while not (found := re.search(rb"http://[\d.]+:\d+", said)):
        line = process.stdout.readline()
        assert line, f"the service ended: {said!r}"
        said += line
    await_answer(found[0].decode(), "/ready" if ready else "/health")
    return Service(found[0].decode(), process)


def await_answer(address: str, path: str) -> None:
    """Wait until a service answers 200 at a path."""
    ends = time.monotonic() + 120
    with httpx.Client(timeout=60, trust_env=False) as client:
        while time.monotonic() < ends:
            with suppress(httpx.TransportError):
                if client.get(address + path).status_code == 200:
                    return
            time.sleep(0.05)
    raise AssertionError(f"{address}{path}: nothing is answered there")


@contextmanager
def running(location: Path, settings: Mapping[str, str] = {}) -> Iterator[Service]:
    """A service over a store, as long as the block lasts."""
    service = start(location, settings)
    try:
        yield service
    finally:
        own = psutil.Process(service.process.pid)
        own.terminate()
        try:
            own.wait(35)
        except psutil.TimeoutExpired:
            service.kill()
