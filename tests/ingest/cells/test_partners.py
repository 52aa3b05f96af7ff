import pytest

from ingest.cells import named_plans, names_strategy, partners, partners_and_lead, strategies_and_groups
from tests.ingest.cells.shared import cell, texts


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("PCT, Schools, Northam Wheels", ["PCT", "Schools", "Northam Wheels"]),
        ("PCT – Health Team, Connexions", ["PCT – Health Team", "Connexions"]),
        ("District Councils, LSPs NCVYS, Police", ["District Councils", "LSPs", "NCVYS", "Police"]),
        ("CAMHS Schools Children's Services", ["CAMHS", "Schools", "Children's Services"]),
        ("Northam Refuge/Harbour, Relate", ["Northam Refuge", "Harbour", "Relate"]),
        ("Parents/carers", ["Parents/carers"]),
        ("Adult Services, (Supporting People), Police", ["Adult Services (Supporting People)", "Police"]),
        ("CDRP (East) & RAG (West)", ["CDRP (East)", "RAG (West)"]),
        ("schools & other settings", ["schools & other settings"]),
        ("Schools,\nPCT", ["Schools", "PCT"]),
        ("PCT and Schools, Health and Housing", ["PCT", "Schools", "Health and Housing"]),
        ("N/A", []),
        ("Internal: Planning, Legal. External: Lantern Trust", ["Planning", "Legal", "Lantern Trust"]),
        ("Police, voluntary, community and faith sector", ["Police", "voluntary, community and faith sector"]),
        ("None", []),
    ],
)
def test_partners(printed: str, names: list[str]) -> None:
    assert texts(partners(cell(printed))) == names


@pytest.mark.parametrize(
    ("printed", "names", "leads"),
    [
        ("Schools, PCT\nSchool Meals Officer", ["Schools", "PCT"], ["School Meals Officer"]),
        ("Schools, Police\nSDM: Play, Games Manager", ["Schools", "Police"], ["SDM: Play", "Games Manager"]),
        ("Schools, PCT SDM: Play", ["Schools", "PCT"], ["SDM: Play"]),
        (
            "PCT Children's Services Public Health Consultant",
            ["PCT", "Children's Services"],
            ["Public Health Consultant"],
        ),
        ("Schools, Police Supporting People\nManager", ["Schools", "Police"], ["Supporting People Manager"]),
        ("PCT, Schools\nNortham Police Safety Unit", ["PCT", "Schools"], ["Northam Police Safety Unit"]),
        ("Schools, PCT, Connexions", ["Schools", "PCT", "Connexions"], []),
        ("Nurse Manager,\nCAMHS", [], ["Nurse Manager, CAMHS"]),
        ("Lead: Karen Osei\nPartners: PCT, Schools", ["PCT", "Schools"], ["Karen Osei"]),
        ("Northam Play (lead), PCT", ["Northam Play", "PCT"], ["Northam Play"]),
    ],
)
def test_lead_officers_stand_at_the_end_of_their_partners(printed: str, names: list[str], leads: list[str]) -> None:
    found, owners = partners_and_lead(cell(printed))
    assert (texts(found), texts(owners)) == (names, leads)


@pytest.mark.parametrize(
    ("printed", "plans", "groups"),
    [
        (
            "LAA, Play Strategy\nPlay Strategy Steering Group",
            ["LAA", "Play Strategy"],
            ["Play Strategy Steering Group"],
        ),
        ("Healthy Eating Plan Parenting Strategy", ["Healthy Eating Plan", "Parenting Strategy"], []),
        ("Head of Service Plan 2009/10\nNSCB", ["Head of Service Plan 2009/10"], ["NSCB"]),
        ("Bullying Strategy Group NSCB", [], ["Bullying Strategy Group", "NSCB"]),
        ("14-19 Action Plan 14-19 Management Group", ["14-19 Action Plan"], ["14-19 Management Group"]),
        ("Homes Strategy Steering Group Housing Board", [], ["Homes Strategy Steering Group", "Housing Board"]),
        (
            "Mothers, Babies, Young Children and Families Board",
            [],
            ["Mothers, Babies, Young Children and Families Board"],
        ),
        ("Northam Forum Against Violence, Safer Streets", [], ["Northam Forum Against Violence", "Safer Streets"]),
        ("Care Matters, Road Plan2", ["Care Matters", "Road Plan2"], []),
        ("Teenage Health\nand Parenting Plan", ["Teenage Health and Parenting Plan"], []),
        (
            "County Strategies for Reading, Writing & Number, Play Strategy",
            ["County Strategies for Reading, Writing & Number", "Play Strategy"],
            [],
        ),
    ],
)
def test_plans_and_groups_are_told_apart_by_their_heads(printed: str, plans: list[str], groups: list[str]) -> None:
    found = strategies_and_groups(cell(printed))
    assert (texts(found[0]), texts(found[1])) == (plans, groups)


def test_a_group_that_only_an_acronym_names_is_told_by_what_the_document_spells() -> None:
    spelled = {"NFAV": "Northam Forum Against Violence"}
    assert [texts(found) for found in strategies_and_groups(cell("NFAV"), spelled)] == [[], ["NFAV"]]
    assert [texts(found) for found in strategies_and_groups(cell("NFAV"))] == [["NFAV"], []]
    found = strategies_and_groups(cell("NFAV Safer Streets Board, NFAV Executive Board"), spelled)
    assert texts(found[1]) == ["NFAV", "Safer Streets Board", "NFAV Executive Board"]
    assert texts(strategies_and_groups(cell("NFAV NPAB NFAVs"), spelled)[1]) == ["NFAV", "NPAB", "NFAVs"]


@pytest.mark.parametrize(
    ("printed", "plans"),
    [
        ("Implement the Northam Play Strategy with partners", ["Northam Play Strategy"]),
        (
            "meet Local Area Agreement targets of Growing Northam's Learning plan",
            ["Local Area Agreement", "Growing Northam's Learning plan"],
        ),
        ("Healthy Lives Action Plan 08 – 10 has been signed", ["Healthy Lives Action Plan 08 – 10"]),
        ("Every child has a Personal Education Plan; draft an Action Plan", []),
        ("The Framework of Skills; Promote the Northam Skills Strategy", ["Northam Skills Strategy"]),
        ("Aiming High for Disabled Children is our guide", ["Aiming High for Disabled Children"]),
        ("Implement Care Matters Action Plan in full", ["Care Matters Action Plan"]),
        ("goals of Growing Northam's learning Action Plan", ["Growing Northam's learning Action Plan"]),
        ("Write the Eastvale Partnership workforce strategy", ["Eastvale Partnership workforce strategy"]),
        ("Members of the Healthy Lives Strategy Steering Group meet", []),
        ("Staff Strategy Partners Programme running", []),
    ],
)
def test_plans_named_in_running_text(printed: str, plans: list[str]) -> None:
    assert texts(named_plans(cell(printed))) == plans


def test_a_workstream_may_be_a_strategy() -> None:
    assert names_strategy("Healthy Weight Strategy")
    assert not names_strategy("Reduce the number of families in temporary homes")
    assert not names_strategy("Play Strategy Steering Group")
    assert not names_strategy("Increase the number of young people on an Apprenticeship programme")
