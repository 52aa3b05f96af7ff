"""What every response carries, whatever made it: headers that keep a page from running or fetching anything else's.

HEAD is answered as GET without the body, OPTIONS with the methods that an address takes (RFC 9110, sections 9.3.2 and
9.3.7).
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Sequence

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


EXPOSED = ("ETag", "Location", "Link", "Retry-After", "WWW-Authenticate", "X-Request-ID")
"""Headers that a page from elsewhere may read of an answer, besides those it always may."""


class Beneath:
    """ASGI middleware: the service at a path of its host, whether the proxy before it takes that path off or not."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        """Wrap an app that is found at `root` ("/plans"; "" for the root of the host)."""
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the path that its client sees."""
        if self.root and scope["type"] == "http":
            path = scope["path"]
            whole = path if path == self.root or path.startswith(f"{self.root}/") else self.root + path
            scope = dict(scope, root_path=self.root, path=whole)
        await self.app(scope, receive, send)


class Methods:
    """ASGI middleware: answers OPTIONS."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        """Wrap an app that has those routes."""
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS for an address that takes any method; pass everything else on."""
        if scope["type"] == "http" and scope["method"] == "OPTIONS" and (allowed := self._allowed(scope)):
            await Response(status_code=204, headers={"allow": ", ".join(sorted(allowed))})(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _allowed(self, scope: Scope) -> set[str]:
        matching = [r for r in self.routes if isinstance(r, Route) and r.matches(scope)[0] is not Match.NONE]
        methods = {method for route in matching for method in route.methods or ()}
        return methods | ({"HEAD"} if "GET" in methods else set()) | ({"OPTIONS"} if methods else set())


class Secure:
    """ASGI middleware: gives every response HEADERS, its own aside, answers HEAD, and answers what failed."""

    def __init__(
        self, app: ASGIApp, on_error: Callable[[Request, Exception], Response], on_stop: Callable[[Request], Response]
    ) -> None:
        """Wrap an app; `on_error` makes the response to an exception nobody caught.

        `on_stop` makes that to a request which the server cuts, having been told to end and waited long enough.
        """
        self.app = app
        self.on_error = on_error
        self.on_stop = on_stop

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
        except CancelledError:
            if not started:
                await self.on_stop(Request(scope))(scope, receive, with_headers)
        except Exception as error:
            response = self.on_error(Request(scope), error)
            if not started:  # else the server closes the connection, and who reads sees that the end is missing
                await response(scope, receive, with_headers)
