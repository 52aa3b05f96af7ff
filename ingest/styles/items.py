"""Items of a list as actions: their reference, text, who and when their own words say, and what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.cells.text import place
from ingest.document import Cell, Document, Paragraph, Span
from ingest.records import Printed
from ingest.styles.context import Standing
from ingest.styles.given import owners_in
from ingest.styles.labels import BESIDE, Label, labelled, segments
from ingest.styles.promises import Promise, promise, sentences
from ingest.styles.stated import Labelled, Stated
from ingest.styles.when import dated_start, dates_in
from ingest.tables.shapes import leading_reference

_CODE = re.compile(r"(?P<code>[A-Z]{1,4}[\s.-]?\d{1,3}(?:\.\d{1,2})*[a-z]?|\d{1,2}[A-Z])(?:\s*[:.)–—-])?\s+(?=\S)")
_ACTION = re.compile(
    r"(?:Action|Commitment|Deliverable|Activity|Task|Initiative|Step)\s+(?P<code>\d{1,3}(?:\.\d{1,2})*[a-z]?)\s*[:.)–—-]\s*(?=\S)",
    re.I,
)
_LIST_END = re.compile(r"\s*[;,]\s*(?:and|or)?\s*$")
_NUMERAL = re.compile(r"\(?(\d{1,3}(?:\.\d{1,2})*(?:[a-z]|\.[ivx]{1,4})?|[a-z])[.)]?")


def reference_of(bullet: str, text: str) -> tuple[str, str]:
    """The reference that an item is printed with, as its marker or before its text, and the text without it."""
    for pattern in (_ACTION, _CODE):
        if match := pattern.match(text):
            return " ".join(match["code"].split()), text[match.end() :]
    found, rest = leading_reference(text)
    if found:
        return found, " ".join(rest.split())
    marker = _NUMERAL.fullmatch(bullet.rsplit(maxsplit=1)[-1]) if bullet else None
    return (marker[1] if marker and marker[1][:1].isdigit() else ""), text


def stated_of(
    at: int, block: Paragraph, style: str, standing: Standing, *, more: Sequence[Labelled] = (), sentence: str = ""
) -> Stated:
    """The action that a list's item (or one `sentence` of a paragraph) states, with all that is said of it."""
    if sentence:  # what announces a list says nothing of the text after it
        standing = replace(standing, over=tuple(over for over in standing.over if not over.announces))
    text = " ".join((sentence or block.text).split())
    span = place(Cell(block.text, block.span), sentence) if sentence else block.span
    said: list[Labelled] = list(more)
    if dated := dated_start(text):
        said.append((("due",), Cell(dated[0], _within(block, dated[0]))))
        text = dated[1]
    first = not sentence or block.text.lstrip().startswith(sentence)
    reference, text = reference_of(block.bullet if first else "", text)
    kept, own = labelled(Cell(_LIST_END.sub("", text), span))
    said = [*own, *said]
    stated = Stated(at, kept, style, reference, tuple(said), under=standing.aims)
    promised = promise(sentences(kept.text)[0]) if kept.text else None
    if "owner" not in stated.roles():
        stated = replace(stated, owners=owners_of(promised, block, standing, owners_in(kept.text)))
    if not stated.roles() & {"due", "start", "milestones"}:
        stated = stated.also(dates_in(kept) or inherited_date(standing, block))
    return stated


def owners_of(
    promised: Promise | None, block: Paragraph | None, standing: Standing, given: Sequence[str] = ()
) -> tuple[Printed, ...]:
    """Who the sentence says will do it or is given it; else whom the heading or the line over its list names."""
    if promised and promised.who and block is not None:
        return tuple(Printed(name, _within(block, name), "body") for name in promised.who)
    if given and block is not None:
        return tuple(Printed(name, _within(block, name), "") for name in given)
    return tuple(Printed(name, over.span, "") for over in standing.who for name in over.who if over.span is not None)


def inherited_date(standing: Standing, block: Paragraph) -> tuple[Labelled, ...]:
    """The date that the heading or the line over a list gives to all of its items."""
    return tuple((("due",), Cell(over.when, over.span or block.span)) for over in standing.when)


def _within(block: Paragraph, words: str) -> Span:
    return place(Cell(block.text, block.span), words)


def beside(block: Paragraph) -> list[tuple[Label, str]]:
    """What a line of nothing but labels says ("Lead: …; by when: …"); [] for any other line."""
    parts = segments(block.text)
    out = [(label, said) for label, said in parts if label is not None and set(label.roles) <= BESIDE]
    return out if parts and len(out) == len(parts) and all(said for _, said in out) else []


def said_beside(block: Paragraph) -> tuple[Labelled, ...]:
    """The same as what columns would hold."""
    return tuple((label.roles, Cell(said, _within(block, said))) for label, said in beside(block))


def indentation(document_lines: Sequence[str], block: Paragraph) -> int:
    """How far a list's item is set in, or -1 where the print does not show it."""
    line = document_lines[block.span.line - 1] if block.span.line <= len(document_lines) else ""
    stripped = line.lstrip()
    marker = block.bullet.split()[0] if block.bullet else ""
    return len(line.expandtabs(4)) - len(stripped.expandtabs(4)) if marker and stripped.startswith(marker) else -1


def marker_kind(bullet: str) -> str:
    """What sort of marker an item has: "1", "a", or the mark itself."""
    last = bullet.rsplit(maxsplit=1)[-1].strip("().")
    return "1" if last[:1].isdigit() else "a" if last.isalpha() and last != "o" else last


def lines_of(document: Document) -> list[str]:
    """The lines of a document's text."""
    return document.text.split("\n")
