"""What stands right before, between and after the rows of a table of actions without a heading of its own."""

# ruff: noqa: E501 - a row of a fixture is easier to read on one line

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.ingest.reading import actions_of, aims_of, names, rows_of

TASKS = (
    "Ref→Task→Lead→By when→Outcome\n"
    "1→Extend Sunday opening at Quay Street→Library Manager→April 2010→2,000 more visits\n"
    "2→Launch a homework club→Youth Librarian→May 2010→400 children attend\n"
)
VALUES = [
    "Ref→Indicator→2008/09 actual→2009/10 actual→2010/11 target→Lead\nNI 9→Use of libraries→46%→47%→48%→Library Manager\n",
    "PI→Title→2009/10 Target→2009/10 Actual→Trend\nNI 10→Visits to museums→52%→50%→Down\n",
    "Indicator→2008→2009→2010 target\nVisits→31,000→33,500→35,000\n",
    "Indicator→Baseline→Q1 target→Q1 actual→Q2 target→Q2 actual→RAG\nNI 9→46→47→46.5→48→47→Amber\n",
]


@pytest.mark.parametrize("values", VALUES)
@pytest.mark.parametrize("between", ["", "\n", "\nPerformance summary\n\n"])
def test_a_table_of_values_right_after_the_actions_gives_none(values: str, between: str) -> None:
    first, second = actions_of(f"Reading plan\n\n{TASKS}{between}{values}")
    assert names(first) == ["Library Manager"]
    assert second.text == "Launch a homework club"
    assert not second.indicators


def test_a_row_without_a_reference_is_an_action_where_it_is_as_whole_as_those_around_it() -> None:
    found = actions_of(TASKS + "→Review charges for school visits→Education Officer→June 2010→Charges approved\n")
    assert [(a.reference, a.text) for a in found][1:] == [
        ("2", "Launch a homework club"),
        ("", "Review charges for school visits"),
    ]


def test_a_row_printed_without_its_empty_reference_is_set_under_its_columns() -> None:
    last = actions_of(TASKS + "Review charges for school visits→Education Officer→June 2010→Charges approved\n")[-1]
    assert (last.reference, last.text, names(last), last.due_text) == (
        "",
        "Review charges for school visits",
        ["Education Officer"],
        "June 2010",
    )


def test_a_row_without_a_reference_goes_on_with_what_a_title_names() -> None:
    (action,) = actions_of(
        "Ref→Task→Lead→By when→Outcome\n1→Ways in: a guide for staff→Library Manager→April 2010→Guide out\n"
        "→Train all staff in its use→Youth Librarian→May 2010→All trained\n"
    )
    assert names(action) == ["Library Manager", "Youth Librarian"]


CARD = "Priority {0}→{1}\nLink governor→Mr A Khan\nSuccess criteria→Attendance of 95%\n\n"
WHO = "Actions→Who→When→Cost\n"


def test_a_card_above_a_table_names_its_aim_and_is_no_action() -> None:
    text = (
        CARD.format(1, "Raise standards in writing")
        + f"{WHO}Buy class sets of short novels→Literacy leader→Oct 2010→£1,400\n\n"
        + CARD.format(2, "Improve attendance")
        + f"{WHO}Call home on the first day of an absence→School secretary→Sept 2010→Nil\n"
    )
    aims = {aim.key: aim.text for aim in aims_of(text)}
    assert [(a.text, aims[a.objective or ""]) for a in actions_of(text)] == [
        ("Buy class sets of short novels", "Raise standards in writing"),
        ("Call home on the first day of an absence", "Improve attendance"),
    ]


def test_where_it_leads_asks_for_nobody() -> None:
    (first, _) = actions_of(
        "Ref→Project→Lead→By when→Where it leads\n1→Plant street trees→Parks Manager→May 2012→Cooler streets\n"
        "2→Open a café in the park→Parks Manager→June 2012→More visits\n"
    )
    assert names(first) == ["Parks Manager"]


def test_a_card_may_name_its_aim_without_a_number() -> None:
    text = f"Priority→Private fostering\nBoard lead→Amit Shah\n\n{TASKS}"
    (aim,) = aims_of(text)
    assert aim.text == "Private fostering"
    assert {action.objective for action in actions_of(text)} == {aim.key}


