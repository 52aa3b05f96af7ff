"""The search index: beside the store, a file a graph, holding its things, what they are called and their vectors.

A vector is kept under the key of its text, so that reading a document again embeds only what is new in it. Files are
written whole or not at all; one that does not read is reported and made again at the next build.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from query.search.embedder import Embedder, Vectors, text_key, unique

FORMAT = 1
SUFFIX = ".npz"
_LOG = logging.getLogger("goldenthread.search")


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found: IRI, class IRI, label, all names it is known by, and the texts that say what it is."""

    iri: str
    cls: str
    label: str
    names: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Segment:
    """What one graph adds to the index: its things, and the vectors of a model by text key."""

    graph: str
    entries: tuple[Entry, ...]
    vectors: Mapping[str, Vectors]
    model: str


class Index:
    """The index in a folder. Reads what is there at the start; `put` and `keep_only` write."""

    def __init__(self, folder: Path) -> None:
        """Open the index of a folder, which need not exist yet."""
        self._folder = folder
        self._segments: dict[str, Segment] = {}
        self._known: dict[tuple[str, str], Vectors] = {}
        self.problems: list[str] = []
        for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
            try:
                segment = _read(path)
            except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
                problem = f"{path}: not a readable part of the search index ({error}); the next build makes it again"
                self.problems.append(problem)
                _LOG.warning(problem)
                continue
            self._hold(segment)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What is held, by graph."""
        return tuple(self._segments[g] for g in sorted(self._segments))

    def put(
        self,
        graph: str,
        entries: Iterable[Entry],
        embedder: Embedder | None,
        step: Callable[[int], None] = lambda _: None,
    ) -> int:
        """Make a graph's part of the index; returns how many texts were embedded, saying each hundred to `step`.

        Without an embedder the vectors that are still right are kept. Nothing is written where nothing has changed.
        """
        wanted = tuple(sorted(entries, key=lambda e: e.iri))
        old = self._segments.get(graph)
        model = embedder.name if embedder else (old.model if old else "")
        texts = unique(text for entry in wanted for text in entry.texts)
        vectors = {key: v for key in texts if (v := self._known.get((model, key))) is not None}
        missing = sorted((k for k in texts if k not in vectors), key=lambda k: (len(texts[k]), k)) if embedder else []
        for start in range(0, len(missing), 100):
            part = missing[start : start + 100]
            if embedder:
                vectors.update(zip(part, embedder.embed([texts[key] for key in part]), strict=True))
            step(start + len(part))
        segment = Segment(graph, wanted, dict(sorted(vectors.items())), model)
        if old is None or old.entries != wanted or old.model != model or old.vectors.keys() != segment.vectors.keys():
            _write(self._path(graph), segment)
            self._hold(segment)
        return len(missing)

    def keep_only(self, graphs: Iterable[str]) -> None:
        """Drop the parts of all other graphs, and files that do not read."""
        kept = set(graphs)
        for graph in [g for g in self._segments if g not in kept]:
            del self._segments[graph]
        files = {self._path(graph) for graph in self._segments}
        for path in self._folder.glob(f"*{SUFFIX}") if self._folder.is_dir() else ():
            if path not in files:
                path.unlink(missing_ok=True)

    def complete(self, graph: str, model: str) -> bool:
        """Whether a graph's part is there and every text of it has a vector of the model."""
        segment = self._segments.get(graph)
        if segment is None or segment.model != model:
            return False
        return all(text_key(text) in segment.vectors for entry in segment.entries for text in entry.texts)

    def vector(self, text: str, model: str) -> Vectors | None:
        """The vector held for a text, by a model."""
        return self._known.get((model, text_key(text)))

    def _hold(self, segment: Segment) -> None:
        self._segments[segment.graph] = segment
        self._known.update({(segment.model, key): vector for key, vector in segment.vectors.items()})

    def _path(self, graph: str) -> Path:
        return self._folder / f"{hashlib.sha256(graph.encode()).hexdigest()[:16]}{SUFFIX}"


def _read(path: Path) -> Segment:
    with np.load(path, allow_pickle=False) as file:
        meta = json.loads(file["meta"].tobytes())
        keys, matrix = file["keys"], file["vectors"].astype(np.float32)
    if meta["format"] != FORMAT or len(keys) != len(matrix):
        raise ValueError(f"format {meta['format']}, {len(keys)} keys and {len(matrix)} vectors")
    entries = tuple(
        Entry(e["iri"], e["cls"], e["label"], tuple(e["names"]), tuple(e["texts"])) for e in meta["entries"]
    )
    return Segment(meta["graph"], entries, dict(zip(keys.tolist(), matrix, strict=True)), meta["model"])


def _write(path: Path, segment: Segment) -> None:
    """Write a part, whole or not at all. The same part gives the same bytes."""
    meta = {
        "format": FORMAT,
        "graph": segment.graph,
        "model": segment.model,
        "entries": [asdict(entry) for entry in segment.entries],
    }
    text = json.dumps(meta, ensure_ascii=False, sort_keys=True).encode()
    held = io.BytesIO()
    np.savez(
        held,
        meta=np.frombuffer(text, dtype=np.uint8),
        keys=np.asarray(list(segment.vectors), dtype="<U16"),
        vectors=np.asarray(list(segment.vectors.values()), dtype=np.float32),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(held.getvalue())
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
