"""Tables that set lists which a cell announces beside the aims they are for."""

from __future__ import annotations

from ingest.reader import read
from tests.ingest.reading import actions_of
from tests.ingest.test_report import accounted

ROW = "<tr><td>{aim}</td><td><b>Why this matters.</b> Ports need it. We will:<ol>{items}</ol></td></tr>"


def page(*rows: tuple[str, list[str]], head: str = "<tr><th>Goals</th><th>Supporting strategies</th></tr>") -> str:
    """A page of one table, a row for each aim with its items."""
    body = "".join(ROW.format(aim=aim, items="".join(f"<li>{item}</li>" for item in items)) for aim, items in rows)
    return f"# Port data plan\n\n<table>\n{head}\n{body}\n</table>\n"


PLAN = page(
    ("Goal 1. More charts", ["Name a chart keeper", "Continue to develop the chart room"]),
    ("Goal 2. Better charts", ["Redraw the quay", "Set a standard for depths"]),
)


def test_each_item_that_a_cell_announces_is_an_action_of_the_aim_beside_it() -> None:
    assert [(a.text, (a.objective or "").split("|")[1]) for a in actions_of(PLAN)] == [
        ("Name a chart keeper", "Goal 1"),
        ("Continue to develop the chart room", "Goal 1"),
        ("Redraw the quay", "Goal 2"),
        ("Set a standard for depths", "Goal 2"),
    ]


def test_what_is_unfolded_is_accounted_for() -> None:
    accounted(read("plan.md", PLAN.encode()))


def test_a_table_with_owners_stays_one() -> None:
    text = page(
        ("Name a chart keeper", ["ask the port", "ask the crew"]),
        ("Redraw the quay", ["ask the port", "ask the crew"]),
        head="<tr><th>Action</th><th>Lead officer</th></tr>",
    )
    assert [action.text for action in actions_of(text)] == ["Name a chart keeper", "Redraw the quay"]
