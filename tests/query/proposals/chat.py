"""A language model for tests: a real local server that speaks OpenAI's chat API and replies as it is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Reply = Callable[[str], str]


@dataclass
class Chat:
    """What the model was asked, and what it says next (`status` and `raw` where it is to misbehave)."""

    address: str = ""
    says: str = ""
    status: int = 200
    raw: bytes | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def chat() -> Iterator[Chat]:
    """A server that is up while the context is open."""
    held = Chat()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            assert self.path == "/v1/chat/completions"
            held.asked.append(asked)
            held.keys.append(self.headers.get("authorization", ""))
            said = {"id": "1", "object": "chat.completion", "model": asked["model"],
                    "choices": [{"index": 0, "message": {"role": "assistant", "content": held.says},
                                 "finish_reason": "stop"}]}  # fmt: skip
            body = held.raw if held.raw is not None else json.dumps(said).encode()
            self.send_response(held.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
