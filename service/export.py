"""The store as files: every graph as RDF, or the actions as a table."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from graph.guard import PREFIXES as NAMESPACES
from graph.store import ReadStore
from ontology.names import graph_iri
from service.plans import PREFIXES, texts
from service.present import as_csv, folded

FORMATS = {"trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
FOLLOWING = ("derived", "findings", "inferred")
LISTED = (
    ("Owners", "gt:ownedBy/rdfs:label"),
    ("Partners", "gt:partner/rdfs:label"),
    ("Funded by", "gt:fundedBy/rdfs:label"),
    ("Pounds", "gt:allocation/gt:amount"),
    ("Due by", "gt:dueBy"),
    ("Strategies", "gt:linksTo/rdfs:label"),
    ("Measures", "gt:measure/gt:text"),
    ("Indicators stated", "gt:feedsStated/gt:code"),
    ("Indicators inherited", "gt:feedsInherited/gt:code"),
    ("Indicators inferred", "gt:feedsInferred/gt:code"),
)


def as_rdf(store: ReadStore, kind: str, documents: Sequence[str] | None = None) -> bytes:
    """Everything, or what was read from some documents and follows from it, in TriG or JSON-LD, in a fixed order."""
    out = io.BytesIO()
    ox.serialize(_quads(store, documents), out, FORMATS[kind], prefixes=NAMESPACES)
    data = out.getvalue()
    if kind != "trig":
        return data
    lines = data.split(b"\n")
    head = sorted(line for line in lines if line.startswith(b"@prefix "))
    return b"\n".join([*head, *(line for line in lines if not line.startswith(b"@prefix "))])


def _quads(store: ReadStore, documents: Sequence[str] | None) -> Iterator[ox.Quad]:
    if documents is None:
        found = texts(store.select("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"))
        for row in found:
            yield from _graph(store, row["graph"], "")
        return
    for document in sorted(documents):
        yield from _graph(store, document, "")
    for name in FOLLOWING:
        values = " ".join(f"<{d}>" for d in documents)
        own = f"FILTER EXISTS {{ VALUES ?document {{ {values} }} GRAPH ?document {{ ?s ?any ?thing }} }}"
        yield from _graph(store, graph_iri(name).value, own)


def _graph(store: ReadStore, graph: str, only: str) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph)
    query = f"SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} {only} }}"
    for row in sorted(store.select(query).rows, key=lambda r: (str(r["s"]), str(r["p"]), str(r["o"]))):
        subject, predicate = row["s"], row["p"]
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
            continue
        yield ox.Quad(subject, predicate, row["o"], name)


def as_table(store: ReadStore, documents: Sequence[str] | None = None) -> str:
    """The actions as CSV, a row an action, several values in one cell joined by "; "."""
    of = "" if documents is None else f"VALUES ?document {{ {' '.join(f'<{d}>' for d in documents)} }}"
    actions = texts(
        store.select(f"""{PREFIXES}SELECT ?action (SAMPLE(?a) AS ?authority) (SAMPLE(?p) AS ?plan)
  (SAMPLE(?o) AS ?objective) (SAMPLE(?r) AS ?reference) (SAMPLE(?t) AS ?text) (SAMPLE(?f) AS ?file)
  (MIN(?l) AS ?line) WHERE {{
  {of} GRAPH ?document {{ ?action a gt:Action ; gt:text ?t . }}
  OPTIONAL {{ ?action gt:authority/rdfs:label ?a }} OPTIONAL {{ ?action gt:plan/rdfs:label ?p }}
  OPTIONAL {{ ?action gt:objective/rdfs:label ?o }} OPTIONAL {{ ?action gt:reference ?r }}
  OPTIONAL {{ ?action gt:passage ?passage . ?passage gt:line ?l ; gt:document ?document . ?document gt:fileName ?f }}
}} GROUP BY ?action""")
    )
    lists = [_listed(store, path) for _, path in LISTED]
    header = ["Authority", "Plan", "Objective", "Reference", "Action"]
    header += [name for name, _ in LISTED] + ["Document", "Line", "Name"]
    rows = [
        [folded(row[name]) for name in ("authority", "plan", "objective", "reference", "text")]
        + ["; ".join(found.get(row["action"], ())) for found in lists]
        + [row["file"], row["line"], row["action"]]
        for row in sorted(actions, key=lambda r: (r["file"], int(r["line"] or 0), r["action"]))
    ]
    return as_csv(header, rows)


def _listed(store: ReadStore, path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = texts(
        store.select(f"{PREFIXES}SELECT DISTINCT ?action ?value WHERE {{ ?action a gt:Action ; {path} ?value }}")
    )
    for row in sorted(rows, key=lambda r: r["value"]):
        found[row["action"]].append(folded(row["value"]))
    return found
