"""N-Quads as a bulk load wants them: each statement in its own graph and in the default graph."""

from __future__ import annotations

import io
import re
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# A statement of N-Quads (RDF 1.1 N-Quads section 2): three terms, then perhaps a graph.
_TERMS = rb'\s*((?:\S+\s+){2}(?:"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?|[^"\s]\S*))'
_STATEMENT = re.compile(_TERMS + rb"\s+(?:<[^>]*>|_:\S+)\s*\.")


class _Doubled(io.RawIOBase):
    """A raw stream of N-Quads in which each line with a graph is followed by the same statement without it."""

    def __init__(self, lines: IO[bytes]) -> None:
        super().__init__()
        self._lines = lines
        self._rest = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer with the next bytes; how many, 0 at the end."""
        view = memoryview(buffer).cast("B")
        pieces = [self._rest]
        got = len(self._rest)
        while got < len(view) and (line := self._lines.readline()):
            whole = line if line.endswith(b"\n") else line + b"\n"
            statement = _STATEMENT.match(line)
            pieces.append(whole + statement[1] + b" .\n" if statement else whole)
            got += len(pieces[-1])
        joined = b"".join(pieces)
        count = min(len(joined), len(view))
        view[:count], self._rest = joined[:count], joined[count:]
        return count


def doubled(lines: IO[bytes]) -> IO[bytes]:
    """N-Quads in which each line with a graph is followed by the same statement without it."""
    return io.BufferedReader(_Doubled(lines), 1 << 20)
