"""Forms compiled and run over the two invented councils."""

from __future__ import annotations

import re

import pytest

from query.execute import execute
from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Extreme,
    Form,
    Gap,
    Having,
    InMonths,
    Link,
    Maybe,
    Not,
    Op,
    Or,
    Order,
    Task,
    TextMatch,
    Things,
    Value,
    Var,
)
from query.patterns import word_pattern
from query.schema import XSD
from query.sparql import compile_form
from tests.query.fixture import gt, schema, store
from tests.query.things import (
    ABG,
    ACTION,
    DUE,
    EASTVALE,
    EITHER,
    INDICATOR,
    NI_117,
    NORTHAM,
    OBSERVATION,
    OUTCOME,
    OWNER,
    VALUE,
)


def answer(form: Form) -> list[tuple[object, ...]]:
    """The rows of a form, each cell its label or its value."""
    rows = execute(form, schema(), store()).rows
    return [tuple(cell.get("label", cell.get("value")) for cell in row.values()) for row in rows]


def first(form: Form) -> list[object]:
    """The first column."""
    return [row[0] for row in answer(form)]


def date(text: str) -> Value:
    return Value(text, XSD + "date", text)


def actions(*parts: Condition) -> Form:
    return Form(Task.LIST, ACTION, And(parts))


FEEDS = Link(ACTION, gt("feeds"), NI_117)
OF_NORTHAM = Link(ACTION, gt("authority"), NORTHAM)
DUE_LAST = Link(ACTION, gt("dueBy"), DUE, pick="max")


def test_a_list_holds_guesses_and_a_count_does_not() -> None:
    assert first(actions(FEEDS)) == [
        "Offer apprenticeships",
        "Open a drop-in for school leavers",
        "Visit leavers at home",
    ]
    assert first(Form(Task.COUNT, ACTION, FEEDS)) == [2]


def test_constraints_join() -> None:
    assert first(actions(FEEDS, OF_NORTHAM)) == ["Open a drop-in for school leavers"]


def test_several_things_by_one_name_are_alternatives() -> None:
    assert len(first(actions(Link(ACTION, gt("authority"), EITHER)))) == 5


def test_a_path_walks_over_things_between() -> None:
    via = Form(Task.LIST, OUTCOME, Link(ACTION, (gt("feeds"), gt("towards")), OUTCOME))
    assert first(via) == ["Achieve economic well-being", "Make a positive contribution"]


def test_due_means_the_last_date() -> None:
    by_december = Compare(DUE, Op.LE, date("2009-12-31"))
    assert first(actions(DUE_LAST, by_december)) == ["Train mentors on domestic abuse"]


def test_without_an_owner() -> None:
    assert first(actions(OF_NORTHAM, Not(Link(ACTION, gt("ownedBy"), OWNER)))) == ["Review the website"]


def test_a_guess_is_no_reason_to_leave_something_out() -> None:
    assert "Visit leavers at home" in first(actions(Not(FEEDS)))


def test_alternatives_without_new_variables() -> None:
    either = Or((TextMatch(ACTION, ("website",)), Link(ACTION, gt("fundedBy"), ABG)))
    assert first(actions(either)) == ["Open a drop-in for school leavers", "Review the website"]


def test_alternatives_that_give_values_to_what_is_asked_for() -> None:
    aims = Var("objective", gt("Objective"))
    who = Or((Link(ACTION, gt("ownedBy"), OWNER), Link(aims, gt("ownedBy"), OWNER)))
    assert first(Form(Task.LIST, OWNER, who)) == ["Ali Brown", "Head of Youth", "Jo Lind", "Karen Osei"]


def test_counts_by_group() -> None:
    by_owner = Form(Task.COUNT, ACTION, Link(ACTION, gt("ownedBy"), OWNER), group_by=OWNER)
    assert answer(by_owner) == [("Ali Brown", 2), ("Karen Osei", 2), ("Head of Youth", 1)]


def test_the_most_keeps_ties() -> None:
    most = Form(Task.LIST, OWNER, Link(ACTION, gt("ownedBy"), OWNER), order=Order(ACTION, "count"))
    assert first(most) == ["Ali Brown", "Karen Osei"]


def test_the_fewest() -> None:
    fewest = Form(Task.LIST, OWNER, Link(ACTION, gt("ownedBy"), OWNER), order=Order(ACTION, "count", descending=False))
    assert first(fewest) == ["Head of Youth"]


def test_the_latest_by_value_and_the_first_two() -> None:
    assert first(Form(Task.LIST, ACTION, DUE_LAST, order=Order(DUE))) == ["Offer apprenticeships"]
    two = Form(Task.LIST, ACTION, DUE_LAST, order=Order(DUE, descending=False, limit=2))
    assert first(two) == ["Train mentors on domestic abuse", "Open a drop-in for school leavers"]


def test_more_than_one_owner() -> None:
    several = Having(Aggregate("count", OWNER), Op.GT, Value("1", XSD + "integer", "1"))
    shared = Form(Task.LIST, ACTION, Link(ACTION, gt("ownedBy"), OWNER), having=(several,))
    assert first(shared) == ["Train mentors on domestic abuse"]


def test_averages_count_each_thing_once() -> None:
    value = Link(OBSERVATION, gt("value"), VALUE)
    both = (Aggregate("avg", VALUE), Aggregate("max", VALUE))
    assert answer(Form(Task.AGGREGATE, OBSERVATION, value, aggregates=both)) == [(7.5, 8.5)]


