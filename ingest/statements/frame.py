"""What every statement of a document hangs on: its authority, plan and document, and what its names mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

import pyoxigraph as ox

from ingest.capitals import readable
from ingest.document import Document, Span
from ingest.records import Cited, Hand, PlanRecord, Printed, Records
from ingest.sidecar import BY_HAND
from ingest.statements import terms
from ingest.statements.terms import LABEL, A, triples
from ingest.things import Named, Resolution, resolve
from ontology import reference
from ontology.names import indicator_iri, short_hash, slug, thing
from ontology.reading.cells import word_set
from ontology.vocabulary import GT

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Frame:
    """The IRIs that a document's statements share, and the resolution of the names in it."""

    name: str
    document: ox.NamedNode
    plan: ox.NamedNode
    plan_path: tuple[str, str]
    authority: ox.NamedNode
    authority_slug: str
    owners: Resolution
    partners: Resolution
    strategies: Resolution
    streams: Resolution
    sidecar: str = ""  # the name of the file in which a user says of the document what its print does not

    def of_plan(self, kind: str, *words: str) -> ox.NamedNode:
        """The IRI of a thing of this plan: `kind/P/<words>`."""
        return thing(kind, *self.plan_path, "-".join(w for w in words if w))

    def of_authority(self, kind: str, name: str) -> ox.NamedNode:
        """The IRI of a thing of this authority: `kind/A/<name>`."""
        return thing(kind, self.authority_slug, name)

    def indicator(self, code: str) -> ox.NamedNode:
        """The IRI of the indicator of a normalised code."""
        return indicator_iri(code, self.authority_slug)

    def belongs(self, subject: ox.NamedNode) -> Iterator[ox.Triple]:
        """The plan and authority of a thing that was read from this document."""
        return triples(subject, (GT.plan, self.plan), (GT.authority, self.authority))

    def owner(self, name: Printed) -> ox.NamedNode | None:
        """The IRI of an owner by its printed name; None for a name that names nobody ("-")."""
        found = self.owners.find(name.text)
        return self.of_authority("owner", found.slug) if found else None

    def partner(self, name: Printed) -> ox.NamedNode | None:
        """The IRI of a partner or group by its printed name."""
        found = self.partners.find(name.text)
        return self.of_authority("partner", found.slug) if found else None

    def strategy(self, name: Printed) -> ox.NamedNode | None:
        """The IRI of a strategy by its printed name."""
        found = self.strategies.find(name.text)
        return self.of_authority("strategy", found.slug) if found else None

    def stream(self, name: Printed) -> ox.NamedNode | None:
        """The IRI of a funding stream by its printed name."""
        found = self.streams.find(name.text)
        return self.stream_iri(found) if found else None

    def stream_iri(self, stream: Named) -> ox.NamedNode:
        """A funding stream: everybody's where the reference data knows it, otherwise this authority's."""
        return thing("stream", stream.slug) if stream.known else self.of_authority("stream", stream.slug)

    def at(self, subject: ox.NamedNode, *spans: Span) -> Iterator[ox.Triple]:
        """Where a thing stands."""
        for span in spans:
            yield from terms.passage(subject, self.document, self.name, span)

    @property
    def sidecar_iri(self) -> ox.NamedNode:
        """The IRI of the document's sidecar."""
        return ox.NamedNode(f"{self.document.value}/sidecar")

    def told(self, subject: ox.NamedNode, printed: Printed) -> Iterator[ox.Triple]:
        """Where a name stands: in the document, or in the sidecar where a user says it."""
        if printed.kind == BY_HAND:
            yield from terms.passage(subject, self.sidecar_iri, self.sidecar, printed.span)
        else:
            yield from self.at(subject, printed.span)


def frame_of(document: Document, records: Records) -> Frame:
    """The frame of a document's statements."""
    _, authority, authority_slug = _authority(records.plan)
    title = _title_slug(document, records.plan)
    expansions = {a.acronym: a.expansion for a in records.acronyms if a.expansion}
    return Frame(
        name=document.name,
        document=document_iri(document, records.plan),
        plan=thing("plan", authority_slug, title),
        plan_path=(authority_slug, title),
        authority=authority,
        authority_slug=authority_slug,
        owners=resolve(_owners(records), expansions),
        partners=resolve(_partners(records), expansions),
        strategies=resolve((s for a in records.actions for s in a.strategies), expansions),
        streams=resolve(_streams(records), expansions, _usual_stream),
        sidecar=records.hand.name if records.hand else "",
    )


def document_iri(document: Document, plan: PlanRecord) -> ox.NamedNode:
    """The IRI that names a document and its graph."""
    _, _, authority_slug = _authority(plan)
    return thing("document", authority_slug, f"{_title_slug(document, plan)}-{document.sha256[:8]}")


def _title_slug(document: Document, plan: PlanRecord) -> str:
    return slug(plan.title.text) or slug(PurePath(document.name).stem) or f"h-{short_hash(document.text)}"


def _authority(plan: PlanRecord) -> tuple[str, ox.NamedNode, str]:
    """Name, IRI and slug of the plan's authority: the reference data's where it is known."""
    printed = " ".join(plan.authority.text.split()) if plan.authority else ""
    usual = reference.authority_named(printed) if printed else None
    name = usual.name if usual else printed
    short = slug(name) or UNKNOWN
    return name, thing("authority", plan.authority_code or (usual.code if usual else "") or short), short


