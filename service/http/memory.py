"""What memory the service's own process keeps: what its threads have freed goes back to the system (glibc).

The allocator keeps what was freed for who asks next. Many questions at once leave it with far more than is in use, in
so many small pieces that it never gives them back by itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import threading

_ARENA_MAX = -8  # M_ARENA_MAX of mallopt(3)
EVERY = 15.0
"""Seconds between two times that freed memory is given back; each takes milliseconds."""


def share_memory() -> None:
    """Have all threads take memory from two places, not from one each, which keeps far more than is in use (glibc)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 2)


def give_back() -> bool:
    """Give freed memory back to the system (malloc_trim(3)); whether the allocator can and had any."""
    with contextlib.suppress(OSError, AttributeError):
        return bool(ctypes.CDLL(None).malloc_trim(0))
    return False


def keep_giving_back(stop: threading.Event, every: float = EVERY) -> None:
    """Give freed memory back from time to time, until told to stop."""
    while not stop.wait(every):
        give_back()
