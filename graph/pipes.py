"""The pipes to another process, read and written until a moment and no longer, without a thread that watches."""

from __future__ import annotations

import os
import select
import time
from typing import IO

AT_ONCE = 1 << 16


class LateError(Exception):
    """The moment came before the other process had done its part."""


class Pipes:
    """What a process says and what it is told, as files that are never waited for beyond `until`."""

    def __init__(self, said: IO[bytes], told: IO[bytes]) -> None:
        """Take the two ends over; nothing else may read or write them."""
        self._said, self._told = said.fileno(), told.fileno()
        self._held = bytearray()
        self.until = 0.0
        for end in (self._said, self._told):
            os.set_blocking(end, False)

    def read(self, size: int) -> bytes:
        """So many bytes, fewer where the process has ended. Raises LateError, and OSError."""
        while len(self._held) < size:
            self._wait(self._said, select.POLLIN)
            piece = os.read(self._said, AT_ONCE)
            if not piece:
                break
            self._held += piece
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def write(self, data: bytes) -> None:
        """All of some bytes. Raises LateError, and OSError where the process has ended."""
        left = memoryview(data)
        while left:
            self._wait(self._told, select.POLLOUT)
            left = left[os.write(self._told, left[:AT_ONCE]) :]

    def heard(self, seconds: float) -> bool:
        """Whether there is something to read, or nothing more ever, within so many seconds."""
        self.until = time.monotonic() + seconds
        try:
            self._wait(self._said, select.POLLIN)
        except LateError:
            return False
        return True

    def _wait(self, end: int, event: int) -> None:
        ready = select.poll()
        ready.register(end, event)
        if not ready.poll(max(self.until - time.monotonic(), 0.0) * 1000):
            raise LateError
