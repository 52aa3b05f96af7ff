"""OpenDocument texts and spreadsheets, written by hand in the smallest parts."""

from __future__ import annotations

import pytest

from ingest.document import Document, Heading, Paragraph, Table
from ingest.formats import UnreadableDocumentError, read_document
from tests.ingest.formats.test_sniff import zipped

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)
STYLES = """
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Struck" style:family="text">
 <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>
<style:style style:name="Heading_20_2" style:family="paragraph" style:default-outline-level="2"/>
<style:style style:name="Out" style:family="table"><style:table-properties table:display="false"/></style:style>
<text:list-style style:name="L">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
 <text:list-level-style-bullet text:level="3" text:bullet-char="-"/>
</text:list-style>
"""


def opened(kind: str, body: str, styles: str = "") -> Document:
    return read_document(f"plan.{kind}", package(kind, body, styles))


def package(kind: str, body: str, styles: str = "") -> bytes:
    of = {"odt": "text", "ods": "spreadsheet"}[kind]
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:{of}>{body}</office:{of}></office:body></office:document-content>"
    )
    parts = {"mimetype": f"application/vnd.oasis.opendocument.{of}".encode(), "content.xml": content.encode()}
    if styles:
        parts["styles.xml"] = f"<office:document-styles {_NAMES}>{styles}</office:document-styles>".encode()
    return zipped(parts)


def said(document: Document) -> list[str]:
    return [f"{b.bullet} {b.text}".strip() for b in document.blocks if isinstance(b, Paragraph) and not b.aside]


def cells(document: Document) -> list[list[str]]:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_headings_are_known_by_their_element_and_by_their_style() -> None:
    document = opened(
        "odt", '<text:h text:outline-level="1">Our plan</text:h><text:p text:style-name="P1">Homes</text:p>'
    )
    assert [(b.text, b.level) for b in document.blocks if isinstance(b, Heading)] == [("Our plan", 1), ("Homes", 2)]


def test_lists_print_their_numbers() -> None:
    document = opened(
        "odt",
        """<text:list text:style-name="L"><text:list-item><text:p>Open a clinic</text:p>
        <text:list><text:list-item><text:p>Find a site</text:p></text:list-item>
        <text:list-item><text:p>Train nurses</text:p></text:list-item></text:list></text:list-item>
        <text:list-item><text:p>Run a campaign</text:p></text:list-item></text:list>""",
    )
    lines = ["1. Open a clinic", "1.1 Find a site", "1.2 Train nurses", "2. Run a campaign"]
    assert [block.span.quote for block in document.blocks] == lines


def test_what_a_reader_does_not_see_is_left_out() -> None:
    document = opened(
        "odt",
        """<text:tracked-changes><text:changed-region><text:deletion><text:p>Close it.</text:p></text:deletion>
        </text:changed-region></text:tracked-changes>
        <text:p>Open<office:annotation><text:p>Are we sure?</text:p></office:annotation> a
           clinic<text:span text:style-name="Gone"> in secret</text:span> in<text:s text:c="1"/>the north.</text:p>""",
    )
    assert said(document) == ["Open a clinic in the north."]
    beside = {b.text: b.aside for b in document.blocks if isinstance(b, Paragraph) and b.aside}
    assert list(beside) == ["Close it.", "in secret", "Are we sure?"]
    assert list(beside.values()) == ["deleted in tracked changes", "hidden text", "a comment"]


def test_cells_keep_their_columns_and_rows() -> None:
    document = opened(
        "odt",
        """<table:table><table:table-header-rows><table:table-row>
        <table:table-cell><text:p><text:span text:style-name="Bold">Aim</text:span></text:p></table:table-cell>
        <table:table-cell table:number-columns-spanned="2"><text:p>Action</text:p></table:table-cell>
        <table:covered-table-cell/></table:table-row></table:table-header-rows>
        <table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Health</text:p></table:table-cell>
        <table:table-cell><text:p>Open a clinic</text:p><text:p>Train nurses</text:p></table:table-cell>
        <table:table-cell><text:p>May 2026</text:p></table:table-cell></table:table-row>
        <table:table-row><table:covered-table-cell/><table:table-cell><text:p>Run a campaign</text:p></table:table-cell>
        <table:table-cell/></table:table-row></table:table>""",
    )
    assert cells(document) == [
        ["Aim", "Action"],
        ["Health", "Open a clinic\nTrain nurses", "May 2026"],
        ["Run a campaign", ""],
    ]
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert table.rows[0].header
    assert table.rows[0].cells[0].bold
    assert (table.rows[0].cells[1].colspan, table.rows[1].cells[0].rowspan) == (2, 2)


