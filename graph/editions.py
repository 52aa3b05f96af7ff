"""Editions: which document is a newer edition of which (`prov:wasRevisionOf`, PROV-O), in a graph of its own.

Worked out from what the store holds, so that it is right again after any document came, changed or went. A document
follows another of the same authority and title, years and versions aside, where its period is later; where neither
period nor title says so, where it came into the store later and says some of the same things. What a user says in a
sidecar (`gt:revises`) counts first. The papers of one day's meeting are no edition of another day's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import pyoxigraph as ox

from graph.manifest import GENERATED, now
from graph.store import ReadStore, Store
from ontology.names import graph_iri
from ontology.reading import fold
from ontology.reading.cells import content
from ontology.vocabulary import GT

REVISION_OF = ox.NamedNode("http://www.w3.org/ns/prov#wasRevisionOf")
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_YEARS = re.compile(r"(?<!\d)(?:(?:19|20)\d\d(?:\s*(?:[-/–—]|to)\s*(?:(?:19|20)\d\d|\d\d))?|\d\d/\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Edition:
    """A document as one edition of a plan: when its plan runs (ISO days or ""), since when it is held, what a user says
    it revises."""

    iri: str
    name: str
    plan: str
    authority: str
    title: str
    starts: str = ""
    ends: str = ""
    held_since: str = ""
    revises: str = ""

    @property
    def family(self) -> tuple[str, str] | None:
        """What editions of one plan share; None for what has no editions."""
        family = title_family(self.title)
        one_day = bool(self.starts) and self.starts == self.ends
        unknown = self.authority.endswith("/unknown") or not self.authority
        return None if one_day or unknown or not family else (self.authority, family)


@dataclass(frozen=True, slots=True)
class Revisions:
    """What follows what: pairs of a newer edition and the one before it, and pairs of which neither is known to be the
    newer."""

    follows: tuple[tuple[Edition, Edition], ...] = ()
    undecided: tuple[tuple[Edition, Edition], ...] = ()


@cache
def _telling() -> tuple[re.Pattern[str], frozenset[str]]:
    data = content("editions")
    labels = "|".join(sorted(data["numbered"], key=len, reverse=True))
    return re.compile(rf"\b(?:{labels})\.?\s*\d+(?:\.\d+)*\b"), frozenset(data["words"])


def title_family(title: str) -> str:
    """A plan's title without what tells its editions apart.

    >>> title_family("Delivery Plan 2009-10 (draft 2)")
    'delivery plan'
    """
    numbered, words = _telling()
    plain = numbered.sub(" ", _YEARS.sub(" ", title.lower()))
    return " ".join(word for word in fold(plain).split() if word not in words)


def revisions(editions: Sequence[Edition], alike: Callable[[Edition, Edition], bool]) -> Revisions:
    """What follows what; `alike` says whether two documents say some of the same things."""
    by_name = {edition.name: edition for edition in editions}
    follows = {e.iri: (e, by_name[e.revises]) for e in editions if e.revises in by_name and e.revises != e.name}
    told = {frozenset((new.iri, old.iri)) for new, old in follows.values()}
    undecided: list[tuple[Edition, Edition]] = []
    families: dict[tuple[str, str], list[Edition]] = {}
    for edition in editions:
        if edition.family is not None:
            families.setdefault(edition.family, []).append(edition)
    for members in families.values():
        before: dict[str, list[Edition]] = {}
        for one, other in combinations(sorted(members, key=lambda e: (e.starts, e.ends, e.held_since, e.name)), 2):
            order = _by_period(one, other)
            if order is None and frozenset((one.iri, other.iri)) not in told and alike(one, other):
                order = _by_coming(one, other)
                undecided += [(one, other)] if order is None else []
            if order is not None:
                before.setdefault(order[0].iri, []).append(order[1])
        for edition in members:
            if edition.iri not in follows and (older := before.get(edition.iri)):
                last = max(older, key=lambda e: (e.starts, e.ends, e.held_since, e.name))
                if last.revises != edition.name:
                    follows[edition.iri] = (edition, last)
    return Revisions(tuple(sorted(follows.values(), key=lambda pair: pair[0].name)), tuple(undecided))


def _by_period(one: Edition, other: Edition) -> tuple[Edition, Edition] | None:
    """The newer and the older of two editions, by when their plans run; None where that does not tell."""
    if not one.starts or not other.starts or (one.starts, one.ends) == (other.starts, other.ends):
        return None
    return (one, other) if (one.starts, one.ends) > (other.starts, other.ends) else (other, one)


def _by_coming(one: Edition, other: Edition) -> tuple[Edition, Edition] | None:
    """The newer and the older of two editions, by when they came into the store; None where both came at once."""
    if one.held_since == other.held_since:
        return None
    return (one, other) if one.held_since > other.held_since else (other, one)


def editions_of(store: ReadStore) -> tuple[Edition, ...]:
    """The documents of a store as editions, by name."""
    home = graph_iri("editions")
    found = store.select(f"""SELECT ?document ?name ?plan ?authority ?title ?starts ?ends ?revises WHERE {{
  GRAPH ?document {{
    ?document {GT.fileName} ?name ; {GT.plan} ?plan . ?plan {_LABEL} ?title .
    OPTIONAL {{ ?document {GT.authority} ?authority }}
    OPTIONAL {{ ?plan {GT.startsOn} ?starts ; {GT.endsOn} ?ends }}
    OPTIONAL {{ ?document {GT.revises} ?revises }} }} }} ORDER BY ?name ?title""")
    since = {
        row["name"].value: row["since"].value
        for row in store.select(
            f"SELECT ?name ?since WHERE {{ GRAPH {home} {{ ?document {GT.fileName} ?name ; {GENERATED} ?since }} }}"
        ).rows
    }
    names = ("document", "name", "plan", "authority", "title", "starts", "ends", "revises")
    editions: dict[str, Edition] = {}
    for row in found.rows:
        iri, name, plan, authority, title, starts, ends, revises = (row[n].value if n in row else "" for n in names)
        edition = Edition(iri, name, plan, authority, title, starts, ends, since.get(name, ""), revises)
        editions.setdefault(iri, edition)
    return tuple(editions.values())


def bring_editions_up_to_date(store: Store) -> Revisions:
    """Work out what follows what, and write it to the graph of editions where that is not what stands there."""
    this_moment = now()
    editions = [e if e.held_since else replace(e, held_since=this_moment.value) for e in editions_of(store)]
    found = revisions(editions, lambda one, other: _alike(store, one, other))
    triples = []
    for e in editions:
        document = ox.NamedNode(e.iri)
        since = ox.Literal(e.held_since, datatype=this_moment.datatype)
        triples += [ox.Triple(document, GT.fileName, ox.Literal(e.name)), ox.Triple(document, GENERATED, since)]
    for new, old in found.follows:
        triples.append(ox.Triple(ox.NamedNode(new.iri), REVISION_OF, ox.NamedNode(old.iri)))
    store.put_graph(graph_iri("editions").value, triples)
    return found


def _alike(store: ReadStore, one: Edition, other: Edition) -> bool:
    """Whether two documents state the same action, aim or value: a thing of one name."""
    return store.ask(f"""ASK {{ VALUES ?class {{ {GT.Action} {GT.Objective} {GT.Observation} }}
  GRAPH <{one.iri}> {{ ?thing a ?class }} GRAPH <{other.iri}> {{ ?thing a ?class }} }}""")
