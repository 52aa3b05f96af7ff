"""The shapes of cells: what a text looks like, whatever its column says."""

from __future__ import annotations

import re

from ingest.cells.dates import printed_dates
from ingest.cells.people import is_person, is_post
from ontology.reading import fold, headings, page_noise
from ontology.remembered import remembered

_REFERENCE = re.compile(
    r"(?P<ref>(?:[A-Z]{1,5}\s?)?\d{1,2}(?:\.\d{1,2}){1,3}(?:[a-z]|\.[ivx]{1,4})?|[A-Z]{1,5}\s?-?\d{1,3}[a-z]?|\d{1,3}[a-z]?)[.:)]?"
)
_LEADING = re.compile(
    r"(?P<ref>(?:[A-Z]{1,5}\s?)?\d{1,2}(?:\.\d{1,2}){1,3}(?:[a-z]|\.[ivx]{1,4})?)(?:[:)]|\.(?=\s))?(?=\s)\s*(?P<rest>\S[\s\S]*)"
)
_NOISE = re.compile(r"[^\w£%]*|\w|\s*")
_PAGE = re.compile(r"(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?", re.IGNORECASE)
_DATE_LIKE = re.compile(r"(?:ongoing|on-going|immediate(?:ly)?|tbc|n/?a)\W*", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:[,/&(–-]|\b(?:and|or|of|for|the|a|an|with|to|in|on|by|from|at|as|that|which|their))$", re.I)


def reference(text: str) -> str:
    """The reference that is all of a cell's text ("1.1", "BH 2", "3a."), or an empty string."""
    match = _REFERENCE.fullmatch(" ".join(text.split()))
    return match["ref"] if match else ""


def leading_reference(text: str) -> tuple[str, str]:
    """A reference with dots that a text begins with, and the rest; an empty reference where there is none.

    >>> leading_reference("BH 1.3 Roll out the programme")
    ('BH 1.3', 'Roll out the programme')
    """
    match = _LEADING.match(text.lstrip())
    return (" ".join(match["ref"].split()), match["rest"]) if match else ("", text)


def is_noise(text: str) -> bool:
    """Whether a cell holds nothing that a reader would read: a speck of print, a lone letter or mark."""
    return bool(_NOISE.fullmatch(text))


@remembered
def is_page_noise(text: str) -> bool:
    """Whether a line says only what a paged print leaves behind: a page number, "This page is left blank"."""
    return bool(_PAGE.fullmatch(text.strip())) or fold(text) in page_noise()


@remembered
def is_date(text: str) -> bool:
    """Whether a short text is a date, several dates, or a word that stands for one."""
    flat = " ".join(text.split())
    if not flat or len(flat) > 80 or "%" in flat or "£" in flat:
        return False
    if _DATE_LIKE.fullmatch(flat):
        return True
    found = printed_dates(flat)
    return bool(found) and sum(item.end - item.start for item in found) >= 0.4 * len(flat)


@remembered
def is_name(text: str) -> bool:
    """Whether a text is the name of a person or a post."""
    flat = " ".join(text.split())
    return bool(flat) and len(flat) <= 120 and (is_person(flat) or is_post(flat))


def is_figure(text: str) -> bool:
    """Whether a text is mostly numbers that are no date ("2008 60%")."""
    flat = "".join(text.split())
    return bool(flat) and len(flat) < 40 and sum(c.isdigit() or c in "%.,£+-" for c in flat) >= 0.8 * len(flat)


def goes_on(text: str) -> bool:
    """Whether a text can only be the rest of what stands before it: it begins in lower case or inside a sentence."""
    first = text.lstrip("•· \n")[:1]
    return bool(first) and (first.islower() or first in "(&,;)")


def is_open(text: str) -> bool:
    """Whether a text breaks off: it ends in a comma, a slash, an open bracket or a word that wants another."""
    flat = text.rstrip()
    return bool(flat) and (bool(_OPEN_END.search(flat)) or flat.count("(") > flat.count(")"))


def is_special(text: str) -> bool:
    """Whether a cell of the column of objectives is plainly one: in a known form, or with an indicator's code."""
    return is_title(text) or any(word.startswith("NI") and word[2:].strip(").").isdigit() for word in text.split())


@remembered
def is_title(text: str) -> bool:
    """Whether a row's or cell's text is in the form of an aim's heading ("Objective 3: …")."""
    flat = " ".join(text.split())
    return headings().begins.match(flat) is not None and any(
        form.cell.fullmatch(flat) or (form.anywhere and form.heading.fullmatch(flat)) for form in headings().forms
    )
