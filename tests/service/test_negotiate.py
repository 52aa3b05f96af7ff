"""Which format a client gets, by its Accept header (RFC 9110, section 12.5.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.http.negotiate import preferred

OFFERED = ["text/html", "text/turtle", "application/ld+json"]


@pytest.mark.parametrize(
    ("accept", "got"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/html;q=0.5, text/turtle", "text/turtle"),
        ("text/*;q=0.9, application/ld+json;q=0.8", "text/html"),
        ("text/*, text/html;q=0.1", "text/turtle"),
        ("application/xml, */*;q=0.1", "text/html"),
        ("TEXT/Turtle; charset=utf-8", "text/turtle"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("text/turtle;q=nonsense, application/ld+json;q=0.2", "application/ld+json"),
    ],
)
def test_the_best_format_on_offer(accept: str, got: str | None) -> None:
    assert preferred(accept, OFFERED) == got


@given(st.text(max_size=80))
def test_any_header_gives_one_of_the_offers_or_none(accept: str) -> None:
    assert preferred(accept, OFFERED) in [*OFFERED, None]
