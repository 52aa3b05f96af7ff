"""Derivation: the rules of `ontology/rules/` run over the store, in the order of their names, into the derived graph.

A rule is a CONSTRUCT over the union of all graphs in plain SPARQL 1.1, so it runs on any store; a later rule sees what
an earlier one concluded. Names of what rules conclude are made from what they are concluded from, so the same
documents give the same derived graph whatever the order they came in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.findings import find
from graph.store import QueryError, RefusedError, Store
from graph.text import all_of
from ontology.findings import checks_version
from ontology.names import base, graph_iri

_BASE = "$BASE"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its file's name, what it concludes (the first line of its comment), and its CONSTRUCT."""

    name: str
    concludes: str
    query: str


def rules() -> tuple[Rule, ...]:
    """All rules in order; `$BASE` in a file stands for the base of things, as a string."""
    found = sorted(
        (f for f in files("ontology").joinpath("rules").iterdir() if f.name.endswith(".rq")), key=lambda f: f.name
    )
    texts = ((f.name, f.read_text(encoding="utf-8")) for f in found)
    return tuple(
        Rule(name, text.splitlines()[0].lstrip("# "), text.replace(_BASE, f'"{base()}"')) for name, text in texts
    )


def rules_version() -> str:
    """A short name of the rules and checks as they stand; it changes with any of them."""
    return hashlib.sha256("\0".join([*(r.query for r in rules()), checks_version()]).encode()).hexdigest()[:16]


def derive(store: Store) -> None:
    """Make the derived graph and the graph of findings anew from all that the store holds.

    A process that dies half way leaves the store marked as out of date, and readers with the snapshot they had. Where
    the store's engine cannot work a rule or check out, they are worked out here, from a copy of what it holds.
    """
    try:
        _conclude(store)
    except (QueryError, RefusedError):
        _conclude_from_copy(store)
    store.mark_derived(rules_version())


def _conclude(store: Store) -> None:
    derived = graph_iri("derived").value
    store.put_graph(derived, ())
    for rule in rules():
        store.conclude(rule.query, derived)
    find(store)


def _conclude_from_copy(store: Store) -> None:
    from graph.oxigraph import OxigraphStore  # noqa: PLC0415 (which is written against this seam)

    made = [graph_iri(name).value for name in ("derived", "findings")]
    with TemporaryDirectory() as folder, OxigraphStore(Path(folder), write=True) as copy:
        for graph in store.graphs():
            if graph not in made:
                copy.put_graph(graph, store.construct(all_of(graph)))
        _conclude(copy)
        for graph in made:
            store.put_graph(graph, copy.construct(all_of(graph)))


def bring_up_to_date(store: Store) -> bool:
    """Derive anew if documents or rules have changed since the derived graph was made; says whether it did."""
    if store.derived_by() == rules_version():
        return False
    derive(store)
    return True
