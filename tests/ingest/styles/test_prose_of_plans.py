"""Promises in the running text of a document that calls itself a plan, without an aim or a list around them."""

from __future__ import annotations

import pytest

from tests.ingest.reading import actions_of, names

TEXT = (
    "{title}\n\n## Records\n\nThe PRA keeps records. In addition, the PRA will be testing new shelves. Moving"
    " forward, the PRA will host an open day.\n\n## Background\n\nThe PRA will tell of its past here.\n"
)


def test_a_plan_promises_in_its_running_text() -> None:
    found = actions_of(TEXT.format(title="# Open Archive Plan"))
    assert [(action.text, names(action)) for action in found] == [
        ("In addition, the PRA will be testing new shelves.", ["PRA"]),
        ("Moving forward, the PRA will host an open day.", ["PRA"]),
    ]


@pytest.mark.parametrize("title", ["# Open Archive News", "# The history of archives"])
def test_other_documents_only_tell(title: str) -> None:
    assert actions_of(TEXT.format(title=title)) == []


def test_a_time_after_it_leaves_a_heading_of_actions_one() -> None:
    text = "# Northam Parish\n\n### Action Plan From May 2022\n\n- To maintain the paths\n- To have regard to the sea\n"
    assert [action.text for action in actions_of(text)] == ["To maintain the paths", "To have regard to the sea"]


def test_what_is_dated_counts_beside_lists_and_what_only_tells_of_the_plan_does_not() -> None:
    text = (
        "# Northam Port Plan\n\nThis plan explains how we will mend the port by 2030. We will be proud.\n\n"
        "## Quay\n\n**Actions**\n\n- Light the quay\n- Mend the lock\n- Paint the crane\n\n## Records\n\n"
        "By June 2017, the Port Office will post its records. The Port Office will keep them well.\n"
    )
    assert [action.text for action in actions_of(text)] == [
        "Light the quay",
        "Mend the lock",
        "Paint the crane",
        "By June 2017, the Port Office will post its records.",
    ]


def test_lines_of_codes_and_lists_that_are_announced_as_actions_to_come() -> None:
    text = (
        "# Northam Climate Action Plan\n\n## Transport\n\nT1. Build a cycle lane.\nT2. Electrify the ferry by 2035.\n"
        "T3. Expand the bus service.\n\n## Data\n\nTo deliver this, the following actions will be taken:\n\n"
        "- **Catalogue** – one list of all data is published in 2020.\n- **Cloud** – all systems move by 2022.\n"
    )
    assert [action.text for action in actions_of(text)] == [
        "Build a cycle lane.",
        "Electrify the ferry by 2035.",
        "Expand the bus service.",
        "Catalogue – one list of all data is published in 2020.",
        "Cloud – all systems move by 2022.",
    ]


def test_deliverables_to_be_completed_are_actions_of_their_section() -> None:
    text = (
        "Estmark open plan\n\n1. Access reform\n\nLead Department: Ministry of Justice\n\nThe Government will:\n"
        "- consult the public\n- draft a bill\n\nDeliverables to be completed in 2016-17:\n"
        "- Waive all fees\n- Publish a guide\n"
    )
    assert [(a.text, names(a)) for a in actions_of(text)] == [
        ("consult the public", ["Government"]),
        ("draft a bill", ["Government"]),
        ("Waive all fees", []),
        ("Publish a guide", []),
    ]


def test_an_action_on_a_line_has_the_labels_below_the_line_that_explains_it() -> None:
    text = (
        "# Northam plan\n\n## Strategy E-2: Grow solar\n\nAction E-2.1: Permits online\nMake permits same-day.\n"
        "- Responsible: Port Office\n\nAction E-2.2: Roof panels\nPut panels up.\n- Responsible: Public Works\n"
    )
    assert [names(action) for action in actions_of(text)] == [["Port Office"], ["Public Works"]]


def test_a_list_of_promises_needs_no_aim_in_a_plan() -> None:
    lamps = (
        "## Lamps\n\n### Now\n\n- We are painting them.\n\n### Next\n\n- We will buy lamps.\n- We will hang them.\n\n"
    )
    boats = "## Boats\n\n### Now\n\n- We are testing one.\n\n### Next\n\n- We plan to sell it.\n"
    boats += "- We will buy a boat.\n- We will train a crew.\n"
    said = ["We will buy lamps.", "We will hang them.", "We will buy a boat.", "We will train a crew."]
    assert [a.text for a in actions_of(f"# Harbour roadmap\n\n{lamps}{boats}")] == said


def test_what_an_action_plan_lists_right_under_its_title_is_to_be_done() -> None:
    plan = "Harbour Action Plan 2016/17\n\n- Paint the quay\n- Mend the lamps\n- Train a warden\n"
    assert [a.text for a in actions_of(plan)] == ["Paint the quay", "Mend the lamps", "Train a warden"]
