"""Errors as RFC 9457 problem documents, one shape for every route; a browser that asks for a page gets one.

Each kind of problem has an address on the documentation page, `/docs#problem-…`, that says what it means.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from graph.store import QueryError, StoreError
from graph.workers import QueryTimeoutError
from service.errors import UseError
from service.http.negotiate import preferred
from service.present import printable
from service.settings import root

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("goldenthread")

PROBLEMS = {
    "no-key": (401, "A key is needed", "Writing needs a key that is known here, in the Authorization header."),
    "writing-off": (403, "Writing is off", "No key is set in the service, so it can only be read."),
    "not-found": (404, "Nothing here", "No page or thing has this address."),
    "wrong-method": (
        405,
        "Wrong method",
        "The address takes other methods than this one; the Allow header says which.",
    ),
    "not-acceptable": (406, "No such format", "None of the formats in the Accept header is on offer."),
    "too-large": (413, "Too large", "The request is larger than what is read."),
    "wrong-media-type": (415, "Wrong media type", "The body is not in a format that this address reads."),
    "wrong-parameters": (422, "Wrong parameters", "A parameter is missing, or has a value that will not do."),
    "bad-request": (400, "Bad request", "The request is not one that this address understands."),
    "malformed-query": (
        400,
        "Malformed or refused query",
        "The SPARQL does not parse, or asks for something not allowed.",
    ),
    "too-long": (
        503,
        "Taking too long",
        "The query or question was stopped at its deadline, or its result grew too large.",
    ),
    "busy": (503, "Busy", "Too much is being done already; the same request may do in a moment (Retry-After)."),
    "no-store": (503, "No plans yet", "The store holds nothing that can be asked; build it first."),
    "too-many": (429, "Too many requests", "One client sent more requests than it may in a minute (Retry-After)."),
    "internal": (500, "Internal error", "Something went wrong in the service; its log has the details."),
}
BY_STATUS = {404: "not-found", 405: "wrong-method", 413: "too-large", 415: "wrong-media-type", 422: "wrong-parameters"}


class Problem(Exception):  # noqa: N818 - the noun of RFC 9457
    """A request that cannot be answered: `kind` is a key of PROBLEMS, `detail` says what would be right."""

    def __init__(self, kind: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        """Keep the kind, the detail and the headers that the response is to have."""
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.headers = dict(headers or {})


RETRY = {"retry-after": "5"}
Page = Callable[[Request, int, str, str], Response]


def problem_response(request: Request, problem: Problem, page: Page) -> Response:
    """The response that tells of a problem: `application/problem+json`, or a page where a browser asks for one."""
    status, title, _ = PROBLEMS[problem.kind]
    accept = request.headers.get("accept", "")
    if "text/html" in accept and preferred(accept, [MEDIA_TYPE, "application/json", "text/html"]) == "text/html":
        response = page(request, status, title, problem.detail)
        response.headers.update(problem.headers)
        return response
    body = {
        "type": f"{root()}/docs#problem-{problem.kind}",
        "title": title,
        "status": status,
        "detail": problem.detail,
        "instance": quote(request.url.path),
    }
    return JSONResponse(body, status, headers=problem.headers, media_type=MEDIA_TYPE)


def unforeseen(request: Request, error: Exception) -> Response:
    """The response to a failure nobody foresaw: its trace goes to the log, never to the client."""
    if isinstance(error.__cause__, StoreError):  # a result that had begun to go out
        log.warning("%s %s cut short: %s", request.method, request.url.path, " ".join(str(error.__cause__).split()))
    else:
        log.error("%s %s", request.method, request.url.path, exc_info=error)
    return problem_response(request, Problem("internal", PROBLEMS["internal"][2]), plain_page)


def stopped(request: Request) -> Response:
    """The response to a request that the service did not answer before it ended."""
    return problem_response(request, Problem("busy", "The service is being stopped; ask it again.", RETRY), plain_page)


def plain_page(_: Request, status: int, title: str, detail: str) -> Response:
    """A page that cannot itself fail."""
    return HTMLResponse(f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{detail}</p>", status)


def install(app: FastAPI, page: Page) -> None:
    """Answer every failure of the app with a problem."""

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return problem_response(request, error, page)

    async def use(request: Request, error: Exception) -> Response:
        return problem_response(request, Problem("wrong-parameters", str(error)), page)

    async def store(request: Request, error: Exception) -> Response:
        detail = " ".join(str(error).split())
        if isinstance(error, QueryError):
            return problem_response(request, Problem("malformed-query", detail), page)
        if isinstance(error, QueryTimeoutError):
            return problem_response(request, Problem("too-long", detail), page)
        return problem_response(request, Problem("busy", detail, RETRY), page)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        kind = BY_STATUS.get(error.status_code, "bad-request" if error.status_code < 500 else "internal")
        details = {
            404: f"Nothing has the address {printable(request.url.path)}.",
            405: f"{printable(request.url.path)} does not take {request.method}.",
        }
        detail = details.get(error.status_code, str(error.detail))
        return problem_response(request, Problem(kind, detail, error.headers), page)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        name = first["loc"][-1] if first.get("loc") else "request"
        detail = f"Parameter {name!s}: {first['msg'][:1].lower()}{first['msg'][1:]}."
        return problem_response(request, Problem("wrong-parameters", detail), page)

    app.add_exception_handler(Problem, ours)
    app.add_exception_handler(UseError, use)
    app.add_exception_handler(StoreError, store)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
