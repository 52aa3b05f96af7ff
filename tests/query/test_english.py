"""What forms say: sentences fit to show."""

import pytest

from query.english import interpret
from query.form import And, Compare, Extreme, Form, Link, Not, Op, Or, Order, Task, TextMatch, Value, Var
from query.phrases import negated, say_property
from query.schema import XSD, ClassInfo, PropertyInfo, Schema
from tests.query.fixture import gt, schema
from tests.query.things import (
    ABG,
    ACTION,
    DUE,
    ESF,
    INDICATOR,
    NI_117,
    NORTHAM,
    OBSERVATION,
    OUTCOME,
    OWNER,
    STREAM,
    VALUE,
)

OF_NORTHAM = Link(ACTION, gt("authority"), NORTHAM)
FEEDS = Link(ACTION, gt("feeds"), NI_117)
FUNDED = Link(ACTION, gt("fundedBy"), ABG)
OWNED = Link(ACTION, gt("ownedBy"), OWNER)
BY_DECEMBER = Compare(DUE, Op.LE, Value("2009-12-31", XSD + "date", "31 December 2009"))

FED = And((FUNDED, Link(ACTION, gt("feeds"), INDICATOR), Link(INDICATOR, gt("towards"), OUTCOME)))
ENDS = And((Compare(STREAM, Op.EQ, ESF), Compare(INDICATOR, Op.EQ, NI_117)))
SENTENCES = [
    (Form(Task.LIST, ACTION, And((FEEDS, FUNDED, OF_NORTHAM))), "Actions of Northam funded by ABG that feed NI 117"),
    (
        Form(Task.LIST, OUTCOME, FED),
        "Outcomes served by indicators fed by actions funded by ABG",
    ),
    (
        Form(Task.LIST, ACTION, And((OF_NORTHAM, Link(ACTION, gt("dueBy"), DUE, "max"), BY_DECEMBER))),
        "Actions of Northam whose last due date is on or before 31 December 2009",
    ),
    (Form(Task.LIST, ACTION, And((OF_NORTHAM, Not(OWNED)))), "Actions of Northam with no owner"),
    (Form(Task.LIST, ACTION, Not(FEEDS)), "Actions that do not feed NI 117"),
    (Form(Task.LIST, ACTION, Or((FEEDS, FUNDED))), "Actions that feed NI 117 or funded by ABG"),
    (
        Form(Task.COUNT, ACTION, And((OF_NORTHAM, OWNED)), group_by=OWNER),
        "Number of actions of Northam, for each owner",
    ),
    (
        Form(Task.LIST, OWNER, And((OWNED, OF_NORTHAM)), order=Order(ACTION, "count")),
        "Owners that own actions of Northam, those with the most actions",
    ),
    (Form(Task.YES_NO, ACTION, And((OF_NORTHAM, FUNDED))), "Whether there are actions of Northam funded by ABG"),
    (
        Form(Task.LIST, ACTION, TextMatch(ACTION, ("domestic abuse", "domestic violence"))),
        "Actions that mention “domestic abuse” or “domestic violence”",
    ),
    (Form(Task.DEFINE, INDICATOR, Compare(INDICATOR, Op.EQ, NI_117)), "What NI 117 means"),
    (
        Form(Task.PATH, STREAM, ENDS, columns=(INDICATOR,)),
        "How ESF connects to NI 117",
    ),
    (
        Form(Task.LIST, VALUE, And((Link(OBSERVATION, gt("value"), VALUE), Link(OBSERVATION, gt("indicator"), NI_117),
                                    Extreme(OBSERVATION, (gt("period"), gt("endsOn")), (gt("role"),))))),
        "Values of observations of NI 117 with the latest end for each role",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("form", "sentence"), SENTENCES)
def test_sentences(form: Form, sentence: str) -> None:
    assert interpret(form, schema()) == sentence


def test_any_vocabulary_is_said_from_its_labels() -> None:
    town, person = ClassInfo("x:Town", "town"), ClassInfo("x:Person", "person")
    lives = PropertyInfo("x:lives", "lives in")
    school = Schema({c.iri: c for c in (town, person)}, {"x:lives": lives})
    form = Form(Task.LIST, Var("who", "x:Person"), Link(Var("who", "x:Person"), "x:lives", Var("where", "x:Town")))
    assert interpret(form, school) == "Persons that live in towns"
    assert say_property(school, "x:unheard_of").forward == "with unheard of {}"


@pytest.mark.parametrize(
    ("phrase", "not_so"),
    [
        ("that feed NI 117", "that do not feed NI 117"),
        ("that are red", "that are not red"),
        ("funded by ABG", "not funded by ABG"),
    ],
)
def test_negation(phrase: str, not_so: str) -> None:
    assert negated(phrase) == not_so
