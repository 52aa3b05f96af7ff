"""The world that questions are asked of: a store as it stood at one moment, and what has been learnt from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, Protocol, TypeVar, cast

from graph.patience import unlimited
from graph.store import ReadStore
from query.reading import Proposed
from query.schema import Schema
from query.shelf import Shelf, kept

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found by meaning: its IRI and label, class IRI, and how near it is (0 to 1)."""

    iri: str
    label: str
    cls: str
    score: float


class Search(Protocol):
    """Search by meaning, loaded on first use."""

    def __call__(self, words: str, limit: int) -> tuple[Hit, ...]:
        """The nearest things, best first."""
        ...


class Likest(Protocol):
    """Finds what words mean, by meaning alone."""

    def __call__(self, words: str, classes: frozenset[str], limit: int) -> tuple[Hit, ...]:
        """The things of some classes (IRIs) that are nearest in meaning, best first; none where that cannot be told."""
        ...


class Proposer(Protocol):
    """Has a reading for a question that the parser is not sure of."""

    def __call__(self, question: str, world: World) -> Proposed:
        """A form that stands for all of the question, or why there is none."""
        ...


@dataclass(slots=True)
class World:
    """One snapshot of a store, its schema, optional search; `once` keeps what is made of it for as long as it lives.

    `proposer`, where there is one, is asked what the parser could not make out; `likest` what words mean that it does
    not know.

    On a shelf, where there is one, `kept` keeps what is learnt of the store for the next process too.
    """

    store: ReadStore
    schema: Schema
    search: Search | None = None
    shelf: Shelf | None = None
    proposer: Proposer | None = None
    likest: Likest | None = None
    _made: dict[str, object] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made the first time it is asked for under this name and kept as long as the world."""
        with self._lock:
            if name not in self._made:
                with unlimited():
                    self._made[name] = make()
            return cast("T", self._made[name])

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """What lies on the shelf under this name; where nothing does, what `make` gives, which JSON can say."""
        with unlimited():
            return kept(self.shelf, name, make)
