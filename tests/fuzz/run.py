"""Mutated documents through the reader, in processes that may crash or hang without harm to the rest."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType

import psutil

from ingest import formats
from ingest.formats.sniff import PDF
from tests.fuzz.mutate import Document, Pool, mutated

SECONDS, MEGABYTES = 5.0, 1024
_GRACE = 3.0  # seconds of the processor after which a process is ended that does not end its document itself
_PATIENCE = 300.0  # seconds on the clock after which one that waits for something is
_APART = 16  # of so many PDFs one is read in a process of its own, as users' are: that takes half a second
_MOST_MEMORY = 3 << 30
_ENOUGH = 20  # pieces after which a process makes room for a fresh one


@dataclass(frozen=True)
class Outcome:
    """What became of a document: "read", "refused" (with the one line that said why) or how it failed; seconds of
    the processor; the most memory its process has held so far, in megabytes."""

    seed: int
    what: str
    seconds: float
    megabytes: int
    said: str = ""

    @property
    def failed(self) -> bool:
        """Whether the reader broke a promise on this document."""
        return self.what not in {"read", "refused"} or self.seconds > SECONDS or self.megabytes > MEGABYTES


class _TooLongError(BaseException):
    """Reading took too long: not an Exception, so that nothing that reads can take it for a fault of the text."""


def outcome(seed: int, document: Document, apart: bool = True) -> Outcome:
    """Read one document in this process; a PDF, unless `apart`, too."""
    from ingest.reader import UnreadableDocumentError, read

    usual = formats._BINARY_READERS[PDF]
    formats._BINARY_READERS[PDF] = usual if apart else ("ingest.formats.pdf.reading", "read_here")
    before = signal.signal(signal.SIGPROF, _late)
    start = time.process_time()
    what, said = "read", ""
    try:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            reading = read(*document)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        whole = sum(part.characters for part in reading.report.parts)
        if whole != reading.report.characters:
            what, said = "unaccounted", f"{whole} of {reading.report.characters} characters are accounted for"
    except UnreadableDocumentError as error:
        what, said = "refused", str(error)
        if "\n" in said or not said.startswith(document[0]):
            what = "unclear"
    except _TooLongError as error:
        what, said = "hung", _where(error)
    except Exception as error:
        what, said = "crashed", f"{type(error).__name__}: {error} {_where(error)}"
    seconds = time.process_time() - start
    signal.signal(signal.SIGPROF, before)
    formats._BINARY_READERS[PDF] = usual
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Outcome(seed, what, seconds, held, said[:600])


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError


def _where(error: BaseException) -> str:
    """The last of our functions that were called, the outermost first."""
    own = [f for f in traceback.extract_tb(error.__traceback__) if {"ingest", "ontology"} & {*Path(f.filename).parts}]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in own[-6:])


Read = Callable[[int, Document, bool], Outcome]


def _work(pool: Pool, read: Read, pipe: Connection) -> None:
    """Read the documents of one piece of seeds after another; tells of each seed before and after."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        for seed, apart in pipe.recv():
            pipe.send(seed)
            pipe.send(read(seed, mutated(seed, pool), apart))
        pipe.send(None)


@dataclass
class _Piece:
    """Seeds that are read by one process, those that are left (and whether apart), and what became of the others."""

    seeds: range
    left: deque[tuple[int, bool]]
    found: list[Outcome] = field(default_factory=list)


class _Worker:
    """A process, the piece that it reads, and the seed that it is at."""

    def __init__(self, pool: Pool, read: Read) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(pool, read, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.clock = psutil.Process(self.process.pid)
        self.piece: _Piece | None = None
        self.done = 0
        self.at(None)

    def begin(self, piece: _Piece) -> None:
        """Give it a piece to read."""
        self.piece = piece
        self.pipe.send(list(piece.left))

    def at(self, seed: int | None) -> None:
        """Take note of the seed that it begins with, and of the time."""
        self.seed, self.since = seed, time.monotonic()
        self.used = self._used() if seed is not None else 0.0

    def _used(self) -> float:
        try:
            times = self.clock.cpu_times()
        except psutil.Error:  # it has ended, which its pipe will tell
            return 0.0
        return float(times.user + times.system)

    @property
    def stuck(self) -> bool:
        """Whether it is at one document for too long and does not end that itself."""
        return self.seed is not None and (
            self._used() - self.used > SECONDS + _GRACE or time.monotonic() - self.since > _PATIENCE
        )

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def outcomes(
    pieces: Iterable[range], pool: Pool, processes: int = 2, read: Read = outcome
) -> Iterator[tuple[range, list[Outcome]]]:
    """Each piece of seeds as soon as its documents are read, with what became of them; those that end or hang their
    process are "died" and "hung"."""
    waiting = deque(_Piece(seeds, deque((seed, seed % _APART == 0) for seed in seeds)) for seeds in pieces)
    workers: list[_Worker] = []
    try:
        while waiting or any(worker.piece for worker in workers):
            workers += [_Worker(pool, read) for _ in range(min(processes - len(workers), len(waiting)))]
            for worker in workers:
                if worker.piece is None and waiting:
                    worker.begin(waiting.popleft())
            heard = wait([worker.pipe for worker in workers if worker.piece], timeout=1.0)
            for worker in [worker for worker in workers if worker.piece]:
                what = _hear(worker) if worker.pipe in heard else "hung" if worker.stuck else ""
                piece = worker.piece
                assert piece is not None
                if what:
                    worker.end()
                    workers.remove(worker)
                    _lost(piece, worker.seed, what, pool)
                    if piece.left:
                        waiting.appendleft(piece)
                        continue
                elif piece.left or worker.seed is not None:
                    continue
                worker.piece = None
                worker.done += 1
                if worker.done >= _ENOUGH and worker in workers:
                    worker.end()
                    workers.remove(worker)
                yield piece.seeds, piece.found
    finally:
        for worker in workers:
            worker.end()


def _hear(worker: _Worker) -> str:
    """Take note of what a worker tells; how it ended, where it did."""
    assert worker.piece is not None
    try:
        message = worker.pipe.recv()
    except (EOFError, OSError):
        return "died"
    if isinstance(message, Outcome):
        worker.piece.found.append(message)
        worker.piece.left.popleft()
    else:
        worker.at(message)
    return ""


def _lost(piece: _Piece, seed: int | None, what: str, pool: Pool) -> None:
    """What becomes of the document at which a process was lost: a PDF that was read with others is read apart."""
    if seed is None or not piece.left:
        return
    _, apart = piece.left.popleft()
    if not apart and mutated(seed, pool)[0].endswith(".pdf"):
        piece.left.appendleft((seed, True))
    else:
        piece.found.append(Outcome(seed, what, SECONDS if what == "hung" else 0.0, 0))
