"""What was learnt of a store, kept beside it for the next process: a plain file a name, whole or not at all.

A file says what it was learnt of and by which knowledge; where either has changed, or the file does not read, nothing
is there. So a shelf may be deleted, or out of date, or cut short by a full disk: what it held is learnt again.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

LONG_AGO = 3600  # seconds after which nobody is still writing a file
_ROOT = Path(__file__).parents[1]
_LEARNT_BY = (
    "ontology/lexicon/*.yaml",
    "ontology/provenance.yaml",
    "query/induce.py",
    "query/learnt.py",
    "query/provenance.py",
    "query/schema.py",
    "query/shapes.py",
    "query/lexicon/*.py",
    "query/linking/*.py",
    "query/parse/context.py",
)


@cache
def knowledge() -> str:
    """A short name of all that says how a store is learnt: the lexicon, and the code that reads names and schema."""
    found = sorted(path for pattern in _LEARNT_BY for path in _ROOT.glob(pattern))
    digest = sha256()
    for path in found:
        digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class Shelf:
    """A folder for what was learnt of one version of a store."""

    def __init__(self, folder: Path, version: str) -> None:
        """`version` is the store's: the same name, the same statements. The folder need not exist yet."""
        self._folder = folder
        self._head = json.dumps({"of": version, "by": knowledge()}).encode()

    def take(self, name: str) -> Any | None:
        """What was put under a name, as JSON gives it back; None where it is not there, or of something else."""
        try:
            head, digest, body = self._path(name).read_bytes().split(b"\n", 2)
            whole = head == self._head and digest == _digest(body)
            return json.loads(body) if whole else None
        except (OSError, ValueError):
            return None

    def holds(self, name: str) -> bool:
        """Whether something lies under a name that is of this version, without reading it."""
        try:
            with self._path(name).open("rb") as file:
                return file.readline().rstrip(b"\n") == self._head
        except OSError:
            return False

    def put(self, name: str, value: Any) -> None:
        """Keep a value that JSON can say. A folder that cannot be written keeps nothing."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for left in self._folder.glob("*.part"):  # by a process that was killed
                if time.time() - left.stat().st_mtime > LONG_AGO:
                    left.unlink(missing_ok=True)
            descriptor, fresh = tempfile.mkstemp(dir=self._folder, prefix=f"{name}.", suffix=".part")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    os.fchmod(descriptor, 0o644)  # whoever may read the store may read what was learnt of it
                    file.write(b"\n".join((self._head, _digest(body), body)))
                Path(fresh).replace(self._path(name))
            except BaseException:
                Path(fresh).unlink(missing_ok=True)
                raise

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def _digest(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode()


def kept(shelf: Shelf | None, name: str, make: Callable[[], Any]) -> Any:
    """What lies on a shelf under a name; where nothing does, what `make` gives, which is put there."""
    value = shelf.take(name) if shelf else None
    if value is None:
        value = make()
        if shelf:
            shelf.put(name, value)
    return value
