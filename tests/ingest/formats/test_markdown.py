"""Markdown and its usual extensions."""

from __future__ import annotations

from ingest.document import Block, Heading, Paragraph, Table
from ingest.formats import read_document


def blocks(text: str) -> list[Block]:
    return list(read_document("plan.md", text.encode()).blocks)


def said(text: str) -> list[str]:
    return [b.text for b in blocks(text) if not isinstance(b, Table) and not _aside(b)]


def asides(text: str) -> list[str]:
    return [b.aside for b in blocks(text) if isinstance(b, Paragraph) and b.aside]


def _aside(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.aside)


def tables(text: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows] for block in blocks(text) if isinstance(block, Table)
    ]


def test_a_table_may_lack_its_outer_pipes_and_escape_inner_ones() -> None:
    text = "Ref | Action | Who\n-|-|:-:\n1.1 | Open a \\| clinic | K Osei\n1.2 | Train | A Shah\n"
    assert tables(text) == [
        [["Ref", "Action", "Who"], ["1.1", "Open a | clinic", "K Osei"], ["1.2", "Train", "A Shah"]]
    ]


def test_a_row_that_has_nothing_but_dashes_in_its_cells_is_drawn_and_one_with_words_is_not() -> None:
    assert tables("| NI 5 | - | - |\n|---|---|---|\n| NI 6 | - | 4 |\n") == [[["NI 5", "-", "-"], ["NI 6", "-", "4"]]]


def test_headings_may_be_underlined() -> None:
    found = [
        (b.text, b.level) for b in blocks("Eastvale plan\n=====\n\nAims\n----\n\nWe begin.\n") if isinstance(b, Heading)
    ]
    assert found == [("Eastvale plan", 1), ("Aims", 2)]


def test_quoted_text_is_read_as_what_it_says() -> None:
    found = blocks("> ## Priority 2: Warm homes\n>\n> - first\n> - second\n\n> “We will act\nin time.”\n")
    assert [type(block) for block in found] == [Heading, Paragraph, Paragraph, Paragraph]
    assert [b.text for b in found if not isinstance(b, Table)] == [
        "Priority 2: Warm homes",
        "first",
        "second",
        "“We will act in time.”",
    ]
    assert found[1].span.line == 3


def test_a_definition_stands_with_its_term() -> None:
    assert said("Lead officer\n: Karen Osei\n\nBy when\n\n:   March 2010\n    or later\n") == [
        "Lead officer: Karen Osei",
        "By when: March 2010 or later",
    ]


def test_links_by_reference_and_notes_are_read_as_printed() -> None:
    text = (
        "See [the strategy][s], [Alcohol Plan][] and [other][zz].[^1]\n\n"
        '[s]: http://example.org/s "Strategy"\n[alcohol plan]: http://example.org/a\n[^1]: Agreed in May\n    2010.\n'
    )
    assert said(text) == ["See the strategy, Alcohol Plan and [other][zz].", "Agreed in May 2010."]
    assert asides(text) == ["where a link leads"] * 2


def test_fences_are_gone_and_programs_with_them() -> None:
    text = (
        "```\nRef   Action          Who\n1.1   Open a clinic   K Osei\n1.2   Train staff     J Grant\n```\n\n"
        "```python\nx = 1\n```\n"
    )
    assert tables(text) == [
        [["Ref", "Action", "Who"], ["1.1", "Open a clinic", "K Osei"], ["1.2", "Train staff", "J Grant"]]
    ]
    assert said(text) == []
    assert asides(text) == ["the edge of a fenced block", "the edge of a fenced block", "program text"]


def test_what_speaks_to_a_site_generator_is_an_aside_and_its_headings_are_headings() -> None:
    text = (
        '---\ntitle: x\n---\n\n{% include top.html level=2 text="Warm homes" %}\n\n'
        "We act.\n{: .note}\n{% include a.md %}\n"
    )
    assert said(text) == ["Warm homes", "We act."]
    assert [b.level for b in blocks(text) if isinstance(b, Heading)] == [2]
    assert asides(text) == ["settings in front of the text", *["an instruction to a site generator"] * 2]


def test_nested_items_are_items_and_keep_their_wrapped_lines() -> None:
    found = [
        (b.bullet, b.text)
        for b in blocks("- one\n  - nested that\n    runs on\n1. two\n   with a tail\n")
        if isinstance(b, Paragraph)
    ]
    assert found == [("-", "one"), ("-", "nested that runs on"), ("1.", "two with a tail")]


def test_html_tables_in_markdown_keep_their_rowspans() -> None:
    (found,) = [
        b
        for b in blocks(
            "# Plan\n\n<table><tr><td rowspan='2'>Open</td><td>K</td></tr>\n<tr><td>A</td></tr></table>\n\nEnd.\n"
        )
        if isinstance(b, Table)
    ]
    assert [[(c.text, c.rowspan) for c in row.cells] for row in found.rows] == [[("Open", 2), ("K", 1)], [("A", 1)]]
