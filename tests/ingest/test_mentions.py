from ingest.acronyms import acronyms
from ingest.document import Document
from ingest.formats import read_document
from ingest.mentions import mentions


def document(text: str) -> Document:
    return read_document("plan.txt", text.encode())


PLAN = """Outcome measures:

- Obesity in Year 6 (NI56).

We shall know by NI 54, the parents' survey. Later NI 56 is named again.

PI no\tTitle\tQ2 Target\tQ2 Actual
NI 59\tAssessments in seven working days\t72%\t57%

Statutory indicators:

- 73 - Achievement at level 4 or above in English and Maths at Key Stage 2
- 117 - schools have a travel plan

There are 110 schools.
"""


def test_every_indicator_is_named_once_where_it_stands_first() -> None:
    found = {m.code: (m.span.line, m.title) for m in mentions(document(PLAN))}
    assert found["NI 56"] == (3, "Obesity in Year 6")
    assert found["NI 54"][0] == 5
    assert found["NI 59"] == (8, "Assessments in seven working days")
    assert found["NI 73"][0] == 12
    assert set(found) == {"NI 54", "NI 56", "NI 59", "NI 73"}


def test_the_quote_is_the_sentence_around_the_name() -> None:
    quotes = {m.code: m.span.quote for m in mentions(document(PLAN))}
    assert quotes["NI 54"] == "We shall know by NI 54, the parents' survey."
    assert quotes["NI 59"].startswith("NI 59\tAssessments")


def test_acronyms_spelled_out_in_the_text() -> None:
    text = (
        "The Northam Safeguarding Children Board (NSCB) meets monthly.\n\n"
        "Young people not in employment, education or training: Not in Employment, Education or Training (NEET).\n\n"
        "CADT (Central Advice and Duty Team) and HMV (a shop of records) answer calls (see PLAN).\n\n"
        "The role of (NADO) Northam Authority Designated officer; the review (APA) at Pelham is next.\n"
    )
    found = {a.acronym: (a.expansion, a.span.line) for a in acronyms(document(text)) if a.expansion}
    assert found == {
        "NSCB": ("Northam Safeguarding Children Board", 1),
        "NEET": ("Not in Employment, Education or Training", 3),
        "CADT": ("Central Advice and Duty Team", 5),
        "NADO": ("Northam Authority Designated officer", 7),
    }


def test_a_list_of_acronyms_is_believed() -> None:
    text = (
        "List of acronyms\n\nNRF\tNeighbourhood Renewal Fund\tEncams\tEnvironmental Campaigns\n"
        "CDRPs\tCrime and Disorder Reduction Partnership\tAPA\tAnnual Performance Assessment\n"
    )
    found = {a.acronym: a.expansion for a in acronyms(document(text))}
    assert found["NRF"] == "Neighbourhood Renewal Fund"
    assert found["Encams"] == "Environmental Campaigns"
    assert found["CDRP"] == "Crime and Disorder Reduction Partnership"


def test_an_acronym_that_only_reference_data_knows_stands_where_it_is_used_first() -> None:
    found = {a.acronym: a for a in acronyms(document("Some words.\n\nCAMHS will help. CAMHS is quick.\n"))}
    assert (found["CAMHS"].expansion, found["CAMHS"].span.line) == ("", 3)
