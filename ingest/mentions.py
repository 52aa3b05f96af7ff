"""Every indicator that a document names anywhere, at the first place that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from ingest.cells.indicators import cited_indicators
from ingest.cells.text import fold, place
from ingest.document import Cell, Document, Heading, Paragraph, Row, Span, Table
from ingest.records import Cited
from ontology.reference import national_indicators

_LISTED = re.compile(r"^(\d{1,3}[a-f]?)\s*[-–:.]?\s+([A-Z].{12,})$")
_ABOUT_INDICATORS = re.compile(r"(?i)\b(?:national|statutory|LAA|local area agreement)?\s*indicators?\b")
_SURE = 88
_LONGEST_QUOTE = 400


def mentions(document: Document) -> tuple[Cited, ...]:
    """The indicators named in headings, paragraphs and cells, in order of their first place, each once.

    A bare number is an indicator only in a list under words about indicators, with the title that reference data has
    for that number. The span's quote is the sentence or line around the name.
    """
    found: dict[str, Cited] = {}
    listing = False
    for text, span in _texts(document):
        if _ABOUT_INDICATORS.search(text) and len(text) < 120:
            listing = True
        elif not _LISTED.match(text):
            listing = False
        for cited in cited_indicators(text, span):
            before = found.get(cited.code)
            if before is None:
                found[cited.code] = replace(cited, span=_around(text, span, cited))
            elif not before.title and cited.title:
                found[cited.code] = replace(cited, span=before.span)
        listed = _listed(text) if listing else None
        if listed:
            before = found.get(listed[0])
            if before is None or not before.title:
                at = before.span if before else place(Cell(text, span), fold(text))
                found[listed[0]] = Cited(*listed, at)
    return tuple(found.values())


def _texts(document: Document) -> Iterator[tuple[str, Span]]:
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from _row_texts(row)
        elif isinstance(block, Heading | Paragraph):
            yield block.text, block.span


def _row_texts(row: Row) -> Iterator[tuple[str, Span]]:
    """The texts of a row; a cell that is only a code with the words of the next cell, which are its title."""
    for index, cell in enumerate(row.cells):
        following = row.cells[index + 1].text if index + 1 < len(row.cells) else ""
        alone = cited_indicators(cell.text, cell.span) and len(cell.text.split()) <= 3
        if alone and re.match(r"[A-Z0-9]", following) and len(following.split()) > 2:
            yield f"{fold(cell.text)} {fold(following)}", row.span
        else:
            yield cell.text, cell.span


def _around(text: str, span: Span, cited: Cited) -> Span:
    """The verbatim sentence that names the indicator, or what it was read from where none is short enough."""
    for line in text.splitlines():
        for sentence in re.split(r"(?<=[a-z0-9)]\.)\s+(?=[A-Z])", fold(line)):
            named = any(one.code == cited.code for one in cited_indicators(sentence, span))
            if named and len(sentence) <= _LONGEST_QUOTE:
                return place(Cell(text, span), sentence)
    return cited.span


def _listed(text: str) -> tuple[str, str] | None:
    """Code and title of a line such as "72 - Achievement of …" whose title is that of the national indicator."""
    match = _LISTED.match(fold(text))
    known = national_indicators().get(f"NI {match[1]}") if match else None
    if match is None or known is None:
        return None
    alike = fuzz.token_set_ratio(match[2].casefold(), known.title.casefold())
    return (known.code, match[2]) if alike >= _SURE else None
