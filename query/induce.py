"""The schema of any RDF graph: what its ontology declares, and what its data shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from graph.store import ReadStore, Term
from query.provenance import Provenance, provenance
from query.schema import (
    NUMBERS,
    RDF_TYPE,
    RDFS_LABEL,
    XSD,
    ClassInfo,
    Edge,
    Evidencing,
    PropertyInfo,
    Schema,
    closure,
    words_of,
)
from query.shapes import Shape, shapes_of

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": XSD,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "http://schema.org/",
}
META = tuple(PREFIXES[p] for p in ("rdf", "rdfs", "owl"))
LABELS = (RDFS_LABEL, PREFIXES["skos"] + "prefLabel", PREFIXES["foaf"] + "name", PREFIXES["dct"] + "title",
          PREFIXES["schema"] + "name")  # fmt: skip
OTHER_LABELS = (PREFIXES["skos"] + "altLabel", PREFIXES["skos"] + "hiddenLabel")
DEFINITIONS = (PREFIXES["skos"] + "definition", PREFIXES["rdfs"] + "comment", PREFIXES["dct"] + "description")
UNION = "(owl:unionOf/rdf:rest*/rdf:first)?"
NUMERALS = 500  # texts of a property looked at to see whether they are numbers
DECLARING = 40  # properties from which an ontology is taken to declare all that is in use
PROSE = 18  # characters: the mean length from which a text property is prose or names rather than codes
ONTOLOGY_SIDE = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology", "Restriction")

_HEAD = "\n".join(f"PREFIX {p}: <{i}>" for p, i in PREFIXES.items())


def read_schema(store: ReadStore, terms: Provenance | None = None) -> Schema:
    """The schema of what a store holds. Costs a few bounded queries; raises what the store raises."""
    terms = terms or provenance()
    typed = dict(_pairs(store, "SELECT ?a (COUNT(*) AS ?b) WHERE { ?x a ?a } GROUP BY ?a"))
    counts = {c: n for c, n in typed.items() if not c.startswith(META)}
    declared = _column(
        store, "SELECT DISTINCT ?a WHERE { VALUES ?k { owl:Class rdfs:Class } ?a a ?k . FILTER(isIRI(?a)) }"
    )
    class_iris = sorted({c for c in declared if not c.startswith(META)} | set(counts))
    property_iris = _property_iris(store)
    names = _names(store, [*class_iris, *property_iris])
    parents = _many(store, "SELECT ?a ?b WHERE { ?a rdfs:subClassOf ?b . FILTER(isIRI(?b) && ?a != ?b) }")
    classes = {
        c: ClassInfo(
            iri=c,
            label=names.label(c),
            others=names.others(c),
            comment=names.comments.get(c, ""),
            parents=frozenset(p for p in parents.get(c, ()) if p in class_iris),
            count=int(counts.get(c, 0)),
            hidden=c in terms.hidden,
        )
        for c in class_iris
    }
    ranges = _many(store, f"SELECT ?a ?b WHERE {{ ?a rdfs:range/{UNION} ?b . FILTER(isIRI(?b)) }}")
    shapes = shapes_of(store, typed, property_iris, ranges, (*LABELS, *OTHER_LABELS, *DEFINITIONS))
    properties = _properties(store, names, shapes, ranges, terms)
    edges = _edges(properties, shapes, classes)
    whole, partial = _printed(store, terms, edges)
    return Schema(
        classes=classes,
        properties=properties,
        edges=edges,
        evidence=_evidencing(store, terms),
        labels=tuple(p for p in LABELS if p in shapes or p == RDFS_LABEL),
        other_labels=tuple(p for p in OTHER_LABELS if p in shapes),
        prefixes={**terms.prefixes, **PREFIXES},
        printed=terms.passage if terms.passage in shapes else "",
        whole=whole,
        partial=partial,
        full=_full(store, classes),
        closed=terms.closed.intersection(classes),
        whose=tuple(p for p in terms.whose if p in shapes),
        typing=_stands_for(store, "rdf:type"),
        under=_stands_for(store, "rdfs:subClassOf"),
        definitions=tuple(p for p in (*DEFINITIONS, *terms.definitions) if p in shapes and shapes[p].count),
    )


class _Names:
    """Labels, other labels and comments of terms."""

    def __init__(self, rows: Iterable[Mapping[str, Term]]) -> None:
        self.labels: dict[str, list[str]] = defaultdict(list)
        self.besides: dict[str, list[str]] = defaultdict(list)
        self.comments: dict[str, str] = {}
        for row in rows:
            iri, prop, text = _text(row["a"]), _text(row["p"]), _text(row["b"])
            if prop in LABELS or prop in OTHER_LABELS:
                (self.labels if prop in LABELS else self.besides)[iri].insert(0 if prop == RDFS_LABEL else 99, text)
            else:
                self.comments.setdefault(iri, text)
        for iri, texts in self.besides.items():
            self.labels[iri] += texts

    def label(self, iri: str) -> str:
        return self.labels[iri][0] if self.labels.get(iri) else words_of(iri)

    def others(self, iri: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.labels.get(iri, [])[1:]))


def _names(store: ReadStore, iris: list[str]) -> _Names:
    wanted = " ".join(f"<{i}>" for i in iris)
    props = ", ".join(f"<{p}>" for p in (*LABELS, *OTHER_LABELS, *DEFINITIONS))
    query = (
        f"{_HEAD}\nSELECT ?a ?p ?b WHERE {{ VALUES ?a {{ {wanted} }} ?a ?p ?b . FILTER(?p IN ({props}))"
        ' FILTER(LANG(?b) = "" || LANGMATCHES(LANG(?b), "en")) } ORDER BY ?a ?p ?b'
    )
    return _Names(store.select(query).rows)


def _property_iris(store: ReadStore) -> list[str]:
    """Declared properties, and (where the ontology declares hardly any) every property in use."""
    declared = _column(
        store, "SELECT DISTINCT ?a WHERE { VALUES ?k { owl:ObjectProperty owl:DatatypeProperty rdf:Property } ?a a ?k }"
    )
    usual = (*LABELS, *OTHER_LABELS, *DEFINITIONS)
    used = [p for p in usual if store.ask(f"ASK {{ ?s <{p}> ?o }}")]
    if len(declared) < DECLARING:
        used += _column(store, "SELECT DISTINCT ?a WHERE { ?s ?a ?o }")
    return sorted(
        {p for p in (*declared, *used) if p == RDFS_LABEL or p in DEFINITIONS or not p.startswith(META)}
        - {RDF_TYPE, _stands_for(store, "rdf:type"), _stands_for(store, "rdfs:subClassOf")}
    )


def _properties(
    store: ReadStore,
    names: _Names,
    shapes: Mapping[str, Shape],
    ranges: Mapping[str, list[str]],
    terms: Provenance,
) -> dict[str, PropertyInfo]:
    domains = _many(store, f"SELECT ?a ?b WHERE {{ ?a rdfs:domain/{UNION} ?b . FILTER(isIRI(?b)) }}")
    parents = _many(store, "SELECT ?a ?b WHERE { ?a rdfs:subPropertyOf ?b . FILTER(isIRI(?b) && ?a != ?b) }")
    inverses = _many(store, "SELECT ?a ?b WHERE { ?a (owl:inverseOf|^owl:inverseOf) ?b . FILTER(isIRI(?b)) }")
    backwards = _many(store, f"SELECT ?a ?b WHERE {{ ?a <{terms.inverse_label}> ?b }}")
    uncertain = set(_column(store, f"SELECT ?a WHERE {{ ?a <{terms.uncertain}> true }}"))
    single = set(_column(store, "SELECT ?a WHERE { ?a a owl:FunctionalProperty }"))
    found = {}
    for p, shape in shapes.items():
        declared = [r for r in ranges.get(p, ()) if r.startswith(XSD)]
        datatype = shape.datatypes.most_common(1)[0][0] if shape.datatypes else (declared[0] if declared else "")
        found[p] = PropertyInfo(
            iri=p,
            label=names.label(p) if names.labels.get(p) or datatype else _role(words_of(p)),
            others=names.others(p),
            comment=names.comments.get(p, ""),
            domains=frozenset(domains.get(p, ())),
            ranges=frozenset(ranges.get(p, ())),
            parents=frozenset(q for q in parents.get(p, ()) if q in shapes),
            inverses=frozenset(q for q in inverses.get(p, ()) if q in shapes),
            datatype=datatype,
            literal=bool(datatype),
            text=datatype in ("", XSD + "string", PREFIXES["rdf"] + "langString") and shape.length >= PROSE,
            numeric=not ranges.get(p) and datatype == XSD + "string" and shape.length < PROSE and _numeric(store, p),
            single=p in single or (shape.count > 0 and shape.single),
            uncertain=p in uncertain,
            count=shape.count,
            inverse_label=backwards.get(p, [""])[0],
        )
    return found


def _role(words: str) -> str:
    """What a reference is called that is named after a key: "ref owner id" is the owner."""
    return re.sub(r"^(ref|fk) | (id|fk|ref)$", "", words) or words


def _numeric(store: ReadStore, prop: str) -> bool:
    """Whether a sample of a property's texts are all numbers as they are written."""
    sample = f"{{ SELECT ?o WHERE {{ ?s <{prop}> ?o }} LIMIT {NUMERALS} }}"
    return not store.ask(f'ASK {{ {sample} FILTER(!REGEX(STR(?o), "^-?(0|[1-9][0-9]*)([.][0-9]+)?$")) }}')


