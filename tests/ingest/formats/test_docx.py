"""Word files: what a reader of the print sees comes out, with its place."""

from __future__ import annotations

import pytest
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from ingest.document import Heading, Paragraph
from ingest.formats import UnreadableDocumentError, read_document
from ingest.formats.docx.numbering import formatted
from tests.ingest.formats.office import changed, read, tables, texts, word, xml

NUMBERED = """<w:abstractNum w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Priority %1:"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>"""


def number(file: WordFile) -> None:
    """Give a file a list of three levels under the number 90."""
    root = file.part.numbering_part.element
    root.insert(0, parse_xml(NUMBERED.replace(">", f" {nsdecls('w')}>", 1)))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def listed(paragraph: object, level: int) -> None:
    """Make a paragraph an item of that list."""
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))


def test_headings_are_known_by_style_outline_and_bold_paragraphs_by_how_they_read() -> None:
    def make(file: WordFile) -> None:
        file.add_heading("Northam Delivery Plan", 0)
        file.add_heading("Keep homes warm", 2)
        outlined = file.add_paragraph("Safer streets")
        outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="3"/>'))
        file.add_paragraph().add_run("Priority 3: Fill every post").bold = True
        file.add_paragraph("The council will fill every post by the spring, and say so each quarter.")

    found = [(b.text, b.level) for b in read(word(make)).blocks if isinstance(b, Heading)]
    assert found == [
        ("Northam Delivery Plan", 1),
        ("Keep homes warm", 2),
        ("Safer streets", 4),
        ("Priority 3: Fill every post", 3),
    ]


def test_automatic_numbers_are_printed_where_they_stand() -> None:
    def make(file: WordFile) -> None:
        number(file)
        for text, level in [("Warm homes", 0), ("Insulate lofts", 1), ("Draught-proof", 1), ("in the north", 2)]:
            listed(file.add_paragraph(text), level)
        listed(file.add_paragraph("Safe streets"), 0)
        listed(file.add_paragraph("Light the park"), 1)

    document = read(word(make))
    assert document.text.split("\n")[::2] == [
        "Priority 1: Warm homes",
        "1.1 Insulate lofts",
        "1.2 Draught-proof",
        "(a) in the north",
        "Priority 2: Safe streets",
        "2.1 Light the park",
        "",
    ]
    assert [b.bullet for b in document.blocks if isinstance(b, Paragraph)] == ["1.1", "1.2", "(a)", "2.1"]


def test_an_empty_reference_cell_holds_its_automatic_number() -> None:
    def make(file: WordFile) -> None:
        number(file)
        listed(file.add_paragraph("Warm homes"), 0)
        table = file.add_table(3, 2)
        for row, action in zip(table.rows, ["Action", "Insulate lofts", "Draught-proof doors"], strict=True):
            row.cells[1].text = action
        table.rows[0].cells[0].text = "Ref"
        for row in table.rows[1:]:
            listed(row.cells[0].paragraphs[0], 1)

    (table,) = tables(read(word(make)))
    assert texts(table)[1:] == [["1.1", "Insulate lofts"], ["1.2", "Draught-proof doors"]]


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (14, "upperRoman", "XIV"),
        (27, "lowerLetter", "aa"),
        (3, "decimalZero", "03"),
        (22, "ordinal", "22nd"),
        (7, "chicago", "7"),
    ],
)
def test_numbers_come_in_the_form_of_their_list(count: int, form: str, printed: str) -> None:
    assert formatted(count, form) == printed


def test_bullets_in_a_cell_are_lines_and_bold_cells_are_known() -> None:
    def make(file: WordFile) -> None:
        table = file.add_table(1, 2)
        table.cell(0, 0).paragraphs[0].add_run("Measures").bold = True
        table.cell(0, 1).text = "Two schools:"
        table.cell(0, 1).add_paragraph("one in the north", style="List Bullet")
        table.cell(0, 1).add_paragraph("one in the south", style="List Bullet")

    (table,) = tables(read(word(make)))
    assert texts(table) == [["Measures", "Two schools:\n• one in the north\n• one in the south"]]
    assert [cell.bold for cell in table.rows[0].cells] == [True, False]


def test_merged_cells_keep_their_columns_and_rows() -> None:
    def make(file: WordFile) -> None:
        table = file.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "What and who"
        table.cell(0, 2).text = "When"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Open a clinic"
        table.cell(1, 1).text, table.cell(1, 2).text = "K Osei", "May 2010"
        table.cell(2, 1).text, table.cell(2, 2).text = "A Shah", "June 2010"

    (table,) = tables(read(word(make)))
    assert texts(table) == [["What and who", "When"], ["Open a clinic", "K Osei", "May 2010"], ["A Shah", "June 2010"]]
    assert (table.rows[0].cells[0].colspan, table.rows[1].cells[0].rowspan) == (2, 2)


