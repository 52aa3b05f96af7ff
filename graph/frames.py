"""What a process of ours and the process that started it say to each other: frames on standard input and output.

A frame is a byte that tells its kind (DATA: a piece of a body; END: the last, whose body is JSON), four bytes of
length, and the body. A message is any number of pieces and an end.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from graph.store import QueryError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

DATA, END = b"d", b"e"
PIECE = 1 << 16
_HEAD = struct.Struct(">cI")


class Readable(Protocol):
    """What frames can be read from."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, fewer at its end."""
        ...


class Writable(Protocol):
    """What frames can be written to."""

    def write(self, data: bytes, /) -> object:
        """Take all of them."""
        ...


def write_frame(pipe: Writable, kind: bytes, body: bytes) -> None:
    """One frame onto a pipe."""
    pipe.write(_HEAD.pack(kind, len(body)) + body)


def read_message(pipe: Readable, take: Callable[[bytes], object]) -> bytes | None:
    """Hand the pieces of the next message to `take`, and return the body of its end; None where the pipe ends first."""
    while frame := read_frame(pipe):
        kind, body = frame
        if kind == END:
            return body
        take(body)
    return None


def read_frame(pipe: Readable) -> tuple[bytes, bytes] | None:
    """The kind and the body of the next frame; None where the pipe ends first."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    body = pipe.read(length)
    return (kind, body) if len(body) == length else None


class TooLargeError(Exception):
    """More was written than may be."""


def too_large(most: int) -> QueryError:
    """What is said of a query whose result is larger than so many bytes."""
    return QueryError(f"the result has more than {most / 1e6:g} MB; ask for less, or for pages by LIMIT and OFFSET")


class Bounded(io.RawIOBase):
    """A stream to write to that takes only so many bytes."""

    def __init__(self, most: int, take: Callable[[memoryview], object]) -> None:
        """Hand what is written to `take`, up to so many bytes."""
        super().__init__()
        self._most = most
        self._take = take

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Take some bytes. Raises TooLargeError where they are more than may be."""
        view = memoryview(data)
        self._most -= len(view)
        if self._most < 0:
            raise TooLargeError
        self._take(view)
        return len(view)


class Pieces(Bounded):
    """A bounded stream whose bytes go onto a pipe as pieces of a message."""

    def __init__(self, pipe: Writable, most: int) -> None:
        super().__init__(most, self._gather)
        self._pipe = pipe
        self._waiting = bytearray()

    def _gather(self, view: memoryview) -> None:
        self._waiting += view
        if len(self._waiting) >= PIECE:
            self.send()

    def send(self) -> None:
        """Send what waits."""
        if self._waiting:
            write_frame(self._pipe, DATA, bytes(self._waiting))
            self._waiting.clear()
