"""The plans beside the repository are read as well from the formats in which plans are published as from their text."""

from __future__ import annotations

from functools import cache

import pytest

from tests.accuracy import convert, harness

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not harness.available(), reason="needs the plans in ../shared"),
]
WITHIN = 0.03
UNSURE = {("leicester", "strategies")}  # eleven names: one of them counts for five points


# a plan for each format, to be quick; `python -m tests.accuracy --as FORMAT` scores all of them
SEEN = [
    ("docx", "worcestershire"),
    ("docx-lines", "leicester"),
    ("docx-unstyled", "wigan"),
    ("xlsx", "wigan"),
    ("html", "worcestershire"),
    ("pdf", "wigan"),
    ("odt", "leicester"),
    ("ods", "wigan"),
]


@cache
def f1(plan: str, kind: str = "") -> dict[str, float]:
    """F1 of a plan by what is scored, for what the truth has any of."""
    results, _ = harness.scores(plan, kind=kind)
    return {what: score[2] for score_of in results.values() for what, score in score_of.items() if score[3]}


@pytest.mark.parametrize(("kind", "plan"), SEEN)
def test_a_conversion_is_read_as_well_as_the_text(kind: str, plan: str) -> None:
    if kind in ("pdf", "odt", "ods") and convert.office() is None:
        pytest.skip("needs LibreOffice")
    text, converted = f1(plan), f1(plan, kind)
    assert text
    worse = {
        what: (text[what], converted.get(what, 0.0)) for what in text if converted.get(what, 0.0) < text[what] - WITHIN
    }
    assert {what: pair for what, pair in worse.items() if (plan, what) not in UNSURE} == {}
