"""Every row leads back to the words on the page."""

from __future__ import annotations

import pytest

from query.answer import Evidence
from query.execute import Executed, execute
from query.form import And, Compare, Condition, Form, Link, Not, Op, Order, Task, TextMatch, Var
from tests.query.fixture import gt, schema, store
from tests.query.things import (
    ABG,
    ACTION,
    EASTVALE,
    ESF,
    INDICATOR,
    NI_117,
    NORTHAM,
    OUTCOME,
    OWNER,
    STREAM,
)

FEEDS = Link(ACTION, gt("feeds"), NI_117)


def run(form: Form) -> Executed:
    return execute(form, schema(), store())


def by_label(done: Executed) -> dict[str, tuple[Evidence, ...]]:
    return {str(next(iter(row.values())).get("label")): e for row, e in zip(done.rows, done.evidence, strict=True)}


def test_a_link_that_is_evidenced_by_a_thing_of_its_own_shows_that() -> None:
    found = by_label(run(Form(Task.LIST, ACTION, FEEDS)))
    stated = found["Open a drop-in for school leavers"][0]
    assert (stated.basis, stated.document, stated.line, stated.quote) == ("stated", "northam.md", 7, "NI 117")
    inherited = found["Offer apprenticeships"]
    assert {e.basis for e in inherited} == {"inherited"}
    assert {e.quote for e in inherited} == {"Offer apprenticeships", "Fewer young people out of work (NI 117)"}


def test_what_is_only_inferred_says_so_and_comes_last() -> None:
    done = run(Form(Task.LIST, ACTION, FEEDS))
    assert done.rows[-1]["action"]["label"] == "Visit leavers at home"
    assert [(e.basis, e.confidence) for e in done.evidence[-1]] == [("inferred", 0.62)]


def test_a_match_is_as_sure_as_its_weakest_link() -> None:
    owned = Link(ACTION, gt("ownedBy"), OWNER)
    sure = run(Form(Task.LIST, OWNER, And((FEEDS, owned))))
    assert {e.basis for e in by_label(sure)["Ali Brown"]} == {"inherited"}
    guessed = run(Form(Task.LIST, OWNER, And((FEEDS, owned, TextMatch(ACTION, ("leavers at home",))))))
    assert {(e.basis, e.confidence) for e in by_label(guessed)["Ali Brown"]} == {("inferred", 0.62)}


def test_a_place_names_page_line_and_cell_where_there_are_any() -> None:
    seen = Var("observation", gt("Observation"))
    piece = run(Form(Task.LIST, seen, Link(seen, gt("indicator"), NI_117))).evidence[0][0]
    assert (piece.line, piece.page, piece.place) == (20, 4, "Targets!B7")


WHOLE: list[Condition] = [FEEDS, Link(ACTION, gt("authority"), NORTHAM)]
ENDS = And((Compare(STREAM, Op.EQ, ESF), Compare(INDICATOR, Op.EQ, NI_117)))
FORMS = [
    Form(Task.LIST, ACTION, Not(Link(ACTION, gt("ownedBy"), OWNER))),
    Form(Task.COUNT, ACTION, And(tuple(WHOLE))),
    Form(Task.COUNT, ACTION, Link(ACTION, gt("ownedBy"), OWNER), group_by=OWNER),
    Form(Task.LIST, OWNER, Link(ACTION, gt("ownedBy"), OWNER), order=Order(ACTION, "count")),
    Form(Task.YES_NO, ACTION, FEEDS),
    Form(Task.YES_NO, ACTION, And((Link(ACTION, gt("authority"), EASTVALE), Link(ACTION, gt("fundedBy"), ABG)))),
    Form(Task.DEFINE, INDICATOR, Compare(INDICATOR, Op.EQ, NI_117)),
    Form(Task.LIST, OUTCOME, Link(ACTION, (gt("feeds"), gt("towards")), OUTCOME)),
    Form(Task.LIST, STREAM, Link(ACTION, gt("fundedBy"), STREAM)),
    Form(Task.PATH, STREAM, ENDS, columns=(INDICATOR,)),
]


@pytest.mark.parametrize("form", FORMS)
def test_no_row_is_without_evidence(form: Form) -> None:
    done = run(form)
    assert done.rows and len(done.rows) == len(done.evidence)
    assert all(done.evidence)


def test_a_path_lists_what_lies_on_the_way() -> None:
    done = run(FORMS[-1])
    assert [c.label for c in done.columns] == ["Action", "Funding stream", "Indicator"]
    assert done.rows[0]["step1"]["label"] == "Offer apprenticeships"
