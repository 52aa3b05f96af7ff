"""Updates for endpoints: what is written to the default graph goes to a named one, patterns see the union."""

from __future__ import annotations

import pytest

from graph.guard import as_select, with_prefixes
from graph.rewritten import for_named_graphs
from graph.updates import check_update

USING = "USING <urn:a> USING NAMED <urn:a> "


def rewritten(update: str) -> str:
    text = for_named_graphs(update, "urn:own", ("urn:a",), lambda: ("urn:a", "urn:own"))
    check_update(text)
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("update", "becomes"),
    [
        ("INSERT DATA { <s:> <p:> 1 }", "INSERT DATA { GRAPH <urn:own> {<s:> <p:> 1 }}"),
        (
            "INSERT DATA { GRAPH <g:> { <s:> <p:> '}' } . <s:> <p:> 2 } ; # so far",
            "INSERT DATA {GRAPH <g:> { <s:> <p:> '}' } GRAPH <urn:own> {<s:> <p:> 2 }}",
        ),
        (
            "delete where { ?s ?p 1 }",
            f"DELETE {{ GRAPH <urn:own> {{?s ?p 1 }}}} {USING}WHERE {{ ?s ?p 1 }}",
        ),
        (
            "DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }",
            f"DELETE {{ GRAPH <urn:own> {{?s ?p 1 }}}} {USING}WHERE {{ ?s ?p 1 }}",
        ),
        (
            "INSERT { GRAPH <g:> { ?s ?p 1 } } USING <h:> WHERE { ?s ?p 2 }",
            "INSERT {GRAPH <g:> { ?s ?p 1 }} USING <h:> WHERE { ?s ?p 2 }",
        ),
        ("WITH <g:> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", "WITH <g:> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }"),
        ("DROP ALL", "DROP SILENT GRAPH <urn:a> ; DROP SILENT GRAPH <urn:own>"),
        ("CLEAR NAMED", "CLEAR SILENT GRAPH <urn:a>"),
        ("CLEAR DEFAULT; DROP GRAPH <g:>", "CLEAR SILENT GRAPH <urn:own>; DROP SILENT GRAPH <g:>"),
        ("drop silent graph <g:>", "drop silent graph <g:>"),
        ("COPY DEFAULT TO <g:>", "COPY GRAPH <urn:own> TO <g:>"),
        ("PREFIX d: <x:> INSERT DATA { d:all a 1 }", "PREFIX d: <x:> INSERT DATA { GRAPH <urn:own> {d:all a 1 }}"),
    ],
)  # fmt: skip
def test_an_update_says_its_graphs(update: str, becomes: str) -> None:
    assert rewritten(update) == becomes


def test_an_ask_is_a_select_with_a_row() -> None:
    assert as_select("PREFIX ask: <x:> ask { ?s ask:p 1 }") == "PREFIX ask: <x:> SELECT * { ?s ask:p 1 }\nLIMIT 1"


def test_base_stays_before_the_prefixes() -> None:
    whole = with_prefixes("BASE <http://a.example/> SELECT * { <s> a gt:Action }")
    assert whole.startswith("BASE <http://a.example/>\nPREFIX gt:")
