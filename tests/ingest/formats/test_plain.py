"""Plain text of any make: line ends, lists, headings; and that its time grows as its length does."""

from __future__ import annotations

import gc
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.document import Block, Heading, Paragraph, Table
from ingest.formats.plain.gutters import Run, pieces_of
from ingest.formats.plain.rows import PhysicalLine, rows_of
from ingest.formats.source import Source
from ingest.formats.text import read_text


def said(text: str) -> list[str]:
    return [block.text for block in read_text(Source(text)) if not isinstance(block, Table) and not _aside(block)]


def _aside(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.aside)


@pytest.mark.parametrize("end", ["\n", "\v", "\x85", "\u2028", "\u2029", "\f"])
def test_a_line_may_end_in_any_way(end: str) -> None:
    assert said(f"- one{end}- two") == ["one", "two"]


def test_a_page_that_begins_within_a_sentence_does_not_part_it() -> None:
    (only,) = [
        b
        for b in read_text(
            Source(
                "The council will work with its partners so that every child\n\fwho needs a nursery place finds one."
            )
        )
        if isinstance(b, Paragraph)
    ]
    assert only.text.endswith("every child who needs a nursery place finds one.")
    assert (only.span.line, only.span.last_line, only.span.page) == (1, 2, 1)


def test_lines_with_labels_stay_lines() -> None:
    text = (
        "Action: Open a clinic at the harbour for all the young people of the town\n"
        "Lead officer: Karen Osei, Head of Youth Services of the county council\n"
        "By when: the end of March 2010, or as soon after that as can be done\n"
    )
    assert len(said(text)) == 3


def test_a_numbered_line_over_its_text_is_a_heading() -> None:
    found = read_text(
        Source("3.2 Governance\nThe Trust meets every quarter and is led by the lead member, who\nreports to all.\n")
    )
    assert [(type(b), b.text[:14]) for b in found if not isinstance(b, Table)] == [
        (Heading, "3.2 Governance"),
        (Paragraph, "The Trust meet"),
    ]


def test_items_that_hang_keep_their_lines() -> None:
    found = [
        (b.bullet, b.text)
        for b in read_text(Source("  •  open a clinic at the\n     Harbour\n     o  with two nurses\n  (a) report\n"))
        if isinstance(b, Paragraph)
    ]
    assert found == [("•", "open a clinic at the Harbour"), ("o", "with two nurses"), ("(a)", "report")]


LONG = (
    "a ",
    "|",
    "| ",
    "<",
    "**",
    "[a](",
    "[a][b]",
    "&amp;",
    ". . ",
    "- ",
    "+-",
    "a\t",
    "a  b ",
    "#",
    "> ",
    "1.1 ",
    "•",
    "│",
)
MANY = (
    *("a", "Title", "a  b", "a  b  c", "- a", "| a |", "a\tb", "+--+", "+--+--+\n| a| b|", "a | b\n--+--", "====  ==="),
    *(
        "a  b\n-- --",
        "> a",
        "[a]: b",
        "```",
        "A: b",
        "1.1  x  y",
        "\f",
        "**a",
        "Ab\n: d",
        "Aaa..... 3\nx",
        "WORDS, ALL",
    ),
    *("1.1   x   y\n      z", "x  y  z\n\n", "   a    b\n a", "Priority 1: a", "(a", "Aa bb.\n\n"),
)


def _seconds(text: str) -> float:
    """The processor's time to read a text, the collection of what other tests left in memory not counted."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        read_text(Source(text))
        return time.process_time() - started
    finally:
        gc.enable()


def _grows_as_its_length(text: str) -> bool:
    """Whether eight times a text takes far less than sixty-four times as long, once in four tries on a busy machine."""
    return any(_seconds(text * 8) < 30 * max(_seconds(text), 0.02) for _ in range(4))


@pytest.mark.parametrize("unit", LONG)
def test_the_time_of_a_long_line_grows_as_its_length(unit: str) -> None:
    assert _grows_as_its_length(unit * 4_000)


@pytest.mark.parametrize("unit", MANY)
def test_the_time_of_many_lines_grows_as_their_number(unit: str) -> None:
    assert _grows_as_its_length(f"{unit}\n" * 1_000)


@settings(deadline=None)
@given(st.text(alphabet="ab 1.•-", max_size=60))
def test_pieces_are_the_words_of_a_line_and_never_touch(line: str) -> None:
    pieces = pieces_of(line)
    assert "".join("".join(line[a:b].split()) for a, b in pieces) == "".join(line.split())
    assert all(left[1] < right[0] for left, right in pairwise(pieces))


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab   ", min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=12))
@example(["aaaa", "a   a", "  a"])
def test_nothing_is_printed_in_a_gutter(texts: list[str]) -> None:
    run, taken = Run(), list[str]()
    for number, text in enumerate(texts):
        if run.take(number, text, pieces_of(text)):
            taken.append(text)
    uncrossed = [gutter for gutter in run.gutters if not gutter.crossed]
    assert all(not text[gutter.left : gutter.right].strip() for gutter in uncrossed for text in taken)


CELLS = st.tuples(*[st.sampled_from(("", "1.1", "2.3", "Open a", "clinic", "Karen Osei", "May 2010", "• a"))] * 3)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(CELLS, st.booleans()), max_size=14))
def test_every_line_of_a_table_is_in_one_row(cells: list[tuple[tuple[str, ...], bool]]) -> None:
    lines = [PhysicalLine(at, texts, parted and at > 0) for at, (texts, parted) in enumerate(cells)]
    rows = rows_of(lines, [20, 30, 15])
    assert [at for first, last in rows for at in range(first, last + 1)] == list(range(len(lines)))
