"""Which queries a stranger may ask, and how a refusal speaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.guard import check_local, check_query, dataset_of, form_of, names_dataset, tokens
from graph.store import QueryError
from graph.updates import check_update

HARMLESS = {
    "SELECT ?service WHERE { ?service ?p ?o }": "SELECT",
    "PREFIX service: <http://example.org/service#> ASK { ?s service:load service:SERVICE }": "ASK",
    'CONSTRUCT { ?s ?p "SERVICE <http://x/>" } WHERE { ?s ?p ?o } # SERVICE <http://x/>': "CONSTRUCT",
    "DESCRIBE <http://example.org/SERVICE>": "DESCRIBE",
    "select * { ?s ?p 'it''s' . _:service ?p 'x'@service }".replace("''", ""): "SELECT",
    "SELECT (COUNT(*) AS ?n) FROM <http://example.org/a> WHERE { ?s ?p ?o }": "SELECT",
    "SELECT ?a { ?a a gt:Action ; rdfs:label ?l FILTER(?l < 'b' && 'a' > ?l) }": "SELECT",
}
FETCHING = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
    "ASK { { SELECT * { OPTIONAL { service <http://example.org/> { ?s ?p ?o } } } } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } } }",
    "SELECT * { BIND(EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } } AS ?x) }",
    "SELECT * { ?s ?p '#' . SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '\\'' . SERVICE <http://example.org/#> { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * {\nSERVICE<http://example.org/>{?s ?p ?o}}",
]


@pytest.mark.parametrize(("query", "form"), HARMLESS.items())
def test_harmless_queries_pass(query: str, form: str) -> None:
    assert check_query(query) == form


@pytest.mark.parametrize("query", FETCHING)
def test_nothing_is_fetched_from_elsewhere(query: str) -> None:
    with pytest.raises(QueryError, match="not allowed"):
        check_query(query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * {\n  ?s ?p }", "line "),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT is an update"),
        ("PREFIX x: <http://x/> DROP ALL", "DROP is an update"),
        ("SELEC * { ?s ?p ?o }", "not SELEC"),
        ("", "there is no query"),
        ("SELECT * " + "{" * 60 + "}" * 60, "nested more than"),
        ("SELECT * { ?s ?p '" + "x" * 100_000 + "' }", "longer than"),
        ("SELECT * { ?s nowhere:p ?o }", "nowhere"),
    ],
)
def test_a_refusal_says_what_is_wrong_in_one_line(query: str, said: str) -> None:
    with pytest.raises(QueryError) as refusal:
        check_query(query)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_updates_may_not_fetch() -> None:
    check_update("INSERT DATA { <a:load> <a:b> 'LOAD' }")
    for update in ("LOAD <http://example.org/>", "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }"):
        with pytest.raises(QueryError):
            check_update(update)


def test_the_graphs_a_query_picks() -> None:
    query = "SELECT ?from FROM <a:one> FROM NAMED <a:two> WHERE { ?from ?p 'FROM <a:three>' }"
    assert names_dataset(query)
    assert dataset_of(query) == (("a:one",), ("a:two",))
    assert not names_dataset("SELECT ?from { ?from a:from 'FROM' }")
    with pytest.raises(QueryError, match="<IRI>"):
        dataset_of("SELECT * FROM gt:graph { ?s ?p ?o }")


@given(st.text(max_size=200))
def test_any_text_is_a_query_or_one_clear_line(text: str) -> None:
    try:
        assert form_of(text) in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        check_query(text)
    except QueryError as refusal:
        assert "\n" not in str(refusal)


@given(st.text(alphabet="SERVICE <>\"'\\#\n{}?x:@_", max_size=60))
def test_a_comment_or_text_never_hides_what_follows_its_end(text: str) -> None:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    words = [t.text for t in tokens(f"SELECT {quoted} # {text.splitlines()[0] if text.splitlines() else ''}\nSERVICE")]
    assert words == ["SELECT", quoted, "SERVICE"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { sErViCe <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { \u017fervice <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE <http://example.org/> { ?s ?p ?o } }",
    ],
)
def test_our_own_engine_is_given_no_spelling_of_service(query: str) -> None:
    with pytest.raises(QueryError):
        check_local(query)


def test_for_our_own_engine_a_query_is_bounded_as_for_others() -> None:
    assert check_local("ASK {}") == "ASK"
    assert check_local("SELECT ('a service' AS ?x) {}") == "SELECT", "read whole, and harmless"
    for wrong in ("DROP ALL", "ASK " + "{" * 40 + "}" * 40, "ASK {} #" + "x" * 100_000):
        with pytest.raises(QueryError):
            check_local(wrong)


CALLS = "<http://example.org/f>('http://example.org/')"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ({CALLS} AS ?x) {{}}",
        f"SELECT (SUM({CALLS}) AS ?x) {{}}",
        f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ FILTER({CALLS} = '') }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ ?s ?p ?o FILTER EXISTS {{ BIND({CALLS} AS ?x) }} }} }}",
        f"SELECT * {{ ?s ?p ?o }} ORDER BY EXISTS {{ FILTER({CALLS}) }}",
        f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING({CALLS})",
        f"SELECT * {{ ?s ?p ?o # ended by CR \r BIND({CALLS} AS ?x)\n }}",
        f"SELECT * {{ ?s ?p 'a\\u0027 . # ' . BIND({CALLS} AS ?x)\n }}",
        "PREFIX e: <http://example.org/> SELECT (e:f('x') AS ?x) {}",
        "SELECT (<http://example.org/\\u0066>('x') AS ?x) {}",
    ],
)
def test_functions_of_an_engines_own_are_not_called(query: str) -> None:
    with pytest.raises(QueryError, match="none of SPARQL"):
        check_query(query)


@pytest.mark.parametrize(
    "where",
    [
        f"BIND({CALLS} AS ?o)",
        f"FILTER EXISTS {{ FILTER({CALLS} = '') }}",
        f"# ended by CR \r BIND({CALLS} AS ?x)\n",
        f"?s ?p 'a\\u0027 . # ' . BIND({CALLS} AS ?x)\n",
    ],
)
def test_no_more_does_an_update_call_them(where: str) -> None:
    with pytest.raises(QueryError, match="none of SPARQL"):
        check_update(f"INSERT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o . {where} }}")


def test_casts_are_functions_of_sparql() -> None:
    assert check_query("SELECT (xsd:integer(?o) AS ?n) { ?s ?p ?o FILTER EXISTS { FILTER(xsd:date(?o) > ?p) } }")
