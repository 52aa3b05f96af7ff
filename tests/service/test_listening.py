"""The socket that the service listens on."""

from __future__ import annotations

import asyncio
import socket

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
