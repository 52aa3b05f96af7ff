"""The folder of a store: the writer's database, the published snapshots, and the pointer to the current one.

    db/              the writer's
    snapshots/7/     an immutable copy made of hard links; `7.lock` is held shared by whoever reads it
    current          the name of the snapshot that readers open, replaced atomically

A reader that is killed lets go of its lock with its life, so nothing is left to clean up by hand.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.store import StoreError
from graph.text import one_line


@dataclass(frozen=True, slots=True)
class Hold:
    """A snapshot held open by a reader: its name, its folder, and the lock that keeps it from being removed."""

    name: str
    folder: Path
    lock: IO[bytes]

    def release(self) -> None:
        """Let the snapshot go."""
        self.lock.close()


def database(root: Path) -> Path:
    """The writer's database."""
    return root / "db"


def current(root: Path) -> str | None:
    """The name of the published snapshot; None before the first is published.

    Raises StoreError where the folder cannot be read.
    """
    try:
        name = (root / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise StoreError(f"{root}: is a file; a store is a folder") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{root / 'current'}: cannot be read ({one_line(error)})") from None
    return name if name.isdecimal() else None


def stamp(root: Path) -> str:
    """A name for what is published that no other publication in this folder has; "" before the first."""
    try:
        return f"{current(root)} {(root / 'current').stat().st_mtime_ns}"
    except FileNotFoundError:
        return ""


def publish(root: Path, copy_to: Callable[[Path], None]) -> str:
    """Have `copy_to` make a snapshot in a new folder, point readers to it, and clear away those nobody needs.

    Raises OSError where the disk does not allow it.
    """
    shelf = root / "snapshots"
    shelf.mkdir(exist_ok=True)
    name = str(1 + max((int(p.name) for p in shelf.iterdir() if p.name.isdecimal()), default=0))
    (shelf / f"{name}.lock").touch()
    copy_to(shelf / name)
    fresh = root / "current.new"
    with fresh.open("w", encoding="ascii") as pointer:
        pointer.write(name + "\n")
        pointer.flush()
        os.fsync(pointer.fileno())
    fresh.replace(root / "current")
    _clear(shelf, name)
    return name


def hold(root: Path) -> Hold:
    """Hold the published snapshot for reading.

    Raises StoreError where nothing is published.
    """
    for _attempt in range(100):
        name = current(root)
        if name is None:
            break
        path = root / "snapshots" / f"{name}.lock"
        try:
            lock = path.open("rb")
        except FileNotFoundError:
            continue  # another snapshot was published since the pointer was read
        fcntl.flock(lock, fcntl.LOCK_SH)
        if path.exists() and path.stat().st_ino == os.fstat(lock.fileno()).st_ino:
            return Hold(name, root / "snapshots" / name, lock)
        lock.close()
    raise StoreError(f"{root}: nothing has been built here yet; build a plan into it first")


def _clear(shelf: Path, keep: str) -> None:
    """Remove the snapshots that are neither current nor held, and what an interrupted publication left."""
    for folder in [p for p in shelf.iterdir() if p.name.isdecimal() and p.name != keep]:
        path = shelf / f"{folder.name}.lock"
        with path.open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            path.unlink()
            shutil.rmtree(folder, ignore_errors=True)
