"""What a graph is about, as plain values: its classes, its properties and which classes they connect.

Read from an ontology, or induced from the data of any RDF graph (`query.induce`). Names of things that print badly are
made readable here, so that the parser, the printer and the compiler speak of one vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
NUMBERS = frozenset(
    XSD + t for t in ("decimal", "integer", "double", "float", "int", "long", "nonNegativeInteger", "gYear")
) - {XSD + "gYear"}
DATES = frozenset(XSD + t for t in ("date", "dateTime", "gYear", "gYearMonth"))


def words_of(iri: str) -> str:
    """The words in the last part of an IRI, for what has no label.

    >>> words_of("http://example.org/school#homeTown"), words_of("http://example.org/song_release_year")
    ('home town', 'song release year')
    """
    tail = re.split(r"[#/]", iri.rstrip("#/"))[-1].rpartition(":")[2]
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", tail)
    return re.sub(r"[\s_\-+.=;%]+", " ", spaced).strip().lower() or tail


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """A class: its names, direct superclasses, how many things there are of it, whether it is mere record keeping."""

    iri: str
    label: str
    others: tuple[str, ...] = ()
    comment: str = ""
    parents: frozenset[str] = frozenset()
    count: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PropertyInfo:
    """A property: its names, declared domains and ranges, direct superproperties, inverses, and what its values are.

    `datatype` is the commonest datatype of its literals, "" where its values are things; `text` whether they are prose
    or names; `numeric` whether they are texts that all read as numbers; `single` whether no subject has two;
    `uncertain` whether its statements are guesses.
    """

    iri: str
    label: str
    others: tuple[str, ...] = ()
    comment: str = ""
    domains: frozenset[str] = frozenset()
    ranges: frozenset[str] = frozenset()
    parents: frozenset[str] = frozenset()
    inverses: frozenset[str] = frozenset()
    datatype: str = ""
    literal: bool = False
    text: bool = False
    numeric: bool = False
    single: bool = False
    uncertain: bool = False
    count: int = 0
    inverse_label: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """Things of `source` have `prop` to things of `target` ("" for literals); how many triples, subjects, objects."""

    source: str
    prop: str
    target: str
    count: int = 0
    subjects: int = 0
    objects: int = 0


@dataclass(frozen=True, slots=True)
class Evidencing:
    """A property's statements are evidenced by things of `cls`, through `subject` and `object` properties."""

    cls: str
    subject: str
    object: str