def test_two_headers_are_no_card() -> None:
    assert [aim.text for aim in aims_of(f"Priority→Indicators\nBetter reading→NI 72\n\n{TASKS}")] == []


WAYS = (
    "{0}1. Help at home→Train volunteers to hear readers→Family Learning Manager→May 2012→25 volunteers\n"
    "→Open homework clubs in libraries→Library Manager→June 2012→60 children\n"
    "Northam plan→→→→page 9\n{0}→Lend laptops to families→ICT Manager→July 2012→100 laptops\n"
)


@pytest.mark.parametrize(
    "header",
    ["What→How→Who→When→How we will know\n", "What will we do?→How will we do it?→Who will do it?→By when?→Outcome\n"],
)
def test_of_what_over_how_the_second_holds_the_actions(header: str) -> None:
    found = actions_of(f"Northam reading plan\n\n{WAYS.format(header)}")
    assert [(names(a), a.due_text) for a in found] == [
        (["Family Learning Manager"], "May 2012"),
        (["Library Manager"], "June 2012"),
        (["ICT Manager"], "July 2012"),
    ]
    assert {a.objective for a in found} == {found[0].objective} != {None}


def test_what_and_how_of_each_row_are_one_action() -> None:
    (action,) = actions_of(
        "What will we do?→How will we do it?→Who will do it?→By when?\n"
        "Help at home→Train volunteers to hear readers→Family Learning Manager→May 2012\n"
    )
    assert action.text == "Help at home"


def test_a_lead_and_partners_are_told_by_their_labels_in_one_cell() -> None:
    (action,) = actions_of(
        "Action→Who→When\nOpen a clinic→Lead: YOT Manager; Partners: Northam Police, Northam PCT→May 2010\n"
    )
    assert names(action) == ["YOT Manager"]
    assert {partner.text for partner in action.partners} == {"Northam Police", "Northam PCT"}


def test_the_title_of_the_plan_is_no_aim() -> None:
    found = rows_of(f"# Northam library plan 2010-11\n\n{TASKS}", "plan.md")
    assert found.objectives == ()
    assert {action.objective for action in found.actions} == {None}


def test_a_row_broken_inside_its_cells_is_put_together() -> None:
    _, *found = actions_of(
        "No→Action→By whom→By when→Progress→RAG\n1→Train forty doctors→Named Doctor→May 2010→38 trained→Amber\n"
        "2→• Print posters for\n• Hold a campaign in surgeries→Press Officer→June 2010\nor sooner→Posters out→Green\n"
        "3→Visit language schools→Fostering Worker→July 2010→One visited→Red\n"
    )
    assert [(a.reference, a.text, names(a), a.due_text) for a in found] == [
        ("2", "• Print posters for • Hold a campaign in surgeries", ["Press Officer"], "June 2010 or sooner"),
        ("3", "Visit language schools", ["Fostering Worker"], "July 2010"),
    ]


def test_a_short_row_before_another_is_not_put_together_with_it() -> None:
    first, second, _ = actions_of(
        "No→Action→By whom→By when→Progress→RAG\n1→Train forty doctors→Named Doctor→May 2010\n"
        "2→Print posters→Press Officer\n3→Visit language schools→Fostering Worker→July 2010→One visited→Red\n"
    )
    assert (first.text, second.text) == ("Train forty doctors", "Print posters")


def test_a_number_under_thousands_of_pounds_of_a_year_is_an_amount() -> None:
    (action,) = actions_of(
        "Task→Lead→By when→2012/13 £000→2013/14 £000\nBuy a second youth bus→Youth Manager→Dec 2012→65→1.5\n"
    )
    assert [(a.pounds, a.period.label if a.period else "") for a in action.amounts] == [
        (Decimal(65000), "2012-13"),
        (Decimal(1500), "2013-14"),
    ]


def test_a_table_under_a_printed_header_that_nobody_knows_is_none_of_the_actions_above() -> None:
    found = actions_of(
        "# Waste plan\n\n| Action | Lead | By when | Measure |\n|---|---|---|---|\n"
        "| Collect food waste | Waste Manager | May 2025 | 480 kg |\n\n"
        "| Kind (unit) | 2023 |\n|---|---|\n| Glass in the year (kg) | 480 |\n| Paper in the year (kg) | 490 |\n"
    )
    assert [a.text for a in found] == ["Collect food waste"]
