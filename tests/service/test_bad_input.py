"""Bad input gives one clear line or one problem, the right status, and never a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from service.http.app import create_app
from service.http.served import Served
from tests.service.running import Command, process

PLAN = """# Northam Council

## Delivery Plan 2010/11

| Ref | Action | Lead | By when | Indicator |
|---|---|---|---|---|
| 1.1 | {action} | Karen Osei | March 2011 | NI 117 |
"""
NAUGHTY = "<script>alert('x')</script><img src=x onerror=alert(1)> \"quoted\" & 'more' \x1b[31m javascript:alert(1)"
WELSH = "Pa gamau gweithredu sydd wedi'u hariannu gan y grant?"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty.txt"),
        ("blank.txt", b" \n\n\t\n", "blank.txt"),
        (
            "scan.pdf",
            b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/XObject/Subtype/Image>>\nstream\n\xff\xd8\xff\x00",
            "scan.pdf",
        ),
        ("photo.txt", bytes(range(256)) * 40, "photo.txt"),
        ("archive.txt", b"PK\x03\x04\x14\x00\x06\x00" + b"\x00\x01\x02" * 50, "archive.txt"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_the_others_are_read(
    fresh: Command, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "plan.md").write_text(PLAN.format(action="Open a hub"))
    done = fresh("build", str(tmp_path / name), str(tmp_path / "plan.md"))
    assert done.status == 2
    assert says in done.one_line()
    assert "1 new" in done.out.splitlines()[-1]


def test_what_is_not_there_is_one_line_each_and_the_rest_is_read(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN.format(action="Open a hub"))
    (tmp_path / "nothing").mkdir()
    done = fresh("build", str(tmp_path / "none.md"), str(tmp_path / "nothing"), str(tmp_path / "plan.md"))
    assert done.status == 2
    assert len(done.err.splitlines()) == 2
    assert "no such file or folder" in done.err
    assert "holds no files" in done.err
    assert "1 new" in done.out


@pytest.mark.parametrize(
    "text",
    [
        "| Ref | Action |\n|---|---|\n| 1.1 | torn | | | | |\n| \n|||||\n<table><tr><td>never closed\n",
        "Ref\tAction\tLead\n" + "\t" * 500 + "\n1.1\n\n\n2\tx\ty\tz\n",
        PLAN.format(action="long " * 60_000),
        PLAN.format(action=NAUGHTY),
        PLAN.format(action="zero\u200bwidth \ufeff \u202eback \U0001f600"),
        "(((((" * 5000 + "[[[[[" * 5000,
    ],
    ids=["broken table", "ragged tabs", "huge cell", "hostile HTML", "odd characters", "brackets"],
)
def test_odd_text_is_read_or_refused_in_one_line(fresh: Command, tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.md").write_text(text, encoding="utf-8")
    done = fresh("build", str(tmp_path / "plan.md"))
    assert done.status in (0, 2)
    assert "Traceback" not in done.err
    assert "internal" not in done.err and "could not be read" not in done.err
    assert len(done.err.splitlines()) == (done.status == 2)


def test_hostile_text_of_a_plan_is_shown_as_text_on_every_page(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "<b>plan.md").write_text(PLAN.format(action=NAUGHTY))
    fresh("build", str(tmp_path / "<b>plan.md"))
    with TestClient(create_app(Served(fresh.store))) as client:
        action = client.get("/sparql", params={"query": "SELECT ?a { ?a a gt:Action }", "format": "csv"}).text.split()[
            1
        ]
        pages = [
            client.get("/", headers={"accept": "text/html"}).text,
            client.get("/", params={"q": "Which actions feed NI 117?"}).text,
            client.get("/", params={"q": NAUGHTY}).text,
            client.get("/id", params={"iri": action}, headers={"accept": "text/html"}).text,
            client.get("/sparql", params={"query": "SELECT ?t { ?a gt:text ?t }", "format": "html"}).text,
            client.get(f"/{quote(NAUGHTY)}", headers={"accept": "text/html"}).text,
        ]
    for page in pages:
        assert page.count("<script") == page.count('<script src="/static/complete.js" defer></script>')  # our own
        assert "<img" not in page
        assert "<b>plan" not in page
        assert "\x1b" not in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "say what to do"),
        (["nonsense"], "nonsense"),
        (["build"], "--samples"),
        (["ask"], "in quotes"),
        (["ask", ""], "empty"),
        (["ask", "   "], "empty"),
        (["ask", "?!"], "no words"),
        (["ask", "why " * 2000], "characters"),
        (["ask", "x", "--format", "yaml"], "yaml"),
        (["ask", "--batch", "/nowhere.txt"], "/nowhere.txt"),
        (["ask", "x", "--over", "/nowhere.ttl"], "/nowhere.ttl"),
        (["search", " "], "WORDS is empty"),
        (["search", "x", "--limit", "0"], "--limit 0"),
        (["search", "x", "--limit", "many"], "many"),
        (["search", "x", "--class", "Nonsense"], "Nonsense"),
        (["trace", "ESF", "zzzzzz qqqqqq"], "zzzzzz qqqqqq"),
        (["sparql", "SELECT * WHERE {"], "line 1"),
        (["sparql", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], "SERVICE"),
        (["sparql", "DROP ALL"], "DROP"),
        (["sparql", "nowhere.rq"], "nowhere.rq"),
        (["sparql", ""], "empty"),
        (["sparql", "ASK {}", "--format", "turtle"], "ASK"),
        (["check", "no such plan"], "no such plan"),
        (["export", "no such plan"], "no such plan"),
        (["remove", "no such plan"], "no such plan"),
        (["serve", "--port", "99999"], "99999"),
        (["serve", "--host", "203.0.113.7"], "203.0.113.7"),
    ],
)
def test_wrong_use_is_status_two_and_one_line_that_says_what(gt: Command, arguments: list[str], says: str) -> None:
    done = gt(*arguments)
    assert done.status == 2, done
    assert says in done.one_line()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00bad", b"", b"\n\n"], ids=["not text", "empty", "blank"])
def test_a_batch_that_is_none_is_one_line(gt: Command, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "q.txt").write_bytes(data)
    done = gt("ask", "--batch", str(tmp_path / "q.txt"))
    assert done.status == 2
    assert "q.txt" in done.one_line()


@pytest.mark.parametrize("text", ["@prefix : <x> . :a :b", "", "not rdf at all <<<"])
def test_an_rdf_file_that_is_none_is_one_line(gt: Command, tmp_path: Path, text: str) -> None:
    (tmp_path / "graph.ttl").write_text(text)
    done = gt("ask", "Which books are there?", "--over", str(tmp_path / "graph.ttl"))
    assert done.status == 2
    assert "graph.ttl" in done.one_line()


@pytest.mark.parametrize("verb", ["status", "check", "export", "search x", "ask x", "trace a b", "remove x"])
def test_a_store_that_is_not_there_is_one_line(fresh: Command, verb: str) -> None:
    done = fresh(*verb.split())
    assert done.status == 2
    assert "build" in done.one_line()


def test_a_store_that_is_a_file_or_damaged_is_one_line(fresh: Command, tmp_path: Path) -> None:
    Path(fresh.store).write_text("not a store")
    assert fresh("build", "--samples").status == 2
    assert fresh("status").status == 2
    Path(fresh.store).unlink()
    assert fresh("build", "--samples").status == 0
    for snapshot in (Path(fresh.store) / "snapshots").iterdir():
        for file in snapshot.iterdir() if snapshot.is_dir() else ():
            if file.name.startswith(("MANIFEST", "CURRENT")):
                file.unlink()
    done = fresh("status")
    assert done.status == 2
    done.one_line()


def test_a_store_that_another_process_writes_is_one_line(fresh: Command) -> None:
    fresh("build", "--samples")
    holding = (
        "import sys; from graph.oxigraph import open_store\n"
        "s = open_store(sys.argv[1], write=True); print(1, flush=True); input()"
    )
    command = [sys.executable, "-c", holding, fresh.store]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        done = fresh("build", "--samples")
        holder.communicate(b"\n")
    assert done.status == 2
    assert "another process" in done.one_line()


def test_a_reader_that_goes_away_is_no_error(gt: Command) -> None:
    shell = f"{sys.executable} -m service.cli export --store {gt.store} | head -1"
    run = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert run.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(gt: Command) -> None:
    shell = f"{sys.executable} -m service.cli export --store {gt.store} > /dev/full"
    run = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr == "goldenthread export: no space left on the disk\n"


def test_an_interrupted_service_says_so_and_leaves(gt: Command) -> None:
    command = [sys.executable, "-m", "service.cli", "serve", "--port", "0", "--store", gt.store]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert "3 documents" in server.stdout.readline()
        time.sleep(0.5)
        server.send_signal(signal.SIGINT)
        try:
            _, err = server.communicate(timeout=20)
        finally:
            server.kill()
    assert "Traceback" not in err


def test_an_internal_error_is_one_line_and_its_trace_only_on_demand(
    gt: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("service.stores.open_store", lambda *_, **__: fail(""))
    done = gt("status")
    assert done.status == 2
    assert "RuntimeError: two lines" in done.one_line()
    assert "GOLDENTHREAD_DEBUG" in done.one_line()
    monkeypatch.setenv("GOLDENTHREAD_DEBUG", "1")
    with pytest.raises(RuntimeError):
        gt("status")


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/api/ask", {}, 422),
        ("/api/ask", {"q": ""}, 422),
        ("/api/ask", {"q": " \n "}, 422),
        ("/api/ask", {"q": "?"}, 422),
        ("/api/ask", {"q": "\U0001f9f5\U0001f9f5"}, 422),
        ("/api/ask", {"q": "why " * 2000}, 422),
        ("/api/ask", {"q": "NI " * 200}, 422),
        ("/api/ask", {"q": "x", "format": "yaml"}, 422),
        ("/api/search", {}, 422),
        ("/api/search", {"q": "x", "limit": "0"}, 422),
        ("/api/search", {"q": "x", "limit": "many"}, 422),
        ("/api/search", {"q": "x", "class": "Nonsense"}, 422),
        ("/api/trace", {"from": "ESF"}, 422),
        ("/api/trace", {"from": "ESF", "to": "zzzzzz qqqqqq"}, 422),
    ],
)
def test_wrong_parameters_are_one_problem(sampled: TestClient, path: str, params: dict[str, str], status: int) -> None:
    response = sampled.get(path, params=params)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status
    assert "\n" not in response.json()["detail"]


@pytest.mark.parametrize("question", [WELSH, "x" * 900, NAUGHTY, "NI " * 40, "}} UNION {{ ?s ?p ?o", "zxcv qwer asdf"])
def test_a_question_that_is_none_is_never_answered_and_never_breaks(sampled: TestClient, question: str) -> None:
    response = sampled.get("/api/ask", params={"q": question})
    assert response.status_code == 200
    assert response.json()["status"] in ("searched", "declined", "empty")


def test_a_failure_nobody_foresaw_is_one_problem_without_its_trace(
    sampled: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("service.http.app.ask", fail)
    response = sampled.get("/api/ask", params={"q": "Who leads?"})
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_ctrl_c_during_a_query_leaves_at_once(gt: Command) -> None:
    forever = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    command = [sys.executable, "-m", "service.cli", "sparql", forever, "--store", gt.store]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Tests that run in the background are started with Ctrl-C ignored, and what they start inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - nothing else runs there
    ) as query:
        time.sleep(3)
        os.kill(query.pid, signal.SIGINT)
        try:
            _, err = query.communicate(timeout=20)
        finally:
            query.kill()
    assert query.returncode == 130
    assert err == "goldenthread sparql: interrupted\n"


def test_help_is_not_slowed_by_what_it_does_not_need() -> None:
    heavy = ("torch", "pyoxigraph", "rdflib", "fastapi", "numpy", "rich", "networkx")
    watch = (
        "import sys, service.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\n"
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
    assert process("ask", "--help").status == 0
