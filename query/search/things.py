"""What of a store can be found, and by which words: the things of a graph as entries of the search index."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from graph.store import ReadStore
from ontology import reference
from ontology.graphs import ALT_LABEL, DEFINITION, RDFS_LABEL
from ontology.names import graph_iri
from ontology.vocabulary import GT
from query.search.index import Entry

FOUND_BY_TEXT = ("Action", "Objective", "Decision")
FOUND_BY_NAME = ("Strategy", "FundingStream", "PartnerGroup", "Post", "Body")
FOUND_EXACTLY = ("Plan", "Authority", "Person", "Owner")
INDICATORS = ("NationalIndicator", "LocalIndicator", "Indicator", "Outcome")
# The most particular class comes first: a thing of several is found as that.
CLASSES = (*FOUND_BY_TEXT, *FOUND_BY_NAME, *FOUND_EXACTLY, *INDICATORS)
REFERENCE_CLASSES = INDICATORS
SAID = (RDFS_LABEL, ALT_LABEL, GT.text, GT.code, GT.reference, DEFINITION, GT.item)


def searchable_graphs(store: ReadStore) -> tuple[str, ...]:
    """The graphs whose things can be found: every document's, and the reference data's."""
    documents = {row["g"].value for row in store.select(_DOCUMENTS).rows}
    return (graph_iri("reference").value, *sorted(documents))


_DOCUMENTS = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?d {GT.sha256} ?x }} }}"


def things_of(store: ReadStore, graph: str) -> tuple[Entry, ...]:
    """The things that a graph tells of, with the names that any graph knows them by, in order of IRI."""
    classes = REFERENCE_CLASSES if graph == graph_iri("reference").value else CLASSES
    values = " ".join(str(GT[name]) for name in classes)
    of_a_class = f"VALUES ?c {{ {values} }} GRAPH <{graph}> {{ ?s a ?c }}"
    found = store.select(f"SELECT DISTINCT ?s ?c WHERE {{ {of_a_class} }}")
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in found.rows:
        kinds[row["s"].value].add(row["c"].value)
    named = store.select(
        f"SELECT ?s ?p ?o WHERE {{ {{ SELECT DISTINCT ?s WHERE {{ {of_a_class} }} }}"
        f" ?s ?p ?o FILTER(?p IN ({', '.join(map(str, SAID))})) }}"
    )
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in named.rows:
        said[row["s"].value][row["p"].value].append(row["o"].value)
    entries = (_entry(iri, kinds[iri], said[iri]) for iri in sorted(kinds))
    return tuple(entry for entry in entries if entry is not None)


def _entry(iri: str, kinds: set[str], said: dict[str, list[str]]) -> Entry | None:
    labels = sorted(said.get(RDFS_LABEL.value, ()))
    if not labels:
        return None
    kind = next(name for name in CLASSES if GT[name].value in kinds)
    others = sorted(said.get(ALT_LABEL.value, ()))
    codes = sorted({*said.get(GT.code.value, ()), *said.get(GT.reference.value, ())})
    names = tuple(dict.fromkeys([*codes, *labels, *others]))
    texts: list[str] = []
    if kind in FOUND_BY_TEXT:
        texts = sorted({*said.get(GT.text.value, labels[:1]), *said.get(GT.item.value, ())})
    elif kind in INDICATORS:
        titles = sorted(said.get(DEFINITION.value, ())) or [_without_code(labels[0], codes)]
        texts = [*titles, *(o for o in others if o not in titles and not re.fullmatch(r"[A-Z]+ ?\d\S*", o))]
    elif kind in FOUND_BY_NAME:
        texts = [labels[0]]
    texts = [spelt_out(text) for text in texts]
    return Entry(iri, GT[kind].value, labels[0], names, tuple(dict.fromkeys(t for t in texts if t)))


def _without_code(label: str, codes: list[str]) -> str:
    code = next((c for c in codes if label.startswith(c)), "")
    return label.removeprefix(code).strip(" :-")


@cache
def _acronym_pattern() -> re.Pattern[str]:
    known = [a for a in reference.acronyms() if a not in reference.ambiguous_acronyms()]
    return re.compile(r"(?<![\w/])(" + "|".join(sorted(map(re.escape, known), key=len, reverse=True)) + r")(?![\w/])")


def spelt_out(text: str) -> str:
    """The text with what its acronyms stand for, so that those who write either meet.

    >>> spelt_out("Reduce NEET in the borough")
    'Reduce NEET (not in Education, Employment or Training) in the borough'
    """
    folded = " ".join(text.split())
    seen: set[str] = set()

    def spell(match: re.Match[str]) -> str:
        acronym = match[1]
        full = reference.acronyms()[acronym][0]
        if acronym in seen or full.lower() in folded.lower():
            return acronym
        seen.add(acronym)
        return f"{acronym} ({full[0].lower()}{full[1:]})"

    return _acronym_pattern().sub(spell, folded)
