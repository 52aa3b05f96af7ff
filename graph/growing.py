"""A file that is read while it is still being written."""

from __future__ import annotations

import io
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from typing import IO, cast


class Growing(io.RawIOBase):
    """What comes in pieces, as a file: a thread writes it to disk as fast as it comes, whoever reads waits for more.

    So the first bytes are there before the last, a slow reader holds nobody up, and nothing large is in memory. What
    the pieces raise is raised to the reader once he has read what came before it.
    """

    def __init__(self, begun: bytes, pieces: Iterator[bytes], held: ExitStack) -> None:
        """Begin with some bytes; `held` is closed when the last piece has come, or the reader has closed the file."""
        super().__init__()
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with this one
        self._file.write(begun)
        self._written, self._read = len(begun), 0
        self._failed: BaseException | None = None
        self._ended = False
        self._news = threading.Condition()
        threading.Thread(target=self._fill, args=(pieces, held), name="result", daemon=True).start()

    def _fill(self, pieces: Iterator[bytes], held: ExitStack) -> None:
        try:
            with held:
                for piece in pieces:
                    if not self._take(piece):
                        break
        except BaseException as error:
            self._failed = error
        with self._news:
            self._ended = True
            self._news.notify_all()
            if self.closed:
                self._file.close()

    def _take(self, piece: bytes) -> bool:
        """Write a piece, unless nobody reads any more; whether somebody does."""
        left = memoryview(piece)
        while left and not self.closed:
            left = left[self._file.write(left) or 0 :]
        with self._news:
            self._written += len(piece)
            self._news.notify_all()
        return not self.closed

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes, or all there will be; fewer only at the end. Raises what the pieces raised."""
        wanted = float("inf") if size is None or size < 0 else size
        with self._news:
            self._news.wait_for(lambda: self._ended or self._written - self._read >= wanted)
        if self._failed is not None and self._written - self._read < wanted:
            raise self._failed
        data = os.pread(self._file.fileno(), int(min(wanted, self._written - self._read)), self._read)
        self._read += len(data)
        return data

    def close(self) -> None:
        """Read no more; what is still to come is not waited for."""
        with self._news:
            if not self.closed and self._ended:
                self._file.close()
            super().close()


def begun(pieces: Iterator[bytes], held: ExitStack, at_once: int) -> IO[bytes]:
    """What comes in pieces, as a file at its start: all of it, or one that grows where it has more than so many bytes.

    `held` is closed when the last piece of a growing file has come. Raises what the pieces raise until then.
    """
    file = BytesIO()
    for piece in pieces:
        file.write(piece)
        if file.tell() > at_once:
            return cast("IO[bytes]", Growing(file.getvalue(), pieces, held.pop_all()))
    file.seek(0)
    return file
