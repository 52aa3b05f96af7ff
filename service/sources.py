"""Which files a build reads, and the name each is kept under."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.records import SIDECAR
from service.errors import UseError

LARGEST = 200_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: the name it is kept under in the store, where it lies, and its sidecar where it has one."""

    name: str
    path: Path
    sidecar: Path | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's bytes under its name, with their SHA-256 (hex); its sidecar's name, bytes and SHA-256, or ""."""

    name: str
    data: bytes
    sha256: str
    sidecar: str = ""
    hand: bytes = b""
    hand_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found under the paths given: files to read, files in folders passed over, and what was wrong."""

    files: tuple[Source, ...]
    passed_over: tuple[str, ...]
    problems: tuple[str, ...]


def find_sources(paths: Sequence[str | os.PathLike[str]], suffixes: Iterable[str]) -> Sources:
    """The files named and those in the folders named, hidden ones aside, each with the sidecar that lies beside it.

    A file named outright is always tried; in a folder only files whose suffix is one of `suffixes` are, or whose first
    bytes are a document's whatever they are called. A file is kept
    under its own name, one in a folder under its path from there; where two would share a name, more of the path is
    kept. A path that does not exist, a folder with nothing to read, or a sidecar without its document is one line among
    the problems.
    """
    found: list[tuple[Path, PurePath]] = []
    passed_over: list[str] = []
    problems: list[str] = []
    known = sorted({suffix.lower() for suffix in suffixes})
    for given in map(Path, paths):
        if given.is_dir():
            every = [p for p in sorted(given.rglob("*")) if p.is_file() and not _hidden(p.relative_to(given))]
            files = [p for p in every if not p.name.endswith(SIDECAR)]
            problems += [_alone(p) for p in every if p.name.endswith(SIDECAR) and not _document_of(p).is_file()]
            readable = [p for p in files if p.suffix.lower() in known or _begins_like_a_document(p)]
            if not readable:
                held = f"no file of a kind that is read ({', '.join(known)})" if files else "no files"
                problems.append(f"{given}: the folder holds {held}")
            found += [(p, p.relative_to(given)) for p in readable]
            taken = set(readable)
            passed_over += [str(p) for p in files if p not in taken]
        elif given.name.endswith(SIDECAR) and given.is_file():
            # Named by itself, a sidecar stands for its document.
            document = _document_of(given)
            if document.is_file():
                found.append((document, PurePath(document.name)))
            else:
                problems.append(_alone(given))
        elif given.exists():
            found.append((given, PurePath(given.name)))
        else:
            problems.append(f"{given}: no such file or folder")
    return Sources(tuple(_named(found)), tuple(passed_over), tuple(problems))


def _document_of(sidecar: Path) -> Path:
    return sidecar.with_name(sidecar.name.removesuffix(SIDECAR))


def _alone(sidecar: Path) -> str:
    return f"{sidecar}: a sidecar without its document; {_document_of(sidecar).name} should lie beside it"


def _begins_like_a_document(path: Path) -> bool:
    """Whether a file is a PDF, an Office file or a page of HTML under another name (or none)."""
    from ingest.formats.sniff import begins_like_a_document  # noqa: PLC0415 - most files are known by their names

    try:
        with path.open("rb") as file:
            return begins_like_a_document(file.read(4096))
    except OSError:
        return False


def _hidden(relative: PurePath) -> bool:
    """Whether a file is hidden, or lies in a hidden folder, or is what Office leaves beside a document that is open."""
    return any(part.startswith((".", "~$")) for part in relative.parts)


def _named(found: Iterable[tuple[Path, PurePath]]) -> list[Source]:
    unique = {path.resolve(): (path, name) for path, name in found}
    shared = Counter(name for _, name in unique.values())
    return [
        Source(
            name.as_posix() if shared[name] == 1 else "/".join(resolved.parts[-len(name.parts) - 1 :]),
            path,
            beside if (beside := path.with_name(path.name + SIDECAR)).is_file() else None,
        )
        for resolved, (path, name) in unique.items()
    ]


def load(source: Source) -> Loaded:
    """The bytes of a source and of its sidecar. Raises UseError where they cannot be had, are none, or are too many."""
    data = _bytes(source.path)
    hand = _bytes(source.sidecar) if source.sidecar else b""
    if source.sidecar is None or not _says_something(hand):
        return loaded(source.name, data)
    return loaded(source.name, data, source.sidecar.name, hand)


def _says_something(hand: bytes) -> bool:
    """Whether a sidecar holds anything but comments: one that is only suggested says nothing yet."""
    return any(line.strip() and not line.lstrip().startswith(b"#") for line in hand.splitlines())


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UseError(f"{path}: {size / 1e6:.0f} MB; files of up to {LARGEST / 1e6:.0f} MB are read")
        return path.read_bytes()
    except OSError as error:
        raise UseError(f"{path}: {error.strerror or error}") from error


def loaded(name: str, data: bytes, sidecar: str = "", hand: bytes = b"") -> Loaded:
    """Bytes under a name, hashed; and those of the sidecar, where there is one."""
    own = hashlib.sha256(hand).hexdigest() if sidecar else ""
    return Loaded(name, data, hashlib.sha256(data).hexdigest(), sidecar, hand, own)
