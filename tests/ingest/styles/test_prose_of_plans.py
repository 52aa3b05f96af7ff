"""Promises in the running text of a document that calls itself a plan, without an aim or a list around them."""

from __future__ import annotations

import pytest

from tests.ingest.reading import actions_of, names

TEXT = (
    "{title}\n\n## Records\n\nThe PRA keeps records. In addition, the PRA will be testing new shelves. Moving"
    " forward, the PRA will host an open day.\n\n## Background\n\nThe PRA will tell of its past here.\n"
)


def test_a_plan_promises_in_its_running_text() -> None:
    found = actions_of(TEXT.format(title="# Open Archive Plan"))
    assert [(action.text, names(action)) for action in found] == [
        ("In addition, the PRA will be testing new shelves.", ["PRA"]),
        ("Moving forward, the PRA will host an open day.", ["PRA"]),
    ]


@pytest.mark.parametrize("title", ["# Open Archive News", "# The history of archives"])
def test_other_documents_only_tell(title: str) -> None:
    assert actions_of(TEXT.format(title=title)) == []


def test_a_time_after_it_leaves_a_heading_of_actions_one() -> None:
    text = "# Northam Parish\n\n### Action Plan From May 2022\n\n- To maintain the paths\n- To have regard to the sea\n"
    assert [action.text for action in actions_of(text)] == ["To maintain the paths", "To have regard to the sea"]
