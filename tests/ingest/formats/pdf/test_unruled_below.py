"""Tables without rules whose widths change down a page or over pages, and rows that only a little white space parts."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.pdf.flow import Before, Flow, items
from ingest.formats.pdf.known import Columns
from ingest.formats.pdf.marks import Page, Word
from ingest.formats.pdf.ruled import PrintedTable
from tests.ingest.formats.pdf.drawing import Sheet, drawn, said, tables

FIVE = (50, 200, 260, 400, 500)


def _put(sheet: Sheet, xs: Sequence[float], y: float, cells: Sequence[str], pitch: float = 11) -> float:
    """Draw a row whose cells have their lines parted by bars; give back the height below it."""
    most = 0
    for x, cell in zip(xs, cells, strict=True):
        lines = cell.split("|") if cell else []
        for at, line in enumerate(lines):
            sheet.text(x, y + pitch * at, line)
        most = max(most, len(lines))
    return y + pitch * most


def test_rows_of_one_line_each_are_told_from_the_few_lines_that_go_on() -> None:
    rows = [
        ["Homes found for families in|need", "A Patel", "12%", "15%"],
        *([f"Visits to schools in area {at}", "K Osei", f"{at}0%", f"{at}5%"] for at in range(1, 8)),
        ["Other measures", "", "", ""],
        *([f"Trees planted in ward {at}", "J Bird", f"{at}1", f"{at}4"] for at in range(1, 8)),
        ["Libraries open on more than|five days", "J Bird", "4", "6"],
        ["People who ride to work on|most days", "A Patel", "31%", "33%"],
    ]

    def page(sheet: Sheet) -> None:
        y = 60.0
        for row in rows:
            y = _put(sheet, (50, 250, 350, 420), y + (9 if not row[1] else 0), row) + 5

    assert tables(drawn(page)) == [[[cell.replace("|", " ") for cell in row] for row in rows]]


def test_a_table_below_another_keeps_its_own_widths_where_its_lines_reach_over_the_gaps_above() -> None:
    above = ["Open a garden|near the|library", "K Osei", "Ground found|by June", "One garden|open", "Council"]
    below = [
        "Plant trees",
        "J Bird and|A Patel",
        "Ask schools|which of them|have room for trees and who would look|after them",
        "All trees|planted",
        "Trust",
    ]

    def page(sheet: Sheet) -> None:
        y = _put(sheet, FIVE, 60, above)
        _put(sheet, (50, 160, 250, 440, 550), y + 8, below)

    found = [[[cell.replace("\n", " ") for cell in row] for row in table] for table in tables(drawn(page))]
    assert found == [[[cell.replace("|", " ") for cell in row]] for row in (above, below)]


def test_the_first_column_may_go_on_alone_to_the_foot_of_the_page() -> None:
    def page(sheet: Sheet) -> None:
        y = _put(sheet, FIVE, 60, ["Action", "Who", "How", "Measure", "Money"])
        y = _put(sheet, FIVE, y + 8, ["Open a garden near the|old library", "K Osei", "Ask for ground", "Open", "£900"])
        _put(sheet, FIVE, y + 20, ["Find more helpers for all|gardens and teach them|what they should know", *[""] * 4])

    data = drawn(page)
    (rows,) = tables(data)
    assert rows[-1][0] == "Find more helpers for all gardens and teach them what they should know"
    assert said(data) == []


def _printed(xs: Sequence[float], y: float, cells: Sequence[str]) -> list[Word]:
    return [Word(cell, x, x + 5.0 * len(cell), y, 9.0) for x, cell in zip(xs, cells, strict=True) if cell]


def test_a_stretch_of_few_columns_does_not_take_the_lines_of_many_around_it() -> None:
    many = ["Nurses", "2010", "Forty", "Homes", "Plan"]
    lines = [_printed(FIVE, 60 + 11 * at, many if at in (0, 6) else ["", "", "", *many[3:]]) for at in range(9)]
    lines.append(_printed((50, 400, 500), 159, ["Nurses and all other helpers in homes", *many[3:]]))
    known = [
        Columns([(435, 500)], lines[:5], {1}),
        Columns([(85, 200), (225, 260), (290, 400), (430, 500)], [lines[0], lines[6]], {1}),
    ]
    for one in known:
        one.measure()
    table, *_ = items(Page(1, 842, 595), [], [word for line in lines for word in line], Before(known))
    assert isinstance(table, PrintedTable)
    assert [cell.text for cell in table.rows[0]][:3] == many[:3]


def test_a_sentence_that_happens_to_keep_to_columns_known_is_no_table() -> None:
    row = _printed(FIVE, 60, ["Nurses", "2010", "Forty", "Homes", "Plan"])
    known = Columns([(185, 200), (225, 260), (290, 400), (430, 500)], [row], {2})
    known.measure()
    sentence = [Word("Together", 150, 197.5, 80, 9.0), Word("we", 200, 214, 80, 9.0)]
    (flow,) = items(Page(1, 842, 595), [], sentence, Before([known]))
    assert isinstance(flow, Flow)
    assert flow.lines[0].text == "Together we"
