"""Short ways to read an invented plan in tests."""

from __future__ import annotations

from ingest.formats import read_document
from ingest.records import ActionRecord, ObjectiveRecord
from ingest.rows import Rows, read_rows


def rows_of(text: str, name: str = "plan.txt") -> Rows:
    """What a plan printed as `text` says; cells are set apart by "→" for a tab."""
    return read_rows(read_document(name, text.replace("→", "\t").encode()))


def actions_of(text: str) -> list[ActionRecord]:
    """The actions of a plan."""
    return list(rows_of(text).actions)


def aims_of(text: str) -> list[ObjectiveRecord]:
    """The aims of a plan."""
    return list(rows_of(text).objectives)


def names(action: ActionRecord) -> list[str]:
    """The owners of an action."""
    return [owner.text for owner in action.owners]
