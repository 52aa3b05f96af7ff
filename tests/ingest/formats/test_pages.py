"""Pages saved from web sites: what is text of theirs, what stands beside it, and what a click opens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Heading, Table
from ingest.reader import read as read_plan
from ontology.reading.pages import is_margin, name_parts
from tests.ingest.formats.office import read, texts


def page(body: str) -> tuple[list[str | list[list[str]]], dict[str, str]]:
    """What a page says (headings with their level, paragraphs, tables) and what is passed over, with why."""
    said: list[str | list[list[str]]] = []
    beside: dict[str, str] = {}
    for block in read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode()).blocks:
        if isinstance(block, Table):
            said.append(texts(block))
        elif isinstance(block, Heading):
            said.append(f"{'#' * block.level} {block.text}")
        elif block.aside:
            beside[block.text] = block.aside
        else:
            said.append(f"{block.bullet} {block.text}".strip())
    return said, beside


LINKS = "<ul><li><a href=/a>Jobs</a><li><a href=/b>Pay for it</a><li><a href=/c>Report it</a></ul>"
ACTIONS = "<table><tr><th>Action<th>Lead<tr><td>Open a clinic<td>Sam Lee<tr><td>Train nurses<td>Ann Ford</table>"


def test_lists_of_links_are_navigation_and_a_list_with_a_link_is_text() -> None:
    said, beside = page(
        f"<div class=x1>{LINKS}</div><h1>Plan</h1><p>We will do much.</p>"
        "<ul><li>Open a clinic, <a href=/p>see the paper</a><li>Train forty nurses</ul>"
    )
    assert said == ["# Plan", "We will do much.", "• Open a clinic, see the paper", "• Train forty nurses"]
    assert beside == {"• Jobs • Pay for it • Report it": "links of the page"}


def test_the_contents_of_a_page_are_passed_over_and_links_to_papers_in_the_text_are_not() -> None:
    said, beside = page(
        "<main><h1>Plan</h1><ol><li><a href=#a>Aims</a><li><a href=#b>Actions</a><li><a href=#c>Money</a></ol>"
        "<p>We will do much, and here is all of what we will do.</p>"
        "<ul><li><a href=/1>Open a clinic</a><li><a href=/2>Train nurses</a><li><a href=/3>Buy a van</a></ul></main>"
    )
    assert beside == {"• Aims • Actions • Money": "links of the page"}
    assert said[-3:] == ["• Open a clinic", "• Train nurses", "• Buy a van"]


def test_the_way_to_the_page_its_foot_and_questions_about_it_are_passed_over() -> None:
    said, beside = page(
        "<div><a href=/>Home</a> &gt; <a href=/p>Plans</a> &gt; Our plan for the town</div>"
        "<div class='pageFooter-wrap'><p>The Square, Northam</p></div><h1>Our plan</h1><p>We will do much.</p>"
        "<div><h2>Cookies</h2>We use cookies. <button>Accept</button></div>"
        "<p>Was this page helpful? <a href=y>Yes</a></p><p>© Northam 2009</p>"
    )
    assert said == ["# Our plan", "We will do much."]
    assert set(beside.values()) == {"navigation and notices of the page"}
    assert len(beside) == 5


def test_a_part_named_as_the_main_one_is_that_where_it_holds_the_tables_and_titles() -> None:
    _, beside = page(f"<div id=side>Bins are emptied</div><div id=mainContent><h1>Plan</h1>{ACTIONS}</div>")
    assert beside == {"Bins are emptied": "beside the page's main part"}
    said, beside = page(f"<div id=side>Bins are emptied</div><div id=content><h1>Plan</h1>Much</div>{ACTIONS}")
    assert not beside
    assert said[0] == "Bins are emptied"


@pytest.mark.parametrize(
    "folded",
    [
        "<h3><button aria-expanded=false aria-controls=p1>Safer streets</button></h3>"
        "<div id=p1 aria-hidden=true style='display: none'>{}</div>",
        "<button class='accordion'>Safer streets</button><div class='panel' style='display:none'>{}</div>",
        "<div role=button aria-controls=p1>Safer streets</div><div id=p1 hidden>{}</div>",
        "<div role=tab aria-controls=p1>Safer streets</div><div id=p1 role=tabpanel hidden>{}</div>",
        "<h3>Safer streets</h3><div hidden='until-found'>{}</div>",
        "<details><summary>Safer streets</summary>{}</details>",
    ],
)
def test_what_a_click_opens_is_read_under_what_is_clicked_on(folded: str) -> None:
    said, beside = page("<h1>Plan</h1><h2>Aims</h2>" + folded.format(ACTIONS))
    assert said[2:] == [
        "### Safer streets",
        [["Action", "Lead"], ["Open a clinic", "Sam Lee"], ["Train nurses", "Ann Ford"]],
    ]
    assert not beside


def test_a_menu_that_a_click_opens_is_no_text() -> None:
    said, beside = page(
        "<button aria-controls=m>Menu</button><ul id=m class=site-menu hidden><li>Bins</ul><h1>Plan</h1><p>Much.</p>"
    )
    assert said == ["# Plan", "Much."]
    assert beside == {"Menu": "a control of the page", "• Bins": "hidden on the page"}


def test_a_row_of_tabs_over_what_they_open_is_no_heading() -> None:
    said, _ = page(
        "<h1>Plan</h1><div><div role=tab aria-controls=a>One</div><div role=tab aria-controls=b>Two</div></div>"
        "<div id=a role=tabpanel>First</div><div id=b role=tabpanel hidden>Second</div>"
    )
    assert said == ["# Plan", "One", "Two", "First", "Second"]


def test_links_to_the_pages_before_and_after_and_menus_in_tables_are_passed_over() -> None:
    said, beside = page(
        "<main><h1>Plan</h1><p>Much is to be done in the town and in all of its parts.</p>"
        "<ul><li><a href=a>Previous: Aims</a></ul></main>"
    )
    assert said == ["# Plan", "Much is to be done in the town and in all of its parts."]
    assert beside == {"• Previous: Aims": "navigation and notices of the page"}
    menu = "<table><tr><td><a href=1>Benefits</a><tr><td><a href=2>Bins</a><tr><td><a href=3>Parking</a></table>"
    assert page(f"{menu}<h1>Plan</h1><p>Much.</p>") == (
        ["# Plan", "Much."],
        {"Benefits Bins Parking": "links of the page"},
    )


def test_what_is_named_after_social_care_is_no_notice() -> None:
    assert page("<h1>Plan</h1><div id=social-care><p>Open a clinic.</div><div class=social>Follow</div>") == (
        ["# Plan", "Open a clinic."],
        {"Follow": "navigation and notices of the page"},
    )


def test_a_page_is_called_what_its_chief_heading_says() -> None:
    body = f"<h1>Actions we will take</h1>{ACTIONS}"
    reading = read_plan("page-12.html", f"<!DOCTYPE html><html><body>{body}</body></html>".encode())
    assert reading.records.plan.title.text == "Actions we will take"


def test_footnotes_and_their_marks_are_told_apart_from_the_text() -> None:
    said, beside = page(
        "<main><p>We will open a clinic.<sup><a role=doc-noteref href=#1>[1]</a></sup> It is for all who live here.</p>"
        "<div role=doc-endnotes><ol><li>See the paper. <a role='doc-backlink' href=#r>↩</a></ol></div></main>"
    )
    assert said == ["We will open a clinic. It is for all who live here."]
    assert beside["[1]"] == "the mark of a footnote"
    assert "a footnote" in beside.values()


def test_a_page_set_in_a_table_is_taken_apart() -> None:
    said, beside = page(
        f"<table><tr><td colspan=2>Northam<tr><td>{LINKS}<td><h1>Plan</h1><p>We will do much for the whole town."
        f"<h2>Aim 1</h2>{ACTIONS}<h2>Aim 2</h2><ul><li>Hold a fair in the square</ul></table>"
    )
    assert said[:3] == ["Northam", "# Plan", "We will do much for the whole town."]
    assert said[-2:] == ["## Aim 2", "• Hold a fair in the square"]
    assert list(beside.values()) == ["links of the page"]


def test_the_items_of_an_agenda_are_read_one_after_another() -> None:
    said, _ = page(
        "<table><tr><td>5/14<td><p>Apologies<p>Minutes:<p>There were none."
        f"<tr><td>6/14<td><p>Clinics<p>Minutes:<p>The report was heard.{ACTIONS}</table>"
    )
    assert said[:4] == ["5/14 Apologies", "Minutes:", "There were none.", "6/14 Clinics"]
    assert isinstance(said[-1], list)


def test_a_table_of_actions_with_lists_in_its_cells_stays_a_table() -> None:
    said, _ = page(
        "<table><tr><th>No.<th>Action<tr><td>1.<td><p>Open a clinic"
        "<tr><td>2.<td><ul><li>Train nurses<li>Buy vans</ul></table>"
    )
    assert said == [[["No.", "Action"], ["1.", "Open a clinic"], ["2.", "• Train nurses\n• Buy vans"]]]


@pytest.mark.parametrize(
    ("name", "margin"),
    [("siteFooter", True), ("header-wrap", True), ("footer", True), ("card-header", False), ("entry-footer", False)],
)
def test_names_of_heads_and_feet_of_pages(name: str, margin: bool) -> None:
    assert is_margin(name_parts(name)) is margin


_PIECES = st.sampled_from(
    [
        *("<div id=content>", "<div class=panel hidden>", "</div>", "<button class=accordion>", "</button>", "<nav>"),
        *("</nav>", "<h2>", "</h2>", "<a href=#x>", "</a>", "<table><tr><td>", "</table>", "<details><summary>", "1."),
        *("</summary>", "</details>", "Open a clinic", "Accept cookies", "<p>", "<main>", "</main>", "<li>", "© x"),
    ]
)


@given(st.lists(_PIECES, max_size=30))
def test_nothing_a_page_prints_is_lost(pieces: list[str]) -> None:
    source = "".join(pieces)
    blocks = read(f"<!DOCTYPE html><body>A plan of ours {source}</body>".encode()).blocks
    told = " ".join(block.span.quote for block in blocks)
    for words in ("Open a clinic", "Accept cookies"):
        assert told.count(words) >= source.count(words)
