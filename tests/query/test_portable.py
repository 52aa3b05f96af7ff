"""The SPARQL that is written means the same to another engine, also where that hands bindings on into subselects."""

from __future__ import annotations

from functools import cache

import pytest
import rdflib

from query.form import Aggregate as Number
from query.form import Form, Having, Link, Op, Order, Task, Value
from query.schema import XSD
from query.sparql import compile_form
from tests.query.fixture import ONTOLOGY, TRIG, gt, schema, store
from tests.query.things import ACTION, DUE, INDICATOR, OBSERVATION, OWNER, VALUE

OWNS = Link(ACTION, gt("ownedBy"), OWNER)
DUE_BY = Link(ACTION, gt("dueBy"), DUE)
VALUED = Link(OBSERVATION, gt("value"), VALUE)
FEEDS = Link(ACTION, gt("feeds"), INDICATOR)


@cache
def other_engine() -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(ONTOLOGY)
    dataset.parse(TRIG)
    return dataset


def rows(form: Form) -> list[tuple[str, ...]]:
    found = store().select(compile_form(form, schema()).text)
    return sorted(tuple(row[v].value if v in row else "" for v in found.variables) for row in found.rows)


def rows_elsewhere(form: Form) -> list[tuple[str, ...]]:
    result = other_engine().query(compile_form(form, schema()).text)
    return sorted(tuple("" if cell is None else str(cell) for cell in row) for row in result)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "form",
    [
        Form(Task.LIST, OWNER, OWNS, order=Order(ACTION, "count")),
        Form(Task.LIST, OWNER, OWNS, order=Order(ACTION, "count", descending=False)),
        Form(Task.LIST, OWNER, OWNS, order=Order(ACTION, "count", limit=2)),
        Form(Task.LIST, OWNER, OWNS, order=Order(ACTION, "count", limit=2, ties=False)),
        Form(Task.LIST, ACTION, DUE_BY, order=Order(DUE)),
        Form(Task.LIST, ACTION, DUE_BY, order=Order(DUE, descending=False, limit=2)),
        Form(Task.LIST, OBSERVATION, VALUED, columns=(VALUE,), order=Order(VALUE)),
        Form(Task.COUNT, ACTION, OWNS, group_by=OWNER),
        Form(
            Task.LIST,
            INDICATOR,
            FEEDS,
            order=Order(ACTION, "count"),
            having=(Having(Number("count", ACTION), Op.GT, Value("1", XSD + "integer", "1")),),
        ),
    ],
)
def test_two_engines_agree(form: Form) -> None:
    assert rows(form) == rows_elsewhere(form)


def test_the_most_are_fewer_than_all() -> None:
    assert (
        0
        < len(rows(Form(Task.LIST, OWNER, OWNS, order=Order(ACTION, "count"))))
        < len(rows(Form(Task.LIST, OWNER, OWNS)))
    )