def _edges(
    properties: Mapping[str, PropertyInfo], shapes: Mapping[str, Shape], classes: Mapping[str, ClassInfo]
) -> tuple[Edge, ...]:
    """The edges that the data shows, and those that are declared and that no data shows yet."""
    edges: list[Edge] = []
    for p, info in properties.items():
        shown = [e for e in shapes[p].pairs if e.source in classes and (e.target in classes or not e.target)]
        edges.extend(e for e in shown if info.literal == (not e.target))
        if shown:
            continue
        targets = [""] if info.literal else sorted(info.ranges & set(classes))
        edges.extend(Edge(d, p, t) for d in sorted(info.domains) for t in targets)
    return tuple(edges)


def _evidencing(store: ReadStore, terms: Provenance) -> dict[str, Evidencing]:
    rows = store.select(
        f"SELECT ?p ?c ?s ?l ?o WHERE {{ ?p <{terms.evidenced_by}> ?c ; <{terms.evidence_object}> ?o . "
        f"OPTIONAL {{ ?p <{terms.evidence_subject}> ?s }} OPTIONAL {{ ?p <{terms.evidence_link}> ?l }} }}"
    ).rows
    return {
        _text(r["p"]): Evidencing(_text(r["c"]), _text(r["s"]) if "s" in r else f"^{_text(r['l'])}", _text(r["o"]))
        for r in rows
        if "s" in r or "l" in r
    }