def test_columns_that_were_drawn_a_little_askew_are_one() -> None:
    row = (
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
        '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>'
    )
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (3000, 60, 2900))
    table_xml = (
        f"<w:tbl {nsdecls('w')}><w:tblGrid>{widths}</w:tblGrid>"
        + row.format(1, "Action", 2, "Lead")
        + row.format(2, "Open a clinic", 1, "K Osei")
        + "</w:tbl>"
    )
    (table,) = tables(read(word(lambda file: file.element.body.insert(0, parse_xml(table_xml)))))
    assert [[(c.text, c.colspan) for c in r.cells] for r in table.rows] == [
        [("Action", 1), ("Lead", 1)],
        [("Open a clinic", 1), ("K Osei", 1)],
    ]


def test_a_header_row_that_repeats_is_marked() -> None:
    def make(file: WordFile) -> None:
        table = file.add_table(2, 1)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        table.cell(0, 0).text, table.cell(1, 0).text = "Action", "Open a clinic"
        table.add_column(1).cells[0].text = "Lead"

    (table,) = tables(read(word(make)))
    assert [row.header for row in table.rows] == [True, False]


def test_tracked_changes_are_read_as_they_would_be_accepted() -> None:
    def make(file: WordFile) -> None:
        paragraph = file.add_paragraph("Open ")
        xml(paragraph, '<w:del w:id="1"><w:r><w:delText>one hub</w:delText></w:r></w:del>')
        xml(paragraph, '<w:ins w:id="2"><w:r><w:t>two hubs</w:t></w:r></w:ins>')
        table = file.add_table(2, 2)
        table.cell(0, 0).text = "Kept"
        table.cell(1, 0).text = "Deleted"
        table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="3"/>'))

    document = read(word(make))
    assert "Open two hubs" in document.text
    assert texts(tables(document)[0]) == [["Kept", ""]]
    deleted = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.aside == "deleted in tracked changes"]
    assert deleted == ["one hub", "Deleted"]


def test_comments_are_told_and_no_part_of_the_text() -> None:
    def make(file: WordFile) -> None:
        paragraph = file.add_paragraph("Open a hub.")
        file.add_comment(paragraph.runs[0], "Ask finance first.", "R")

    told = [(b.text, b.aside) for b in read(word(make)).blocks if isinstance(b, Paragraph)]
    assert told == [("Open a hub.", ""), ("Ask finance first.", "a comment")]


def test_what_is_struck_through_stands_in_the_text_and_says_nothing() -> None:
    def make(file: WordFile) -> None:
        file.add_paragraph().add_run("An action that was given up.").font.strike = True
        table = file.add_table(1, 2)
        cell = table.cell(0, 0).paragraphs[0]
        cell.add_run("May 2010").font.strike = True
        cell.add_run(" June 2010")

    document = read(word(make))
    (first,) = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert first.aside == "struck through"
    assert texts(tables(document)[0])[0][0] == "June 2010"
    assert tables(document)[0].rows[0].cells[0].span.quote == "May 2010 June 2010"


def test_breaks_tabs_hyphens_symbols_hidden_words_and_fields() -> None:
    def make(file: WordFile) -> None:
        paragraph = file.add_paragraph("Multi")
        xml(paragraph, "<w:r><w:noBreakHyphen/><w:t>agency co</w:t><w:softHyphen/><w:t>operation</w:t></w:r>")
        xml(paragraph, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>a note to self</w:t></w:r>")
        xml(paragraph, '<w:r><w:tab/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')
        xml(paragraph, "<w:r><w:instrText> PAGE </w:instrText></w:r>")

    document = read(word(make))
    assert document.text.split("\n")[0] == "Multi-agency cooperation ✓"
    asides = [(b.text, b.aside) for b in document.blocks if isinstance(b, Paragraph)]
    assert asides == [("a note to self", "hidden text")]


def test_text_boxes_are_read_once_though_they_are_offered_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Lead: Karen Osei</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v">'
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(word(lambda file: xml(file.add_paragraph("Warm homes for all."), drawn)))
    assert document.text.count("Karen Osei") == 1
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["Warm homes for all.", "Lead: Karen Osei"]


def test_headers_and_footers_are_beside_the_text_unless_they_alone_title_it() -> None:
    def make(file: WordFile) -> None:
        file.sections[0].header.paragraphs[0].text = "Northam Council: Delivery Plan 2010/11"
        file.sections[0].footer.paragraphs[0].text = "Draft 3"
        file.add_paragraph("The plan in brief.")

    blocks = read(word(make)).blocks
    assert [(b.text, b.aside) for b in blocks if isinstance(b, Paragraph)] == [
        ("The plan in brief.", ""),
        ("Northam Council: Delivery Plan 2010/11", "a running header or footer"),
        ("Draft 3", "a running header or footer"),
    ]

    def only_table(file: WordFile) -> None:
        file.sections[0].header.paragraphs[0].text = "Northam Council: Delivery Plan 2010/11"
        file.add_table(1, 2).cell(0, 0).text = "Action"

    assert read(word(only_table)).text.startswith("Northam Council")


def test_footnotes_follow_the_text() -> None:
    def make(file: WordFile) -> None:
        xml(file.add_paragraph("Open a clinic"), '<w:r><w:footnoteReference w:id="2"/></w:r>')

    note = "<w:p><w:r><w:footnoteRef/><w:t>Subject to funding.</w:t></w:r></w:p>"
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{note}</w:footnote></w:footnotes>'
    )
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        'Target="footnotes.xml"/></Relationships>'
    )
    data = changed(
        word(make),
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", relation.encode()),
        },
    )
    assert read(data).text.split("\n\n")[:2] == ["Open a clinic", "Subject to funding."]


