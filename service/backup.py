"""A store as one file, and a store from such a file.

A backup is a tar archive, compressed, of the published snapshot, which is held while it is read and changes under
nobody's hands: the store may be served and built meanwhile. Beside it go the reading reports and the index. It says of
itself what it is in its first entry.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from graph import snapshots
from graph.oxigraph import open_store
from service.errors import UseError

ABOUT = "goldenthread-backup.json"
BESIDE = ("reports", "index")


def back_up(location: str, file: Path) -> int:
    """Write what is published of the store in a folder to a file, whole or not at all; how many documents that is.

    Raises UseError for an endpoint or a file that is there already, StoreError where nothing is published.
    """
    root = _folder(location)
    if file.exists():
        raise UseError(f"{file}: is there already; name a file that is not")
    fresh = file.with_name(file.name + ".new")
    held = snapshots.hold(root)
    try:
        with open_store(location, write=False) as store:
            documents = len(store.documents())
        with tarfile.open(fresh, "w:gz", compresslevel=1) as archive:
            said = {"made": datetime.now(UTC).isoformat(), "snapshot": held.name, "documents": documents}
            body = json.dumps(said).encode()
            entry = tarfile.TarInfo(ABOUT)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
            archive.add(held.folder, "db")
            for name in BESIDE:
                if (root / name).is_dir():
                    archive.add(root / name, name)
        fresh.replace(file)
    except OSError as error:
        raise UseError(f"{file}: {error.strerror or error}") from error
    finally:
        held.release()
        fresh.unlink(missing_ok=True)
    return documents


def restore(file: Path, location: str) -> int:
    """Make a store of a backup in a folder that is not there or empty, and publish it; how many documents it holds.

    Raises UseError where the file is no backup, or the folder holds something.
    """
    root = _folder(location)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UseError(f"{root}: is not empty; restore into a folder that is not there yet")
    try:
        with tarfile.open(file, "r:gz") as archive:
            first = archive.next()
            if first is None or first.name != ABOUT:
                raise UseError(f"{file}: not a backup that `goldenthread backup` made")
            root.mkdir(parents=True, exist_ok=True)
            archive.extractall(root, filter="data")
    except (tarfile.TarError, EOFError) as error:
        raise UseError(f"{file}: not a whole backup ({error})") from error
    except OSError as error:
        raise UseError(f"{file}: {error.strerror or error}") from error
    with open_store(location, write=True) as store:
        store.publish()
        return len(store.documents())


def _folder(location: str) -> Path:
    if re.match(r"https?://", location):
        raise UseError("an endpoint is backed up with its own tools; `goldenthread export` writes what it holds")
    return Path(location)
