"""What every response carries, whatever made it: headers that keep a page from running or fetching anything else's.

HEAD is answered as GET without the body (RFC 9110, section 9.3.2).
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class Secure:
    """ASGI middleware: gives every response HEADERS, its own aside, answers HEAD, and answers what failed."""

    def __init__(self, app: ASGIApp, on_error: Callable[[Request, Exception], Response]) -> None:
        """Wrap an app; `on_error` makes the response to an exception nobody caught."""
        self.app = app
        self.on_error = on_error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the response back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(dict(scope, method="GET") if scope["method"] == "HEAD" else scope, receive, with_headers)
        except Exception as error:
            response = self.on_error(Request(scope), error)
            if started:
                raise
            await response(scope, receive, with_headers)