def test_what_is_struck_through_is_told_apart() -> None:
    document = opened(
        "odt", '<text:p>Open a clinic</text:p><text:p><text:span text:style-name="Struck">Close it</text:span></text:p>'
    )
    assert said(document) == ["Open a clinic"]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.aside == "struck through"] == ["Close it"]


def test_footnotes_follow_the_text_and_margins_stand_beside_it() -> None:
    document = opened(
        "odt",
        """<text:p>Open a clinic<text:note><text:note-citation>1</text:note-citation><text:note-body>
        <text:p>If money is found.</text:p></text:note-body></text:note> in May.</text:p>""",
        """<office:master-styles><style:master-page>
        <style:footer><text:p>Draft of the plan</text:p></style:footer>
        </style:master-page></office:master-styles>""",
    )
    assert said(document) == ["Open a clinic[1] in May.", "If money is found."]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.aside] == ["Draft of the plan"]


SHEET = """<table:table table:name="Actions"><table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/><table:table-column/>
<table:table-row><table:table-cell><text:p>Action</text:p></table:table-cell>
<table:table-cell><text:p>Lead</text:p></table:table-cell><table:table-cell><text:p>Note</text:p></table:table-cell>
<table:table-cell><text:p>By when</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Open a clinic</text:p><text:p>in the north</text:p></table:table-cell>
<table:table-cell><office:annotation><text:p>Ask her</text:p></office:annotation>
<text:p>K Osei</text:p></table:table-cell>
<table:table-cell><text:p>Secret</text:p></table:table-cell>
<table:table-cell office:value-type="date"><text:p>31/03/2026</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell><text:p>Close it</text:p></table:table-cell>
<table:table-cell><text:p>Nobody</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/>
</table:table-row></table:table>
<table:table table:name="Old" table:style-name="Out"><table:table-row><table:table-cell><text:p>Old</text:p>
</table:table-cell></table:table-row></table:table>"""


def test_a_sheet_shows_what_its_cells_say_each_with_its_place() -> None:
    document = opened("ods", SHEET)
    assert cells(document) == [["Action", "Lead", "By when"], ["Open a clinic\nin the north", "K Osei", "31/03/2026"]]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [cell.span.place for cell in table.rows[1].cells] == ["Actions!A2", "Actions!B2", "Actions!D2"]
    beside = " ".join(b.text for b in document.blocks if isinstance(b, Paragraph) and b.aside)
    assert all(word in beside for word in ("Secret", "Close it", "Old"))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (package("odt", "<text:p/>"), "no word"),
        (package("ods", '<table:table table:name="A"/>'), "empty"),
        (package("odt", "<text:p>"), "no well-formed XML"),
        (
            zipped(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": b"<manifest:encryption-data/>",
                    "content.xml": b"\x00\x01",
                }
            ),
            "locked with a password",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=problem):
        read_document("plan", data)


def test_repeated_cells_and_deep_lists_cost_little() -> None:
    deep = (
        '<text:list text:style-name="L"><text:list-item>' * 80
        + "<text:p>x</text:p>"
        + "</text:list-item></text:list>" * 80
    )
    assert said(opened("odt", f"<text:p>Open a clinic.</text:p>{deep}")) == ["Open a clinic."]
    wide = """<table:table table:name="A"><table:table-row table:number-rows-repeated="999999">
    <table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell>
    </table:table-row></table:table>"""
    assert len(cells(opened("ods", wide))) == 1000
