"""How long a thread's questions of a store may take together: past that, the store asks the engine nothing more.

An engine in this process cannot be stopped amid a query, but between two, and between two rows.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from graph.workers import QueryTimeoutError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Limit:
    seconds: float
    ends: float


_limit: ContextVar[_Limit | None] = ContextVar("patience", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Have what is asked of stores in this block raise QueryTimeoutError from so many seconds on, or from when a block
    around it has it."""
    mine, around = _Limit(seconds, time.monotonic() + seconds), _limit.get()
    with _limited(around if around and around.ends < mine.ends else mine):
        yield


@contextmanager
def unlimited() -> Iterator[None]:
    """Have no limit in this block: what is made in it is for others too, and would be begun again by each."""
    with _limited(None):
        yield


@contextmanager
def _limited(limit: _Limit | None) -> Iterator[None]:
    before = _limit.set(limit)
    try:
        yield
    finally:
        _limit.reset(before)


def check() -> None:
    """Raise QueryTimeoutError where the time is over."""
    limit = _limit.get()
    if limit is not None and time.monotonic() > limit.ends:
        raise too_late(limit.seconds)


def too_late(seconds: float) -> QueryTimeoutError:
    """What is said of a question that took longer than so many seconds."""
    return QueryTimeoutError(f"the question was not answered within {seconds:g} s, and was given up; ask for less")


def checked(rows: Iterable[T]) -> Iterator[T]:
    """The same rows, as long as there is time. Raises QueryTimeoutError."""
    for row in rows:
        check()
        yield row
