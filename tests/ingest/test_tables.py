"""Tables are made whole: columns by what their headers mean, rows over page breaks, cells under their own headers."""

from __future__ import annotations

import pytest

from ingest.tables import columns_of, header_roles, is_header
from ingest.tables.shapes import is_date, is_name, leading_reference, reference
from tests.ingest.reading import actions_of, names, rows_of

HEADER = "Ref.→Actions→Due date→Lead→Success criteria\n"


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Action: what are we going to do?", ["action"]),
        ("ACTIONS/OUTCOME", ["action"]),
        ("By when?", ["due"]),
        ("Partners involved and lead officer", ["partners", "owner"]),
        ("Links to existing plans / strategies & groups", ["links", "groups"]),
        ("Cost/sources of funding", ["funding"]),
        ("Progress measure (including baseline, target and milestones)", ["measure"]),
        ("Strategy/Project", ["workstream"]),
        ("Responsiblity", ["owner"]),
        ("KPI", ["objective"]),
        ("Open two clinics in the north of the borough by the summer", []),
    ],
)
def test_a_header_means_what_its_words_say(header: str, roles: list[str]) -> None:
    assert [role.name for role in header_roles(header)] == roles


def test_a_weak_wording_counts_only_where_no_column_says_it_better() -> None:
    assert columns_of(["Area for improvement", "By when?", "Lead"]).roles[0] == ("action",)
    assert columns_of(["Description", "Action", "Lead"]).roles[:2] == ((), ("action",))


def test_names_and_dates_are_no_headers() -> None:
    assert is_header(["Action", "Lead", "By when"])
    assert not is_header(["Open a clinic", "Karen Osei", "June 2010"])


def test_shapes() -> None:
    assert [reference(text) for text in ("1.1", "BH 2", "6.10", "3a.", "Open")] == ["1.1", "BH 2", "6.10", "3a", ""]
    assert leading_reference("SS 1.3 Roll out")[0] == "SS 1.3" and leading_reference("2010 was a year")[0] == ""
    assert is_date("End July 2010") and is_date("ongoing") and not is_date("2008 60%") and not is_date("Karen Osei")
    assert is_name("Karen Osei") and is_name("Head of Service") and not is_name("a fall in the number of")


def test_a_row_goes_on_over_a_page_break_and_its_repeated_header() -> None:
    (first, second) = actions_of(
        "Ref.→Actions→Due date→Lead→Success criteria\n"
        "1.1→Open a nursery in each of the→June 2010→Karen→Ten nurseries\n\n"
        "Page 7 of 12\n\n" + HEADER + "→four villages→→Osei→open\n"
        "1.2→Train staff→July 2010→Amit Shah→All trained\n"
    )
    assert (first.text, names(first)) == ("Open a nursery in each of the four villages", ["Karen Osei"])
    assert (first.span.line, first.span.last_line) == (2, 7)
    assert [measure.text for measure in first.measures] == ["Ten nurseries open"]
    assert second.reference == "1.2"


def test_a_page_without_a_header_goes_on_with_the_columns_before_it() -> None:
    assert [
        action.reference
        for action in actions_of(HEADER + "1.1→Open→May 2010→K Osei→Open\n\n1.2→Close→June 2010→A Shah→Shut\n")
    ] == [
        "1.1",
        "1.2",
    ]


def test_a_header_printed_with_an_empty_cell_keeps_what_was_known() -> None:
    second = actions_of(
        "Action→Who→When\nOpen a clinic→Karen Osei→May 2010\n\nAction→→When\nClose a clinic→Amit Shah→June 2010\n"
    )[1]
    assert names(second) == ["Amit Shah"]


def test_the_lead_officer_on_a_second_line_under_the_partners() -> None:
    (only,) = actions_of(
        "Action: what will we do?→By when?→Measure→Partners & lead officer\n"
        "AB 1.0 Walk to school→June 2010→40 schools→Schools, Police, PCT\n→→→Road Safety Manager\n"
        "Action to narrow the gap→→→\n"
    )
    assert [partner.text for partner in only.partners] == ["Schools", "Police", "PCT"]
    assert names(only) == ["Road Safety Manager"]


def test_bands_and_prompts_are_no_actions() -> None:
    rows = rows_of(
        "| Project | Action | Responsibility | Funded by |\n|--|--|--|--|\n| What | How | Who | Source of money |\n"
        "| Clinics | Open a clinic | Karen Osei | ABG |\n| Action to support families | | | |\n|--|--|--|--|\n"
        "| | Train staff | Amit Shah | ABG |\n"
    )
    assert [action.text for action in rows.actions] == ["Open a clinic", "Train staff"]
    assert [action.workstream and action.workstream.text for action in rows.actions] == ["Clinics", "Clinics"]
    assert {fate.reason for fate in rows.fates if fate.outcome == "passed over"} >= {
        "a row of column headers",
        "a row of prompts",
        "a band that divides the table",
    }


def test_a_title_in_capitals_run_into_an_action_is_not_part_of_it() -> None:
    first, second = actions_of(
        HEADER + "1.1→Open a clinic Outcome 2 – BETTER HOMES FOR→May 2010→K Osei→Open\n"
        "→FAMILIES AND CHILDREN→→→\n1.2→Mend roofs→June 2010→A Shah→Dry\n"
    )
    assert (first.text, second.text) == ("Open a clinic", "Mend roofs")


