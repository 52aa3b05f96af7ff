"""What a careful reader would query in the print: said where it is plain, not where it may be meant."""

from __future__ import annotations

import pytest

from ingest.reader import read
from ontology.findings import checks

PLAN = """# Northam Children's Plan 2009-10

Recommendation 1: Give every child a safe way to school
Recommendation 2: Keep young people learning

| Ref | Action | Lead | When |
|---|---|---|---|
"""


def said(text: str) -> list[tuple[str, str]]:
    """Check and message of each finding of reading a text."""
    found = read("northam.md", text.encode()).records.findings
    return [(f.check, checks()[f.check].said(dict(f.values))) for f in found]


def test_an_indicator_with_anothers_title_is_named_with_both_titles() -> None:
    text = "# Northam plan\n\nNI 112 16 to 18 year olds who are not in education, employment or training (NEET)\n"
    [(check, message)] = said(text)
    assert check == "title-of-another-indicator"
    assert "NI 117" in message
    assert "conception" in message


@pytest.mark.parametrize(
    "title",
    [
        "Under 18 conception rate",
        "Teenage pregnancy",
        "Conceptions of girls under 18 years",
        "Sports pitches in good condition across Northam",  # nobody's title: perhaps a wrong number, but whose?
        "Rate",
    ],
)
def test_a_title_in_other_words_is_no_finding(title: str) -> None:
    assert said(f"# Northam plan\n\nNI 112 {title}\n") == []


def test_a_reference_to_a_recommendation_that_is_not_there() -> None:
    row = "| 1.1 | Open crossings, see also recommendation {} | K Osei | March 2010 |\n"
    [(check, message)] = said(PLAN + row.format(7))
    assert check == "reference-to-nothing"
    assert message.endswith("the plan has no recommendation 7.")


@pytest.mark.parametrize(
    "pointer", ["see also recommendation 2", "see recommendation 1.1", "see appendix 9", "see page 12"]
)
def test_a_reference_that_leads_somewhere_or_out_of_the_numbered_aims_is_none(pointer: str) -> None:
    assert said(PLAN + f"| 1.1 | Open crossings, {pointer} | K Osei | March 2010 |\n") == []


def test_an_acronym_spelled_in_two_senses() -> None:
    text = "# Northam plan\n\nThe Annual Path Survey (APS) is due. The Active People Scheme (APS) goes on.\n"
    [(check, message)] = said(text)
    assert check == "acronym-in-two-senses"
    assert "Annual Path Survey" in message
    assert "Active People Scheme" in message


def test_an_acronym_spelled_in_the_plural_is_the_same() -> None:
    text = "# Northam plan\n\nThe Annual Path Survey (APS) is due. Annual Paths Surveys (APS) are sent out.\n"
    assert said(text) == []


def test_every_check_of_the_print_is_made() -> None:
    text = (
        PLAN
        + "| 1.1 | Open crossings, see recommendation 7, and the Annual Path Survey (APS) | K Osei | March 2010 |\n"
    )
    more = "\nNI 112 16 to 18 year olds not in education, employment or training\n\nThe Active People Scheme (APS)\n"
    assert {check for check, _ in said(text + more)} == {name for name, check in checks().items() if not check.query}


def test_findings_stand_in_the_graph_with_their_places() -> None:
    text = "# Northam plan\n\nNI 112 16 to 18 year olds who are not in education, employment or training (NEET)\n"
    reading = read("northam.md", text.encode())
    triples = {
        (t.predicate.value.rpartition("#")[2], str(t.object)) for t in reading.triples if "/finding/" in str(t.subject)
    }
    assert ("check", '"title-of-another-indicator"') in triples
    assert {"passage", "plan", "concerns", "severity", "text"} <= {name for name, _ in triples}
