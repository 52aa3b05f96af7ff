"""Conditional requests (RFC 9110, section 13): who holds the answer already is told so."""

from __future__ import annotations

import hashlib

from fastapi import Request, Response

HEADERS = {"cache-control": "no-cache"}
"""Caches may keep an answer, and ask each time whether it still holds."""


def tag(*of: str) -> str:
    """The entity tag of an answer that these texts determine; weak, since it says nothing of the encoding."""
    return 'W/"' + hashlib.sha256("\0".join(of).encode()).hexdigest()[:24] + '"'


def unchanged(request: Request, tag: str) -> Response | None:
    """The answer 304 to a request that holds what it asks for (If-None-Match); None to one that does not."""
    given = request.headers.get("if-none-match", "")
    held = {one.strip().removeprefix("W/") for one in given.split(",")}
    if given.strip() != "*" and tag.removeprefix("W/") not in held:
        return None
    return Response(status_code=304, headers={**HEADERS, "etag": tag, "vary": "Accept"})
