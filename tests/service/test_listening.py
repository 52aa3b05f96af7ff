"""The socket that the service listens on, and the memory its threads share."""

from __future__ import annotations

import asyncio
import platform
import socket
import subprocess
import sys

import pytest

from service.http.server import listen


def test_a_small_answer_on_a_kept_connection_waits_for_nothing() -> None:
    async def undelayed() -> int:
        said: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            said.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = listen("127.0.0.1", 0)
        async with await asyncio.start_server(answer, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            try:
                return await said
            finally:
                writer.close()

    assert asyncio.run(undelayed()) != 0


ARENAS = """
import ctypes, sys, threading
from service.http.memory import share_memory
if sys.argv[1:]:
    share_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fdopen.restype = ctypes.c_void_p
together = threading.Barrier(8)
def work():
    together.wait()
    libc.malloc(ctypes.c_size_t(1000))
    together.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
stream = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, stream)
libc.fflush(stream)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the places are glibc's")
def test_all_threads_take_memory_from_two_places() -> None:
    def places(*arguments: str) -> int:
        run = subprocess.run([sys.executable, "-c", ARENAS, *arguments], capture_output=True, text=True, check=True)
        return run.stdout.count("<heap nr=")

    assert places() > 2
    assert places("shared") <= 2
