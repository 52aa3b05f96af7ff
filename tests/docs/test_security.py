"""SECURITY.md says of each threat where it is met and what shows it: files that are there, tests that are run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| threat")
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_each_threat_is_met_at_a_place_and_shown_by_a_test(row: list[str]) -> None:
    _, met, where, shown = row
    places = re.findall(r"`([^`]+)`", where)
    tests = [name for name in re.findall(r"`([^`]+)`", shown) if name.startswith("tests/")]
    assert met
    assert places
    assert tests, "say which tests, not `the same`"
    assert [name for name in (*places, *tests) if not (ROOT / name).exists()] == []


def test_all_threats_are_seen() -> None:
    assert len(ROWS) > 10
