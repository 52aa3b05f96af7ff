"""What who runs the service needs: settings, health, counts, logs, backups."""

from __future__ import annotations

import io
import json
import logging
import os
import re
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from service.http.app import create_app
from service.http.observed import Lines
from service.http.served import Served
from tests.service.running import Command, process
from tests.strain.serving import running


def configured(folder: Path, text: str, **variables: str) -> dict[str, str]:
    """An environment with such a file of settings."""
    file = folder / "settings.toml"
    file.write_text(text)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")}
    return {**plain, "GOLDENTHREAD_CONFIG": str(file), **variables}


def test_each_setting_is_shown_with_where_it_comes_from(tmp_path: Path) -> None:
    env = configured(tmp_path, 'deadline = 30\nkey = "swordfish"\nstore = "elsewhere"', GOLDENTHREAD_STORE="here")
    done = process("config", "--format", "json", env=env)
    told = {row["name"]: (row["value"], row["from"]) for row in json.loads(done.out)}
    assert told["GOLDENTHREAD_DEADLINE"] == ("30", "file")
    assert told["GOLDENTHREAD_STORE"] == ("here", "environment")
    assert told["GOLDENTHREAD_LARGEST"] == ("64", "default")
    assert told["GOLDENTHREAD_KEY"] == ("(set)", "file")
    assert "swordfish" not in done.out
    assert "here: nothing has been built here yet" in process("status", env=env).err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dedline = 30", "dedline is no setting; there is deadline"),
        ("deadline = 'soon'", "'soon' is not a number that will do"),
        ("deadline = -1", "give one above 0"),
        ("deadline = [1]", "a text or a number"),
        ("deadline =", "settings.toml"),
        ("log = 'loud'", "give debug, info, warning or error"),
    ],
)
def test_a_setting_that_will_not_do_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    done = process("status", env=configured(tmp_path, text))
    assert done.status == 2
    assert said in done.one_line()


def test_an_answer_that_is_broken_off_is_one_line_of_the_log(northam: str, capfd: pytest.CaptureFixture[str]) -> None:
    settings = {"GOLDENTHREAD_DEADLINE": "2", "GOLDENTHREAD_LOG": "warning"}
    endless = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with running(Path(northam), settings) as service:
        asked = {"params": {"query": endless}, "headers": {"x-request-id": "a-long-one"}, "timeout": 60}
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"{service.address}/sparql", **asked)  # type: ignore[arg-type]
    (line,) = capfd.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["level"], said["request"]) == ("warning", "a-long-one")
    assert re.search("/sparql cut short: .* (within 2 s|more than 256 MB)", said["message"])


def test_ready_says_whether_questions_can_be_answered(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/ready").json()["status"] == "ready"
    empty = TestClient(create_app(Served(str(tmp_path / "nothing"))))
    assert empty.get("/ready").status_code == 503
    assert empty.get("/health").json()["status"] == "empty"
    assert "goldenthread_documents 0.0" in empty.get("/metrics").text


def test_requests_are_counted_by_route(client: TestClient) -> None:
    line = 'goldenthread_requests_total{method="GET",route="/id/{path:path}",status="404"}'

    def count() -> float:
        found = [text for text in client.get("/metrics").text.splitlines() if text.startswith(line)]
        return float(found[0].rpartition(" ")[2]) if found else 0.0

    before = count()
    client.get("/id/indicator/NI-0", headers={"accept": "text/turtle"})
    assert count() == before + 1
    assert "goldenthread_request_seconds_bucket" in client.get("/metrics").text


def test_a_request_has_a_name_and_a_line_without_what_was_asked(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Lines())
    logger = logging.getLogger("goldenthread.requests")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    try:
        named = client.get("/api/ask", params={"q": "Who leads on NI 117?"}, headers={"x-request-id": "from-my-proxy"})
        other = client.get("/health", headers={"x-request-id": "not a name\tfor a request"})
        monkeypatch.setenv("GOLDENTHREAD_LOG_QUESTIONS", "1")
        client.get("/api/ask", params={"q": "Who leads on NI 117?"})
    finally:
        logger.removeHandler(handler)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert named.headers["x-request-id"] == lines[0]["request"] == "from-my-proxy"
    assert len(other.headers["x-request-id"]) == 32
    assert (lines[0]["method"], lines[0]["path"], lines[0]["status"]) == ("GET", "/api/ask", 200)
    assert lines[0]["ms"] > 0
    assert "leads" not in json.dumps(lines[:2])
    assert "leads" in lines[2]["path"]


def test_a_store_comes_back_whole_from_its_backup(northam: str, tmp_path: Path) -> None:
    file, restored = tmp_path / "plans.tar.gz", tmp_path / "restored"
    assert "2 documents" in process("backup", str(file), "--store", northam).out
    assert "2 documents" in process("restore", str(file), "--store", str(restored)).out
    count = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    held = [process("sparql", count, "--store", where).out for where in (northam, str(restored))]
    assert held[0] == held[1]
    assert held[0].count("\n") > 3


def test_what_is_no_backup_or_would_overwrite_is_one_line(northam: str, tmp_path: Path, fresh: Command) -> None:
    file = tmp_path / "file.tar.gz"
    file.write_text("not a tar")
    assert "is there already" in process("backup", str(file), "--store", northam).one_line()
    assert "not a whole backup" in fresh("restore", str(file)).one_line()
    assert "is not empty" in process("restore", str(file), "--store", northam).one_line()
    assert "nothing has been built" in fresh("backup", str(tmp_path / "new")).one_line()
    assert not (tmp_path / "new").exists()
