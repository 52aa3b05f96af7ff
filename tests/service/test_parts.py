"""Long answers by the page: in the API, as a spreadsheet, on the page for people, on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from query import execute, paging
from service.http import pages
from service.present import answer_as_text
from tests.service.running import Command

QUESTION = "Which actions are there?"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answers of more than two rows are long, and pages have two."""
    for module in (paging, execute):
        monkeypatch.setattr(module, "WHOLE", 2)
    for module in (paging, pages):
        monkeypatch.setattr(module, "PAGE", 2)
    yield


def asked(client: TestClient, **params: int) -> dict[str, object]:
    response = client.get("/api/ask", params={"q": QUESTION, **{name: str(value) for name, value in params.items()}})
    assert response.status_code == 200, response.text
    said: dict[str, object] = response.json()
    return said


def labels(answer: dict[str, object]) -> list[str]:
    rows = answer["rows"]
    assert isinstance(rows, list)
    return [row["action"]["label"] for row in rows]


def test_a_client_reads_on_until_it_has_all(client: TestClient, short: None) -> None:
    found: list[str] = []
    while len(found) < (answer := asked(client, offset=len(found)))["total"]:  # type: ignore[operator]
        assert 0 < len(labels(answer)) <= 2
        found += labels(answer)
    assert len(found) == len(set(found)) == 5


def test_it_may_say_how_many_it_takes(client: TestClient) -> None:
    assert (len(labels(asked(client, limit=3))), asked(client, limit=3)["total"]) == (3, 5)
    for wrong in ({"limit": "0"}, {"limit": "1000000"}, {"offset": "-1"}, {"limit": "many"}):
        assert client.get("/api/ask", params={"q": QUESTION, **wrong}).status_code == 422


def test_a_spreadsheet_gets_all_at_once(client: TestClient, short: None) -> None:
    lines = client.get("/api/ask", params={"q": QUESTION, "format": "csv"}).text.strip().splitlines()
    assert len(lines) == 1 + 5


def test_people_turn_pages(client: TestClient, short: None) -> None:
    first = client.get("/", params={"q": QUESTION}).text
    assert "5 rows, the first 2" in first
    assert "Earlier rows" not in first
    later = re.search(r'rel="next" href="([^"]+)"', first)
    assert later
    second = client.get(later[1].replace("&amp;", "&")).text
    assert "5 rows, 3 to 4" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' in second
    last = client.get("/", params={"q": QUESTION, "offset": 4}).text
    assert "5 rows, 5 to 5" in last
    assert 'rel="next"' not in last


def test_the_command_line_says_which_rows_these_are(gt: Command) -> None:
    whole = json.loads(gt("ask", "Which actions are in Northam?", "--format", "json").out)
    assert len(whole["rows"]) == whole["total"] > 3
    done = gt("ask", "Which actions are in Northam?", "--limit", "2", "--offset", "1")
    assert f"Rows 2 to 3 of {whole['total']}." in done.out
    assert "[2]" in done.out
    assert "[1]" not in done.out
    wrong = gt("ask", "Which actions are in Northam?", "--limit", "0")
    assert (wrong.status, wrong.err.strip()) == (2, "goldenthread ask: --limit 0: at least 1 and at most 5,000")


def test_more_than_is_counted_is_said_to_be_more() -> None:
    row = {"n": {"value": 1}}
    answer = {"interpretation": "", "status": "answered", "columns": [{"name": "n", "label": "N"}], "rows": [row]}
    said = {**answer, "evidence": [[]], "unused": [], "alternatives": [], "offset": 0, "total": 9000, "more": True}
    assert "Rows 1 to 1 of more than 9,000." in answer_as_text(said, 80)
