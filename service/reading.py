"""Reading many files: in processes of their own where that pays, each within a time limit, in the order given.

One file that cannot be read, takes too long or ends its process is one line; the others are read all the same.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ingest.report import Report
from service.errors import UseError
from service.settings import reading_limit
from service.sources import Loaded, Source, load

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from ingest.tables import Meaning

WORTH_A_PROCESS = 250_000
"""Bytes of text to be read from which further processes pay for their start."""
_PACKED = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PACKED_WEIGHT = 4
"""A byte of a packed format takes about as long to read as so many of text."""
_MOST_PROCESSES, _AHEAD = 8, 2
_MOST_MEMORY = 8 * 2**30
_START = 60.0

Waiting = Source | Loaded
"""A file that is to be read: where it lies, or its bytes."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What reading one file gave, as it comes back from another process; the statements are N-Triples."""

    iri: str
    statements: bytes
    report: Report

    @property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The statements."""
        return tuple(quad.triple for quad in ox.parse(self.statements, format=ox.RdfFormat.N_TRIPLES))


class _TooLongError(BaseException):
    """Reading took too long: not an Exception, so that nothing that reads can take it for a fault of the text."""


def read_all(
    files: Sequence[Waiting], weight: int = 0, seconds: float | None = None
) -> Generator[tuple[Loaded, Parsed | str], None, None]:
    """Each file with what reading it gave, or the line that says why it could not be read, in order.

    `weight` is how much there is to read (`weight_of`), `seconds` the time limit for one file (GOLDENTHREAD_READING).
    No more than a few files are in memory at once.
    """
    limit = reading_limit() if seconds is None else seconds
    processes = min(len(files), len(os.sched_getaffinity(0)), _MOST_PROCESSES)
    done = 0
    if processes > 1 and weight >= WORTH_A_PROCESS:
        with _Readers(files, processes, limit) as readers:
            for result in readers.results():
                done += 1
                yield result
    for file in files[done:]:  # where there is little to read, or no process can be started here
        yield _read_here(file, limit)


def weight_of(data: bytes) -> int:
    """How much there is to read in a file, in bytes of text."""
    return len(data) * (_PACKED_WEIGHT if data.startswith(_PACKED) else 1)


def read_one(file: Loaded) -> Parsed | str:
    """What reading a file gives; a line where it cannot be read, whatever the reason."""
    from ingest.reader import UnreadableDocumentError, read  # noqa: PLC0415 - a build with nothing to read needs none of it
    from ingest.sidecar import SidecarError, read_sidecar  # noqa: PLC0415

    try:
        hand = read_sidecar(file.sidecar, file.hand) if file.sidecar else None
        reading = read(file.name, file.data, hand, _meaning())
    except (UnreadableDocumentError, SidecarError) as error:
        return " ".join(str(error).split())
    except MemoryError:
        return f"{file.name}: reading it takes more memory than there is"
    except RecursionError:
        return f"{file.name}: its parts stand in one another too deeply to be read"
    except Exception as error:  # one document must not stop the others
        return f"{file.name}: could not be read: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    statements = ox.serialize(reading.triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return Parsed(reading.iri, statements, reading.report)


@cache
def _meaning() -> Meaning | None:
    """How alike texts are in meaning, by the embedding model, which is loaded when first asked; None without one."""
    from service.meaning import embedder  # noqa: PLC0415 - brings numpy with it

    found = embedder()
    if found is None:
        return None
    embedded = lru_cache(maxsize=256)(found.embed)  # the same headers come again and again

    def alike(texts: Sequence[str], others: Sequence[str]) -> Sequence[Sequence[float]]:
        measured: list[list[float]] = (embedded(tuple(texts)) @ embedded(tuple(others)).T).tolist()
        return measured

    return alike


def _fetched(file: Waiting) -> Loaded:
    return load(file) if isinstance(file, Source) else file


def _read_here(file: Waiting, seconds: float) -> tuple[Loaded, Parsed | str]:
    try:
        fetched = _fetched(file)
    except UseError as error:
        return Loaded(file.name, b"", ""), str(error)
    try:
        with _within(seconds):
            return fetched, read_one(fetched)
    except _TooLongError:
        return fetched, _too_long(file.name, seconds)


def _too_long(name: str, seconds: float) -> str:
    return f"{name}: not read within {seconds:g} s, and left unread (GOLDENTHREAD_READING sets the limit)"


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise `_TooLongError` after so many seconds, where signals can be had: in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _Reader:
    """A process that reads one file after another, and what it is reading."""

    def __init__(self) -> None:
        context = get_context("spawn")  # the store's threads would not survive a fork
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.at: int | None = None
        self.deadline = time.monotonic() + _START

    def end(self) -> None:
        """End the process, and whatever it has started to read a file for it."""
        with suppress(ProcessLookupError, PermissionError):
            if self.process.pid:  # the group 0 would be our own
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(pipe: Connection) -> None:
    """What a reading process does until its pipe is closed."""
    import resource  # noqa: PLC0415

    from ingest import reader  # noqa: PLC0415, F401 - loaded before it says that it is ready

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    with suppress(ValueError, OSError):
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            pipe.send(read_one(pipe.recv()))


class _Readers:
    """A few reading processes, and the results in the order of the files."""

    def __init__(self, files: Sequence[Waiting], processes: int, seconds: float) -> None:
        self._files, self._seconds = files, seconds
        self._readers: list[_Reader] = []
        self._wanted = processes
        self._results: dict[int, tuple[Loaded, Parsed | str]] = {}
        self._sent: dict[int, Loaded] = {}
        self._next = 0

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *_: object) -> None:
        for reader in self._readers:
            reader.end()

    def results(self) -> Iterator[tuple[Loaded, Parsed | str]]:
        """Each file with its result; ends early where no process can be started."""
        for at in range(len(self._files)):
            while at not in self._results:
                if not self._staffed():
                    return
                self._feed(at)
                if at not in self._results:
                    self._hear()
            yield self._results.pop(at)

    def _staffed(self) -> bool:
        """Have as many processes as there is work for; whether there is any."""
        with suppress(OSError):
            while len(self._readers) < self._wanted:
                self._readers.append(_Reader())
        return bool(self._readers)

    def _feed(self, at: int) -> None:
        """Give the next files to processes that wait, no further ahead of the one that is due than a few."""
        for reader in self._readers:
            while reader.ready and reader.at is None and self._next < min(len(self._files), at + self._wanted + _AHEAD):
                number, self._next = self._next, self._next + 1
                file = self._files[number]
                try:
                    fetched = _fetched(file)
                except UseError as error:
                    self._results[number] = (Loaded(file.name, b"", ""), str(error))
                    continue
                self._sent[number] = fetched
                reader.at, reader.deadline = number, time.monotonic() + self._seconds
                with suppress(OSError):  # a process that has ended is found so by what it does not answer
                    reader.pipe.send(fetched)

    def _hear(self) -> None:
        """Wait for an answer, the end of a process or a deadline, and take note of it."""
        busy = [r for r in self._readers if r.at is not None or not r.ready]
        first = min((r.deadline for r in busy), default=time.monotonic())
        heard = wait([r.pipe for r in busy], max(first - time.monotonic(), 0.0))
        for reader in busy:
            if reader.pipe in heard:
                try:
                    self._note(reader, reader.pipe.recv())
                except (EOFError, OSError):
                    reader.process.join(1.0)
                    code = reader.process.exitcode or 0
                    self._lost(reader, f"the process that read it ended ({_cause(code)}), and it is left unread")
            elif time.monotonic() >= reader.deadline:
                self._lost(reader, None)

    def _note(self, reader: _Reader, answer: Parsed | str | None) -> None:
        if not reader.ready:
            reader.ready = True
        elif reader.at is not None and answer is not None:
            self._results[reader.at] = (self._without_bytes(reader.at), answer)
            reader.at = None

    def _lost(self, reader: _Reader, why: str | None) -> None:
        """A process that ended or took too long: its file has a line, and another process takes its place."""
        reader.end()
        self._readers.remove(reader)
        if reader.at is None:
            self._wanted -= 1  # it never began: no use in starting others like it
            return
        name = self._files[reader.at].name
        line = f"{name}: {why}" if why else _too_long(name, self._seconds)
        self._results[reader.at] = (self._without_bytes(reader.at), line)

    def _without_bytes(self, number: int) -> Loaded:
        """The file as its result is told of; its bytes are let go."""
        sent = self._sent.pop(number)
        return Loaded(sent.name, b"", sent.sha256, sent.sidecar, b"", sent.hand_sha256)


def _cause(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"status {code}"
