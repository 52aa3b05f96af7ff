"""Tables without rules, and what only looks like one."""

from __future__ import annotations

from tests.ingest.formats.pdf.drawing import Sheet, drawn, said, tables

XS = (50, 200, 300, 400)
LINES = [
    ["Action", "Lead", "By when", "How measured"],
    ["Open two new children's", "Karen Osei", "March 2010", "Two centres open"],
    ["centres in the north of", "", "", ""],
    ["the borough", "", "", ""],
    ["Train school nurses", "John Bird", "June 2010", "All nurses trained, and"],
    ["", "", "", "a register of them kept"],
    ["Run a campaign on road", "Asha Patel", "May 2010", "1,000 leaflets sent"],
    ["safety", "", "", ""],
]
ROWS = [
    ["Action", "Lead", "By when", "How measured"],
    ["Open two new children's centres in the north of the borough", "Karen Osei", "March 2010", "Two centres open"],
    ["Train school nurses", "John Bird", "June 2010", "All nurses trained, and a register of them kept"],
    ["Run a campaign on road safety", "Asha Patel", "May 2010", "1,000 leaflets sent"],
]


def _lines(sheet: Sheet) -> None:
    for at, cells in enumerate(LINES):
        for x, cell in zip(XS, cells, strict=True):
            sheet.text(x, 100 + 11 * at, cell, bold=at == 0)


def test_columns_are_where_the_gaps_between_words_stand_one_under_another() -> None:
    after = "After the table the text goes on as it did before, in lines that reach over the page from side to side."

    def page(sheet: Sheet) -> None:
        _lines(sheet)
        sheet.lines(50, 220, [after])

    data = drawn(page)
    assert tables(data) == [ROWS]
    assert said(data) == [after]


def test_rows_may_be_parted_by_rules_alone() -> None:
    xs, ys = (50, 250, 350, 500), (100, 120, 150, 180)
    rows = [
        ["Action", "By when", "Lead"],
        ["Open two children's\ncentres", "March 2010", "Karen Osei"],
        ["Train all school\nnurses", "June 2010", "John Bird"],
    ]

    def page(sheet: Sheet) -> None:
        for y in ys:
            sheet.across(y, xs[0], xs[-1])
        sheet.cells(xs, ys, rows)

    assert [[cell.replace("\n", " ") for cell in row] for row in rows] == tables(drawn(page))[0]


def test_a_title_over_all_columns_inside_a_table_is_a_row_of_one_cell() -> None:
    def page(sheet: Sheet) -> None:
        _lines(sheet)
        sheet.text(50, 192, "Priority 2: Fewer young people who smoke, drink or take drugs", bold=True)
        for x, cell in zip(XS, ["Visit schools", "Ann Lee", "July 2010", "All visited"], strict=True):
            sheet.text(x, 207, cell)

    (rows,) = tables(drawn(page))
    assert rows[-2:] == [
        ["Priority 2: Fewer young people who smoke, drink or take drugs"],
        ["Visit schools", "Ann Lee", "July 2010", "All visited"],
    ]


def test_a_list_is_no_table() -> None:
    def page(sheet: Sheet) -> None:
        for at, text in enumerate(["Open a centre", "Train the nurses", "Run a campaign"]):
            sheet.text(50, 100 + 14 * at, f"{at + 1}.")
            sheet.text(80, 100 + 14 * at, text)

    data = drawn(page)
    assert not tables(data)
    assert said(data) == ["Open a centre", "Train the nurses", "Run a campaign"]


def test_a_list_of_contents_is_no_table() -> None:
    lines = [f"{title} {'.' * 60} {page}" for title, page in (("Foreword", 3), ("Our aims", 4), ("Money", 9))]
    assert not tables(drawn(lambda sheet: sheet.lines(50, 100, lines)))


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = [
        "The survey went to every household in the",
        "borough and a third of them replied, most of",
        "them by post. People value the parks and the",
        "library, and they are worried by litter, traffic",
        "and the cost of childcare. They want the council",
        "to tell them more about what it does.",
    ]
    right = [
        "The council will act on what it was told. Litter",
        "bins in the parks will be emptied each morning,",
        "and the library will stay open on two evenings.",
        "A new service for families will tell parents what",
        "childcare there is, what it costs and what help",
        "they may have with paying for it, from April.",
    ]

    def page(sheet: Sheet) -> None:
        sheet.text(50, 50, "What residents told us about the town and its services", 14, bold=True)
        sheet.lines(50, 80, left, 10)
        sheet.lines(310, 83, right, 10)

    data = drawn(page, size=(595, 842))
    assert not tables(data)
    assert said(data)[1:] == [" ".join(left), " ".join(right)]


