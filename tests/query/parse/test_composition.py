"""Wordings in parts, "only", "besides", "but … doesn't", shares of a hundred: how words join what is asked."""

from __future__ import annotations

import pytest

from query.engine import ask
from tests.query.parse.test_operators import first, rows, said, world


@pytest.mark.parametrize("typed", ["did northam hit its NI 117 target in 2009-10", "has northam met the NI 117 target"])
def test_a_wording_may_have_a_name_in_the_middle(typed: str) -> None:
    assert "that are meeting target" in said(typed)
    assert first(typed) == [False]


def test_by_how_much_a_target_was_missed() -> None:
    assert said("by how much did northam miss its NI 117 target").startswith("Gaps between")
    assert "worse than target" in said("how much did northam miss its NI 117 target by")
    assert said("which actions help northam hit its NI 117 target") == "Actions of Northam that feed NI 117"


def test_parts_of_a_wording_in_two_sentences_are_no_wording() -> None:
    assert "meeting target" not in said("did they hit the road? northam NI 117 target")


def test_a_share_of_a_hundred_is_compared_with_such_values() -> None:
    assert first("which indicators have a target under 7%") == [
        "NI 117: 16 to 18 year olds not in education, employment or training"
    ]
    assert "with unit % that are target values and whose value is less than 7%" in said("targets under 7 percent")
    assert ask("which indicators have a target over 80%", world()).status == "empty"


def test_one_is_a_number_beside_only() -> None:
    assert first("which owners have only one action") == ["Head of Youth"]
    assert first("streams used by one action only") == ["Area Based Grant", "European Social Fund"]


def test_what_hangs_on_one_thing_alone() -> None:
    for typed in ("what is funded by ABG alone", "what is only funded by ABG", "actions funded solely by ABG"):
        assert said(typed) == "Actions funded by ABG and not funded by funding streams other than ABG"
        assert first(typed) == ["Open a drop-in for school leavers"]
    assert first("what is owned by Karen Osei alone") == ["Open a drop-in for school leavers"]


@pytest.mark.parametrize(
    "typed", ["who besides Karen Osei owns action 1.2", "who else owns action 1.2 apart from K Osei"]
)
def test_somebody_is_left_out(typed: str) -> None:
    assert first(typed) == ["Head of Youth"]


def test_a_denial_at_the_end_is_of_the_name_before_it() -> None:
    assert said("indicators northam has but eastvale doesn't") == (
        "Indicators mentioned in plans of Northam and not mentioned in plans of Eastvale"
    )


def test_both_of_two_that_one_thing_cannot_have_are_of_two_things() -> None:
    assert said("who owns actions under both priority 1 and priority 2") == (
        "Owners that own actions under priority 1 and that own actions under priority 2"
    )


def test_things_are_ranked_by_the_numbers_of_a_noun() -> None:
    assert rows("which council has the lowest target for NI 117") == [["Northam", 6.5]]
    assert rows("which indicator has the highest target") == [
        ["NI 117: 16 to 18 year olds not in education, employment or training", 7.5]
    ]


def test_money_is_summed_by_the_stream_that_its_amount_names() -> None:
    assert said("sum of amounts per funding stream") == "Total amount of allocations, for each funding stream"


def test_what_is_of_a_council_is_not_so_by_what_it_links_to() -> None:
    assert said("which funding stream supports the most actions in Northam") == (
        "Funding streams that fund actions of Northam, those with the most actions"
    )


def test_a_share_is_a_part_of_what_is_named_before_it() -> None:
    assert rows("what percentage of northam actions are ongoing") == [[33.3, 1, 3]]
    assert rows("what share of actions under priority 1 in Northam is funded by ABG") == [[33.3, 1, 3]]
    assert said("what proportion of actions feed NI 117") == "Of actions, the percentage that feed NI 117"
    assert rows("what percentage of indicators are red") == [[100, 1, 1]]  # of those that have a status


def test_all_is_more_than_any() -> None:
    assert rows("are all Eastvale actions owned by Ali Brown") == [[True]]
    assert rows("do all northam actions have an owner") == [[False]]
    assert rows("does every action under priority 1 in Northam feed an indicator") == [[False]]
    assert said("are all northam actions ongoing") == "Of actions of Northam, whether all are ones that are ongoing"


@pytest.mark.parametrize(
    "printed",
    ["Of actions, the percentage that feed NI 117", "Of actions of Northam, whether all are ones owned by Karen Osei"],
)
def test_a_share_as_it_is_printed_is_read_as_the_same(printed: str) -> None:
    assert said(printed) == printed


