"""Building: sidecars, suggestions, reports that are kept, editions that stand beside each other and are compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.http.app import create_app
from service.http.served import Served
from tests.service.running import Command

PLAN = """# Northam Borough Council

## Northam Borough Council Youth Plan {year}

Northam Borough Council will do this.

### Priority 1: Fewer teenage pregnancies (NI 112)

| Ref | Action | Lead | By when | Funding |
|---|---|---|---|---|
{rows}
"""
OLD = """| 1.1 | Open a drop-in clinic in Coldbrook | Karen Osei | March 2010 | £5,000 ABG |
| 1.2 | Print a leaflet about contraception | Sam Hill | May 2009 | |"""
NEW = """| 1.1 | Keep the drop-in clinic in Coldbrook open | Priya Nair | March 2011 | £7,500 ABG |
| 1.4 | Offer a text message service for appointments | Sam Hill | May 2010 | |"""
ODD = """Notes of a plan

Ref\tDoing what?\tWho is on it\tFinish line
1.1\tOpen a hub in Coldbrook\tKaren Osei\tMarch 2011
1.2\tTrain ten play leaders\tMartin Feld\tJune 2011
1.3\tReview the bus routes\tJulie Hart\tMay 2011
"""


@pytest.fixture
def editions(fresh: Command, tmp_path: Path) -> Command:
    """A store of two editions of one plan."""
    (tmp_path / "old.md").write_text(PLAN.format(year="2009-10", rows=OLD))
    (tmp_path / "new.md").write_text(PLAN.format(year="2010-11", rows=NEW))
    done = fresh("build", str(tmp_path / "old.md"), str(tmp_path / "new.md"))
    assert "new.md: a newer edition of old.md" in done.out
    return fresh


def last(out: str) -> str:
    return out.splitlines()[-1].partition(": ")[2]


def test_a_sidecar_is_read_with_its_document_and_read_again_when_it_changes(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(ODD)
    sidecar = tmp_path / "plan.txt.goldenthread.yaml"
    sidecar.write_text(
        "authority: Northam\nheaders:\n  who is on it: owner\n  doing what?: action\n  finish line: due\n"
    )
    assert last(fresh("build", str(tmp_path)).out) == "1 new, 0 changed, 0 unchanged"
    assert last(fresh("build", str(tmp_path)).out) == "0 new, 0 changed, 1 unchanged"
    (document,) = json.loads(fresh("status", "--format", "json").out)
    assert (document["name"], document["authority"], document["counts"]["Action"]) == ("plan.txt", "Northam", 3)
    sidecar.write_text("authority: Eastvale\n")
    assert last(fresh("build", str(tmp_path / "plan.txt")).out) == "0 new, 1 changed, 0 unchanged"
    (document,) = json.loads(fresh("status", "--format", "json").out)
    assert document["authority"] == "Eastvale"
    sidecar.unlink()
    assert last(fresh("build", str(tmp_path)).out) == "0 new, 1 changed, 0 unchanged"


def test_the_evidence_of_what_a_user_says_is_the_sidecar(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(ODD)
    (tmp_path / "plan.txt.goldenthread.yaml").write_text("title: Youth plan\nauthority: Northam\n")
    fresh("build", str(tmp_path))
    query = """SELECT ?file ?line ?quote { ?a a gt:Authority ; gt:passage ?p .
        ?p gt:document/gt:fileName ?file ; gt:line ?line ; gt:quote ?quote }"""
    assert fresh("sparql", query, "--format", "csv").out.splitlines()[1:] == [
        "plan.txt.goldenthread.yaml,2,authority: Northam"
    ]


def test_a_sidecar_that_is_wrong_leaves_its_document_unread_and_says_why_in_a_line(
    fresh: Command, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text(ODD)
    (tmp_path / "plan.txt.goldenthread.yaml").write_text("autority: Northam\n")
    done = fresh("build", str(tmp_path))
    assert done.status == 2
    assert done.one_line().endswith(
        "plan.txt.goldenthread.yaml, line 1: autority: no such key; did you mean authority?"
    )


def test_a_sidecar_without_its_document_is_told(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN.format(year="2009-10", rows=OLD))
    alone = tmp_path / "gone.pdf.goldenthread.yaml"
    alone.write_text("title: Gone\n")
    for argument in (tmp_path, alone):
        done = fresh("build", str(argument))
        assert done.status == 2
        assert "a sidecar without its document; gone.pdf should lie beside it" in done.one_line()


def test_what_was_read_unsurely_is_said_and_a_sidecar_is_begun_only_where_asked(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(ODD)
    sidecar = tmp_path / "plan.txt.goldenthread.yaml"
    done = fresh("build", str(tmp_path))
    assert "plan.txt: unsure of authority, period" in done.out
    assert not sidecar.exists()
    assert f"wrote {sidecar}" in fresh("build", str(tmp_path), "--suggest").out
    begun = sidecar.read_text()
    assert "# authority:" in begun
    assert all(line.startswith("#") for line in begun.splitlines())
    done = fresh("build", str(tmp_path), "--suggest")
    assert last(done.out) == "0 new, 0 changed, 1 unchanged", "what is only suggested says nothing yet"
    sidecar.write_text(begun.replace('# authority: ""', "authority: Northam"))
    assert "was left as it is" in fresh("build", str(tmp_path), "--suggest").out
    assert "authority: Northam" in sidecar.read_text()


def test_each_document_has_its_report_in_the_store_for_as_long_as_it_is_held(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN.format(year="2009-10", rows=OLD))
    fresh("build", str(tmp_path / "plan.md"))
    (document,) = json.loads(fresh("status", "--format", "json").out)
    report = Path(document["report"])
    told = json.loads(report.read_text())
    assert told["document"] == document["document"]
    assert sum(part["characters"] for part in told["parts"]) == told["characters"]["all"]
    assert f"report: {report}" in fresh("status").out
    (tmp_path / "plan.md").write_text(PLAN.format(year="2009-10", rows=NEW))
    fresh("build", str(tmp_path / "plan.md"))
    assert not report.exists()
    assert len(list(report.parent.iterdir())) == 1
    fresh("remove", "plan.md")
    assert not list(report.parent.iterdir())


def test_the_report_of_an_unchanged_document_is_the_one_that_was_kept(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLAN.format(year="2009-10", rows=OLD))
    for name in ("first", "again"):
        fresh("build", str(tmp_path / "plan.md"), "--report", str(tmp_path / name))
    assert "Passed over:" in (tmp_path / "first").read_text() == (tmp_path / "again").read_text()


def test_editions_stand_beside_each_other_and_the_newer_says_what_it_revises(editions: Command) -> None:
    assert "2 documents" in editions("status").out
    query = "SELECT ?new ?old { ?n prov:wasRevisionOf ?o . ?n gt:fileName ?new . ?o gt:fileName ?old }"
    assert editions("sparql", query, "--format", "csv").out.splitlines()[1:] == ["new.md,old.md"]
    editions("remove", "old.md")
    assert editions("sparql", query, "--format", "csv").out.splitlines()[1:] == []


def test_a_sidecar_may_say_what_a_document_revises(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PLAN.format(year="2009-10", rows=OLD).replace("Youth Plan", "Charter"))
    (tmp_path / "b.md").write_text(PLAN.format(year="2009-10", rows=NEW))
    (tmp_path / "b.md.goldenthread.yaml").write_text("revises: a.md\n")
    assert "b.md: a newer edition of a.md" in fresh("build", str(tmp_path)).out


def test_two_editions_that_nothing_tells_apart_are_said(fresh: Command, tmp_path: Path) -> None:
    for name, rows in (("a.md", OLD), ("b.md", f"{OLD}\n{NEW}")):
        (tmp_path / name).write_text(PLAN.format(year="2009-10", rows=rows))
    done = fresh("build", str(tmp_path))
    assert "a.md and b.md seem to be editions of one plan; say in a sidecar which revises which" in done.out


def test_diff_says_what_came_went_and_changed_with_both_places(editions: Command) -> None:
    done = editions("diff", "old.md", "new.md")
    assert done.status == 0
    assert "actions: 1 came, 1 went, 1 changed; owners: 1 came, 1 went" in done.out
    for said in (
        "old.md, line 11 → new.md, line 11",
        "owner: Karen Osei → Priya Nair",
        "due: 2010-03-31 → 2011-03-31",
        "money: £5,000 Area Based Grant → £7,500 Area Based Grant",
        "text: Open a drop-in clinic in Coldbrook → Keep the drop-in clinic in Coldbrook open",
    ):
        assert said in done.out


def test_diff_as_json_and_over_http_say_the_same(editions: Command) -> None:
    told = json.loads(editions("diff", "old.md", "new.md", "--format", "json").out)
    assert told["summary"]["action"] == {"came": 1, "went": 1, "changed": 1}
    with TestClient(create_app(Served(editions.store))) as client:
        assert client.get("/api/diff", params={"old": "old.md", "new": "new.md"}).json() == told
        assert client.get("/api/diff", params={"old": "old.md", "new": "old.md"}).status_code == 422
        assert client.get("/api/diff", params={"old": "old.md", "new": "none"}).status_code == 422
        page = client.get(f"/id{told['new']['document'].partition('/id')[2]}", headers={"accept": "text/html"}).text
        address = page.partition('href="/api/report')[2].partition('"')[0]
        assert client.get(f"/api/report{address}".replace("&amp;", "&")).json()["name"] == "new.md"
        assert client.get("/api/report", params={"document": "https://example.org/none"}).status_code == 404


def test_diff_of_two_files_needs_no_store(fresh: Command, tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(PLAN.format(year="2009-10", rows=OLD))
    new.write_text(PLAN.format(year="2010-11", rows=NEW))
    done = fresh("diff", str(old), str(new))
    assert done.status == 0
    assert f"{old}, line 11 → {new}, line 11" in done.out
    assert not Path(fresh.store).exists()


def test_diff_is_clear_about_what_it_cannot_compare(editions: Command, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all, thank you for coming.\n")
    nothing = editions("diff", "old.md", str(tmp_path / "letter.txt"))
    assert (nothing.status, "holds no action" in nothing.one_line()) == (1, True)
    for arguments in (("old.md", "old.md"), ("old.md", "none.md"), ("old.md", "md")):
        done = editions("diff", *arguments)
        assert done.status == 2
        assert done.one_line()