TIGHT = [
    ["Action", "Lead", "By when"],
    ["Open two new children's", "Karen Osei", "March 2010"],
    ["centres in the north of", "and team", ""],
    ["the borough", "", ""],
    ["Train school nurses to", "John Bird", "June 2010"],
    ["find children who are", "", ""],
    ["unhappy at home", "", ""],
]


def test_rows_without_white_between_them_begin_where_columns_that_had_ended_print_again() -> None:
    def page(sheet: Sheet) -> None:
        for at, cells in enumerate(TIGHT):
            for x, cell in zip(XS, cells, strict=False):
                sheet.text(x, 100 + 11 * at, cell, bold=at == 0)

    assert tables(drawn(page)) == [
        [
            ["Action", "Lead", "By when"],
            ["Open two new children's centres in the north of the borough", "Karen Osei and team", "March 2010"],
            ["Train school nurses to find children who are unhappy at home", "John Bird", "June 2010"],
        ]
    ]


def test_cells_may_stand_in_the_middle_of_their_rows() -> None:
    rows = [
        ("Open two new children's|centres in the north of|the borough", "Karen Osei", "Two centres|open"),
        ("Train nurses", "John Bird and|the health team|of the schools", "All nurses|trained"),
        ("Run a campaign on road|safety near schools", "Asha Patel", "Leaflets sent|to each home|and school"),
    ]

    def page(sheet: Sheet) -> None:
        for x, text in zip(XS, ("Action", "Lead", "How measured"), strict=False):
            sheet.text(x, 80, text, bold=True)
        for at, row in enumerate(rows):
            for x, cell in zip(XS, row, strict=False):
                lines = cell.split("|")
                sheet.lines(x, 110 + 45 * at + 5.4 * (3 - len(lines)), lines)

    (found,) = tables(drawn(page))
    assert [[cell.replace("\n", " ") for cell in row] for row in found[1:]] == [
        [cell.replace("|", " ") for cell in row] for row in rows
    ]


def test_a_page_that_shows_few_columns_has_those_of_the_page_before() -> None:
    def second(sheet: Sheet) -> None:
        for at, line in enumerate(["in the register, and a", "nurse for each school"]):
            sheet.text(XS[3], 50 + 11 * at, line)
        sheet.text(XS[0], 80, "Visit schools")
        sheet.text(XS[2], 80, "July 2010")

    first_rows, second_rows = tables(drawn(_lines, second))
    assert first_rows[:-1] == ROWS[:-1]
    assert first_rows[-1][-1] == "1,000 leaflets sent in the register, and a nurse for each school"
    assert second_rows == [["Visit schools", "", "July 2010", ""]]


def test_a_cell_that_reaches_over_rows_is_one() -> None:
    lines = [
        ["More children in the", "Open two centres", "March 2010"],
        ["north walk or cycle to", "", ""],
        ["their school, and the", "Train school nurses", "June 2010"],
        ["roads near it are safer", "and their teams", ""],
    ]

    def page(sheet: Sheet) -> None:
        for x, text in zip(XS, ("Aim", "Action", "By when"), strict=False):
            sheet.text(x, 80, text, bold=True)
        for at, cells in enumerate(lines):
            for x, cell in zip(XS, cells, strict=False):
                sheet.text(x, 100 + 11 * at, cell)

    (found,) = tables(drawn(page))
    whole = "More children in the north walk or cycle to their school, and the roads near it are safer"
    assert found[1:] == [
        [whole, "Open two centres", "March 2010"],
        ["Train school nurses and their teams", "June 2010"],
    ]


def test_numbers_may_stand_close_before_the_edge_of_the_next_column() -> None:
    actions = [
        "Open a clinic",
        "Train nurses",
        "Visit schools",
        "Run a campaign",
        "Build homes",
        "Plant trees",
        "Buy land",
    ]

    def page(sheet: Sheet) -> None:
        for at, action in enumerate(actions):
            sheet.text(68, 100 + 11 * at, str(at + 1))
            sheet.text(76, 100 + 11 * at, action)
            sheet.text(200, 100 + 11 * at, "Karen Osei")

    assert tables(drawn(page)) == [[[str(at), action, "Karen Osei"] for at, action in enumerate(actions, 1)]]


def test_the_parts_of_a_cell_that_stand_apart_are_no_rows() -> None:
    xs = (50, 200, 300, 400, 500, 600)

    def page(sheet: Sheet) -> None:
        for at in range(3):
            y = 100 + 60 * at
            for x, text in zip(
                xs, ("Open a clinic", "May 2010", "Doctors", "None", "Schools", "Health plan"), strict=True
            ):
                sheet.text(x, y, f"{text} {at}")
            sheet.text(xs[4], y + 25, "Karen Osei")
            sheet.text(xs[5], y + 25, "Steering group")

    (found,) = tables(drawn(page))
    assert [row[4] for row in found] == [f"Schools {at}\nKaren Osei" for at in range(3)]
