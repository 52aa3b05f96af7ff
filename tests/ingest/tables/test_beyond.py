"""What a row prints beyond the last column of its header."""

from __future__ import annotations

import pytest

from ingest.reader import read

MARKDOWN = """# Harbour Action Plan 2024-2026

| Action | Lead | By when |
|---|---|---|
| Repaint the crossing at Ferry Lane | Harbour Engineer | June 2024 |
| Fit ladders along the north wall | Ann Oduya | September 2024 | agreed in May |
| Train ten wardens in water rescue | Safety Manager | March 2025 |
"""
SEPARATED = """Action,Lead,By when
Repaint the crossing at Ferry Lane,Harbour Engineer,June 2024
Fit ladders along the north wall,Ann Oduya,September 2024,agreed in May
Train ten wardens in water rescue,Safety Manager,March 2025
"""


@pytest.mark.parametrize(("name", "text"), [("plan.md", MARKDOWN), ("plan.csv", SEPARATED)])
def test_it_is_kept_out_of_the_last_column_and_reported(name: str, text: str) -> None:
    reading = read(name, text.encode())
    assert [a.due_text for a in reading.records.actions] == ["June 2024", "September 2024", "March 2025"]
    (left,) = [fate for fate in reading.records.fates if fate.outcome == "not understood"]
    assert left.span.quote == "agreed in May"
