"""Headings, paragraphs, lists and single letters, as PDFs print them."""

from __future__ import annotations

from pathlib import Path

import pytest
import reportlab
from reportlab.lib.colors import white
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ingest.document import Heading, Paragraph
from ingest.formats.pdf.symbols import sign
from tests.ingest.formats.pdf.drawing import Sheet, asides, blocks, drawn, said, tables

PARAGRAPH = [
    "The council and its partners have agreed what they will do in the coming year, and this plan says who will do it",
    "and by when. Every action has an owner, who reports to the board each quarter on what was done and what was not,",
    "and on what it cost.",
]


def test_headings_are_told_by_size_and_weight_and_ranked_by_them() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(50, 60, "Delivery plan", 20, bold=True)
        sheet.text(50, 90, "1. What we will do", 14, bold=True)
        sheet.text(50, 110, "Staying safe", 9, bold=True)
        sheet.lines(50, 130, PARAGRAPH)

    *headings, paragraph = blocks(drawn(page))
    assert [(b.text, b.level) for b in headings if isinstance(b, Heading)] == [
        ("Delivery plan", 1),
        ("1. What we will do", 2),
        ("Staying safe", 3),
    ]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == " ".join(PARAGRAPH)


def test_a_short_line_ends_its_paragraph() -> None:
    data = drawn(lambda sheet: sheet.lines(50, 60, [*PARAGRAPH, "The board meets in March."]))
    assert said(data) == [" ".join(PARAGRAPH), "The board meets in March."]


def test_list_items_keep_their_markers() -> None:
    lines = ["•  Fewer accidents", "–  Less crime", "1.  Set up a helpline", "(b)  Train mentors"]
    found = blocks(drawn(lambda sheet: sheet.lines(50, 60, lines)))
    assert [(b.bullet, b.text) for b in found if isinstance(b, Paragraph)] == [
        ("•", "Fewer accidents"),
        ("–", "Less crime"),
        ("1.", "Set up a helpline"),
        ("(b)", "Train mentors"),
    ]


def test_the_marks_of_a_font_of_signs_are_markers() -> None:
    def page(sheet: Sheet) -> None:
        for y, text in ((60, "Open a centre"), (74, "Train nurses")):
            sheet.canvas.setFont("ZapfDingbats", 7)
            sheet.canvas.drawString(50, sheet.height - y, "n")
            sheet.text(64, y, text)

    found = blocks(drawn(page))
    assert [(b.bullet, b.text) for b in found if isinstance(b, Paragraph)] == [
        ("■", "Open a centre"),
        ("■", "Train nurses"),
    ]


@pytest.mark.parametrize(
    ("code", "font", "shown"),
    [
        (0xF0B7, "symbolmt", "•"),
        (0xF0A7, "wingdings-regular", "•"),
        (0xF0FC, "wingdings-regular", "✓"),
        (0xF0D8, "", "➢"),
        (0xF0B7, "", "•"),
        (ord("n"), "arial", "n"),
        (0xE123, "", "•"),
    ],
)
def test_private_characters_of_word_stand_for_signs(code: int, font: str, shown: str) -> None:
    assert sign(code, font) == shown


@pytest.mark.parametrize("spacing", ["characters", "spaces"])
def test_spaced_out_titles_are_words(spacing: str) -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(50, 100, PARAGRAPH)
        if spacing == "spaces":
            sheet.text(50, 60, "P R I O R I T Y   O N E", 16, bold=True)
            return
        text = sheet.canvas.beginText(50, sheet.height - 60)
        text.setFont("Helvetica-Bold", 16)
        text.setCharSpace(6)
        text.textOut("PRIORITY ONE")
        sheet.canvas.drawText(text)

    assert said(drawn(page))[0] == "PRIORITY ONE"


def test_a_raised_figure_is_a_footnote_mark_and_no_part_of_the_number_before_it() -> None:
    def page(sheet: Sheet) -> None:
        end = 50 + sheet.canvas.stringWidth("The rate fell to 20%", "Helvetica", 10)
        sheet.text(50, 60, "The rate fell to 20%", 10)
        sheet.text(end, 56, "1", 6)
        sheet.text(end + 6, 60, "in 2009.", 10)

    assert said(drawn(page)) == ["The rate fell to 20%¹ in 2009."]


def test_words_drawn_twice_are_bold_and_read_once() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(50, 60, "Staying safe")
        sheet.text(50.3, 60, "Staying safe")
        sheet.lines(50, 80, PARAGRAPH)

    assert said(drawn(page)) == ["Staying safe", " ".join(PARAGRAPH)]


def test_small_capitals_stand_on_the_line_of_their_initials() -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(50, 60, "S", 12)
        sheet.text(58.1, 60, "TAYING", 9)
        sheet.text(100, 60, "S", 12)
        sheet.text(108.1, 60, "AFE", 9)

    assert said(drawn(page)) == ["STAYING SAFE"]


def test_ligatures_and_soft_hyphens_are_plain_letters() -> None:
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))

    def page(sheet: Sheet) -> None:
        sheet.canvas.setFont("Vera", 9)
        sheet.canvas.drawString(50, sheet.height - 60, "The \ufb01nance team re\u00adports")

    assert said(drawn(page)) == ["The finance team reports"]


def test_text_that_the_page_does_not_show_is_set_apart_and_not_lost() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.setFillColor(white)
        sheet.text(50, 60, "White on white")
        sheet.canvas.setFillGray(0)
        sheet.canvas.saveState()
        text = sheet.canvas.beginText(50, sheet.height - 80)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 9)
        text.textOut("Never painted")
        sheet.canvas.drawText(text)
        sheet.canvas.restoreState()
        sheet.text(-300, 100, "Off the page")
        sheet.text(50, 120, "On the page")

    data = drawn(page)
    assert said(data) == ["On the page"]
    assert asides(data) == [("White on white Never painted Off the page", "text that the page does not show")]


def test_a_draft_mark_across_the_page_does_not_come_between_its_words() -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(50, 100, PARAGRAPH)
        sheet.canvas.translate(100, 300)
        sheet.canvas.rotate(45)
        sheet.canvas.setFont("Helvetica", 80)
        sheet.canvas.drawString(0, 0, "DRAFT")

    assert said(drawn(page)) == [" ".join(PARAGRAPH)]


def _turned(sheet: Sheet, degrees: int) -> None:
    sheet.canvas.saveState()
    sheet.canvas.translate(*((0, 842) if degrees < 0 else (595, 0)))
    sheet.canvas.rotate(degrees)
    inner = Sheet(sheet.canvas, 595)
    inner.text(50, 60, "Northam plan", 14, bold=True)
    inner.grid((50, 250, 400), (100, 120, 140), [["Action", "Lead"], ["Open a centre", "Karen Osei"]])
    sheet.canvas.restoreState()


@pytest.mark.parametrize("degrees", [-90, 90])
@pytest.mark.parametrize("rotate", [0, 90])
def test_pages_turned_and_pages_of_turned_text_are_read_upright(degrees: int, rotate: int) -> None:
    size = (842, 595) if rotate else (595, 842)  # the drawing library swaps the sides of a page that it turns
    data = drawn(lambda sheet: _turned(sheet, degrees), size=size, rotate=rotate)
    assert said(data) == ["Northam plan"]
    assert tables(data) == [[["Action", "Lead"], ["Open a centre", "Karen Osei"]]]
