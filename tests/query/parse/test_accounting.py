"""What a question says and no reading stands for is not answered as though it had not been said."""

import pytest

from query.engine import ask
from query.world import World
from tests.query.fixture import schema, store


@pytest.mark.parametrize(
    "question",
    [
        "who else owns actions that feed NI 117",  # nobody is left out
        "which actions are funded by something other than ABG",
        "what is Ann Dale doing this year",
        "compare the number of actions in Northam and Eastvale",
        "actions that Ann Dale & Bo Reed own",  # "and" may be each of them
        "which actions have been axed",
        "which Northam actions were cut",
        "what has been delivered in Northam",
        "small actions in Northam",
        "percentage of mentors with no owner",
        "percentage of the actions",  # that are what?
        "are all of the actions",
        "who owns the objective with the most actions",  # the most is said of the objective
        "which organisations were awarded money from the Activity Fund",  # a name that nothing has
        "how many mentors has Northam got",  # mentors are not counted, only what mentions them
        "what does Jobcentre pay for",  # a partner is no stream, and no stream pays for it
        "visits to homes - what is Northam doing",  # what stands before the dash says of what
        "was youth hubs endorsed or noted",  # which of them is asked, not whether either
        "is NI 117 red or green",
        "is Northam or Eastvale lower on NI 117",
        "will NI 117 hit its target",  # how it stands is not how it will
        "will we hit NI 117",
        "which objectives have no funded actions",  # neither no funding nor no actions
        "actions for under 19s",  # an age is no value
        "three biggest owners",  # of money or of actions
    ],
)
def test_a_word_that_changes_the_question_is_not_passed_over(question: str) -> None:
    answer = ask(question, World(store(), schema()))
    assert answer.status == "searched", answer.interpretation


@pytest.mark.parametrize(
    "question",
    [
        "what are we doing to cut NI 117",  # what is cut is said
        "what would we lose if ABG was scrapped",  # … and what is supposed
        "I am on the board of mentors, what is Northam doing",  # somebody sets the scene
        "how many is Karen Osei down for",
        "what pays for action 1.1",
        "what is Northam responsible for",
        "is anything red or green",  # whether either is
        "has NI 117 met its target",
        "indicators under 19 in Northam",
    ],
)
def test_the_same_words_carry_nothing_where_the_rest_says_it(question: str) -> None:
    answer = ask(question, World(store(), schema()))
    assert answer.status == "answered", answer.interpretation


def test_an_errand_is_no_question() -> None:
    world = World(store(), schema())
    assert ask("can you ring Karen Osei about NI 117", world).status == "declined"
    assert ask("can you tell me who leads on NI 117", world).status == "answered"


def test_between_them_is_any_of_theirs() -> None:
    together = ask("which actions do Karen Osei and Ali Brown lead between them", World(store(), schema()))
    assert together.interpretation.startswith("Actions owned by Karen Osei or Ali Brown")


def test_a_code_in_brackets_is_denied_with_what_it_explains() -> None:
    denied = ask("actions that feed NI 117, not conception rate (NI 112)", World(store(), schema()))
    assert "feed NI 117 and that do not feed NI 112" in denied.interpretation


def test_training_is_no_train() -> None:
    assert ask("actions on training in Northam", World(store(), schema())).status != "declined"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what does Bob Osei lead", "Nothing held is called Bob Osei; held are Karen Osei"),
        ("Northam actions with zygocorp", "Nothing held is called zygocorp."),
    ],
)
def test_a_name_of_nobody_is_absent_and_what_is_like_it_said(question: str, said: str) -> None:
    answer = ask(question, World(store(), schema()))
    assert (answer.status, answer.interpretation[: len(said)]) == ("empty", said)


def test_what_a_council_does_is_all_that_is_its_own() -> None:
    answer = ask("what is Northam in charge of", World(store(), schema()))
    assert answer.interpretation == "Actions of Northam", "not only what its owners own"


@pytest.mark.parametrize("question", ["NI 117 target for Northam in 2015/16", "what has Eastvale got on NI 59"])
def test_a_thing_that_is_there_and_has_none_of_it_is_empty(question: str) -> None:
    answer = ask(question, World(store(), schema()))
    assert (answer.status, answer.rows) == ("empty", ()), answer.interpretation


def test_by_the_end_may_be_said_in_two() -> None:
    world = World(store(), schema())
    apart, plain = (ask(f"which actions have to be done {by} of June 2011", world) for by in ("by end", "by the end"))
    assert apart.rows and apart.rows == plain.rows
    assert "on or before" in apart.interpretation, apart.interpretation


def test_what_is_empty_says_what_is_there() -> None:
    answer = ask("which Eastvale actions are funded by ABG", World(store(), schema()))
    assert answer.status == "empty"
    assert "Held: Actions of Eastvale (2)" in answer.notes and "Held: Actions funded by ABG (1)" in answer.notes


def test_a_value_of_another_year_is_said_where_the_one_asked_for_is_not_there() -> None:
    answer = ask("NI 117 target for Northam in 2015/16", World(store(), schema()))
    assert any(note.startswith("Held: Observations of NI 117 of Northam") for note in answer.notes), answer.notes


def test_a_most_that_is_said_before_a_slip_is_not_dropped() -> None:
    answer = ask("most expensive thing, sorry, most expensive of priority 1 in Northam", World(store(), schema()))
    plain = ask("most expensive thing in Northam under... sorry, actions under priority 1", World(store(), schema()))
    assert "highest amount" in answer.interpretation
    assert plain.status != "answered" or "highest amount" in plain.interpretation, plain.interpretation


@pytest.mark.parametrize("question", ["Northam NI 117 target 09-10", "Northam NI 117 target 2009-10"])
def test_a_financial_year_may_be_typed_short(question: str) -> None:
    answer = ask(question, World(store(), schema()))
    assert answer.status == "answered" and "for 2009-10" in answer.interpretation, answer.interpretation
