"""A process that works for this one, is spoken to in frames, and is killed where it takes too long.

An embedded engine cannot be told to stop; a process can be killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import IO, Any

from graph.frames import DATA, END, PIECE, read_frame, read_message, write_frame
from graph.pipes import LateError, Pipes

_NEW_USER_AND_NET = 0x10000000 | 0x40000000  # CLONE_NEWUSER | CLONE_NEWNET of Linux


class Child:
    """A module run as a process of its own; it gets ready while nobody waits for it."""

    awaited = True
    """Whether who ends it waits until it has ended, and what it held is free. A large one takes a while to end."""

    def __init__(self, module: str, *arguments: str) -> None:
        """Start `python -m module arguments`."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=Path(__file__).parents[1],
        )
        if self._process.stdout is None or self._process.stdin is None:
            raise OSError("a process without pipes")
        self._pipes = Pipes(self._process.stdout, self._process.stdin)
        self._ended = False
        self._talking = threading.RLock()

    def alive(self) -> bool:
        """Whether the process runs, and has not been told to end."""
        return not self._ended and self._process.poll() is None

    def kill(self) -> None:
        """End it, whatever it is doing."""
        first, self._ended = not self._ended, True
        self._process.kill()
        if self.awaited:
            self._process.wait()
        elif first:
            threading.Thread(target=self._process.wait, name="end of a worker", daemon=True).start()
        if self._talking.acquire(blocking=False):  # who is listening hears the end, and closes them
            try:
                for pipe in (self._process.stdin, self._process.stdout):
                    if pipe is not None:
                        pipe.close()
            finally:
                self._talking.release()

    def heard(self, seconds: float) -> bool:
        """Whether there is something to listen to within so many seconds; True where it has ended, too."""
        return self._ended or self._pipes.heard(seconds)

    def listen(self, seconds: float, into: IO[bytes]) -> dict[str, Any] | None:
        """The next message: its pieces written `into` a file, the object at its end returned.

        None, and the process is killed, where it ends first or takes longer than so many seconds.
        """
        return self._within(seconds, (), into)

    def ask(
        self, request: object, seconds: float, into: IO[bytes], pieces: Iterable[bytes] = ()
    ) -> dict[str, Any] | None:
        """Send a request, with a body in pieces, and return its answer as `listen` does."""
        frames = [*((DATA, piece) for piece in pieces), (END, json.dumps(request).encode())]
        return self._within(seconds, frames, into)

    def answers(self, request: object, seconds: float) -> Generator[bytes | dict[str, Any]]:
        """Send a request, and give its answer as it comes: pieces of its body, and at last the object at its end.

        Without that object, and the process killed, where it ends first, takes longer than so many seconds, or who
        listens stops before the end. The pieces may be taken by one thread after another.
        """
        ended = False
        try:
            with self._talking:
                self._pipes.until = time.monotonic() + seconds
                write_frame(self._pipes, END, json.dumps(request).encode())
            while not (self._ended or ended):
                with self._talking:
                    frame = read_frame(self._pipes)
                if frame is None:
                    return
                kind, body = frame
                ended = kind == END
                yield json.loads(body) if ended else body
        except (OSError, ValueError, LateError):
            return
        finally:
            if not ended:
                self.kill()

    def _within(self, seconds: float, frames: Iterable[tuple[bytes, bytes]], into: IO[bytes]) -> dict[str, Any] | None:
        with self._talking:
            if self._ended:
                return None
            self._pipes.until = time.monotonic() + seconds
            try:
                for kind, body in frames:
                    write_frame(self._pipes, kind, body)
                end = read_message(self._pipes, into.write)
            except (OSError, ValueError, LateError):
                end = None
            if end is None:
                self.kill()
                return None
        said: dict[str, Any] = json.loads(end)
        return said


def in_pieces(body: bytes) -> Iterable[bytes]:
    """A body as pieces of a message."""
    return (body[start : start + PIECE] for start in range(0, len(body), PIECE))


def confine(megabytes: int, *, network: bool = False) -> None:
    """Bound this process's memory, let it end with its parent and, unless it needs it, give up the network.

    To be called first: a process with threads cannot leave its network. Where the system allows no process to leave
    its network, the checks made before remain.
    """
    if not network:
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER_AND_NET)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def own_output() -> IO[bytes]:
    """The pipe to the parent, which from now on takes nothing but frames: other words go to standard error."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _end_with(parent: int) -> None:
    """End this process, whatever it is computing, soon after its parent has ended."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)
