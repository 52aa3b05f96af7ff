import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells import lead_names, owners
from ingest.document import Span
from tests.ingest.cells.shared import cell, texts


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("K Osei", ["K Osei"]),
        ("Headteacher and EWO", ["Headteacher", "EWO"]),
        ("Safety Manager and Police", ["Safety Manager", "Police"]),
        ("Director of HR and OD", ["Director of HR and OD"]),
        ("Head of HR and Grounds Manager", ["Head of HR", "Grounds Manager"]),
        (
            "Karen Osei/ Service Director Schools/ Maureen Adeyemi",
            ["Karen Osei", "Service Director Schools", "Maureen Adeyemi"],
        ),
        (
            "Karen Osei, Martin Feld & Julie Hart, (Northam Primary Care Trust)",
            ["Karen Osei", "Martin Feld", "Julie Hart"],
        ),
        ("Head of Service<br>Social Care".replace("<br>", "\n"), ["Head of Service Social Care"]),
        (
            "Head of Service Youth\nHead of Service\nFamily\nSupport",
            ["Head of Service Youth", "Head of Service Family Support"],
        ),
        (
            "Head of Service Safety and Health Strategy and Policy",
            ["Head of Service Safety and Health Strategy and Policy"],
        ),
        ("SDM: Early Help and Play, School Meals Manager", ["SDM: Early Help and Play", "School Meals Manager"]),
        ("SDM: Youth Work with OM: Schools", ["SDM: Youth Work", "OM: Schools"]),
        ("SDM: 14-19 & SDM: Leaving Care", ["SDM: 14-19", "SDM: Leaving Care"]),
        ("Practice Nurse Manager,\nCAMHS", ["Practice Nurse Manager, CAMHS"]),
        ("Service Manager, SEN Placements", ["Service Manager, SEN Placements"]),
        (
            "Family Support Coordinator\nPrivate Housing\nManager",
            ["Family Support Coordinator", "Private Housing Manager"],
        ),
        (
            "Family Support Coordinator Private Housing Manager",
            ["Family Support Coordinator", "Private Housing Manager"],
        ),
        ("Heads of Service and Team Managers/group leaders.", ["Heads of Service", "Team Managers", "group leaders"]),
        (
            "For NCS:\nService Director (Planning)\nService Director (Change)",
            ["Service Director (Planning)", "Service Director (Change)"],
        ),
        ("OMs: 0-11/11-19", ["OM: 0-11", "OM: 11-19"]),
        ("Head of Service 11-\n19", ["Head of Service 11-19"]),
        ("Martin Feld Julie Hart", ["Martin Feld", "Julie Hart"]),
        ("Martin Feld Martin Feld", ["Martin Feld"]),
        ("Julie\nHart", ["Julie Hart"]),
        ("MB / LF", ["MB", "LF"]),
        ("Service Manager - Play and Parks; Osei, Karen", ["Service Manager - Play and Parks", "Osei, Karen"]),
        ("Northam Play Service Karen Osei", ["Northam Play Service", "Karen Osei"]),
        ("Northam Play Karen Osei NHS Northam Julie Hart", ["Northam Play", "Karen Osei", "NHS Northam", "Julie Hart"]),
        ("NHS Northam – Julie Hart LA – Martin Feld", ["NHS Northam", "Julie Hart", "LA", "Martin Feld"]),
        ("Jane Ostrow (Northam Hospitals\nTrust), Mel Abara", ["Jane Ostrow", "Mel Abara"]),
        ("Chair of Housing Officers Group", ["Chair of Housing Officers Group"]),
        ("Lead Officer: Karen Osei", ["Karen Osei"]),
        ("Lead Officer", []),
        ("All", []),
        ("SRO: Joan Tate; PM: Karen Osei", ["Joan Tate", "Karen Osei"]),
        ("Osei, K", ["Osei, K"]),
        ("Cabinet Member for Health, Wellbeing and Parks", ["Cabinet Member for Health, Wellbeing and Parks"]),
        ("TBC", []),
        ("12.08 K Osei\n, ,\nJan 09", ["K Osei"]),
        ("", []),
    ],
)
def test_owners_are_split_as_the_print_separates_them(printed: str, names: list[str]) -> None:
    assert texts(owners(cell(printed))) == names


def test_the_kind_of_an_owner_is_told_by_its_words() -> None:
    found = owners(cell("Karen Osei / Head of Play / Northam Safer Partnership"))
    assert [owner.kind for owner in found] == ["person", "post", "body"]


def test_an_owner_stands_where_its_name_is_printed() -> None:
    source = "<p>Karen Osei</p>\n<p>Head of<br/>Play</p>"
    person, post = owners(cell("Karen Osei\nHead of\nPlay", line=40, quote=source))
    assert (person.span.line, person.span.quote) == (40, "Karen Osei")
    assert (post.text, post.span.line, post.span.quote) == ("Head of Play", 41, "Head of<br/>Play")


def test_the_leads_of_a_heading_are_read_like_a_cell() -> None:
    line = "Lead: Karen Osei, Martin Feld"
    assert texts(lead_names(line, Span(3, 3, line))) == ["Karen Osei", "Martin Feld"]


@given(st.text(max_size=80))
def test_no_text_is_too_odd_for_an_owner_cell(text: str) -> None:
    for owner in owners(cell(text)):
        assert owner.text.strip() == owner.text != ""
