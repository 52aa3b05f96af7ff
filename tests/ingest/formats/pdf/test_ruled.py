"""Ruled tables, in the ways that programs draw their rules."""

from __future__ import annotations

from itertools import pairwise

from reportlab.lib.colors import white

from ingest.document import Table
from ingest.formats.pdf.marks import Box
from ingest.formats.pdf.ruled import parts
from ingest.formats.pdf.rules import Area, Grid
from tests.ingest.formats.pdf.drawing import Sheet, blocks, drawn, said, tables

XS, YS = (50, 250, 350, 500), (100, 120, 150, 180)
ROWS = [
    ["Action", "By when", "Lead"],
    ["Open two children's\ncentres", "March 2010", "Karen Osei"],
    ["Train all school\nnurses", "June 2010", "John Bird"],
]


def test_a_cell_holds_the_words_between_its_rules_and_keeps_the_line_ends_that_were_set() -> None:
    data = drawn(lambda sheet: sheet.grid(XS, YS, ROWS, bold_rows=1))
    assert tables(data) == [ROWS]
    (table,) = blocks(data)
    assert isinstance(table, Table)
    assert [row.header for row in table.rows] == [True, False, False]
    assert all(cell.bold for cell in table.rows[0].cells)
    assert not any(cell.bold for row in table.rows[1:] for cell in row.cells)


def test_outer_borders_may_be_missing() -> None:
    def page(sheet: Sheet) -> None:
        for y in YS[1:-1]:
            sheet.across(y, XS[0], XS[-1])
        for x in XS[1:-1]:
            sheet.down(x, YS[0], YS[-1])
        sheet.cells(XS, YS, ROWS)

    assert tables(drawn(page)) == [ROWS]


def test_rules_may_be_thin_rectangles() -> None:
    def page(sheet: Sheet) -> None:
        for y in YS:
            sheet.box(XS[0], y, XS[-1], y + 0.5)
        for x in XS:
            sheet.box(x, YS[0], x + 0.5, YS[-1])
        sheet.cells(XS, YS, ROWS)

    assert tables(drawn(page)) == [ROWS]


def test_rules_may_be_drawn_in_dashes_a_cell_at_a_time() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.setDash(3, 2)
        for y in YS:
            for left, right in pairwise(XS):
                sheet.across(y, left, right)
        for x in XS:
            for top, bottom in pairwise(YS):
                sheet.down(x, top, bottom)
        sheet.cells(XS, YS, ROWS)

    assert tables(drawn(page)) == [ROWS]


def test_shading_may_stand_for_rules_and_white_words_on_it_are_read() -> None:
    def page(sheet: Sheet) -> None:
        for at, (top, bottom) in enumerate(pairwise(YS)):
            for left, right in pairwise(XS):
                sheet.box(left, top, right, bottom, grey=0.3 if at == 0 else 0.9 - 0.1 * (at % 2))
        sheet.canvas.setFillColor(white)
        sheet.cells(XS, YS, ROWS[:1])
        sheet.canvas.setFillGray(0)
        sheet.cells(XS, YS[1:], ROWS[1:])

    assert tables(drawn(page)) == [ROWS]


def test_merged_cells_keep_how_far_they_reach() -> None:
    xs, ys = (50, 150, 250, 350, 500), (100, 120, 140, 170, 200)

    def page(sheet: Sheet) -> None:
        for y in ys:
            sheet.across(y, 150 if y == 170 else 50, 500)
        for x in xs:
            sheet.down(x, 120 if 50 < x < 500 else 100, 200)
        sheet.cells(xs, ys, [["Priority 1: Healthy lives"], ["Aim", "Action", "When", "Who"]])
        sheet.cells(xs, ys[2:], [["Fewer young\npeople smoke", "Run a campaign", "May 2010", "A Patel"]])
        sheet.cells(xs, ys[3:], [["", "Train staff", "June 2010", "B Quist"]])

    (table,) = blocks(drawn(page))
    assert isinstance(table, Table)
    assert [[(c.text, c.colspan, c.rowspan) for c in row.cells] for row in table.rows] == [
        [("Priority 1: Healthy lives", 4, 1)],
        [("Aim", 1, 1), ("Action", 1, 1), ("When", 1, 1), ("Who", 1, 1)],
        [("Fewer young\npeople smoke", 1, 2), ("Run a campaign", 1, 1), ("May 2010", 1, 1), ("A Patel", 1, 1)],
        [("Train staff", 1, 1), ("June 2010", 1, 1), ("B Quist", 1, 1)],
    ]