def test_a_list_may_show_more_beside_each_thing_and_be_ordered() -> None:
    assert rows("list northam actions with their owners and due dates, earliest first") == [
        ["Train mentors on domestic abuse", "Head of Youth", "2009-12-31"],
        ["Train mentors on domestic abuse", "Karen Osei", "2009-12-31"],
        ["Open a drop-in for school leavers", "Karen Osei", "2010-03-31"],
        ["Review the website"],
    ]
    assert first("list actions with owner and date, ordered by date") == first(
        "actions in date order, with their owners"
    )
    assert first("show actions due in 2010 or 2011, latest first") == [
        "Offer apprenticeships",
        "Open a drop-in for school leavers",
    ]
    assert rows("how many actions does each owner have, fewest first")[-1][1] == 2


def test_two_values_that_differ_in_what_is_said_are_so_far_apart() -> None:
    assert rows("difference between Northam's target for NI 117 in 2009-10 and in 2010-11") == [[1, 7.5, 6.5]]
    assert rows("gap between Northam's 2010-11 target for NI 117 and its 2009-10 actual") == [[2, 6.5, 8.5]]
    assert rows("difference between Northam's 2009-10 actual and 2010-11 target for NI 117") == [[2, 8.5, 6.5]]
    assert ask("what is the difference between an action and an objective", world()).status == "searched"


def test_noted_denies_nothing() -> None:
    assert "not" not in said("which decisions were endorsed and noted").replace("note", "").split()


def test_who_else_is_somebody_else() -> None:
    assert first("who else owns the actions that Karen Osei owns") == ["Head of Youth"]


def test_what_is_denied_is_what_is_about_a_topic() -> None:
    question = "which owners have no actions about domestic abuse"
    assert said(question).startswith("Owners that do not own actions that mention")
    assert "Karen Osei" not in first(question)


def test_no_other_than_is_only() -> None:
    assert first("which actions have no other funding than ABG") == first("which actions are funded by ABG alone")


def test_a_council_may_stand_between_a_number_and_what_it_is_of() -> None:
    assert "only those with at least 2 actions" in said("which owners have at least two Eastvale actions")
    assert rows("how many actions does each Eastvale owner have") == [["Ali Brown", 2]]


def test_what_one_council_has_and_another_has_not_is_said_of_the_same_kind_of_thing() -> None:
    assert said("which indicators does Northam have a target for but Eastvale does not") == (
        "Indicators with observations of Northam that are target values and without observations of Eastvale"
        " that are target values"
    )


def test_a_numbered_row_alone_asks_what_it_says() -> None:
    assert said("action 1.2") == "What 1.2 means"


def test_how_many_of_the_most_may_come_last() -> None:
    assert rows("owners with most actions, top two") == [["Ali Brown", 2], ["Karen Osei", 2]]


def test_what_both_councils_have_is_said_of_each() -> None:
    typed = "which indicators have targets in both northam and eastvale"
    assert said(typed) == (
        "Indicators with observations of Northam that are target values "
        "and with observations of Eastvale that are target values"
    )
    assert ask(typed, world()).status == "empty"
    assert first("which indicators are fed by both northam and eastvale actions") == [
        "NI 117: 16 to 18 year olds not in education, employment or training"
    ]


def test_whoever_works_on_an_indicator_owns_its_actions() -> None:
    assert said("who works on NI 117 in Northam") == "Owners that own actions of Northam that feed NI 117"
    assert first("who works on NI 117 in Northam") == ["Karen Osei"]


def test_who_is_asked_by_council_is_listed_with_it() -> None:
    assert rows("who works on NI 117, by council") == [["Ali Brown", "Eastvale"], ["Karen Osei", "Northam"]]


def test_a_heading_without_an_owner_has_those_of_its_actions() -> None:
    assert first("who is responsible for priority 2 in eastvale") == ["Ali Brown"]
    assert first("is Ali Brown on priority 2 in eastvale") == [True]
    assert first("is Karen Osei on priority 2 in eastvale") == [False]


def test_the_heading_of_a_level_may_be_above_the_nearest() -> None:
    assert first("which priority does action 1.2 sit under") == ["Raise what young people hope for"]


def test_and_may_be_either_where_no_one_is_both() -> None:
    assert first("which actions feed NI 117 and NI 112") == [
        "Offer apprenticeships",
        "Open a drop-in for school leavers",
        "Train mentors on domestic abuse",
        "Visit leavers at home",
    ]


def test_money_of_each_is_a_sum() -> None:
    assert rows("how much money does each council have") == [["Northam", 120000], ["Eastvale", 0]]
    assert said("total funding by stream") == "Total amount of allocations, for each funding stream"


def test_more_than_what_is_said_is_not_answered() -> None:
    assert ask("how many more actions does northam have than eastvale", world()).status == "searched"


def test_all_of_several_have_it() -> None:
    assert said("which indicators do northam and eastvale all have") == (
        "Indicators mentioned in plans of Northam and mentioned in plans of Eastvale"
    )


def test_a_number_of_what_is_not_known_is_no_remark() -> None:
    assert ask("what funds the ZQ 4 actions in northam", world()).status != "answered"
