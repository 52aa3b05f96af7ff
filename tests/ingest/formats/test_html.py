"""Pages of HTML as web sites and office programs make them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Block, Heading, Paragraph, Table
from ingest.formats import read_document
from ingest.reader import read as read_plan
from tests.ingest.formats.office import read, tables, texts


def blocks(body: str) -> list[Block]:
    return list(read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode()).blocks)


def told(body: str) -> list[tuple[str, str]]:
    """Bullets and texts of the paragraphs that belong to the page."""
    return [(b.bullet, b.text) for b in blocks(body) if isinstance(b, Paragraph) and not b.aside]


def asides(body: str) -> dict[str, str]:
    return {b.text: b.aside for b in blocks(body) if isinstance(b, Paragraph) and b.aside}


def test_what_stands_around_the_main_part_is_told_apart() -> None:
    body = (
        "<div class='cookie-banner'>We use cookies</div><header>Northam Council</header>"
        "<nav><a href=/>Home</a> <a href=/news>News</a></nav>"
        "<main><h1>Delivery plan</h1><p>We will open a clinic in the north of the town by the spring.</p></main>"
        "<footer>Contact us</footer>"
    )
    assert told(body) == [("", "We will open a clinic in the north of the town by the spring.")]
    assert set(asides(body)) == {"We use cookies", "Northam Council", "Home News", "Contact us"}


def test_without_a_main_part_navigation_is_known_by_its_marks() -> None:
    body = (
        "<ul class='breadcrumb'><li>Home<li>Plans</ul><div id=cookie-consent>We use cookies</div>"
        "<div class='has-sidebar'><h2>Warm homes</h2><p>Insulate the lofts.</p><table><tr><td>a<td>b</table></div>"
        "<div role=navigation>More plans</div><button>Print</button>"
    )
    assert told(body) == [("", "Insulate the lofts.")]
    assert set(asides(body)) == {"• Home • Plans", "We use cookies", "More plans", "Print"}


def test_what_is_hidden_is_not_read() -> None:
    body = (
        "<p>Open <span style='display: none'>or close </span>a clinic.</p><p hidden>Given up.</p>"
        "<table><tr><th>Action<th>Lead</tr><tr hidden><td>Old<td>x</tr><tr><td>New<td>K Osei</table>"
    )
    assert told(body) == [("", "Open a clinic.")]
    assert [text for block in blocks(body) if isinstance(block, Table) for text in texts(block)] == [
        ["Action", "Lead"],
        ["New", "K Osei"],
    ]
    assert "Given up." in asides(body)


def test_a_hidden_heading_and_an_icon_for_nobody_are_two_things() -> None:
    assert told("<p><i aria-hidden=true>*</i> Open a clinic.</p>") == [("", "* Open a clinic.")]


def test_lists_print_their_marks() -> None:
    body = "<ul><li>one<li><p>two</p><p>more</p></ul><ol start=3><li>three<li>four</ol>"
    assert told(body) == [("•", "one"), ("•", "two"), ("", "more"), ("3.", "three"), ("4.", "four")]


def test_terms_stand_beside_what_is_said_of_them() -> None:
    (table,) = [
        b for b in blocks("<dl><dt>Lead<dd>Karen Osei<dt>Due<dd>May 2010<dd>or June</dl>") if isinstance(b, Table)
    ]
    assert texts(table) == [["Lead", "Karen Osei"], ["Due", "May 2010"], ["or June"]]


def test_cells_are_closed_by_what_comes_next() -> None:
    (table,) = [
        b
        for b in blocks("<table><tr><th>Ref<th>Action<tr><td>1<td>Open<p>a clinic<tr><td>2<td>Train")
        if isinstance(b, Table)
    ]
    assert texts(table) == [["Ref", "Action"], ["1", "Open\na clinic"], ["2", "Train"]]
    assert [row.header for row in table.rows] == [True, False, False]


def test_a_line_of_the_source_may_end_anywhere() -> None:
    (table,) = [
        b for b in blocks("<table><tr><td>Open a\n   clinic<td>Karen\nOsei<br>Jo Lee</table>") if isinstance(b, Table)
    ]
    assert texts(table) == [["Open a clinic", "Karen Osei\nJo Lee"]]


def test_merged_cells_captions_and_heads() -> None:
    body = (
        "<table><caption>Priority 1: Warm homes</caption><thead><tr><td>Action<th colspan=2>Who and when</thead>"
        "<tr><td rowspan='2'>Open<td>K Osei<td>May</tr><tr><td>A Shah<td>June</tr></table>"
    )
    heading, table = blocks(body)
    assert isinstance(table, Table) and getattr(heading, "text", "") == "Priority 1: Warm homes"
    assert [row.header for row in table.rows] == [True, False, False]
    assert (table.rows[0].cells[1].colspan, table.rows[1].cells[0].rowspan) == (2, 2)


def test_a_table_that_only_sets_the_page_is_taken_apart() -> None:
    inner = "<table><tr><th>Action<th>Lead</tr><tr><td>Open a clinic in the north<td>Karen Osei</tr></table>"
    body = f"<table><tr><td>Menu</td><td><h2>Warm homes</h2>{inner}</td></tr></table>"
    found = blocks(body)
    assert [type(block) for block in found] == [Paragraph, Heading, Table]


def test_text_as_typed_may_draw_a_table() -> None:
    (table,) = [
        b for b in blocks("<pre>\n| Ref | Action |\n|---|---|\n| 1 | Open &amp; run |\n</pre>") if isinstance(b, Table)
    ]
    assert texts(table) == [["Ref", "Action"], ["1", "Open & run"]]


def test_a_sign_within_an_attribute_ends_no_tag() -> None:
    assert told('<p title="a > b">Open a clinic.</p>') == [("", "Open a clinic.")]


def test_tags_of_office_programs_print_nothing() -> None:
    assert told("<p class=MsoNormal>Open a clinic.<o:p></o:p></p><!--[if gte mso 9]><p>x</p><![endif]-->") == [
        ("", "Open a clinic.")
    ]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"<meta charset='macintosh'>", "mac-roman"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        (b"<meta charset=no-such-code>", "cp1252"),
        (b"<meta charset=iso-8859-1>", "utf-8"),
    ],
)
def test_a_page_says_its_encoding(head: bytes, encoding: str) -> None:
    document = read_document("page", b"<html><head>" + head + b"</head><body><p>Osei " + "é – £5".encode(encoding))
    assert "é – £5" in document.text


def test_a_web_archive_is_the_page_in_it() -> None:
    archive = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://northam.example/plan\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<!DOCTYPE html><html><body><h1>Delivery plan</h1><p>Open a clinic =E2=80=93 soon.</p></body></html>\r\n"
        b"------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------b--\r\n"
    )
    document = read(archive)
    assert [getattr(block, "text", "") for block in document.blocks] == ["Delivery plan", "Open a clinic – soon."]


def test_a_saved_page_becomes_a_plan() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Delivery plan 2010/11 | Northam Council</title></head><body>"
        "<nav>Home</nav><h2>Priority 1: Warm homes</h2>"
        "<table><tr><th>Ref<th>Action<th>Lead<th>By when</tr>"
        "<tr><td>1.1<td>Insulate the lofts of 400 homes<td>Karen Osei<td>March 2011</table></body></html>"
    )
    (action,) = read_plan("page.html", page.encode()).records.actions
    assert (action.reference, [o.text for o in action.owners]) == ("1.1", ["Karen Osei"])
    assert [due.on.isoformat() for due in action.dues] == ["2011-03-31"]


PIECES = st.sampled_from(
    (
        *(
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
            "<td>",
            "</td>",
            "<th rowspan=2>",
            "<caption>",
            "<thead>",
            "</thead>",
        ),
        *("<p>", "</p>", "<div hidden>", "<div>", "</div>", "<ul>", "<li>", "</ul>", "<dl>", "<dt>", "<dd>", "</dl>"),
        *("<h2>", "</h2>", "<nav>", "</nav>", "<main>", "</main>", "<!--", "-->", "<script>", "</script>", "<pre>"),
        *("</pre>", "<span style='display:none'>", "</span>", "<b>", "</b>", "words ", "more", "&amp;", "<br>", "<"),
        *(">", '"', "'", "=\n", "<title>", "</title>", "\n", " "),
    )
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_soup_is_read_with_its_places(pieces: list[str]) -> None:
    read(("<html><body>words " + "".join(pieces)).encode())


@pytest.mark.parametrize(
    "piece", ["<div>", "<table><tr><td>", "<ul><li>", "<span hidden>", '<p title="', "<!--", "<p>x", "aaaaa"]
)
def test_hostile_depth_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    read(("<html><body>words <t" + piece * 4000).encode())
    assert time.process_time() - begun < 5


def test_tables_of_a_page_keep_their_order() -> None:
    body = "<h2>One</h2><table><tr><td>a<td>b</table><h2>Two</h2><table><tr><td>c<td>d</table>"
    document = read(f"<html><body>{body}".encode())
    assert [texts(table)[0][0] for table in tables(document)] == ["a", "c"]


def test_a_dot_that_an_office_program_sets_before_an_item_is_a_bullet() -> None:
    body = "<table><tr><td>Action<td>Lead<tr><td><p>·&nbsp; Mark bicycles<td>Police</table>"
    (table,) = [block for block in blocks(body) if isinstance(block, Table)]
    assert texts(table)[1] == ["• Mark bicycles", "Police"]
