"""Which of the formats on offer a client would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The offered media type that the Accept header ranks highest; earlier offers win ties; None where none will do.

    An absent or empty header accepts anything. Parameters other than q are ignored.

    >>> preferred("text/html;q=0.5, text/turtle", ["text/html", "text/turtle"])
    'text/turtle'
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return offered[0]
    best, best_quality = None, 0.0
    for media in offered:
        matching = [(_specificity(r), q) for r, q in ranges if _matches(r, media)]
        quality = max(matching)[1] if matching else 0.0
        if quality > best_quality:
            best, best_quality = media, quality
    return best


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip() for piece in part.lower().split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return media, quality


def _matches(media_range: str, media: str) -> bool:
    kind, _, sub = media_range.partition("/")
    return media_range in (media, "*/*", "*") or (sub == "*" and media.startswith(f"{kind}/"))


def _specificity(media_range: str) -> int:
    if media_range in ("*/*", "*"):
        return 0
    return 1 if media_range.endswith("/*") else 2