def test_rows_without_rules_between_them_are_parted_by_white_space_through_all_columns() -> None:
    def page(sheet: Sheet) -> None:
        for y in (YS[0], YS[1], YS[-1]):
            sheet.across(y, XS[0], XS[-1])
        for x in XS:
            sheet.down(x, YS[0], YS[-1])
        sheet.cells(XS, YS, ROWS)

    assert tables(drawn(page)) == [ROWS]


def test_a_table_that_stands_on_another_of_other_columns_is_a_table_of_its_own() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid((50, 140, 500), (100, 120), [["Lead", "Karen Osei"]])
        sheet.grid(XS, (120, 140, 170), ROWS)

    assert tables(drawn(page)) == [[["Lead", "Karen Osei"]], ROWS[:2]]


def test_a_frame_around_text_is_no_table() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid((50, 500), (90, 130), [])
        sheet.text(60, 110, "Northam will be a good place to grow up.")

    data = drawn(page)
    assert not tables(data)
    assert said(data) == ["Northam will be a good place to grow up."]


def test_a_line_that_only_its_width_ended_goes_on_in_the_next() -> None:
    lines = ["Work with schools,", "health visitors and", "the police to find", "early", "Report to the board"]
    data = drawn(lambda sheet: sheet.grid((50, 130, 250), (100, 180), [["\n".join(lines), "May 2010"]]))
    assert tables(data) == [
        [["Work with schools, health visitors and the police to find early\nReport to the board", "May 2010"]]
    ]


def test_words_broken_at_line_ends_are_put_together() -> None:
    cell = "The partner-\nship agrees a\nnew budget, a\nwell-\nkept one, with\nthe partnership"
    data = drawn(lambda sheet: sheet.grid((50, 110, 250), (100, 180), [[cell, "May 2010"]]))
    assert tables(data) == [
        [["The partnership agrees a new budget, a well-kept one, with the partnership", "May 2010"]]
    ]


def test_bullets_in_cells_begin_lines_of_their_own() -> None:
    cell = "• open a centre\n• train nurses for\n   schools"
    data = drawn(lambda sheet: sheet.grid((50, 130, 250), (100, 150), [[cell, "May 2010"]]))
    assert tables(data) == [[["• open a centre\n• train nurses for schools", "May 2010"]]]


def test_headers_set_on_their_side_are_read() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid((50, 80, 110, 300), (100, 180, 220), [["", "", "Action"], ["X", "", "Open a centre"]])
        for x, text in ((70, "Short term"), (100, "Long term")):
            sheet.canvas.saveState()
            sheet.canvas.translate(x, sheet.height - 170)
            sheet.canvas.rotate(90)
            sheet.canvas.setFont("Helvetica", 8)
            sheet.canvas.drawString(0, 0, text)
            sheet.canvas.restoreState()

    assert tables(drawn(page)) == [[["Short term", "Long term", "Action"], ["X", "", "Open a centre"]]]


def test_every_other_row_may_be_shaded_and_the_others_have_no_rules() -> None:
    xs, ys = (50, 250, 350, 450), (100, 120, 150, 180, 210, 240)
    rows = [
        ["Action", "By when", "Lead"],
        ["Open two children's\ncentres", "March 2010", "Karen Osei"],
        ["Train all school\nnurses", "June 2010", "John Bird"],
        ["Run a campaign", "May 2010", "Asha Patel"],
        ["Visit every school\nin the north", "July 2010", "Ann Lee"],
    ]

    def page(sheet: Sheet) -> None:
        for at in (0, 2, 4):
            for x0, x1 in pairwise(xs):
                sheet.box(x0, ys[at], x1, ys[at + 1], 0.9)
        sheet.cells(xs, ys, rows)
        sheet.lines(50, 290, ["The board will look at this plan again when the year is over and all is known."])

    (found,) = tables(drawn(page))
    assert [[cell.replace("\n", " ") for cell in row] for row in found] == [
        [cell.replace("\n", " ") for cell in row] for row in rows
    ]


def test_a_height_at_which_no_cell_begins_is_no_row() -> None:
    """Both cells of the second row reach over the height; it is an edge only of rules that part nothing."""
    left = Area(0, 0, 1, 1, Box(50, 100, 250, 120))
    right = Area(0, 1, 1, 1, Box(250, 100, 500, 120))
    below = (Area(1, 0, 2, 1, Box(50, 120, 250, 180)), Area(1, 1, 2, 1, Box(250, 120, 500, 180)))
    (part,) = parts(Grid((50, 250, 500), (100, 120, 150, 180), (left, right, *below)))
    assert list(part.ys) == [100, 120, 180]
    assert [(area.row, area.rows) for area in part.areas] == [(0, 1), (0, 1), (1, 1), (1, 1)]