def _printed(store: ReadStore, terms: Provenance, edges: Iterable[Edge]) -> tuple[frozenset[str], frozenset[str]]:
    """The classes of which all things are printed in a document, and those of which some are."""
    shown = sorted({e.source for e in edges if e.prop == terms.passage and e.count})
    partial = {c for c in shown if store.ask(f"ASK {{ ?x a <{c}> FILTER NOT EXISTS {{ ?x <{terms.passage}> ?p }} }}")}
    return frozenset(shown) - partial, frozenset(partial)


def _stands_for(store: ReadStore, term: str) -> str:
    """The property that is declared to say what a term of RDF says; "" where none is."""
    return next(iter(_column(store, f"SELECT ?a WHERE {{ ?a rdfs:subPropertyOf {term} . FILTER(isIRI(?a)) }}")), "")


def _full(store: ReadStore, classes: Mapping[str, ClassInfo]) -> frozenset[str]:
    """The classes that all things of the classes under them are also said to be of."""
    below = closure({cls: info.parents for cls, info in classes.items()})
    return frozenset(
        cls
        for cls in classes
        if not any(
            classes[under].count and store.ask(f"ASK {{ ?x a <{under}> FILTER NOT EXISTS {{ ?x a <{cls}> }} }}")
            for under in sorted(below.get(cls, frozenset()) - {cls})
        )
    )


def _text(term: Term) -> str:
    return term.value


def _number(term: Term | None) -> float:
    return float(term.value) if isinstance(term, ox.Literal) else 0.0


def _column(store: ReadStore, query: str) -> list[str]:
    return [_text(r["a"]) for r in store.select(f"{_HEAD}\n{query}").rows if isinstance(r.get("a"), ox.NamedNode)]


def _pairs(store: ReadStore, query: str) -> list[tuple[str, float]]:
    rows = store.select(f"{_HEAD}\n{query}").rows
    return [(_text(r["a"]), _number(r["b"])) for r in rows if isinstance(r.get("a"), ox.NamedNode)]


def _many(store: ReadStore, query: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for r in store.select(f"{_HEAD}\n{query}").rows:
        found[_text(r["a"])].append(_text(r["b"]))
    return found


__all__ = ["NUMBERS", "read_schema"]
