"""Tables of which each cell ends with a bar on lines of its own, as text taken out of a web page has them."""

from __future__ import annotations

from ingest.document import Paragraph, Table
from ingest.formats import read_document
from ingest.reader import read

PAGE = """Parish action plan
Action |
Who |
By when |
---|---|---|
Mend the pound wall
and its gate |
Clerk
|
May 2031 |
Hold a surgery each month |
|
Ongoing |
Plant the green |
Ward members |
June 2031 |
The council looks at this plan in May.
"""


def test_the_rule_tells_how_many_cells_a_row_has() -> None:
    (table,) = (block for block in read_document("page.txt", PAGE.encode()).blocks if isinstance(block, Table))
    assert [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows] == [
        ["Action", "Who", "By when"],
        ["Mend the pound wall and its gate", "Clerk", "May 2031"],
        ["Hold a surgery each month", "", "Ongoing"],
        ["Plant the green", "Ward members", "June 2031"],
    ]


def test_what_follows_the_last_row_is_text() -> None:
    last = read_document("page.txt", PAGE.encode()).blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text == "The council looks at this plan in May."


def test_its_actions_have_their_owners_and_dates() -> None:
    actions = read("page.txt", PAGE.encode()).records.actions
    assert [(a.text, [owner.text for owner in a.owners], a.due_text) for a in actions] == [
        ("Mend the pound wall and its gate", ["Clerk"], "May 2031"),
        ("Hold a surgery each month", [], "Ongoing"),
        ("Plant the green", ["Ward members"], "June 2031"),
    ]


def test_a_row_that_the_end_of_the_text_cuts_off_keeps_what_it_has() -> None:
    cut = PAGE[: PAGE.index("Ward members")] + "Ward mem\n"
    actions = read("page.txt", cut.encode()).records.actions
    assert [a.text for a in actions][-1] == "Plant the green"


def test_a_bar_at_the_end_of_a_line_alone_makes_no_table() -> None:
    text = "Harbour news\n\nHome |\nNews |\nContact\n\nThe harbour opens at six.\n"
    assert not any(isinstance(block, Table) for block in read_document("page.txt", text.encode()).blocks)