def test_a_date_under_the_owner_and_a_figure_under_the_owner_are_moved() -> None:
    (first, second) = actions_of(
        HEADER + "1.1→Open a clinic→→May 2010→Open\n1.2→Raise results→June 2010→Karen Osei→Key stage 2\n→→→2009 64%→\n"
    )
    assert names(first) == [] and [due.on.isoformat() for due in first.dues] == ["2010-05-31"]
    assert names(second) == ["Karen Osei"]


def test_headers_that_changed_places_are_told_by_what_stands_under_them() -> None:
    (first, _) = actions_of("Action→Lead→By when\nOpen→May 2010→Karen Osei\nClose→June 2010→Amit Shah\n")
    assert names(first) == ["Karen Osei"] and first.dues[0].on.isoformat() == "2010-05-31"


def test_a_header_nobody_knows_takes_the_role_its_cells_tell() -> None:
    (first, _) = actions_of("Action→Lead→Zeitplan\nOpen a clinic→K Osei→May 2010\nClose it→A Shah→June 2010\n")
    assert first.dues[0].on.isoformat() == "2010-05-31"


def test_a_table_without_any_header_is_known_by_its_shape() -> None:
    first, second = actions_of(
        "3.1→Run a survey of carers→June 2010→Karen Osei→Survey published\n"
        "3.2→Open a centre for carers→July 2010→Amit Shah→Centre open\n"
    )
    assert (first.reference, names(first), second.text) == ("3.1", ["Karen Osei"], "Open a centre for carers")


def test_a_table_of_something_else_lists_no_actions() -> None:
    rows = rows_of("School→2008→2009\nHillside→23%→26%\nBrook Lane→31%→30%\n")
    assert not rows.actions
    assert "read" not in {fate.outcome for fate in rows.fates}


def test_cells_that_go_on_with_no_row_are_reported() -> None:
    rows = rows_of(HEADER + "→→→→and so to the end\n1.1→Open→May 2010→K Osei→Opened\n")
    assert [(fate.span.line, fate.outcome) for fate in rows.fates] == [
        (1, "passed over"),
        (2, "not understood"),
        (3, "read"),
    ]
    assert [measure.text for measure in rows.actions[0].measures] == ["Opened"]


def test_a_note_between_two_parts_of_a_row_does_not_end_it() -> None:
    first, second = actions_of(
        HEADER + "1.1→Open→May 2010→K Osei→Opened and\n\nThese actions are in the town plan too.\n\n→→→→in use\n"
        "1.2→Close→June 2010→A Shah→Closed\n"
    )
    assert [measure.text for measure in first.measures] == ["Opened and in use"]
    assert [measure.text for measure in second.measures] == ["Closed"]


def test_a_cell_over_several_rows_is_the_owner_of_each_and_one_empty_cell_is_empty() -> None:
    merged = actions_of(
        HEADER
        + "2.1→Tutor each child→May 2010→Karen Osei→More pass in English\n2.2→Track results→→→and mathematics, as\n"
        "2.3→Meet each term→→→the return shows\n"
    )
    assert [names(action) for action in merged] == [["Karen Osei"]] * 3
    alone = actions_of(HEADER + "2.1→Tutor→May 2010→Karen Osei→Pass\n2.2→Track→June 2010→→Tracked\n")
    assert names(alone[1]) == []


def test_cells_that_reach_over_rows_in_html() -> None:
    first, second = actions_of(
        "<table><tr><th>Ref</th><th>Action</th><th>Responsible</th><th>Timescale</th></tr>"
        "<tr><td>1.1</td><td>Light the park</td><td rowspan='2'>Parks Manager</td><td>May 2011</td></tr>"
        "<tr><td>1.2</td><td>Mend the gates</td><td>July 2011</td></tr></table>"
    )
    assert names(first) == names(second) == ["Parks Manager"]
    assert second.dues[0].on.isoformat() == "2011-07-31"


def test_a_row_without_a_reference_among_rows_with_one() -> None:
    header = "Action→By when→Measure→Lead\n"
    rows = actions_of(
        header + "AB 1.0 Open a clinic→May 2010→Open→K Osei\nAB 1.1 Widen the door of the→June 2010→Wide→A Shah\n\n"
        + header + "clinic for all.→→→\n\n" + header + "Train the staff.→July 2010→Trained→K Osei\n"
        + "AB 1.2 Paint→May 2011→Red→A Shah\n"
    )  # fmt: skip
    assert [(action.reference, action.text) for action in rows] == [
        ("AB 1.0", "Open a clinic"),
        ("AB 1.1", "Widen the door of the clinic for all."),
        ("", "Train the staff."),
        ("AB 1.2", "Paint"),
    ]


def test_a_header_over_two_rows() -> None:
    (only,) = actions_of(
        "| Action | Responsible | Timescale | | Success criteria |\n|--|--|--|--|--|\n| | | Start | End | |\n"
        "| Open a clinic | Karen Osei | May 2010 | June 2011 | Opened |\n"
    )
    assert [(due.role, due.on.isoformat()) for due in only.dues] == [("start", "2010-05-01"), ("due", "2011-06-30")]
    assert (names(only), only.measures[0].text) == (["Karen Osei"], "Opened")


def test_a_header_printed_after_the_first_row() -> None:
    first, second = actions_of(
        "1.1→Open a clinic→May 2010→K Osei→Opened\n" + HEADER + "1.2→Close it→June 2010→A Shah→Shut\n"
    )
    assert (first.reference, names(first), second.reference) == ("1.1", ["K Osei"], "1.2")
