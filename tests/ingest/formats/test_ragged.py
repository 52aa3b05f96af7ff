"""Cells parted by two spaces and standing under nothing."""

from __future__ import annotations

from ingest.document import Document, Table
from ingest.formats import read_document
from ingest.reader import read

VALUES = """Performance 2031/32

Indicator  Target  Actual  Status
Visits to libraries in the year  45,000  47,500  Green
Homes built  200  180  Amber
Share of household waste that is recycled  45%  47.2%  Green
"""
PLAN = """Northam Action Plan 2031-32

Action  Lead  By when
Open the new hub at the quay  Ann Lee  May 2031
Mend the harbour wall and the long pier  Bo Oak  June 2031
Paint the pier  Cy Ash  July 2031
"""
PROSE = """Northam Strategy

We will open a new hub.  The harbour master leads this.  It is funded by the council.
We will mend the wall.  The work begins in May 2031.  Costs are shared with the port.
We will paint the pier.  Volunteers will help us do it.  It ends in June 2031.
"""


def _document(text: str) -> Document:
    return read_document("page.txt", text.encode())


def test_rows_of_as_many_cells_parted_by_two_spaces_are_a_table() -> None:
    (table,) = (block for block in _document(VALUES).blocks if isinstance(block, Table))
    assert [[cell.text for cell in row.cells] for row in table.rows][2] == ["Homes built", "200", "180", "Amber"]


def test_their_values_are_read_row_by_row() -> None:
    found = read("page.txt", VALUES.encode()).records.observations
    said = {(o.indicator.title, o.role, float(o.value)) for o in found}
    assert said == {
        ("Visits to libraries in the year", "target", 45000.0),
        ("Visits to libraries in the year", "actual", 47500.0),
        ("Homes built", "target", 200.0),
        ("Homes built", "actual", 180.0),
        ("Share of household waste that is recycled", "target", 45.0),
        ("Share of household waste that is recycled", "actual", 47.2),
    }


def test_their_actions_have_their_own_owners_and_dates() -> None:
    actions = read("plan.txt", PLAN.encode()).records.actions
    assert [(a.text, a.owners[0].text, a.due_text) for a in actions] == [
        ("Open the new hub at the quay", "Ann Lee", "May 2031"),
        ("Mend the harbour wall and the long pier", "Bo Oak", "June 2031"),
        ("Paint the pier", "Cy Ash", "July 2031"),
    ]


def test_prose_with_two_spaces_after_its_sentences_is_no_table() -> None:
    assert not any(isinstance(block, Table) for block in _document(PROSE).blocks)
