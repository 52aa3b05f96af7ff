"""The stores that tests run over: a folder, `oxigraph serve`, Virtuoso. Each server is started once in a process."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

STORES = ("embedded", "oxigraph", "virtuoso")
asked_for: tuple[str, ...] = ()
"""The stores that the option `--stores` names."""
USER, PASSWORD = "dba", "dba"  # what a new Virtuoso comes with
_VIRTUOSO_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass
class Engine:
    """A SPARQL server that runs: the address of its queries, the settings by which it is written, what it holds."""

    name: str
    query: str
    settings: Mapping[str, str]
    holds: str = field(default="", compare=False)

    def clear(self) -> None:
        """Take all graphs out."""
        from graph.oxigraph import open_store

        before = {name: os.environ.get(name) for name in self.settings}
        os.environ.update(self.settings)
        try:
            with open_store(self.query, write=True) as store:
                for graph in store.graphs():
                    store.update(f"DROP SILENT GRAPH <{graph}>")
                store.update("DROP ALL")
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})
        self.holds = ""


class Engines:
    """The servers of this process, each started when it is first asked for."""

    def __init__(self) -> None:
        self._running: dict[str, Engine] = {}
        self._stack = ExitStack()

    def engine(self, name: str) -> Engine:
        """The server of that name."""
        if name not in self._running:
            starting = {"oxigraph": oxigraph_engine, "virtuoso": virtuoso_engine}[name]
            self._running[name] = self._stack.enter_context(starting())
        return self._running[name]

    def close(self) -> None:
        """Stop them."""
        self._stack.close()


def missing(name: str) -> str:
    """Why a store cannot be started here; "" where it can."""
    if name == "virtuoso" and shutil.which("virtuoso-t") is None:
        return "Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)"
    return ""


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def oxigraph_engine(folder: Path | None = None, *flags: str) -> Iterator[Engine]:
    """`oxigraph serve`, from PyPI."""
    binary = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
    assert binary, "the PyPI package oxigraph belongs to the test group"
    where = ["--location", str(folder)] if folder else []
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"GOLDENTHREAD_STORE_UPDATE": f"{address}/update", "GOLDENTHREAD_STORE_GRAPHS": f"{address}/store"}
    with _running([binary, "serve", *where, "--bind", f"127.0.0.1:{port}", *flags], None, address):
        yield Engine("oxigraph", f"{address}/query", settings)


@contextmanager
def virtuoso_engine() -> Iterator[Engine]:
    """Virtuoso, as Debian packages it, on a new database; read by all, written by its administrator (digest)."""
    http = free_port()
    address = f"http://127.0.0.1:{http}"
    settings = {
        "GOLDENTHREAD_STORE_UPDATE": f"{address}/sparql-auth",
        "GOLDENTHREAD_STORE_GRAPHS": f"{address}/sparql-graph-crud-auth",
        "GOLDENTHREAD_STORE_USER": USER,
        "GOLDENTHREAD_STORE_PASSWORD": PASSWORD,
    }
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "virtuoso.ini").write_text(_VIRTUOSO_INI.format(sql=free_port(), http=http), encoding="utf-8")
        command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
        with _running(command, folder, f"{address}/sparql?query=ASK%7B%7D"):
            yield Engine("virtuoso", f"{address}/sparql", settings)


@contextmanager
def _running(command: list[str], folder: str | None, answers: str) -> Iterator[None]:
    """A server's process, from when it answers at an address."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ends = time.monotonic() + 120
    try:
        while time.monotonic() < ends and process.poll() is None:
            with suppress(httpx.HTTPError):
                httpx.get(answers, timeout=5)
                break
            time.sleep(0.05)
        else:
            raise RuntimeError(f"{command[0]} does not answer")
        yield
    finally:
        process.kill()
        process.wait()
