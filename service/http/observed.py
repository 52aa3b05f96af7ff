"""What the service tells of itself to those who run it: a line a request, a name for each, and counts for Prometheus.

No line holds what was asked: the address without its query, unless GOLDENTHREAD_LOG_QUESTIONS is set.
"""

from __future__ import annotations

import contextvars
import json
import logging
import re
import time
import uuid
from datetime import UTC, datetime

from fastapi import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.settings import log_questions

ID = "x-request-id"
_GIVEN = re.compile(r"[\w.-]{8,64}")
_current: contextvars.ContextVar[str] = contextvars.ContextVar("request", default="")
log = logging.getLogger("goldenthread.requests")


class Measures:
    """The counts of one service."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "goldenthread_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "goldenthread_request_seconds", "Seconds until an answer was sent.", ("route",), registry=self.registry
        )
        self.under_way = Gauge("goldenthread_requests_under_way", "Requests being answered.", registry=self.registry)
        self.documents = Gauge("goldenthread_documents", "Documents held.", registry=self.registry)
        self.snapshot = Gauge("goldenthread_snapshot", "The number of the snapshot served.", registry=self.registry)

    def page(self) -> Response:
        """The counts as Prometheus reads them."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)


class Observed:
    """ASGI middleware: names each request, counts it, and logs a line when it is answered."""

    def __init__(self, app: ASGIApp, measures: Measures) -> None:
        """Wrap an app."""
        self.app = app
        self.measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under a name: the client's own (X-Request-ID) where it is a plain one, else a new one."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(ID, "")
        name = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        token = _current.set(name)
        started, status, size, whole = time.monotonic(), 500, 0, False

        async def counted(message: Message) -> None:
            nonlocal status, size, whole
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[ID] = name
            else:
                size += len(message.get("body", b""))
                whole = not message.get("more_body", False)
            await send(message)

        self.measures.under_way.inc()
        try:
            await self.app(scope, receive, counted)
        finally:
            self.measures.under_way.dec()
            self._tell(scope, status, size, time.monotonic() - started, whole=whole)
            _current.reset(token)

    def _tell(self, scope: Scope, status: int, size: int, seconds: float, *, whole: bool) -> None:
        route = getattr(scope.get("route"), "path", "other")
        self.measures.requests.labels(scope["method"], route, str(status)).inc()
        self.measures.seconds.labels(route).observe(seconds)
        query = scope.get("query_string", b"").decode("latin-1") if log_questions() else ""
        told: dict[str, object] = {
            "method": scope["method"],
            "path": scope["path"] + (f"?{query}" if query else ""),
            "status": status,
        }
        told |= {"bytes": size, "ms": round(seconds * 1000, 1)}
        log.info("answered" if whole else "broken off", extra={"told": told})


class Lines(logging.Formatter):
    """Each record as one line of JSON: when, how grave, of which request, what; a trace within it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if name := _current.get():
            said["request"] = name
        said.update(getattr(record, "told", {}))
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def log_lines(level: str) -> None:
    """Have what the service logs written to standard error, from a level on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logger = logging.getLogger("goldenthread")
    logger.handlers = [handler]
    logger.setLevel(level.upper())
    logger.propagate = False


def tell_once() -> None:
    """Have the server say nothing of answers that are broken off: each has its line here, with the reason.

    To be called when the server's own logging is set up.
    """
    logging.getLogger("uvicorn.error").addFilter(_told_elsewhere)


def _told_elsewhere(record: logging.LogRecord) -> bool:
    return "without completing response" not in record.getMessage()
