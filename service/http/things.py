"""One thing as a page: what is said of it, where that is printed, and what points to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pyoxigraph as ox

from graph.store import ReadStore
from service.http.links import is_iri, link
from service.plans import PREFIXES, texts
from service.present import folded, quoted, shortened

SHOWN = 50
SORTED = 400
"""Of more things that point to one by a property, so many are put in the order of their names."""
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
GT = "https://w3id.org/golden-thread/ontology#"
BASES = ("Stated", "Inherited", "Inferred")
# What a page says for terms of others, of which the ontology gives no label.
SAID = {
    "http://www.w3.org/2004/02/skos/core#altLabel": "also called",
    "http://www.w3.org/2004/02/skos/core#inScheme": "in the list",
    "http://www.w3.org/2004/02/skos/core#definition": "definition",
    "http://www.w3.org/ns/prov#wasRevisionOf": "a newer edition of",
    "http://www.w3.org/ns/prov#generatedAtTime": "held since",
}
FIRST = ("text", "code", "reference", "value", "objective", "ownedBy", "partner", "fundedBy", "dueBy", "feeds")


@dataclass(frozen=True, slots=True)
class Shown:
    """A value on a page: its words, and where they lead ("" for nowhere)."""

    text: str
    link: str = ""


@dataclass(slots=True)
class Group:
    """The values of one property, at most SHOWN of them, how many more there are, and the address of them all."""

    label: str
    values: list[Shown] = field(default_factory=list)
    more: int = 0
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a thing is printed: the place in words, its address, and the quote without markup."""

    place: str
    link: str
    quote: str


@dataclass(frozen=True, slots=True)
class Thing:
    """All that its page shows of a thing."""

    iri: str
    label: str
    classes: list[str]
    properties: list[Group]
    passages: list[Printed]
    incoming: list[Group]


def valid(iri: str) -> bool:
    """Whether the text can be the IRI of a thing at all."""
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return is_iri(iri)


def thing(store: ReadStore, iri: str) -> Thing | None:
    """What the store says of an IRI, or None where it says nothing."""
    if not valid(iri):
        return None
    out = texts(
        store.select(f"""{PREFIXES}SELECT DISTINCT ?p ?pl ?o ?ol WHERE {{ <{iri}> ?p ?o .
  OPTIONAL {{ ?p rdfs:label ?pl }} OPTIONAL {{ ?o rdfs:label ?ol }} }} ORDER BY ?pl ?ol ?o""")
    )
    incoming = _incoming(store, iri)
    if not out and not incoming:
        return None
    own = [row["o"] for row in out if row["p"] == RDFS_LABEL]
    classes = list(dict.fromkeys(_name(row["ol"], row["o"]) for row in out if row["p"] == RDF_TYPE))
    kept = [
        r for r in out if r["p"] not in (RDF_TYPE, RDFS_LABEL, f"{GT}passage", f"{GT}quote") and not _is_super(r, out)
    ]
    groups: dict[str, Group] = {}
    for row in sorted(kept, key=lambda r: _rank(r["p"])):
        every = f"SELECT ?o ?label WHERE {{ <{iri}> <{row['p']}> ?o OPTIONAL {{ ?o rdfs:label ?label }} }}"
        group = groups.setdefault(row["p"], Group(_said(row["pl"], row["p"]), whole=_asking(every)))
        _add(group, row["o"], row["ol"])
    label = folded(own[0]) if own else _name("", iri)
    return Thing(iri, label, classes, list(groups.values()), _passages(store, iri), incoming)


def _is_super(row: dict[str, str], rows: Sequence[dict[str, str]]) -> bool:
    """Whether a general `feeds` only repeats one that says on what basis."""
    return row["p"] == f"{GT}feeds" and any(
        r["p"].startswith(f"{GT}feeds") and r["p"] != row["p"] and r["o"] == row["o"] for r in rows
    )


def _rank(prop: str) -> tuple[int, str]:
    name = prop.removeprefix(GT)
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def _name(label: str, iri: str) -> str:
    return folded(label) or iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2] or iri


def _said(label: str, prop: str) -> str:
    """A property in words: its label, what this page says for it, or the words run together in its IRI."""
    return label or SAID.get(prop) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _name("", prop)).lower()


