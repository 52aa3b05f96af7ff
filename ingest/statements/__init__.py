"""From records to the statements of one document's graph (docs/model.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ingest.document import Document
from ingest.records import Cited, Records
from ingest.statements import terms
from ingest.statements.actions import action_iris, action_statements
from ingest.statements.decisions import acronym_statements, decision_statements
from ingest.statements.findings import finding_statements
from ingest.statements.frame import Frame, cited_statements, document_iri, frame_of, frame_statements
from ingest.statements.named import name_statements
from ingest.statements.objectives import objective_iris, objective_statements
from ingest.statements.observations import observation_statements
from ontology.vocabulary import GT

_SINGLE = frozenset((terms.LABEL, GT.text, GT.quote))

__all__ = ["document_iri", "statements"]


def statements(document: Document, records: Records) -> tuple[ox.Triple, ...]:
    """All triples of a document's graph: sorted, without blank nodes, the same for the same document and records."""
    frame = frame_of(document, records)
    return _one_each(set(_all(frame, document, records)))


def _all(frame: Frame, document: Document, records: Records) -> Iterator[ox.Triple]:
    yield from frame_statements(frame, document, records)
    yield from name_statements(frame)
    objectives = objective_iris(frame, records.objectives)
    for objective in records.objectives:
        yield from objective_statements(frame, objective, objectives)
    named = action_iris(frame, records.actions, objectives)
    for action, (iri, original) in zip(records.actions, named, strict=True):
        yield from action_statements(frame, action, iri, objectives, original)
    for observation in records.observations:
        yield from observation_statements(frame, observation)
    for decision in records.decisions:
        yield from decision_statements(frame, decision)
    for acronym in records.acronyms:
        yield from acronym_statements(frame, acronym)
    for mention in records.mentions:
        yield from _mention(frame, mention)
    for record in records.findings:
        yield from finding_statements(frame, record, [iri for iri, _ in named])


def _mention(frame: Frame, cited: Cited) -> Iterator[ox.Triple]:
    iri = frame.indicator(cited.code)
    yield from cited_statements(frame, cited)
    yield ox.Triple(frame.plan, GT.mentions, iri)
    yield from frame.at(iri, cited.span)


def _one_each(found: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    """The triples by subject, predicate and object. A thing printed twice, with other capitals or points, keeps one
    label, one text, one quote: the first in order; its other labels are alternative ones."""
    by_subject: dict[ox.NamedNode | ox.BlankNode | ox.Triple, list[ox.Triple]] = {}
    for triple in found:
        by_subject.setdefault(triple.subject, []).append(triple)
    return tuple(triple for subject in sorted(by_subject, key=str) for triple in _of_one(by_subject[subject]))


def _of_one(said: list[ox.Triple]) -> list[ox.Triple]:
    """What is said of one subject, in order."""
    kept: list[ox.Triple] = []
    others: list[ox.Triple] = []
    last = None
    for triple in sorted(said, key=_place):
        if triple.predicate != last or triple.predicate not in _SINGLE:
            kept.append(triple)
        elif triple.predicate == terms.LABEL:
            others.append(ox.Triple(triple.subject, terms.ALT_LABEL, triple.object))
        last = triple.predicate
    return sorted({*kept, *others}, key=_place) if others else kept


def _place(triple: ox.Triple) -> tuple[str, str]:
    return triple.predicate.value, str(triple.object)