def test_a_box_of_one_cell_is_no_table_and_a_table_that_only_sets_tables_is_taken_apart() -> None:
    def make(file: WordFile) -> None:
        file.add_table(1, 1).cell(0, 0).text = "The plan in brief."
        file.add_paragraph()
        outer = file.add_table(1, 2)
        outer.cell(0, 0).text = "Part one"
        inner = outer.cell(0, 1).add_table(2, 2)
        for at, text in enumerate(["Action", "Lead", "Open a clinic in the north", "K Osei"]):
            inner.cell(at // 2, at % 2).text = text

    document = read(word(make))
    assert [texts(table) for table in tables(document)] == [
        [["Action", "Lead"], ["Open a clinic in the north", "K Osei"]]
    ]
    assert [b.text for b in document.blocks if not hasattr(b, "rows")] == ["The plan in brief.", "Part one"]


def test_a_small_table_in_a_cell_is_told_line_by_line() -> None:
    def make(file: WordFile) -> None:
        outer = file.add_table(2, 2)
        outer.cell(0, 0).text, outer.cell(0, 1).text = "Action", "Milestones"
        outer.cell(1, 0).text = "Open a clinic in the north of the town, near the new school and the bus station"
        inner = outer.cell(1, 1).add_table(2, 2)
        for at, text in enumerate(["Q1", "site", "Q2", "staff"]):
            inner.cell(at // 2, at % 2).text = text

    (table,) = tables(read(word(make)))
    assert texts(table)[1][1] == "Q1 site\nQ2 staff"


def test_paragraphs_that_draw_a_table_are_one() -> None:
    drawn = ["Ref\tAction\tLead", "1.1\tOpen a clinic\tK Osei", "1.2\tTrain staff\tA Shah"]
    (table,) = tables(read(word(lambda file: [file.add_paragraph(line) for line in drawn])))
    assert texts(table)[1] == ["1.1", "Open a clinic", "K Osei"]
    piped = ["| Ref | Action |", "|---|---|", "| 1.1 | Open a clinic |"]
    (table,) = tables(read(word(lambda file: [file.add_paragraph(line) for line in piped])))
    assert texts(table) == [["Ref", "Action"], ["1.1", "Open a clinic"]]


def test_pages_are_told_where_the_last_layout_is_kept() -> None:
    def make(file: WordFile) -> None:
        file.add_paragraph("On the first.")
        xml(file.add_paragraph(), "<w:r><w:lastRenderedPageBreak/><w:t>On the second.</w:t></w:r>")

    assert [block.span.page for block in read(word(make)).blocks] == [1, 2]

    def unrendered(file: WordFile) -> None:
        file.add_paragraph("On some page.").add_run().add_break(WD_BREAK.PAGE)

    assert [block.span.page for block in read(word(unrendered)).blocks] == [None]


def test_a_strict_file_is_read_too() -> None:
    old, new = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    data = changed(
        word(lambda file: file.add_paragraph("Open a clinic")),
        {
            "word/document.xml": lambda part: part.replace(old, new),
            "word/styles.xml": lambda part: part.replace(old, new),
        },
    )
    assert read(data).text.strip() == "Open a clinic"


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"word/document.xml": b"<w:document"}, "no well-formed XML"),
        (
            {"word/document.xml": b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'},
            "declares entities",
        ),
        ({"word/document.xml": lambda old: old[: old.index(b"<w:body>")] + b"<w:body/></w:document>"}, "no word in it"),
    ],
)
def test_a_damaged_or_hostile_file_is_refused_in_one_line(parts: dict[str, bytes], problem: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=problem) as caught:
        read_document("plan.docx", changed(word(lambda file: file.add_paragraph("x")), parts))
    assert "\n" not in str(caught.value) and str(caught.value).startswith("plan.docx: ")


def test_a_missing_relation_does_no_harm() -> None:
    broken = b'<Relationship Id="rId98" Type="http://x/relationships/header" Target="NULL"/></Relationships>'
    data = changed(
        word(lambda file: file.add_paragraph("Open a clinic")),
        {"word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", broken)},
    )
    assert read(data).text.strip() == "Open a clinic"
