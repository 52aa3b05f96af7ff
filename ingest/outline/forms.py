"""Headings that state an aim: their level, reference and text, from the forms in `ontology/reading/headings.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontology.reading import fold, headings, outcome_wordings
from ontology.remembered import remembered

_FOOTNOTE = re.compile(r"^[¹²³⁰⁴-⁹*†‡]+\s*")
_LEAD_INSIDE = re.compile(r"\s+(?=(?:Lead(?:\s+\w+)?|LEAD)\s*:)")
_THEME_WORDS = 14
# "Commitment 1.1 Publish …": the number is told apart by its point; set off as a heading, any number is.
_DECIMAL = re.compile(r"^((?:[A-Za-z][\w-]*\s+){1,3}\d{1,2}(?:\.\d{1,2})+)\s+(?=[A-Z“])")
_NUMBER_INSIDE = re.compile(r"\s*(\d{1,2})[.)]\s+(?=[A-Z“])")
_WITHOUT_COLON = re.compile(r"^((?:[A-Za-z][\w-]*\s+){1,3}\d{1,2}(?:\.\d{1,2})*)\s+(?=[A-Z“])")


@dataclass(frozen=True, slots=True)
class Titled:
    """A heading read: its level and rank, its printed reference ("Priority 3") and other ones, its text, its lead."""

    level: str
    rank: int
    text: str
    reference: str = ""
    also: tuple[str, ...] = ()
    lead: str = ""
    outcome: str | None = None


@remembered
def titled(text: str, typographic: bool = False, cell: bool = False) -> Titled | None:
    """What a line says as the heading of an aim, or None where it is none.

    `typographic` says that the print sets the line off as a heading, so that "Aim: …" without a number is one; `cell`
    that it is a table's cell, where the colon after the number is often left out.
    """
    flat, lead = without_lead(" ".join(text.split()))
    flat = (_WITHOUT_COLON if typographic else _DECIMAL).sub(r"\1: ", flat)
    for form in headings().forms if headings().begins.match(flat) else ():
        match = (form.cell.fullmatch(flat) if cell else None) or form.heading.fullmatch(flat)
        if match is None or not (match["number"] or form.anywhere or typographic):
            continue
        number, label = match["number"] or "", " ".join(match["label"].split())
        if inner := None if number else _NUMBER_INSIDE.match(match["text"] or ""):  # "Issue identified: 2. Too few …"
            number = inner[1]
        reference = f"{label} {number}".strip() if number else ""
        also = (f"{' '.join(match['also'].split())} {number}",) if match["also"] and number else ()
        said = _FOOTNOTE.sub("", (match["text"] or "")[inner.end() if inner else 0 :].strip())
        outcome = theme(said) if form.level in {"theme", "outcome"} else None
        slug = outcome.outcome if outcome else None
        return Titled(form.level, form.rank, said or reference or label, reference, also, lead, slug)
    return _timescale(flat) or _family(flat)


def _timescale(text: str) -> Titled | None:
    folded = fold(text)
    if len(folded.split()) <= 10 and folded.startswith(headings().timescales):
        return Titled("timescale", 1, text.rstrip(":"))
    return None


def _family(text: str) -> Titled | None:
    return Titled("section", 1, text) if fold(text) in headings().families else None


@remembered
def theme(text: str) -> Titled | None:
    """A heading that is the name of an Every Child Matters outcome, or in capitals ends in one, or None."""
    folded = fold(text)
    if not folded or len(folded.split()) > _THEME_WORDS:
        return None
    for slug, (names, words) in outcome_wordings().items():
        ends = text.isupper() and any(folded.endswith(f" {said}") for said in (*names, *words))
        if ends or folded in names:
            return Titled("theme", 1, text, outcome=slug)
    return None


def without_lead(text: str) -> tuple[str, str]:
    """A heading without the lead printed at its end ("… Lead: Karen Osei"), and who leads."""
    parts = _LEAD_INSIDE.split(text, maxsplit=1)
    if len(parts) == 2:
        return parts[0].strip(), parts[1].split(":", 1)[1].strip()
    return text, ""


def lead_line(text: str) -> str:
    """Who leads, on a line of its own ("Lead: Karen Osei"); empty for any other line."""
    match = headings().lead.match(" ".join(text.split()))
    return match["names"].strip() if match and match.start() == 0 else ""