def test_the_latest_of_each() -> None:
    latest = And((Link(OBSERVATION, gt("value"), VALUE),
                  Extreme(OBSERVATION, (gt("period"), gt("endsOn")), (gt("indicator"), gt("role")))))  # fmt: skip
    assert first(Form(Task.LIST, VALUE, latest)) == [6.5, 8.5]


@pytest.mark.parametrize(("where", "stream", "yes"), [(NORTHAM, ABG, True), (EASTVALE, ABG, False)])
def test_yes_or_no(where: object, stream: object, yes: bool) -> None:
    parts = (Link(ACTION, gt("authority"), where), Link(ACTION, gt("fundedBy"), stream))  # type: ignore[arg-type]
    assert answer(Form(Task.YES_NO, ACTION, And(parts))) == [(yes,)]


def test_further_columns_that_may_be_empty() -> None:
    owners = Form(Task.LIST, ACTION, And((OF_NORTHAM, Maybe(Link(ACTION, gt("ownedBy"), OWNER)))), columns=(OWNER,))
    assert ("Review the website",) in answer(owners)
    assert ("Open a drop-in for school leavers", "Karen Osei") in answer(owners)


def test_what_something_means() -> None:
    defined = answer(Form(Task.DEFINE, INDICATOR, Compare(INDICATOR, Op.EQ, NI_117)))
    assert "not in education" in str(defined)


def test_a_value_of_the_question_is_no_code() -> None:
    sly = Value('x" } DROP ALL #', XSD + "string", "x")
    assert first(actions(Link(ACTION, gt("reference"), sly))) == []


def test_people_can_read_the_query() -> None:
    text = compile_form(actions(FEEDS, OF_NORTHAM), schema()).text
    assert text == (
        "PREFIX gt: <https://w3id.org/golden-thread/ontology#>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "SELECT DISTINCT ?action ?actionLabel WHERE {\n"
        "  ?action a gt:Action .\n"
        "  ?action gt:feeds <https://w3id.org/golden-thread/id/indicator/NI-117> .  # NI 117\n"
        "  ?action gt:authority <https://w3id.org/golden-thread/id/authority/northam> .  # Northam\n"
        "  OPTIONAL { ?action rdfs:label ?actionLabel }\n"
        "}\n"
        "ORDER BY ?actionLabel ?action\n"
    )


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("website", "Review the websites", True),
        ("on-line safety", "about online safety", False),
        ("on-line safety", "about on line safety.", True),
        ("domestic abuse", "domestic-abuse training", True),
        ("abuse", "abusers", False),
        ("family", "all families", True),
        ("families", "each family", True),
        ("children's home", "children’s homes", True),
    ],
)
def test_words_are_whole_and_plurals_and_hyphens_do_not_matter(words: str, text: str, found: bool) -> None:
    assert bool(re.search(word_pattern((words,)), text, re.IGNORECASE)) is found


def test_what_only_reference_data_knows_is_not_listed_or_counted() -> None:
    unfed = Not(Link(ACTION, gt("feeds"), INDICATOR))
    assert first(Form(Task.LIST, INDICATOR, unfed)) == []
    assert first(Form(Task.COUNT, INDICATOR, And(()))) == [1]


def test_numbers_of_groups_are_averaged_and_targets_tested_by_numbers() -> None:
    owned = Link(ACTION, gt("ownedBy"), OWNER)
    assert answer(Form(Task.COUNT, ACTION, owned, group_by=OWNER, over="max")) == [(2,)]
    many = (Having(Aggregate("count", ACTION), Op.GT, Value("1", XSD + "integer", "1")),)
    assert answer(Form(Task.YES_NO, OWNER, owned, having=many)) == [(True,)]
    assert answer(Form(Task.COUNT, OWNER, owned, having=many)) == [(2,)]


def test_what_stands_anywhere_above_is_denied_for_all_rows_at_once() -> None:
    aim = Var("aim", gt("Objective"))
    under = Link(ACTION, gt("objective"), aim, reach=gt("broader"))
    for denied in (under, And((under, TextMatch(aim, ("hope",))))):
        text = compile_form(actions(OF_NORTHAM, Not(denied)), schema()).text
        assert "MINUS {" in text  # row by row, an engine walks up from everywhere for each of them
        within, without = (set(first(actions(OF_NORTHAM, part))) for part in (denied, Not(denied)))
        assert not within & without
        assert within | without == set(first(actions(OF_NORTHAM)))
    assert within


def test_a_link_reaches_up_and_a_date_falls_in_months() -> None:
    aim = Var("objective", gt("Objective"))
    under = Link(ACTION, gt("objective"), aim, reach=gt("broader"))
    assert answer(Form(Task.COUNT, ACTION, And((under, Link(aim, gt("reference"), string("2")))))) == [(1,)]
    due = Link(ACTION, gt("dueBy"), DUE)
    assert first(Form(Task.LIST, ACTION, And((due, InMonths(DUE, (12,), "December"))))) == [
        "Train mentors on domestic abuse"
    ]
    assert first(Form(Task.LIST, ACTION, And((due, InMonths(DUE, (12,), "1 December", 1))))) == []


def test_a_gap_is_a_number_whichever_is_greater() -> None:
    low, high, gap = Var("low"), Var("high"), Var("gap")
    both = And((Link(OBSERVATION, gt("role"), Things((gt("Actual"),), "actual")), Link(OBSERVATION, gt("value"), high),
                Link(Var("other", gt("Observation")), gt("value"), low), Gap(gap, low, high)))  # fmt: skip
    assert answer(Form(Task.LIST, gap, both)) == [(0,), (1,), (2,)]


def string(text: str) -> Value:
    """A plain text."""
    return Value(text, XSD + "string", text)
