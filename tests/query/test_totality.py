"""Whatever form can be built can be said in English and asked in SPARQL of two engines."""

from hypothesis import HealthCheck, example, given, settings
from rdflib.plugins.sparql import prepareQuery

from query.conditions import unfolded
from query.english import interpret
from query.form import And, Form, Order, Task, Var
from query.sparql import bindings_query, compile_form
from tests.query.fixture import gt, schema, store
from tests.query.forms import conditions, forms

relaxed = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(forms)
def test_every_form_prints_one_line(form: Form) -> None:
    said = interpret(form, schema())
    assert said and "{}" not in said


ACTION = Var("action", gt("Action"))


@relaxed
@given(forms)
@example(Form(Task.LIST, ACTION, And(()), order=Order(ACTION, descending=False, limit=2)))
def test_every_form_compiles_to_sparql_that_oxigraph_reads(form: Form) -> None:
    query = compile_form(form, schema())
    store().store.query(query.text)
    bindings = bindings_query(form, schema(), (), 10)
    store().store.query(bindings)


@settings(relaxed, max_examples=60)
@given(forms)
def test_every_form_compiles_to_sparql_that_rdflib_reads(form: Form) -> None:
    prepareQuery(compile_form(form, schema()).text)


@relaxed
@given(conditions)
def test_unfolding_leaves_no_path(condition: object) -> None:
    assert "prop=('" not in str(unfolded(condition)).replace("Not(", "") or "Not(" in str(condition)  # type: ignore[arg-type]