def _usual_stream(printed: str) -> tuple[str, str] | None:
    """The reference data's stream of a name: as printed, without what is in brackets, without "funding", or with it."""
    bare = printed.partition("(")[0].strip()
    first, _, last = bare.rpartition(" ")
    ends = word_set("funding", "stream_ends")
    others = [first] if last.casefold() in ends else [f"{bare} {end}" for end in sorted(ends)]
    streams = (reference.funding_stream_named(spelling) for spelling in (printed, bare, *others) if spelling)
    found = next((stream for stream in streams if stream), None)
    return (found.slug, found.name) if found else None


def _owners(records: Records) -> Iterable[Printed]:
    for action in records.actions:
        yield from action.owners
    for objective in records.objectives:
        yield from objective.leads
    for observation in records.observations:
        if observation.owner:
            yield observation.owner


def _partners(records: Records) -> Iterable[Printed]:
    for action in records.actions:
        yield from action.partners
        yield from action.groups
    for decision in records.decisions:
        yield from decision.awarded_to
        if decision.body:
            yield decision.body


def _streams(records: Records) -> Iterable[Printed]:
    for action in records.actions:
        yield from action.funding
        for amount in action.amounts:
            if amount.stream:
                yield Printed(amount.stream, amount.span)


def frame_statements(frame: Frame, document: Document, records: Records) -> Iterator[ox.Triple]:
    """The authority, the plan and the document itself."""
    plan = records.plan
    name, _, _ = _authority(plan)
    yield ox.Triple(frame.authority, A, GT.Authority)
    printed = plan.authority.text if plan.authority else ""
    yield from terms.labelled(frame.authority, name or "Unknown authority", printed)
    if plan.authority_code:
        yield ox.Triple(frame.authority, GT.gssCode, ox.Literal(plan.authority_code))
    if plan.authority:
        yield from frame.told(frame.authority, plan.authority)
    yield from triples(frame.plan, (A, GT.Plan), (GT.authority, frame.authority), (GT.document, frame.document))
    title = ", ".join(readable(part, document.text) for part in plan.title.text.split(", "))
    yield from terms.labelled(frame.plan, terms.shortened(title or document.name))
    yield from frame.told(frame.plan, plan.title)
    if plan.period:
        yield from terms.period(plan.period)
        yield from triples(
            frame.plan,
            (GT.period, terms.period_iri(plan.period)),
            (GT.startsOn, terms.day(plan.period.start)),
            (GT.endsOn, terms.day(plan.period.end)),
        )
    yield from triples(
        frame.document,
        (A, GT.Document),
        (LABEL, terms.text(document.name)),
        (GT.fileName, ox.Literal(document.name)),
        (GT.mediaType, ox.Literal(document.media_type)),
        (GT.sha256, ox.Literal(document.sha256)),
        (GT.plan, frame.plan),
        (GT.authority, frame.authority),
    )
    if records.hand:
        yield from _sidecar_statements(frame, records.hand)


def _sidecar_statements(frame: Frame, hand: Hand) -> Iterator[ox.Triple]:
    """The sidecar, and each thing that it says, with its line: what a user says is evidence of its own kind."""
    yield ox.Triple(frame.document, GT.sidecar, frame.sidecar_iri)
    if hand.revises:
        yield ox.Triple(frame.document, GT.revises, ox.Literal(hand.revises.text))
    yield from triples(
        frame.sidecar_iri,
        (A, GT.Sidecar),
        (A, GT.Document),
        (LABEL, terms.text(hand.name)),
        (GT.fileName, ox.Literal(hand.name)),
        (GT.mediaType, ox.Literal("application/yaml")),
        (GT.sha256, ox.Literal(hand.sha256)),
    )
    for said in hand.said:
        yield from terms.passage(frame.plan, frame.sidecar_iri, hand.name, said.span)


def named_statements(frame: Frame, iri: ox.NamedNode, name: Named, *classes: ox.NamedNode) -> Iterator[ox.Triple]:
    """A thing known by its name: classes, labels, where each printed form first stands."""
    yield from triples(iri, *((A, cls) for cls in classes))
    yield from terms.labelled(iri, name.label, *name.others)
    yield from frame.at(iri, *name.places)


def cited_statements(frame: Frame, cited: Cited) -> Iterator[ox.Triple]:
    """An indicator that the document names.

    The title printed beside a national indicator's number may be another's, so only local ones are called by it.
    """
    iri = frame.indicator(cited.code)
    national = cited.code.startswith("NI ")
    usual = reference.national_indicators().get(cited.code)
    printed = terms.shortened(" ".join((cited.code, cited.title.removeprefix(cited.code))))
    yield from terms.labelled(iri, usual.label if usual else cited.code if national else printed)
    yield from triples(
        iri,
        (A, GT.Indicator),
        (A, GT.NationalIndicator if national else GT.LocalIndicator),
        (GT.code, ox.Literal(cited.code)),
    )
    if not national:
        yield ox.Triple(iri, GT.authority, frame.authority)