@dataclass(frozen=True)
class Schema:
    """A vocabulary in use. Classes and properties by IRI; edges as found in the data and declared."""

    classes: Mapping[str, ClassInfo]
    properties: Mapping[str, PropertyInfo]
    edges: tuple[Edge, ...] = ()
    evidence: Mapping[str, Evidencing] = field(default_factory=dict)
    labels: tuple[str, ...] = (RDFS_LABEL,)
    other_labels: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    definitions: tuple[str, ...] = ()
    printed: str = ""  # the property from a thing to where it is printed
    whole: frozenset[str] = frozenset()  # classes of which every thing is printed
    partial: frozenset[str] = frozenset()  # … of which reference data knows things that are printed nowhere
    full: frozenset[str] = frozenset()  # classes that everything under them is said to be of too
    closed: frozenset[str] = frozenset()  # … of which all things are known, so that those that have none count as 0
    whose: tuple[str, ...] = ()  # properties that say whose things are
    typing: str = ""  # the property that says what things are, where that is not rdf:type …
    under: str = ""  # … and what their classes are under, where that is not rdfs:subClassOf

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        below = closure({c: info.parents for c, info in self.classes.items()})
        return {c: below.get(c, frozenset()) | {c} for c in {*below, *self.classes}}

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        above: dict[str, set[str]] = {}
        for cls in self.classes:
            for under in self._below[cls]:
                above.setdefault(under, set()).add(cls)
        return {cls: frozenset(found) for cls, found in above.items()}

    @cached_property
    def _properties_of(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _ranges(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _holders(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for edge in self.edges:
            found.setdefault(edge.prop, set()).add(edge.source)
        return {prop: frozenset(classes) for prop, classes in found.items()}

    @cached_property
    def _coverage(self) -> dict[tuple[str, str], float]:
        return {}

    @cached_property
    def _subproperties(self) -> dict[str, frozenset[str]]:
        return closure({p: info.parents for p, info in self.properties.items()})

    def subclasses(self, cls: str) -> frozenset[str]:
        """The class and everything under it."""
        return self._below.get(cls) or frozenset({cls})

    def superclasses(self, cls: str) -> frozenset[str]:
        """The class and everything above it."""
        return self._above.get(cls, frozenset()) | {cls}

    def subproperties(self, prop: str) -> frozenset[str]:
        """The property and everything under it."""
        return self._subproperties.get(prop, frozenset()) | {prop}

    def is_a(self, cls: str, other: str) -> bool:
        """Whether every thing of `cls` is one of `other`."""
        return cls == other or cls in self._below.get(other, ())

    def certain(self, prop: str) -> tuple[str, ...]:
        """What to ask for where guesses do not count: the property itself, or its subproperties that are no guesses."""
        below = self.subproperties(prop) - {prop}
        uncertain = {p for p in below if p in self.properties and self.properties[p].uncertain}
        if not uncertain:
            return (prop,)
        return tuple(sorted(below - uncertain)) or (prop,)

    def label_property(self, cls: str) -> str:
        """The property that gives things of a class their one label; "" where none does, or several values may."""
        for prop in self.labels:
            info = self.properties.get(prop)
            if info and info.single and any(e.prop == prop and self._meet(e.source, cls) for e in self.edges):
                return prop
        return ""

    def class_label(self, cls: str) -> str:
        """The name of a class for people."""
        return self.classes[cls].label if cls in self.classes else words_of(cls)

    def property_label(self, prop: str) -> str:
        """The name of a property for people."""
        bare = prop.lstrip("^")
        return self.properties[bare].label if bare in self.properties else words_of(bare)

    def domain(self, prop: str) -> frozenset[str]:
        """The classes whose things have the property: as declared, otherwise as found."""
        info = self.properties.get(prop)
        if info and info.domains:
            return info.domains
        return self.holders(prop)

    def holders(self, prop: str) -> frozenset[str]:
        """The classes whose things were found to have the property."""
        return self._holders.get(prop, frozenset())

    def coverage(self, cls: str, prop: str) -> float:
        """The part of a class's things that have a property."""
        found = self._coverage.get((cls, prop))
        if found is None:
            info = self.classes.get(cls)
            counts = [e.subjects for e in self.edges if e.prop == prop and self.is_a(e.source, cls)]
            found = min(max(counts, default=0) / info.count, 1.0) if info and info.count else 0.0
            self._coverage[cls, prop] = found
        return found

    def range(self, prop: str) -> frozenset[str]:
        """The classes (not datatypes) of its values: as declared, otherwise as found."""
        found = self._ranges.get(prop)
        if found is None:
            info = self.properties.get(prop)
            declared = info.ranges.intersection(self.classes) if info else frozenset()
            found = declared or frozenset(e.target for e in self.edges if e.prop == prop and e.target)
            self._ranges[prop] = found
        return found

    def implies(self, prop: str, cls: str, *, subject: bool) -> bool:
        """Whether being the subject (or object) of the property already makes a thing one of `cls`, as declared."""
        info = self.properties.get(prop)
        declared = info and (info.domains if subject else info.ranges)
        return bool(declared) and all(self.is_a(c, cls) for c in declared or ())

    def text_properties(self, cls: str = "") -> tuple[str, ...]:
        """Label properties, then the properties of prose or names that things of the class have."""
        found = {e.prop for e in self.edges if not e.target and (not cls or self._meet(e.source, cls))}
        texts = sorted(p for p in found if p in self.properties and self.properties[p].text)
        names = [p for p in (*self.labels, *self.other_labels) if p in found or not cls]
        return tuple(dict.fromkeys([*names, *texts])) or self.labels

    def properties_of(self, cls: str) -> tuple[str, ...]:
        """The properties that things of the class (or of one under it) have, sorted."""
        if cls not in self._properties_of:
            self._properties_of[cls] = tuple(sorted({e.prop for e in self.edges if self._meet(e.source, cls)}))
        return self._properties_of[cls]

    def _meet(self, one: str, other: str) -> bool:
        return self.is_a(one, other) or self.is_a(other, one)

    def compact(self, iri: str) -> str:
        """ "gt:Action" for an IRI under a known prefix, otherwise the IRI."""
        for prefix, start in self.prefixes.items():
            if iri.startswith(start) and re.fullmatch(r"[A-Za-z_][\w-]*", iri[len(start) :]):
                return f"{prefix}:{iri[len(start) :]}"
        return iri


def closure(parents: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """For each node all nodes below it, from each node's direct parents; cycles do no harm."""
    below: dict[str, set[str]] = {}
    for node in parents:
        seen: set[str] = set()
        todo = list(parents[node])
        while todo:
            up = todo.pop()
            if up not in seen:
                seen.add(up)
                todo.extend(parents.get(up, ()))
        for up in seen:
            below.setdefault(up, set()).add(node)
    return {node: frozenset(nodes) for node, nodes in below.items()}
