"""Objectives: what they say, what they are part of, who leads them, what they are measured by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ingest.records import Cited, ObjectiveRecord
from ingest.statements import terms
from ingest.statements.contributions import stated_contribution
from ingest.statements.frame import Frame, cited_statements
from ingest.statements.terms import A, triples
from ontology import reference
from ontology.names import short_hash, slug, thing
from ontology.vocabulary import GT


def objective_iris(frame: Frame, objectives: Iterable[ObjectiveRecord]) -> dict[str, ox.NamedNode]:
    """The IRI of each objective by its key.

    Objectives of one wording, level and reference are one thing where their parents say the same too, otherwise each
    after the first has its parent's words in its name.
    """
    records = {o.key: o for o in objectives}
    parents_of: dict[str, list[str]] = defaultdict(list)
    iris = {}
    for record in records.values():
        words = slug(_with_level(record)) if record.reference else slug(record.text)
        name = "-".join(w for w in (words, short_hash(record.text)) if w)
        parent = _ancestry(record, records)
        if parent not in parents_of[name]:
            parents_of[name].append(parent)
        if parents_of[name][0] != parent:
            name = f"{name}-{short_hash(parent)}"
        iris[record.key] = frame.of_plan("objective", name)
    return iris


def _with_level(record: ObjectiveRecord) -> str:
    said = record.reference.casefold().startswith(record.level)
    return record.reference if said else f"{record.level} {record.reference}"


def _ancestry(record: ObjectiveRecord, records: Mapping[str, ObjectiveRecord]) -> str:
    texts: list[str] = []
    above = records.get(record.parent or "")
    while above and len(texts) < len(records):  # a circle of parents ends too
        texts.append(" ".join((above.reference, above.text)))
        above = records.get(above.parent or "")
    return "\n".join(texts)


def objective_statements(
    frame: Frame, record: ObjectiveRecord, iris: Mapping[str, ox.NamedNode]
) -> Iterator[ox.Triple]:
    """All that a heading-level aim says."""
    iri = iris[record.key]
    label = terms.shortened(record.text or record.reference, terms.OBJECTIVE_LABEL_LENGTH)
    yield from triples(iri, (A, GT.Objective), (GT.text, terms.text(record.text or record.reference)))
    yield from frame.belongs(iri)
    yield from terms.labelled(iri, label, *(a.text for a in record.alternatives))
    if record.reference:
        yield ox.Triple(iri, GT.reference, terms.text(_bare_reference(record.reference)))
    if spoken := _spoken_reference(record):
        yield ox.Triple(iri, GT.printedName, terms.text(spoken))
    if record.level:
        yield ox.Triple(iri, GT.level, ox.Literal(record.level))
    parent = iris.get(record.parent or "")
    if parent and parent != iri:
        yield ox.Triple(iri, GT.broader, parent)
    if record.outcome:
        yield from _towards(iri, record.outcome)
    for lead in record.leads:
        if owner := frame.owner(lead):
            yield ox.Triple(iri, GT.ownedBy, owner)
    for cited in record.indicators:
        yield from measured(frame, iri, label, cited)
    yield from frame.at(iri, record.span, *(a.span for a in record.alternatives))


def _towards(iri: ox.NamedNode, outcome_slug: str) -> Iterator[ox.Triple]:
    outcome = thing("outcome", outcome_slug)
    names = {o.slug: o.label for o in reference.outcomes()}
    yield from triples(iri, (GT.towards, outcome))
    yield from triples(outcome, (A, GT.Outcome))
    yield from terms.labelled(outcome, names.get(outcome_slug, outcome_slug.replace("-", " ").capitalize()))


def measured(frame: Frame, iri: ox.NamedNode, label: str, cited: Cited) -> Iterator[ox.Triple]:
    """An objective is measured by an indicator: the link, and the evidence of it as a stated contribution."""
    yield from cited_statements(frame, cited)
    yield ox.Triple(iri, GT.measuredBy, frame.indicator(cited.code))
    yield from stated_contribution(frame, iri, label, cited)


def _bare_reference(reference: str) -> str:
    """The reference without the words for its kind: "2" of "Recommendation 2", and "BH 1.3" as it is."""
    match = re.fullmatch(r"(?:[A-Z]?[a-z]+ )+(\d[\d.]*[a-z]?)", reference)
    return match[1] if match else reference


def _spoken_reference(record: ObjectiveRecord) -> str:
    """How people say the reference: "Recommendation 2" for a bare "2"; empty where that would be a bare number."""
    reference = record.reference
    if any(c.isalpha() for c in reference):
        return reference
    return f"{record.level.capitalize()} {reference}" if reference and record.level else ""
