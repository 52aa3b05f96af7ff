"""After an update the default graph is the union of the named ones and nothing is nameless, whatever is compared."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.mending import name_blank_nodes, union_again
from graph.oxigraph import OxigraphStore
from graph.touched import Pattern, makes_blank_nodes, patterns

A, B, C = (ox.NamedNode(f"http://e.org/{name}") for name in "abc")
G, H = ox.NamedNode("http://e.org/g"), ox.NamedNode("http://e.org/h")
DEFAULT = ox.DefaultGraph()
TERMS = st.sampled_from(["e:a", "e:b", "e:c", "?x", "?y"])
FIXED = st.sampled_from(["e:a", "e:b", "e:c"])
OBJECTS = FIXED | st.sampled_from(["1", "01", "'x'@en", "_:n", "[]"])
FACTS = st.builds("{} {} {} .".format, FIXED | st.just("_:n"), FIXED, OBJECTS)
TRIPLES = st.builds("{} {} {} .".format, TERMS, TERMS, TERMS)


def in_graph(of: st.SearchStrategy[str], names: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return of | st.builds("GRAPH {} {{ {} }}".format, names, of)


GRAPHS = st.sampled_from(["e:g", "e:h"])
BLOCKS = in_graph(TRIPLES, GRAPHS | st.just("?z"))
OPERATIONS = st.one_of(
    st.builds("INSERT DATA {{ {} }}".format, in_graph(FACTS, GRAPHS)),
    st.builds("DELETE WHERE {{ {} }}".format, BLOCKS),
    st.builds("INSERT {{ {} }} WHERE {{ {} }}".format, in_graph(FACTS, GRAPHS), BLOCKS),
    st.builds("DELETE {{ {0} }} INSERT {{ e:c e:c ?x }} WHERE {{ {0} }}".format, BLOCKS),
    st.builds("WITH {} DELETE {{ {} }} WHERE {{ ?x ?y e:a }}".format, GRAPHS, TRIPLES),
    st.builds("{} GRAPH {}".format, st.sampled_from(["CLEAR SILENT", "DROP SILENT"]), GRAPHS),
    st.builds("{} SILENT GRAPH {} TO GRAPH {}".format, st.sampled_from(["COPY", "ADD", "MOVE"]), GRAPHS, GRAPHS),
    st.sampled_from(["CLEAR DEFAULT", "CLEAR NAMED", "ADD DEFAULT TO e:g", "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"]),
)
UPDATES = st.lists(OPERATIONS, min_size=1, max_size=3).map(
    lambda said: "PREFIX e: <http://e.org/>\n" + " ;\n".join(said)
)


def begun() -> ox.Store:
    """A store in memory in which each statement is in its graph and in the default graph."""
    store = ox.Store()
    for graph, said in ((G, [(A, B, C), (A, B, A)]), (H, [(A, B, C), (C, B, A)])):
        store.extend(ox.Quad(*triple, where) for triple in said for where in (graph, DEFAULT))
    return store


def after(updates: list[str], *, bounded: bool) -> set[str]:
    """What a store holds when updates were run, each mended after."""
    store = begun()
    for update in updates:
        before = ox.Store()
        before.extend(store)
        store.update(update)
        if not bounded or makes_blank_nodes(update):
            name_blank_nodes(store)
        taken, put = union_again(store, before, patterns(update) if bounded else None, ())
        store.update(f"DELETE DATA {{ {taken} }} ; INSERT DATA {{ {put} }}")
    for broken in (
        "ASK { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }",
        "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }",
        "ASK { GRAPH ?g { ?s ?p ?o } FILTER(isBlank(?s) || isBlank(?o)) }",
    ):
        assert not store.query(broken)
    return {str(quad) for quad in store}


@given(updates=st.lists(UPDATES, min_size=1, max_size=2))
def test_comparing_what_may_have_changed_gives_what_comparing_everything_gives(updates: list[str]) -> None:
    try:
        for update in updates:
            ox.Store().update(update)
    except SyntaxError:
        assume(False)  # a blank node is one operation's own
    assert after(updates, bounded=True) == after(updates, bounded=False)


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("INSERT DATA { <http://e.org/a> <http://e.org/b> 01 }", {(A, B, None, DEFAULT)}),
        ("INSERT DATA { GRAPH <http://e.org/g> { <http://e.org/a> <http://e.org/b> [] } }", {(A, B, None, G)}),
        ("DELETE { ?s <http://e.org/b> ?o } WHERE { ?s ?p ?o }", {(None, B, None, DEFAULT)}),
        ("DELETE WHERE { GRAPH ?g { ?s <http://e.org/b> ?o } }", {(None, B, None, None)}),
        (
            "WITH <http://e.org/g> DELETE { ?s ?p ?o } INSERT { ?s ?p <http://e.org/a> } WHERE { ?s ?p ?o }",
            {(None, None, None, G), (None, None, A, G)},
        ),
        ("DROP GRAPH <http://e.org/g> ; CREATE GRAPH <http://e.org/h>", {(None, None, None, G)}),
        ("COPY <http://e.org/g> TO <http://e.org/h>", {(None, None, None, G), (None, None, None, H)}),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", None),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", None),
        ("CLEAR ALL", None),
        ("MOVE DEFAULT TO <http://e.org/g>", None),
        ("BASE <http://e.org/> INSERT DATA { <a> <b> <c> }", None),
    ],
)
def test_what_an_update_may_change(update: str, expected: set[Pattern] | None) -> None:
    assert patterns(update) == expected


def test_who_may_leave_blank_nodes() -> None:
    assert makes_blank_nodes("INSERT DATA { _:b a <http://e.org/c> }")
    assert makes_blank_nodes("INSERT { [] a ?c } WHERE { ?s a ?c }")
    assert makes_blank_nodes("INSERT { ?x a ?c } WHERE { ?s a ?c BIND(bnode() AS ?x) }")
    assert not makes_blank_nodes("INSERT DATA { <http://e.org/b> <http://e.org/l> '[ _:x bnode(' }")


def test_a_blank_node_has_one_name_in_every_graph_it_was_written_to(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path, write=True) as store:
        store.update(
            "PREFIX e: <http://e.org/>"
            " INSERT DATA { GRAPH e:g { _:x e:p 1 ; e:q [ e:r _:x ] } GRAPH e:h { _:x e:p 2 } }"
        )
        (found,) = store.select("PREFIX e: <http://e.org/> SELECT ?x { ?x e:p 1, 2 ; e:q/e:r ?x }").rows
        assert isinstance(found["x"], ox.NamedNode)
        assert "/.well-known/genid/" in found["x"].value
