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


@cache
def f1(kind: str = "") -> dict[tuple[str, str], float]:
    """F1 by plan and kind, for what the truth has any of."""
    results, _ = harness.scores(kind=kind)
    return {(plan, what): score[2] for plan, kinds in results.items() for what, score in kinds.items() if score[3]}


@pytest.mark.parametrize("kind", ["docx", "docx-lines", "docx-unstyled", "xlsx", "html", "pdf", "odt", "ods"])
def test_a_conversion_is_read_as_well_as_the_text(kind: str) -> None:
    if kind in ("pdf", "odt", "ods") and convert.office() is None:
        pytest.skip("needs LibreOffice")
    worse = {key: (f1()[key], f1(kind).get(key, 0.0)) for key in f1() if f1(kind).get(key, 0.0) < f1()[key] - WITHIN}
    assert {key: pair for key, pair in worse.items() if key not in UNSURE} == {}
