"""Who may write: named keys, kept as hashes and compared in constant time.

A key is made by `goldenthread key NAME`, 256 random bits, so that a plain SHA-256 keeps it: there is nothing to
guess. It is sent as `Authorization: Bearer KEY` (RFC 6750).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from service.errors import UseError

_LINE = re.compile(r"(?P<name>[\w.-]+)\s+sha256:(?P<hash>[0-9a-f]{64})")


class Keys:
    """Keys by their names, of which only the hashes are known."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        """Take the SHA-256 of each key, in hexadecimal, by its name."""
        self._hashes = {name: bytes.fromhex(value) for name, value in hashes.items()}

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def with_key(self, name: str, key: str) -> Keys:
        """These keys and one more."""
        return Keys({**{n: value.hex() for n, value in self._hashes.items()}, name: hashed(key)})

    def name_of(self, key: str) -> str | None:
        """The name of a key; None for one that is not known. Takes as long whichever it is."""
        given = hashlib.sha256(key.encode()).digest()
        matching = [name for name, known in self._hashes.items() if hmac.compare_digest(given, known)]
        return matching[0] if matching else None


def hashed(key: str) -> str:
    """The SHA-256 of a key, in hexadecimal."""
    return hashlib.sha256(key.encode()).hexdigest()


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(32)


def writing_keys() -> Keys:
    """The keys by which the store may be written: GOLDENTHREAD_KEY, named "key", and those in GOLDENTHREAD_KEYS.

    Raises UseError where that file cannot be read or a line of it is not `NAME sha256:HASH`.
    """
    hashes = {"key": hashed(own)} if (own := os.environ.get("GOLDENTHREAD_KEY", "")) else {}
    file = os.environ.get("GOLDENTHREAD_KEYS", "")
    return Keys({**hashes, **(_in_file(Path(file)) if file else {})})


def reading_keys() -> Keys:
    """The keys by which the store may be read: GOLDENTHREAD_READ_KEY and all by which it may be written.

    None where that is not set: all may read. Raises UseError as `writing_keys` does.
    """
    own = os.environ.get("GOLDENTHREAD_READ_KEY", "")
    return writing_keys().with_key("reader", own) if own else Keys({})


def _in_file(file: Path) -> dict[str, str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UseError(f"GOLDENTHREAD_KEYS: {file}: {getattr(error, 'strerror', None) or error}") from error
    found = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise UseError(
                f"GOLDENTHREAD_KEYS: {file}, line {number}: write NAME sha256:HASH, as `goldenthread key` does"
            )
        found[match["name"]] = match["hash"]
    return found
