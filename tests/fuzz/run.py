"""Mutated documents through the reader, in processes that may crash or hang without harm to the rest."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from tests.fuzz.mutate import Document, mutated

SECONDS, MEGABYTES = 5.0, 1024
_GRACE = 25.0  # seconds on the clock beyond the limit after which a process is ended: a hang, not a busy machine


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


def outcome(seed: int, document: Document) -> Outcome:
    """Read one document in this process."""
    from ingest.reader import UnreadableDocumentError, read

    start = time.process_time()
    what, said = "read", ""
    try:
        reading = read(*document)
        whole = sum(part.characters for part in reading.report.parts)
        if whole != reading.report.characters:
            what, said = "unaccounted", f"{whole} of {reading.report.characters} characters are accounted for"
    except UnreadableDocumentError as error:
        what, said = "refused", str(error)
        if "\n" in said or not said.startswith(document[0]):
            what = "unclear"
    except Exception as error:
        what, said = "crashed", f"{type(error).__name__}: {error}"
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Outcome(seed, what, time.process_time() - start, held, said[:300])


def _work(seeds: Sequence[int], documents: Sequence[Document], out: Connection) -> None:
    for seed in seeds:
        out.send(seed)
        out.send(outcome(seed, mutated(seed, documents)))
    out.send(None)


def outcomes(seeds: Sequence[int], documents: Sequence[Document], processes: int = 2) -> Iterator[Outcome]:
    """What became of each seed's document; those that end or hang their process are "died" and "hung"."""
    context = get_context("spawn")
    waiting = [list(seeds[i::processes]) for i in range(processes)]
    running: dict[Connection, tuple[list[int], int | None, float]] = {}
    children = {}

    def start(todo: list[int]) -> None:
        here, there = context.Pipe(duplex=False)
        child = context.Process(target=_work, args=(todo, documents, there), daemon=True)
        child.start()
        there.close()
        running[here], children[here] = (todo, None, time.monotonic() + 30), child

    def end(pipe: Connection, what: str, seed: int | None) -> Iterator[Outcome]:
        todo, _, _ = running.pop(pipe)
        child = children.pop(pipe)
        child.kill()
        child.join()
        if seed is not None:
            yield Outcome(seed, what, SECONDS + _GRACE if what == "hung" else 0.0, 0)
            todo = todo[todo.index(seed) + 1 :]
        if todo:
            start(todo)

    for todo in waiting:
        if todo:
            start(todo)
    while running:
        for pipe in wait(list(running), timeout=0.5):
            assert isinstance(pipe, Connection)
            todo, seed, _ = running[pipe]
            try:
                message = pipe.recv()
            except EOFError:
                yield from end(pipe, "died", seed)
                continue
            if message is None:
                running.pop(pipe)
                children.pop(pipe).join()
            elif isinstance(message, int):
                running[pipe] = (todo, message, time.monotonic())
            else:
                running[pipe] = (todo, None, time.monotonic())
                yield message
        for pipe, (_, seed, since) in list(running.items()):
            if seed is not None and time.monotonic() - since > SECONDS + _GRACE and not pipe.poll():
                yield from end(pipe, "hung", seed)
