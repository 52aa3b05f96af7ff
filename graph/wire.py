"""The HTTP side of a SPARQL endpoint: requests that prove who asks, wait their turn, and answers that are whole.

An answer that is not whole is never a result: a body cut short, Virtuoso's `X-SQL-State` and `X-SPARQL-MaxRows`, too
many bytes or seconds, all raise StoreError. A password goes out only to who asks for one (RFC 7617 basic, RFC 7616
digest), and never in a message. Certificates are checked against those that `SSL_CERT_FILE` names, else the usual ones.
"""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NoReturn
from urllib.parse import unquote, urlsplit, urlunsplit

import httpx

from graph.store import QueryError, RefusedError, StoreError
from graph.text import one_line

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PARTIAL = ("X-SQL-State", "X-SPARQL-MaxRows")
_SUCCESS = "00000"  # SQLSTATE of what went well (ISO/IEC 9075, subclause 24.1)
_BUSY = (429, 503)
_TRIES = 4


class LateError(StoreError):
    """The endpoint gave no whole answer in the time that it had."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait for a whole answer, in seconds, and how many bytes of it to take."""

    seconds: float = 60.0
    connect: float = 10.0
    bytes: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Login:
    """Who asks: a bearer key, or a user and password."""

    key: str | None = None
    user: str | None = None
    password: str = ""


USUAL = Limits()
NOBODY = Login()


class Wire:
    """Requests to one endpoint; `address` may hold a user and password, which count where the login has none."""

    def __init__(self, address: str, login: Login, limits: Limits) -> None:
        parts = urlsplit(address)
        held, _, host = parts.netloc.rpartition("@")
        self.name = urlunsplit((parts.scheme, host, parts.path, "", ""))
        self._limits = limits
        user, _, password = held.partition(":")
        if login.user is not None:
            auth: httpx.Auth | None = _Challenged(login.user, login.password)
        else:
            auth = _Challenged(unquote(user), unquote(password)) if user else None
        try:
            self._client = httpx.Client(
                headers={"Authorization": f"Bearer {login.key}"} if login.key else {},
                timeout=httpx.Timeout(limits.seconds, connect=limits.connect),
                follow_redirects=False,
                auth=auth,
            )
        except OSError as error:
            raise StoreError(f"SSL_CERT_FILE or SSL_CERT_DIR: {one_line(error)}") from None

    def whole(self, method: str, url: str, headers: dict[str, str], body: bytes) -> bytes:
        """The whole body of a good answer. Raises QueryError where the request is refused, StoreError for all else."""
        with self.answer(method, url, headers, body) as stream:
            return stream.read()

    @contextmanager
    def answer(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Iterator[IO[bytes]]:
        """The body of a good answer as it comes, for as long as the block lasts; raises as `whole` does.

        Reading it raises StoreError (by way of OSError, which parsers let through) where it breaks off.
        """
        ends = time.monotonic() + self._limits.seconds
        stream: _Body | None = None
        try:
            with self._sent(method, without_login(url), headers, body, ends) as response:
                stream = _Body(response, self._limits, ends)
                self._check(response, stream)
                yield io.BufferedReader(stream, 1 << 16)
        except httpx.TimeoutException:
            raise LateError(f"{self.name}: {_late(self._limits)}") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"{self.name}: {one_line(error)}") from None
        except Exception:
            if stream is not None and stream.failed:  # what the parser made of it is not what happened
                raise (LateError if stream.late else StoreError)(f"{self.name}: {stream.failed}") from None
            raise

    @contextmanager
    def _sent(
        self, method: str, url: str, headers: dict[str, str], body: bytes, ends: float
    ) -> Iterator[httpx.Response]:
        """The answer to a request, which is sent again after a while to an endpoint that says it is busy."""
        for again in range(1, _TRIES + 1):
            with self._client.stream(method, url, headers=headers, content=body) as response:
                wait = _pause(response, again)
                if response.status_code not in _BUSY or again == _TRIES or time.monotonic() + wait >= ends:
                    yield response
                    return
            time.sleep(wait)

    def _check(self, response: httpx.Response, stream: _Body) -> None:
        """Raise where an answer is none; of what it says, the beginning is told."""
        if not response.is_success:
            said = one_line(io.BufferedReader(stream).read(2_000).decode(errors="replace"))
            if response.status_code in (400, 422):
                raise QueryError(f"the endpoint refuses the query: {said}")
            wrong = RefusedError if response.status_code in (500, 501) else StoreError
            raise wrong(f"{self.name}: status {response.status_code}: {said}")
        for header in _PARTIAL:
            if response.headers.get(header, _SUCCESS) != _SUCCESS:
                raise StoreError(f"{self.name}: the answer is not whole ({header}: {response.headers[header]})")

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


def without_login(url: str) -> str:
    """An address without the user and password in it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _late(limits: Limits) -> str:
    return f"no whole answer within {limits.seconds:g} s"


def _pause(response: httpx.Response, again: int) -> float:
    """Seconds to wait before asking again: as many as the endpoint says (RFC 9110, section 10.2.3), else ever more."""
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isdigit() else 0.1 * 2**again


class _Body(io.RawIOBase):
    """The body of an answer as a stream, which fails where it breaks off, is too long or too late."""

    def __init__(self, response: httpx.Response, limits: Limits, ends: float) -> None:
        super().__init__()
        self._pieces = response.iter_bytes()
        self._limits, self._ends = limits, ends
        self._rest = memoryview(b"")
        self._size = 0
        self.failed, self.late = "", False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer with the next bytes; how many, 0 at the end."""
        if not self._rest:
            self._rest = memoryview(self._next())
        view = memoryview(buffer).cast("B")
        count = min(len(self._rest), len(view))
        view[:count], self._rest = self._rest[:count], self._rest[count:]
        return count

    def _next(self) -> bytes:
        try:
            piece = next(self._pieces, b"")
        except httpx.TimeoutException:
            self._fail(_late(self._limits), late=True)
        except httpx.HTTPError as error:
            self._fail(one_line(error))
        self._size += len(piece)
        if time.monotonic() > self._ends:
            self._fail(_late(self._limits), late=True)
        if self._size > self._limits.bytes:
            self._fail(f"the answer is longer than {self._limits.bytes} bytes")
        return piece

    def _fail(self, reason: str, *, late: bool = False) -> NoReturn:
        self.failed, self.late = reason, late
        raise OSError(reason)


class _Challenged(httpx.Auth):
    """A user and password, said in the way that the endpoint asks for them: digest or basic."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self._digest = httpx.DigestAuth(user, password)
        self._asks_basic = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request; once more, with the password, where that is asked for."""
        if self._asks_basic:
            request.headers["Authorization"] = self._basic
            yield request
            return
        flow = self._digest.auth_flow(request)
        response = yield next(flow)
        asked = response.headers.get("WWW-Authenticate", "").lower()
        if response.status_code == 401 and "basic" in asked and "digest" not in asked:
            self._asks_basic = True
            request.headers["Authorization"] = self._basic
            yield request
            return
        try:
            while True:
                response = yield flow.send(response)
        except StopIteration:
            return
