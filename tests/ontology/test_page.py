"""The page of the ontology."""

import re

import pytest

from ontology.page import ontology_page
from ontology.vocabulary import defined_terms


@pytest.fixture(scope="module")
def page() -> str:
    return ontology_page()


def test_every_term_has_its_place_once(page: str) -> None:
    anchors = re.findall(r'<article id="([^"]+)"', page)
    assert sorted(anchors) == sorted(defined_terms())


def test_links_inside_the_page_lead_somewhere(page: str) -> None:
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_it_asks_nothing_of_anybody(page: str) -> None:
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(", page)


def test_a_property_says_where_it_leads_and_how_it_is_said_backwards(page: str) -> None:
    owned = page[page.index('<article id="ownedBy"') :]
    owned = owned[: owned.index("</article>")]
    assert re.search(r"<dt>To</dt>\s*<dd><a href=\"#Owner\">gt:Owner</a></dd>", owned)
    assert re.search(r"<dt>Said the other way</dt>\s*<dd>owns</dd>", owned)


def test_alignments_are_shown(page: str) -> None:
    outcome = page[page.index('<article id="Outcome"') :]
    assert "cids:Outcome" in outcome[: outcome.index("</article>")]