def _add(group: Group, value: str, label: str) -> None:
    if len(group.values) >= SHOWN:
        group.more += 1
        return
    shown = Shown(shortened(_name(label, value), 300), link(value)) if is_iri(value) else Shown(folded(value))
    if shown not in group.values:
        group.values.append(shown)


def _incoming(store: ReadStore, iri: str) -> list[Group]:
    counts = texts(
        store.select(f"""{PREFIXES}SELECT ?p ?n (SAMPLE(?l) AS ?pl) (SAMPLE(?i) AS ?inverse) WHERE {{
  {{ SELECT ?p (COUNT(?s) AS ?n) WHERE {{ ?s ?p <{iri}> }} GROUP BY ?p }}
  OPTIONAL {{ ?p rdfs:label ?l }} OPTIONAL {{ ?p gt:inverseLabel ?i }} }} GROUP BY ?p ?n ORDER BY ?p""")
    )
    names = {row["p"] for row in counts}
    groups = []
    for row in sorted(counts, key=lambda r: _surest(r["p"])):
        if row["p"] == f"{GT}feeds" and names & {f"{GT}feeds{b}" for b in BASES}:
            continue
        things = texts(
            store.select(f"""{PREFIXES}SELECT ?s (SAMPLE(?l) AS ?sl) WHERE {{
  {{ SELECT ?s WHERE {{ ?s <{row["p"]}> <{iri}> }} LIMIT {SORTED} }}
  OPTIONAL {{ ?s rdfs:label ?l }} }} GROUP BY ?s ORDER BY ?sl ?s LIMIT {SHOWN}""")
        )
        basis = next((f" ({b.lower()})" for b in BASES if row["p"] == f"{GT}feeds{b}"), "")
        group = Group(row["inverse"] + basis if row["inverse"] else f"{_said(row['pl'], row['p'])} of")
        for found in things:
            _add(group, found["s"], found["sl"])
        group.more = max(int(row["n"]) - SHOWN, 0)
        group.whole = _asking(
            f"SELECT ?s ?label WHERE {{ ?s <{row['p']}> <{iri}> OPTIONAL {{ ?s rdfs:label ?label }} }}"
        )
        groups.append(group)
    return groups


def _asking(query: str) -> str:
    """The address at which a query is answered as a page."""
    return "/sparql?" + urlencode({"query": query, "format": "html"})


def _surest(prop: str) -> tuple[int, str]:
    """What is printed comes before what follows from it, and that before what is guessed."""
    return next((n for n, basis in enumerate(BASES) if prop == f"{GT}feeds{basis}"), len(BASES)), prop


def _passages(store: ReadStore, iri: str) -> list[Printed]:
    rows = texts(
        store.select(f"""{PREFIXES}SELECT DISTINCT ?passage ?document ?file ?line ?page ?quote WHERE {{
  {{ <{iri}> gt:passage ?passage }} UNION {{ BIND(<{iri}> AS ?passage) ?passage gt:quote ?own }}
  ?passage gt:document ?document ; gt:line ?line ; gt:quote ?quote . ?document gt:fileName ?file .
  OPTIONAL {{ ?passage gt:page ?page }} }} ORDER BY ?file ?line LIMIT {SHOWN}""")
    )
    return [
        Printed(
            ", ".join(p for p in (r["file"], f"page {r['page']}" if r["page"] else "", f"line {r['line']}") if p),
            link(r["document"]),
            shortened(quoted(r["quote"]), 1200),
        )
        for r in rows
    ]


def triples(store: ReadStore, iri: str) -> tuple[ox.Triple, ...]:
    """What the store says of an IRI, as RDF: its own statements, its passages', and the labels of what it points to."""
    if not valid(iri):
        return ()
    return store.construct(f"""{PREFIXES}CONSTRUCT {{ <{iri}> ?p ?o . ?o rdfs:label ?label . ?passage ?q ?v }} WHERE {{
  {{ <{iri}> ?p ?o OPTIONAL {{ ?o rdfs:label ?label }} }}
  UNION {{ <{iri}> gt:passage ?passage . ?passage ?q ?v }} }}""")
