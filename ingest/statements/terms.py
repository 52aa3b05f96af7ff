"""The small words of statements: typed literals, labels, passages, periods. Every function is pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

import pyoxigraph as ox

from ingest.document import Span
from ingest.records import Period
from ontology.names import short_hash, thing
from ontology.vocabulary import GT

A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PERIODS = "http://reference.data.gov.uk/id/"

LABEL_LENGTH = 110
OBJECTIVE_LABEL_LENGTH = 160


def typed(lexical: str, kind: str) -> ox.Literal:
    """A literal of an XML Schema datatype by its local name ("date", "decimal", "integer", "boolean")."""
    return ox.Literal(lexical, datatype=ox.NamedNode(_XSD + kind))


def text(words: str) -> ox.Literal:
    """A plain string, white space folded."""
    return ox.Literal(fold(words))


def day(on: date) -> ox.Literal:
    """An xsd:date."""
    return typed(on.isoformat(), "date")


def number(value: Decimal) -> ox.Literal:
    """An xsd:decimal in its canonical form ("8.5", "100", "-3"), whatever zeros were printed."""
    plain = format(value.normalize(), "f")
    return typed("0" if plain in ("-0", "0") else plain, "decimal")


def integer(value: int) -> ox.Literal:
    """An xsd:integer."""
    return typed(str(value), "integer")


@lru_cache(maxsize=2048)
def fold(words: str) -> str:
    """The words with white space folded and list markers dropped: text for one line."""
    return " ".join(w for w in words.split() if w != "•")


def shortened(words: str, length: int = LABEL_LENGTH) -> str:
    """The start of a text, cut between words, with "…" where something is left out."""
    whole = fold(words)
    if len(whole) <= length:
        return whole
    start = whole[: length - 1]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:.-–") + "…"


def triples(subject: ox.NamedNode, *pairs: tuple[ox.NamedNode, ox.NamedNode | ox.Literal]) -> Iterator[ox.Triple]:
    """The triples of one subject."""
    for predicate, value in pairs:
        yield ox.Triple(subject, predicate, value)


def labelled(subject: ox.NamedNode, label: str, *others: str) -> Iterator[ox.Triple]:
    """One rdfs:label, and skos:altLabels for other forms that are not empty and not the same."""
    first = fold(label)
    yield ox.Triple(subject, LABEL, text(first))
    for other in others:
        if fold(other) and fold(other) != first:
            yield ox.Triple(subject, ALT_LABEL, text(other))


def passage_iri(document: ox.NamedNode, span: Span) -> ox.NamedNode:
    """The name of a place of a document: `<document IRI>/L<first>-<last>-h(quote)`.

    Where the format names places, the name is hashed too: two cells of one row may say the same.
    """
    words = f"{span.place} {span.quote}" if span.place else span.quote
    return ox.NamedNode(f"{document.value}/L{span.line}-{span.last_line}-{short_hash(words)}")


def passage(subject: ox.NamedNode, document: ox.NamedNode, document_name: str, span: Span) -> Iterator[ox.Triple]:
    """`subject gt:passage …`, and the passage itself (after the Web Annotation text quote selector)."""
    itself = _passage(document, document_name, span)
    yield ox.Triple(subject, GT.passage, itself[0].subject)
    yield from itself


@lru_cache(maxsize=4096)  # a row's things all stand in one place
def _passage(document: ox.NamedNode, document_name: str, span: Span) -> tuple[ox.Triple, ...]:
    return tuple(_passage_triples(passage_iri(document, span), document, document_name, span))


def _passage_triples(
    itself: ox.NamedNode, document: ox.NamedNode, document_name: str, span: Span
) -> Iterator[ox.Triple]:
    lines = f"line {span.line}" if span.line == span.last_line else f"lines {span.line} to {span.last_line}"
    page = f", page {span.page}" if span.page is not None else ""
    place = f", {span.place}" if span.place else ""
    yield from triples(
        itself,
        (A, GT.Passage),
        (LABEL, text(f"{document_name}, {lines}{page}{place}")),
        (GT.document, document),
        (GT.line, integer(span.line)),
        (GT.lastLine, integer(span.last_line)),
        (GT.quote, ox.Literal(span.quote)),
    )
    if span.page is not None:
        yield ox.Triple(itself, GT.page, integer(span.page))
    if span.place:
        yield ox.Triple(itself, GT.place, ox.Literal(span.place))


def period_iri(period: Period) -> ox.NamedNode:
    """English financial years and their like by their reference.data.gov.uk IRIs, other stretches of time by ours."""
    start, end = period.start, period.end
    if period.kind == "financial year" and (start.month, start.day, end.year) == (4, 1, start.year + 1):
        return ox.NamedNode(f"{_PERIODS}government-year/{start.year}-{start.year + 1}")
    if period.kind == "quarter" and start.month in (1, 4, 7, 10):
        year = start.year - (start.month == 1)
        return ox.NamedNode(f"{_PERIODS}government-quarter/{year}-{year + 1}/Q{(start.month - 4) % 12 // 3 + 1}")
    if period.kind == "calendar year":
        return ox.NamedNode(f"{_PERIODS}year/{start.year}")
    if period.kind == "month":
        return ox.NamedNode(f"{_PERIODS}month/{start:%Y-%m}")
    return thing("period", f"{start.isoformat()}_{end.isoformat()}")


def period(value: Period) -> Iterator[ox.Triple]:
    """A period with its label, first and last day."""
    iri = period_iri(value)
    yield from triples(iri, (A, GT.Period), (GT.startsOn, day(value.start)), (GT.endsOn, day(value.end)))
    yield from labelled(iri, value.label or value.printed)
