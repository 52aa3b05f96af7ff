"""Actions that minutes and notes mark by a label in their text, and whom they name there."""

from __future__ import annotations

import pytest

from tests.ingest.reading import actions_of, names


def noted(minutes: str) -> list[tuple[str, list[str]]]:
    """The text and owners of every action of minutes."""
    return [(action.text, names(action)) for action in actions_of(f"# Notes of the Harbour Forum\n\n{minutes}\n")]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ("2.2 Action: NB to write to the port about the lamps.", ("NB to write to the port about the lamps.", ["NB"])),
        ("The lift broke. ACTION – J Smith: obtain three quotes.", ("obtain three quotes.", ["J Smith"])),
        ("Action point 3 (JS): circulate the revised budget.", ("circulate the revised budget.", ["JS"])),
        ("All were thanked. (Action: PW to book the hall.)", ("PW to book the hall.", ["PW"])),
        ("Action: Clerk and Cllr Ott to see it.", ("Clerk and Cllr Ott to see it.", ["Clerk", "Cllr Ott"])),
        ("The leaflet would be reprinted. Action by: T Moore", ("The leaflet would be reprinted.", ["T Moore"])),
        ("Priority action: Replace the lamps on the quay.", ("Replace the lamps on the quay.", [])),
        ("Action: All to read the draft plan.", ("All to read the draft plan.", [])),
    ],
)  # fmt: skip
def test_a_label_marks_an_action_and_who_has_it(minutes: str, expected: tuple[str, list[str]]) -> None:
    assert noted(minutes) == [expected]


def test_a_name_with_a_day_has_what_the_paragraph_before_says() -> None:
    (action,) = actions_of(
        "# Notes\n\nIt was agreed that the map will be redrawn.\n\nACTION: Harbour Master, by 1 May 2011\n"
    )
    assert (action.text, names(action)) == ("It was agreed that the map will be redrawn.", ["Harbour Master"])
    assert [due.on.isoformat() for due in action.dues] == ["2011-05-01"]


@pytest.mark.parametrize(
    "minutes",
    [
        "Action: None.",
        "The lamps had been mended. Action: completed last week.",
        "The forum heard of the Climate Action – a new fund.",
        "The quay was busy. ACTION: J Smith",
    ],
)
def test_a_label_over_nothing_to_do_marks_none(minutes: str) -> None:
    assert noted(minutes) == []


MINUTES = "# Minutes of the Harbour Forum held on 3 May 2011\n\n## Quay\n\n"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The lamps are old. Cllr Ott is to inspect them.", ("Cllr Ott is to inspect them.", ["Cllr Ott"])),
        ("The Clerk to write to the port.", ("The Clerk to write to the port.", ["The Clerk"])),
        ("It was agreed that JB would book the hall.", ("It was agreed that JB would book the hall.", ["JB"])),
        (
            "The lamps are to be mended by the port. Action: Cllrs Ott, Lund and the Clerk 5. 81.20 Quotes were read.",
            ("The lamps are to be mended by the port.", ["Cllrs Ott", "Lund", "the Clerk"]),
        ),
    ],
)
def test_minutes_give_somebody_something_to_do_without_a_label(said: str, expected: tuple[str, list[str]]) -> None:
    assert [(action.text, names(action)) for action in actions_of(MINUTES + said + "\n")] == [expected]


@pytest.mark.parametrize(
    "said",
    [
        "The Committee was asked to approve the strategy.",
        "The mayor would have liked a map.",
        "The work would cost £300.",
        "Cllr Ott reported that the port had agreed to mend the lamps.",
    ],
)
def test_what_minutes_only_tell_is_no_action(said: str) -> None:
    assert actions_of(MINUTES + said + "\n") == []


def test_outside_minutes_only_a_label_marks_an_action() -> None:
    assert actions_of("# Harbour news\n\n## Quay\n\nThe Clerk to write to the port.\n") == []


def test_a_plan_that_marks_its_actions_by_the_label_may_word_them_in_any_way() -> None:
    said = ["The team picks a slogan for the quay.", "Wardens meet the traders.", "Signs in three tongues."]
    plan = "# Harbour strategy\n\n## Welcome\n\n" + "\n\n".join(f"**Action:** {text}" for text in said)
    assert [action.text for action in actions_of(plan)] == said
    once = "# Harbour strategy\n\n## Welcome\n\n**Action:** Signs in three tongues."
    assert not actions_of(once)
