"""What the service's process has freed goes back to the system."""

from __future__ import annotations

import ctypes
import platform
import threading

import psutil
import pytest

from service.http import memory

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator")
PIECE, PIECES = 2048, 50_000


def held() -> int:
    """Bytes of this process that are in memory."""
    return int(psutil.Process().memory_info().rss)


def test_what_was_freed_between_pieces_that_are_kept_is_given_back() -> None:
    system = ctypes.CDLL(None)
    system.malloc.restype = ctypes.c_void_p
    system.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
    system.free.argtypes = [ctypes.c_void_p]
    pieces = [system.malloc(PIECE * 16) for _ in range(PIECES // 16)]
    for piece in pieces:
        system.memset(piece, 1, PIECE * 16)
    before = held()
    for piece in pieces[:-1]:
        system.free(piece)  # the last one stands at the end, and keeps the others from going by themselves
    assert memory.give_back()
    assert before - held() > PIECE * PIECES // 2
    system.free(pieces[-1])


def test_it_is_given_back_again_and_again_until_the_service_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, times = threading.Event(), iter(range(3))

    def counted() -> bool:
        if next(times) == 2:
            stop.set()
        return True

    monkeypatch.setattr(memory, "give_back", counted)
    memory.keep_giving_back(stop, every=0.001)
    assert next(times, None) is None
