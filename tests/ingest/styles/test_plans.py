"""Whole plans in the styles of public bodies: each action, under what, by whom, by when, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Table
from ingest.formats import read_document
from ingest.plan import plan_of
from ingest.records import ActionRecord
from ingest.rows import Rows, read_rows

PLANS = Path(__file__).with_name("plans")

Expected = tuple[str, ...]  # reference, text, aim, owners, dates due; several of them are parted by "; "


def expected() -> dict[str, list[Expected]]:
    """What `expected.tsv` says of each plan."""
    found: dict[str, list[Expected]] = {}
    for line in PLANS.with_name("expected.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("# "):
            actions = found.setdefault(line[2:], [])
        elif line:
            actions.append(tuple([*line.split("\t"), "", "", ""][:5]))
    return found


EXPECTED = expected()


def rows(name: str) -> Rows:
    return read_rows(read_document(name, (PLANS / name).read_bytes()))


def said(action: ActionRecord, aims: dict[str, str]) -> Expected:
    due = "; ".join(due.on.isoformat() for due in action.dues if due.role == "due")
    owners = "; ".join(owner.text for owner in action.owners)
    return action.reference, action.text, aims.get(action.objective or "", ""), owners, due


def test_every_plan_is_expected() -> None:
    assert {path.name for path in PLANS.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_actions_of_a_plan(name: str) -> None:
    read = rows(name)
    aims = {aim.key: aim.text for aim in read.objectives}
    found = [said(action, aims) for action in read.actions]
    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_action_stands_where_it_says(name: str) -> None:
    lines = (PLANS / name).read_text(encoding="utf-8").splitlines()
    for action in rows(name).actions:
        assert action.text.split()[0] in " ".join(lines[action.span.line - 1 : action.span.last_line]), action
        for owner in action.owners:
            assert owner.text in " ".join(lines[owner.span.line - 1 : owner.span.last_line]), owner


@pytest.mark.parametrize("name", EXPECTED)
def test_every_line_of_text_has_a_fate(name: str) -> None:
    document = read_document(name, (PLANS / name).read_bytes())
    told = {line for fate in read_rows(document).fates for line in range(fate.span.line, fate.span.last_line + 1)}
    printed = {block.span.line for block in document.blocks if not isinstance(block, Table)}
    assert printed <= told


@pytest.mark.parametrize(
    ("name", "title", "publisher"),
    [
        ("what-who-when.txt", "CITY OF LAKEHEAD CLIMATE ACTION PLAN", "City of Lakehead"),
        ("corporate-plan.md", "Department of Fisheries Corporate Plan 2018–19 to 2021–22", "Department of Fisheries"),
        ("we-will-lists.md", "Corporate Plan 2020 to 2023", "Harbour Authority of Port Selby"),
        ("numbered-prose.md", "Open Justice Plan of the Ministry of Courts", "Ministry of Courts"),
        ("date-headings.md", "Skills Roadmap", None),
        ("narrative.md", "The State of the Valley: a report to residents", None),
    ],
)
def test_who_published_it_and_what_it_is_called(name: str, title: str, publisher: str | None) -> None:
    plan = plan_of(read_document(name, (PLANS / name).read_bytes()))
    assert (plan.title.text, plan.authority.text if plan.authority else None) == (title, publisher)
