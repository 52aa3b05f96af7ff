"""Feeds by meaning: actions that name no indicator, in their row or their heading, but are about one.

An action is about an indicator where its words say what tells of that indicator (ontology/data/indicator_wordings.tsv),
where those of its heading do and tell of nothing else, or where it lies very near to the indicator's title in meaning;
nearness then says how sure that is. What comes out is a reading, never mixed with what is printed: a graph of its own,
a confidence with each. Being right counts for more than finding all: few are said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

import numpy as np
import pyoxigraph as ox

from graph.store import ReadStore, Solutions
from ontology import reference
from ontology.graphs import RDF_TYPE, RDFS_LABEL
from ontology.names import base, indicator_iri, short_hash, slug, thing
from ontology.reference import NationalIndicator, fold
from ontology.vocabulary import GT
from query.search.embedder import Embedder, MeaningUnavailableError, Vectors, nearness
from query.search.index import Index
from query.search.things import spelt_out

MOST_FOR_AN_ACTION = 2
SAID_IN_ROW, SAID_IN_HEADING = 0.6, 0.5  # confidence where words tell; what is left of 1 grows with nearness
NEAR_ENOUGH = 0.8  # cosine from which nearness alone says it
FEWEST_WORDS = 5  # a shorter text is near to too much, a shorter heading names a service rather than an aim
FIRST_YEAR, LAST_YEAR = 2007, 2012  # plans of these years can mean the set of 2008 to 2011
_DECIMAL = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


@dataclass(slots=True)
class Candidate:
    """An action that feeds nothing by its print: what it says, and the heading it stands under."""

    iri: str
    label: str
    text: str
    plan: str
    authority: str
    heading: str = ""
    passages: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Feed:
    """That an action is about the indicator of a code, and how sure that is (0 to 1)."""

    action: str
    code: str
    confidence: float


def inferred_feeds(store: ReadStore, index: Index, embedder: Embedder | None) -> tuple[ox.Triple, ...]:
    """The feeds by meaning of all plans in the store, for the graph "inferred", in order.

    Each is `gt:feedsInferred` and `gt:feeds`, and a `gt:Contribution` with its confidence and the passage of the
    action's row. The vectors of the index are used, others are made; where that cannot be (no embedder), words alone
    decide, and nothing is very sure. Plans of other countries and times can mean none of the national indicators.
    """
    candidates = _candidates(store)
    feeds = feeds_by_meaning(candidates.values(), _nearness_of(candidates.values(), index, embedder))
    triples = (triple for feed in feeds for triple in _statements(feed, candidates[feed.action]))
    return tuple(sorted(triples, key=str))


def feeds_by_meaning(candidates: Iterable[Candidate], near: Mapping[str, Mapping[str, float]]) -> tuple[Feed, ...]:
    """The feeds of the candidates; `near` gives, by text, how near it is to the indicators of given codes."""
    found: list[Feed] = []
    for candidate in sorted(candidates, key=lambda c: c.iri):
        nearest = near.get(candidate.text, {})
        sure: dict[str, float] = {}
        if len(candidate.text.split()) >= FEWEST_WORDS:
            sure = {code: score for code, score in nearest.items() if score >= NEAR_ENOUGH}
        for code in told(candidate.text):
            sure[code] = max(sure.get(code, 0.0), _confidence(SAID_IN_ROW, nearest.get(code, 0.0)))
        heading = told(candidate.heading)
        if len(_topics(heading)) == 1 and len(candidate.heading.split()) >= FEWEST_WORDS:
            for code in heading:
                score = _confidence(SAID_IN_HEADING, near.get(candidate.heading, {}).get(code, 0.0))
                sure[code] = max(sure.get(code, 0.0), score)
        best = sorted(sure.items(), key=lambda item: (-item[1], item[0]))[:MOST_FOR_AN_ACTION]
        found.extend(Feed(candidate.iri, code, round(score, 2)) for code, score in best)
    return tuple(found)


def told(text: str) -> tuple[str, ...]:
    """The codes of the indicators that the words of a text tell of, in order of number."""
    said = f" {fold(spelt_out(text))} "
    return tuple(i.code for i in _indicators() if any(f" {fold(words)} " in said for words in i.tells))


def _topics(codes: Sequence[str]) -> set[tuple[str, ...]]:
    """What different things the indicators of some codes tell of: obesity at two ages is one."""
    return {reference.national_indicators()[code].tells for code in codes}


def _confidence(least: float, near: float) -> float:
    return least + (1 - least) * 0.8 * near


@cache
def _indicators() -> tuple[NationalIndicator, ...]:
    return tuple(i for i in reference.national_indicators().values() if i.in_set and not i.parent)


def _candidates(store: ReadStore) -> dict[str, Candidate]:
    """The actions of plans that can mean the national set, where nothing printed says what they feed, by IRI."""
    plans = _plausible_plans(store)
    rows = store.select(
        f"SELECT ?a ?text ?label ?plan ?authority ?objective ?passage WHERE {{ ?a a {GT.Action} ; {GT.text} ?text ; "
        f"{RDFS_LABEL} ?label ; {GT.plan} ?plan ; {GT.passage} ?passage . OPTIONAL {{ ?a {GT.authority} ?authority }} "
        f"OPTIONAL {{ ?a {GT.objective} ?objective }} FILTER NOT EXISTS {{ ?a {GT.feedsStated} ?i }} "
        f"FILTER NOT EXISTS {{ ?a {GT.feedsInherited} ?j }} }} ORDER BY ?a ?text ?label ?passage"
    )
    headings = _headings(store)
    found: dict[str, Candidate] = {}
    for row in rows.rows:
        iri, plan = row["a"].value, row["plan"].value
        if plan not in plans:
            continue
        if iri not in found:
            authority, objective = row.get("authority"), row.get("objective")
            found[iri] = Candidate(
                iri,
                row["label"].value,
                row["text"].value,
                plan,
                authority.value if authority is not None else "",
                headings.get(objective.value, "") if objective is not None else "",
            )
        found[iri].passages.add(row["passage"].value)
    return found


def _headings(store: ReadStore) -> dict[str, str]:
    """The texts of the objectives by IRI, one each."""
    rows = store.select(f"SELECT ?o (MIN(?t) AS ?text) WHERE {{ ?o a {GT.Objective} ; {GT.text} ?t }} GROUP BY ?o").rows
    return {row["o"].value: row["text"].value for row in rows}


def _plausible_plans(store: ReadStore) -> set[str]:
    """The plans of English authorities, or that mention a national indicator, unless of quite another time."""
    rows = store.select(
        f"SELECT ?plan ?start ?end WHERE {{ ?plan a {GT.Plan} . OPTIONAL {{ ?plan {GT.startsOn} ?start }} "
        f"OPTIONAL {{ ?plan {GT.endsOn} ?end }} FILTER ( EXISTS {{ ?plan {GT.authority}/{GT.gssCode} ?code }} || "
        f"EXISTS {{ ?plan {GT.mentions} ?i . ?i a {GT.NationalIndicator} }} ) }}"
    )
    return set(_of_their_time(rows))


def _of_their_time(rows: Solutions) -> Iterator[str]:
    for row in rows.rows:
        years = [int(row[name].value[:4]) for name in ("start", "end") if name in row]
        if not years or (min(years) <= LAST_YEAR and max(years) >= FIRST_YEAR):
            yield row["plan"].value


def _nearness_of(
    candidates: Iterable[Candidate], index: Index, embedder: Embedder | None
) -> dict[str, dict[str, float]]:
    """For each text of the candidates, how near it is to each indicator; nothing where nothing can be embedded."""
    texts = sorted({text for c in candidates for text in (c.text, c.heading) if text})
    if embedder is None or not texts:
        return {}
    titles = [(i.code, spelt_out(title)) for i in _indicators() for title in (i.title, *i.wordings)]
    try:
        wanted = _vectors([spelt_out(text) for text in texts], index, embedder)
        known = _vectors([title for _, title in titles], index, embedder)
    except MeaningUnavailableError:
        return {}
    columns: dict[str, list[int]] = defaultdict(list)
    for column, (code, _) in enumerate(titles):
        columns[code].append(column)
    scores = nearness(wanted, known)
    return {
        text: {code: float(scores[row, places].max()) for code, places in columns.items()}
        for row, text in enumerate(texts)
    }


def _vectors(texts: Sequence[str], index: Index, embedder: Embedder) -> Vectors:
    held = [index.vector(text, embedder.name) for text in texts]
    missing = sorted({text for text, vector in zip(texts, held, strict=True) if vector is None})
    made = dict(zip(missing, embedder.embed(missing), strict=True)) if missing else {}
    return np.asarray([made[t] if v is None else v for t, v in zip(texts, held, strict=True)], dtype=np.float32)


def _statements(feed: Feed, candidate: Candidate) -> Iterator[ox.Triple]:
    action, indicator = ox.NamedNode(feed.action), indicator_iri(feed.code)
    plan = candidate.plan.removeprefix(f"{base()}plan/")
    name = f"{slug(feed.code)}-inferred-{short_hash(feed.action, feed.code)}"
    contribution = thing("contribution", *plan.split("/"), name)
    for prop in (GT.feedsInferred, GT.feeds):
        yield ox.Triple(action, prop, indicator)
    yield ox.Triple(contribution, RDF_TYPE, GT.Contribution)
    yield ox.Triple(contribution, RDFS_LABEL, ox.Literal(f"{feed.code} by meaning: {candidate.label[:80]}"))
    yield ox.Triple(contribution, GT.contributor, action)
    yield ox.Triple(contribution, GT.indicator, indicator)
    yield ox.Triple(contribution, GT.basis, GT.Inferred)
    confidence = str(Decimal(str(feed.confidence)).normalize())
    yield ox.Triple(contribution, GT.confidence, ox.Literal(confidence, datatype=_DECIMAL))
    yield ox.Triple(contribution, GT.plan, ox.NamedNode(candidate.plan))
    if candidate.authority:
        yield ox.Triple(contribution, GT.authority, ox.NamedNode(candidate.authority))
    for passage in candidate.passages:
        yield ox.Triple(contribution, GT.passage, ox.NamedNode(passage))
