"""What one piece of code writes, as pieces that another takes while it is being written."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from typing import IO, cast

from graph.frames import PIECE, Bounded

WAITING = 16
"""Pieces that may wait to be taken; who writes waits then."""
_LOOK = 0.5


class _UnwantedError(Exception):
    """Nobody takes the pieces any more."""


def pieces(write: Callable[[IO[bytes]], None], most: int, until: float) -> Generator[bytes]:
    """What `write` writes to the file that it is given, in pieces, as it comes; it runs in a thread of its own.

    Little is held at a time: it waits where the pieces are taken slowly, and ends with its next byte where they are
    taken no more. What it raises is raised after the pieces that came before it; so is TooLargeError where it writes
    more than `most` bytes, and TimeoutError where it has not ended at a moment (of `time.monotonic`).
    """
    taken: queue.Queue[bytes | BaseException | None] = queue.Queue(WAITING)
    unwanted = threading.Event()

    def give(what: bytes | BaseException | None) -> None:
        while not unwanted.is_set():
            with suppress(queue.Full):
                return taken.put(what, timeout=_LOOK)
        raise _UnwantedError

    def run() -> None:
        gathered = bytearray()

        def gather(view: memoryview) -> None:
            gathered.extend(view)
            if len(gathered) >= PIECE:
                give(bytes(gathered))
                gathered.clear()

        with suppress(_UnwantedError):
            try:
                write(cast("IO[bytes]", Bounded(most, gather)))
                give(bytes(gathered))
                give(None)
            except _UnwantedError:
                raise
            except BaseException as error:
                # what its frames hold, such as an engine's reader, is to be let go of in this thread
                error.__traceback__ = error.__context__ = error.__cause__ = None
                give(error)

    threading.Thread(target=run, name="writes a result", daemon=True).start()
    try:
        while True:
            try:
                piece = taken.get(timeout=max(until - time.monotonic(), 0.0))
            except queue.Empty:
                raise TimeoutError from None
            if isinstance(piece, BaseException):
                raise piece
            if piece is None:
                return
            yield piece
    finally:
        unwanted.set()
