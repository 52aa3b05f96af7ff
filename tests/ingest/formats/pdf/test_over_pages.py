"""What goes on over pages: running heads, page numbers, paragraphs, tables and their rows."""

from __future__ import annotations

from ingest.document import Paragraph
from tests.ingest.formats.pdf.drawing import Page, Sheet, asides, blocks, drawn, said, tables

XS = (50, 200, 300, 450)
HEADER = ["Action", "By when", "Lead"]


def _page(number: int, rows: list[list[str]], of: int = 4) -> Page:
    def page(sheet: Sheet) -> None:
        sheet.text(50, 30, "Northam Council Delivery Plan 2010-11", 8)
        sheet.text(50, 570, "Draft for consultation", 8)
        sheet.text(500, 570, f"Page {number} of {of}", 8)
        sheet.grid(XS, [500 - 30 * (len(rows) - at) for at in range(len(rows) + 1)], rows)

    return page


def _rows(number: int) -> list[list[str]]:
    return [HEADER, [f"Open centre number {number}.", f"{number} March 2010", "Karen Osei"]]


def test_running_heads_and_page_numbers_stand_apart_but_the_first_head_is_kept() -> None:
    data = drawn(*(_page(number, _rows(number)) for number in range(1, 5)))
    assert said(data) == ["Northam Council Delivery Plan 2010-11"]
    beside = [text for text, aside in asides(data) if aside == "a running header or footer"]
    assert beside.count("Northam Council Delivery Plan 2010-11") == 3
    assert [text for text in beside if "Page" in text] == [f"Draft for consultation Page {n} of 4" for n in range(1, 5)]
    assert {b.span.page for b in blocks(data)} == {1, 2, 3, 4}


def test_headings_that_count_on_from_page_to_page_are_no_page_numbers() -> None:
    def page(number: int) -> Page:
        def draw(sheet: Sheet) -> None:
            sheet.text(50, 40, f"Priority {number}", 14, bold=True)
            sheet.text(50, 100, f"What we do for it is number {number} of many things.")

        return draw

    assert [text for text in said(drawn(*map(page, range(1, 5)))) if text.startswith("Priority")] == [
        f"Priority {number}" for number in range(1, 5)
    ]


def test_a_header_printed_again_is_set_apart() -> None:
    data = drawn(*(_page(number, _rows(number)) for number in range(1, 4)))
    assert [row for table in tables(data) for row in table] == [HEADER, *(_rows(n)[1] for n in range(1, 4))]
    assert [text for text, aside in asides(data) if aside.startswith("a header")] == ["Action By when Lead"] * 2


def test_a_row_torn_by_the_page_is_put_together_on_the_page_where_it_begins() -> None:
    first = [
        HEADER,
        ["Work with schools and health visitors\ncontinuously to find families who", "March 2010", "Karen Osei"],
    ]
    second = [HEADER, ["need help early", "", ""], ["Train all the nurses.", "June 2010", "Ann Lee"]]
    data = drawn(_page(1, first), _page(2, second), _page(3, _rows(3)))
    torn = [
        "Work with schools and health visitors continuously to find families who need help early",
        "March 2010",
        "Karen Osei",
    ]
    assert tables(data)[:2] == [[HEADER, torn], [["Train all the nurses.", "June 2010", "Ann Lee"]]]


def test_a_new_row_at_the_top_of_a_page_is_not_taken_for_the_rest_of_one() -> None:
    first = [HEADER, ["Work with schools\nto find families\nwho need help.", "March 2010", "Karen Osei"]]
    second = [HEADER, ["eLearning for all staff.", "June 2010", "Ann Lee"]]
    data = drawn(_page(1, first), _page(2, second), _page(3, _rows(3)))
    assert tables(data)[1] == [["eLearning for all staff.", "June 2010", "Ann Lee"]]


def test_a_paragraph_over_two_pages_stands_where_it_begins() -> None:
    one = (
        "The council and its partners have agreed what they will do in the coming year, and this plan says who will do"
    )
    two = "it and by when."

    def page(lines: list[str], number: int) -> Page:
        def draw(sheet: Sheet) -> None:
            sheet.lines(50, 60, lines)
            sheet.text(400, 570, str(number))

        return draw

    data = drawn(page([one], 1), page([two, "Then another begins."], 2), page(["And so on."], 3))
    found = [b for b in blocks(data) if isinstance(b, Paragraph) and not b.aside]
    assert [(b.text, b.span.page) for b in found] == [
        (f"{one} {two}", 1),
        ("Then another begins.", 2),
        ("And so on.", 3),
    ]


def test_a_column_that_is_empty_on_one_page_is_still_one_where_no_rules_are() -> None:
    def page(rows: list[list[str]], number: int) -> Page:
        def draw(sheet: Sheet) -> None:
            for at, row in enumerate(rows):
                for x, cell in zip((50, 250, 350, 450), row, strict=True):
                    sheet.text(x, 100 + 20 * at, cell)
            sheet.text(400, 570, str(number))

        return draw

    first = [["Action", "By when", "Money", "Lead"], ["Open a centre", "March 2010", "£10,000", "Karen Osei"]]
    first += [["Train all nurses", "May 2010", "£2,000", "Ann Lee"]]
    second = [[f"Visit schools in area {n}", "June 2010", "", "John Bird"] for n in range(3)]
    assert tables(drawn(page(first, 1), page(second, 2))) == [first, second]
