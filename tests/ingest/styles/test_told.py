"""Lists under a heading of actions that only tell."""

from __future__ import annotations

from tests.ingest.reading import actions_of


def test_conditions_under_an_action_plan_are_no_actions() -> None:
    text = (
        "# Northam climate strategy\n\n## Action Plan\n\nThe action plan will be kept up to date. We will revise our"
        " plans as the weather changes:\n\n- funding becomes available\n- new pumps are invented\n- we meet targets\n"
    )
    assert actions_of(text) == []


def test_what_was_said_under_action_points_is_no_action() -> None:
    text = (
        "# Northam harbour group\n\nAction points:\n\n2.1 The harbour office had been asked to host the fair.\n"
        "2.2 BO confirmed that the mayor was free to speak.\n2.3 Send the map of the quay to all members.\n"
    )
    assert [action.text for action in actions_of(text)] == ["Send the map of the quay to all members."]
