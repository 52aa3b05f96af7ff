"""Files become documents: what they are, their text, their blocks with places."""

from __future__ import annotations

import codecs
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Block, Document, Heading, Paragraph, Span, Table
from ingest.formats import UnreadableDocumentError, read_document


def blocks(text: str) -> list[Block]:
    return list(read_document("plan.txt", text.encode()).blocks)


def table(text: str) -> list[list[str]]:
    found = [block for block in blocks(text) if isinstance(block, Table)]
    assert len(found) == 1
    return [[cell.text for cell in row.cells] for row in found[0].rows]


def spans(document: Document) -> list[Span]:
    found: list[Span] = []
    for block in document.blocks:
        found.append(block.span)
        if isinstance(block, Table):
            found += [row.span for row in block.rows] + [cell.span for row in block.rows for cell in row.cells]
    return found


def stands_on_its_line(span: Span, lines: list[str]) -> bool:
    rest = "\n".join(lines[span.line - 1 :])
    folded = " ".join(span.quote.split())
    first = " ".join(rest[: len(span.quote) + len(lines[span.line - 1])].split())
    starts = " ".join(lines[span.line - 1].split())
    return folded in first and (not folded or any(folded.startswith(starts[i : i + 1]) for i in range(len(starts))))


@pytest.mark.parametrize(
    "data",
    [
        "Priorité: café".encode(),
        codecs.BOM_UTF8 + "Priorité: café".encode(),
        "Priorité: café".encode("utf-16"),
        "Priorité: café".encode("utf-16-le"),
        "Priorité: café".encode("utf-32"),
        "Priorité: café".encode("cp1252"),
    ],
)
def test_any_usual_encoding_is_read(data: bytes) -> None:
    assert read_document("plan.txt", data).text == "Priorité: café"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (b"PK\x03\x04rest", "a zipped file"),
        (bytes(range(128)) * 40, "binary"),
        (codecs.BOM_UTF16_LE + b"a", "UTF-16-LE"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document("minutes.doc", data)
    message = str(caught.value)
    assert message.startswith("minutes.doc: ") and problem in message and "\n" not in message


def test_headings_are_known_by_marks_bold_capitals_form_or_standing_alone() -> None:
    found = [
        (block.text, block.level)
        for block in blocks(
            "# Delivery plan\n\n**Priority 2: Keep homes warm**\n\nCHILDREN IN NORTHAM STAY SAFE.\n\n"
            "Recommendation 4: Fill every post\n\nWho we are\n\nThe Board notes the report.\n\nWe serve 40 schools.\n"
        )
        if isinstance(block, Heading)
    ]
    assert found == [
        ("Delivery plan", 1),
        ("Priority 2: Keep homes warm", 3),
        ("CHILDREN IN NORTHAM STAY SAFE.", 2),
        ("Recommendation 4: Fill every post", 3),
        ("Who we are", 5),
    ]


def test_bold_over_several_lines_is_one_heading() -> None:
    (only,) = blocks("**Eastvale\nDelivery Plan\n2010-12**\n")
    assert isinstance(only, Heading) and only.text == "Eastvale Delivery Plan 2010-12" and only.span.last_line == 3


def test_list_items_keep_their_marks_apart_from_their_text() -> None:
    found = [
        (b.bullet, b.text)
        for b in blocks("- first\n- 2. second\n• third\n3.1 That the Board note it.\n")
        if isinstance(b, Paragraph)
    ]
    assert found == [("-", "first"), ("- 2.", "second"), ("•", "third"), ("3.1", "That the Board note it.")]


def test_lines_broken_to_a_width_are_one_paragraph_and_short_lines_are_not() -> None:
    wrapped = (
        "The council will work with its partners so that every child who\n"
        "needs a nursery place finds one near home, from the autumn of this\nyear."
    )
    (only,) = blocks(wrapped)
    assert isinstance(only, Paragraph) and only.text == " ".join(wrapped.split())
    listed = (
        "Fewer children are hurt on the way to school or in the park.\n"
        "Fewer young people leave home without a plan of support.\n"
    )
    assert len(blocks(listed)) == 2


def test_pipe_rows_with_html_in_the_cells() -> None:
    assert table(
        "| Action | Who |\n|---|---|\n"
        "| <p>Open a clinic</p> <p>Train staff</p> | <b>K Osei</b><br/>A Shah |\n|---|---|\n"
        "| <ul><li>• one</li><li>two &amp; three</li></ul> | a \\| b |\n"
    ) == [
        ["Action", "Who"],
        ["Open a clinic\nTrain staff", "K Osei\nA Shah"],
        ["• one\n• two & three", "a | b"],
    ]


def test_a_pipe_row_may_run_on_over_lines() -> None:
    assert table("| Action | Who |\n|---|---|\n| Open a\nclinic | K Osei |\n")[1] == ["Open a\nclinic", "K Osei"]


def test_tabs_make_a_table_and_a_row_without_tabs_between_them_belongs_to_it() -> None:
    assert table("Ref\tAction\n1\tOpen a clinic\nin the north\n2\tTrain\n") == [
        ["Ref", "Action"],
        ["1", "Open a clinic"],
        ["in the north"],
        ["2", "Train"],
    ]


def test_an_indented_list_is_no_table() -> None:
    assert all(isinstance(block, Paragraph) for block in blocks("Aims:\n\t- one\n\t- two\n"))


def test_html_tables_keep_spans_and_places() -> None:
    text = (
        "Before\n\n<table>\n<tr><th>Action</th><th>Who</th></tr>\n"
        "<tr><td rowspan=2>Open</td><td>K Osei</td></tr>\n</table>\n"
    )
    (found,) = [block for block in blocks(text) if isinstance(block, Table)]
    assert found.rows[0].header and not found.rows[1].header
    assert found.rows[1].cells[0].rowspan == 2
    assert (found.rows[1].cells[1].text, found.rows[1].cells[1].span.line) == ("K Osei", 5)


def test_a_page_of_html_is_read_without_its_scripts() -> None:
    document = read_document(
        "plan.html",
        b"<!DOCTYPE html><html><head><title>Plan | Northam</title></head><body>"
        b"<script>var a='<p>x</p>'</script><!-- <p>no</p> -->"
        b"<h2>Priority 1: Warm homes</h2><p>We will <b>act</b>.</p><ul><li>soon</li></ul></body></html>",
    )
    assert document.media_type == "text/html"
    assert [block.text for block in document.blocks if not isinstance(block, Table)] == [
        "Plan",
        "Priority 1: Warm homes",
        "We will act.",
        "soon",
    ]


def test_form_feeds_number_the_pages() -> None:
    first, second = blocks("On the first page.\n\fOn the second page.\n")
    assert (first.span.page, second.span.page) == (1, 2)


def test_characters_that_print_nothing_are_gone_from_texts_and_stay_in_quotes() -> None:
    (only,) = blocks("Open\u202e a\u200b clinic\x00.\n")
    assert isinstance(only, Paragraph) and only.text == "Open a clinic."
    assert only.span.quote == "Open\u202e a\u200b clinic\x00."


PIECES = st.sampled_from(
    (
        *("| a | b |", "|---|---|", "a\tb\tc", "\t\tx", "**bold**", "**open", "# Title", "- item", "1.1 thing", "\f"),
        *(
            "<table>",
            "</table>",
            "<tr><td>a</td><td rowspan='3'>b",
            "<p>para",
            "<!--",
            "<script>",
            "",
            "",
            "•",
            "|",
            "\t",
        ),
        *("Priority 1: warm homes", "plain text here.", "KPI\tHOW WE WILL DELIVER\tWHO", "&amp; &lt;b&gt;", "[a](b)"),
        *("\u202eabc", "x" * 200, "---", "===", "Lead: K Osei"),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_every_quote_stands_in_the_text_from_its_line_on(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    if not re.search(r"\w", text):
        return
    document = read_document("plan.txt", text.encode())
    lines = document.text.split("\n")
    for span in spans(document):
        assert 1 <= span.line <= span.last_line <= len(lines)
        assert stands_on_its_line(span, lines), span


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read_document("any", data)
    except UnreadableDocumentError as error:
        assert str(error).startswith("any: ")
    else:
        lines = document.text.split("\n")
        assert all(stands_on_its_line(span, lines) for span in spans(document))


def test_a_few_bytes_that_are_no_word_are_no_plan() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"odd\.txt: there is no word in it; give a file"):
        read_document("odd.txt", b"\x00\x01\x02")
