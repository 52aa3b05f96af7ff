"""What one client may ask of the service: so many requests a minute, so many bytes, with a key where reading needs one.

And how much is done at once: questions, strangers' queries and writes have threads of their own, few, so that pages
stay quick whatever they do; who comes when all are taken waits his turn, and where enough wait is told to come again.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, Semaphore, move_on_after, to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.patience import too_late, within
from graph.workers import BusyError, QueryTimeoutError
from service.http.links import path_of
from service.http.problems import Page, Problem, problem_response
from service.keys import Keys

T = TypeVar("T")
REMEMBERED = 10_000
"""Clients whose requests are counted; of more, those that have been quiet longest are forgotten."""
OPEN = ("/health", "/ready")
"""Addresses that need no key: what watches the service has none."""


class Threads:
    """So many threads for one kind of work, and a short queue before them, in the order of coming."""

    def __init__(self, number: int, waiting: int = 0, patience: float = 10.0, limit: float | None = None) -> None:
        """Have so many threads; so many who come when all are taken wait for one, and so many seconds at most.

        `limit` is how many seconds the work may take.
        """
        self._threads = CapacityLimiter(number)
        self._turns = Semaphore(number)
        self._waiting = waiting
        self._patience = patience
        self._limit = limit

    async def run(self, does: Callable[..., T], *given: Any, **named: Any) -> T:
        """What a function gives, run in one of the threads.

        Raises BusyError where all are taken and enough wait, or none has come free in time; QueryTimeoutError where
        the work takes longer than it may. Its thread is then free when the engine's query that it is at has ended.
        """
        await self._turn()
        work = asyncio.ensure_future(self._work(partial(does, *given, **named)))
        work.add_done_callback(_ended)
        if self._limit and not (await asyncio.wait({work}, timeout=self._limit))[0]:
            raise too_late(self._limit)
        return await asyncio.shield(work)

    async def _work(self, does: Callable[[], T]) -> T:
        """What a function gives; its place is given back when it has ended, whoever still waits."""
        try:
            return await to_thread.run_sync(partial(_in_time, does, self._limit), limiter=self._threads)
        finally:
            self._turns.release()

    async def _turn(self) -> None:
        if self._turns.value < 1 and self._turns.statistics().tasks_waiting >= self._waiting:
            raise BusyError("too much of this is being done already; try again")
        with move_on_after(self._patience) as waited:
            await self._turns.acquire()
        if waited.cancelled_caught:
            raise BusyError(f"too much of this is being done, and was for {self._patience:g} s; try again")


def _in_time(does: Callable[[], T], limit: float | None) -> T:
    try:
        with within(limit) if limit else nullcontext():
            return does()
    except QueryTimeoutError as error:
        said = str(error)
    raise QueryTimeoutError(said)  # anew: the engine's rows, which the frames hold, are let go of in their own thread


def _ended(work: asyncio.Future[T]) -> None:
    """Have what was given up fail in silence: who asked has been told."""
    if not work.cancelled():
        work.exception()


class Allowance:
    """How many requests each client has left: a minute's worth at most, given back evenly (a token bucket)."""

    def __init__(self, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Give each client so many requests a minute; 0 for any number."""
        self._most = per_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Take one request of a client's; 0, or the seconds until it has one again."""
        if not self._most or _is_own(client):
            return 0.0
        now = self._clock()
        left, since = self._left.pop(client, (self._most, now))
        left = min(self._most, left + (now - since) * self._most / 60)
        self._left[client] = (max(left - 1, 0.0) if left >= 1 else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return 0.0 if left >= 1 else (1 - left) * 60 / self._most


def _is_own(client: str) -> bool:
    """Whether a client is this machine; one behind a proxy has the address that the proxy tells."""
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False


class Limits:
    """ASGI middleware: refuses what a client may not ask before anything is done for it."""

    def __init__(
        self, app: ASGIApp, allowance: Allowance, largest: Callable[[], int], readers: Keys, page: Page
    ) -> None:
        """Wrap an app; `readers` are the keys of who may read, none where all may."""
        self.app = app
        self.allowance = allowance
        self.largest = largest
        self.readers = readers
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with the problem it has."""
        if scope["type"] == "http" and (problem := self._problem(Request(scope))):
            await problem_response(Request(scope), problem, self.page)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _problem(self, request: Request) -> Problem | None:
        client = request.client.host if request.client else ""
        if wait := self.allowance.wait(client):
            headers = {"retry-after": str(int(wait) + 1)}
            return Problem("too-many", "More requests than a client may send in a minute; wait a little.", headers)
        length = request.headers.get("content-length", "0")
        if length.isascii() and length.isdecimal() and int(length) > self.largest():
            return Problem("too-large", f"The body may have up to {self.largest():,} bytes.")
        if self.readers and path_of(request) not in OPEN and self.readers.name_of(_key(request)) is None:
            asks = {"www-authenticate": 'Basic realm="Golden Thread", charset="UTF-8", Bearer'}
            return Problem("no-key", "Reading needs a key here: as a bearer key, or as the password of any user.", asks)
        return None


def _key(request: Request) -> str:
    """The key that a request comes with: a bearer key, or the password of Basic (RFC 7617), as browsers ask for it."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return given.strip() if scheme.lower() == "bearer" else ""
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
