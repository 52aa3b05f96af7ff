"""Tables in many styles are read right, and tables that list no actions give none."""

from __future__ import annotations

import pytest

from tests.ingest.reading import names, rows_of
from tests.ingest.tables.others import OTHERS
from tests.ingest.tables.said import Said
from tests.ingest.tables.styles import STYLES
from tests.ingest.tables.ticked import TICKED

EVERY = TICKED | STYLES


@pytest.mark.parametrize("style", EVERY)
def test_a_style_is_read_right(style: str) -> None:
    text, expected = EVERY[style]
    rows = rows_of(text)
    aims = {aim.key: aim.text for aim in rows.objectives}
    found = [
        Said(
            action.text,
            "|".join(names(action)),
            " ".join((">" if due.role == "start" else "") + due.on.isoformat() for due in action.dues),
            action.due_text,
            "|".join(partner.text for partner in action.partners),
            action.reference,
            aims.get(action.objective or "", ""),
        )
        for action in rows.actions
    ]
    assert found == expected


@pytest.mark.parametrize("table", OTHERS)
def test_a_table_of_something_else_gives_no_actions(table: str) -> None:
    rows = rows_of(OTHERS[table])
    assert rows.actions == ()
    assert "read" not in {fate.outcome for fate in rows.fates}


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("a list of contacts", "a contact list"),
        ("a risk register", "a risk register"),
        ("a budget", "a budget"),
        ("a table of performance", "a table of performance"),
        ("a glossary", "a glossary"),
        ("versions of the document", "a record of changes to the document"),
    ],
)
def test_the_report_says_what_a_table_is(table: str, kind: str) -> None:
    assert f"a row of {kind}" in {fate.reason for fate in rows_of(OTHERS[table]).fates}
