"""Actions: one thing somebody undertakes to do, with its owners, partners, money, dates and what it is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ingest.records import ActionRecord, Amount, MeasureValue, Milestone, Printed
from ingest.statements import terms
from ingest.statements.contributions import stated_contribution
from ingest.statements.frame import Frame, cited_statements
from ingest.statements.terms import A, triples
from ingest.things import folded_name
from ontology.names import short_hash, slug
from ontology.vocabulary import GT

_DATES = {"due": "dueBy", "start": "startsOn", "review": "reviewedOn"}


def action_iris(
    frame: Frame, actions: Iterable[ActionRecord], objectives: Mapping[str, ox.NamedNode]
) -> list[tuple[ox.NamedNode, ox.NamedNode | None]]:
    """The IRI of each action in turn, and of the one that it repeats.

    Rows of one reference, text, owner and heading are one thing to do: those after the first repeat it. Where owner or
    heading differ, the rows after the first have them in their name.
    """
    settings: dict[str, tuple[str, str]] = {}
    latest: dict[str, str] = {}
    iris = []
    for action in actions:
        name = f"{slug(action.reference) or slug(action.text) or 'action'}-{short_hash(action.text)}"
        heading = objectives.get(action.objective or "")
        owners = " ".join(sorted({folded_name(o.text) for o in action.owners}))
        setting = (owners, heading.value if heading else "")
        if settings.setdefault(name, setting) != setting:
            name = f"{name}-{short_hash(*setting)}"
        repeated = name in latest
        latest[name] = f"{latest[name]}-again" if repeated else name
        iris.append((frame.of_plan("action", latest[name]), frame.of_plan("action", name) if repeated else None))
    return iris


def action_statements(
    frame: Frame,
    record: ActionRecord,
    iri: ox.NamedNode,
    objectives: Mapping[str, ox.NamedNode],
    original: ox.NamedNode | None = None,
) -> Iterator[ox.Triple]:
    """All that a row says; `original` is the action that was printed before and is repeated here.

    What a repeat prints again (its milestones, measures and amounts) is the original's, so that no money counts twice.
    """
    label = terms.shortened(" ".join((record.reference, record.text)))
    yield from triples(iri, (A, GT.Action), (GT.text, terms.text(record.text)))
    yield from terms.labelled(iri, label)
    yield from frame.belongs(iri)
    yield from frame.at(iri, record.span)
    if original:
        yield ox.Triple(iri, GT.repeats, original)
    if record.reference:
        yield ox.Triple(iri, GT.reference, terms.text(record.reference))
    if heading := objectives.get(record.objective or ""):
        yield ox.Triple(iri, GT.objective, heading)
    if record.workstream:
        yield ox.Triple(iri, GT.workstream, terms.text(record.workstream.text))
    yield from _links(frame, record, iri)
    yield from _dates(record, iri)
    for cited in record.indicators:
        yield from cited_statements(frame, cited)
        yield from stated_contribution(frame, iri, label, cited)
    first = original or iri
    for milestone in record.milestones:
        yield from _milestone(frame, iri, first, milestone)
    for measure in record.measures:
        yield from _measure(frame, iri, first, measure)
    for value in record.values:
        yield from _measure_value(frame, first, value)
    for amount in record.amounts:
        yield from _allocation(frame, iri, first, label, amount)


def _links(frame: Frame, record: ActionRecord, iri: ox.NamedNode) -> Iterator[ox.Triple]:
    for predicate, names, find in (
        (GT.ownedBy, record.owners, frame.owner),
        (GT.partner, record.partners, frame.partner),
        (GT.group, record.groups, frame.partner),
        (GT.linksTo, record.strategies, frame.strategy),
        (GT.fundedBy, record.funding, frame.stream),
    ):
        for name in names:
            if target := find(name):
                yield ox.Triple(iri, predicate, target)


def _dates(record: ActionRecord, iri: ox.NamedNode) -> Iterator[ox.Triple]:
    for due in record.dues:
        yield ox.Triple(iri, GT[_DATES[due.role]], terms.day(due.on))
    for milestone in record.milestones:
        if milestone.due:
            yield ox.Triple(iri, GT.dueBy, terms.day(milestone.due))
    if record.due_text:
        yield ox.Triple(iri, GT.dueText, terms.text(record.due_text))
    if record.ongoing:
        yield ox.Triple(iri, GT.ongoing, terms.typed("true", "boolean"))


def _milestone(frame: Frame, action: ox.NamedNode, first: ox.NamedNode, milestone: Milestone) -> Iterator[ox.Triple]:
    due = milestone.due.isoformat() if milestone.due else ""
    iri = frame.of_plan("milestone", slug(milestone.text), short_hash(first.value, milestone.text, due))
    yield ox.Triple(action, GT.milestone, iri)
    yield from triples(iri, (A, GT.Milestone), (GT.text, terms.text(milestone.text)))
    yield from terms.labelled(iri, terms.shortened(milestone.text or milestone.printed_date))
    if milestone.due:
        yield ox.Triple(iri, GT.dueBy, terms.day(milestone.due))
    yield from frame.belongs(iri)
    yield from frame.at(iri, milestone.span)


def _measure_iri(frame: Frame, first: ox.NamedNode, measure: Printed) -> ox.NamedNode:
    return frame.of_plan("measure", slug(measure.text), short_hash(first.value, measure.text))


def _measure_value(frame: Frame, first: ox.NamedNode, value: MeasureValue) -> Iterator[ox.Triple]:
    """A baseline or target inside a measure: an observation of that measure, since no indicator is named for it."""
    period = value.period.label if value.period else ""
    number = terms.number(value.value)
    name = short_hash(first.value, value.measure.text, value.role, period, value.printed)
    iri = frame.of_plan("observation", slug(value.measure.text), value.role, slug(period), name)
    yield from triples(
        iri,
        (A, GT.Observation),
        (GT.ofMeasure, _measure_iri(frame, first, value.measure)),
        (GT.role, GT[value.role.capitalize()]),
        (GT.value, number),
        (GT.valueText, terms.text(value.printed)),
    )
    shown = " ".join(w for w in (value.role.capitalize(), period) if w)
    yield from terms.labelled(iri, f"{shown}: {value.printed} ({terms.shortened(value.measure.text, 80)})")
    if value.unit:
        yield ox.Triple(iri, GT.unit, terms.text(value.unit))
    if value.period:
        yield from terms.period(value.period)
        yield ox.Triple(iri, GT.period, terms.period_iri(value.period))
    yield from frame.belongs(iri)
    yield from frame.at(iri, value.measure.span)


def _measure(frame: Frame, action: ox.NamedNode, first: ox.NamedNode, measure: Printed) -> Iterator[ox.Triple]:
    iri = _measure_iri(frame, first, measure)
    yield ox.Triple(action, GT.measure, iri)
    yield from triples(iri, (A, GT.Measure), (GT.text, terms.text(measure.text)))
    yield from terms.labelled(iri, terms.shortened(measure.text))
    yield from frame.belongs(iri)
    yield from frame.at(iri, measure.span)


def _allocation(
    frame: Frame, action: ox.NamedNode, first: ox.NamedNode, label: str, amount: Amount
) -> Iterator[ox.Triple]:
    period = amount.period.label if amount.period else ""
    stream = Printed(amount.stream, amount.span) if amount.stream else None
    iri = frame.of_plan(
        "allocation",
        slug(amount.printed),
        short_hash(first.value, str(amount.pounds), amount.printed, amount.stream or "", period),
    )
    yield ox.Triple(action, GT.allocation, iri)
    yield from triples(iri, (A, GT.Allocation), (GT.amount, terms.number(amount.pounds)))
    again = f"a {amount.every}" if amount.every else ""
    what = " ".join(w for w in (f"£{amount.pounds:,.2f}".removesuffix(".00"), again, period) if w)
    yield from terms.labelled(iri, f"{what} for {terms.shortened(label, 80)}")
    if stream and (target := frame.stream(stream)):
        yield ox.Triple(iri, GT.stream, target)
    if amount.every:
        yield ox.Triple(iri, GT.every, terms.text(amount.every))
    if amount.period:
        yield from terms.period(amount.period)
        yield ox.Triple(iri, GT.period, terms.period_iri(amount.period))
    yield from frame.belongs(iri)
    yield from frame.at(iri, amount.span)
