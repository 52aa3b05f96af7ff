"""The cells of a table of indicators: a value with its sign, unit and firmness; a status; a direction of travel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ingest.cells.text import fold
from ontology.reading.cells import mapping, word_set, words

_NUMBER = re.compile(
    r"(?P<about>[~≤≥<>]|c\.?\s?|approx\.?\s)?(?P<sign>[+−–-]\s?)?(?P<pound>£\s?)?(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A number as printed: its sign and unit, and how firm it is where the print says so."""

    number: Decimal
    unit: str
    quality: str


def value_of(text: str, title: str = "") -> Value | None:
    """The value that a cell prints; None for an empty cell, "N/A", words, a range or a ratio.

    The number must open the cell; what follows it may be a unit, a mark such as "(P)" or words in brackets.
    """
    folded = _bounds().sub("", fold(text).strip("*†‡ "), count=1)
    match = _NUMBER.match(folded)
    if match is None:
        return None
    after = folded[match.end() :].strip()
    if re.match(r"(?:[-–/:]|to)\s*\d", after) or re.match(r"(?:st|nd|rd|th)\b", after):
        return None
    unit, rest = unit_after(after)
    unit = unit or ("£" if match["pound"] else "")
    bare = re.sub(r"\([^()]*\)", " ", rest).strip(" *†‡.")
    if bare and not _remark(bare):
        return None
    number = Decimal(match["digits"].replace(",", ""))
    if match["sign"] and match["sign"].strip() != "+":
        number = -number
    return Value(number, unit or _counted(title), quality_of(folded))


@cache
def _bounds() -> re.Pattern[str]:
    said = "|".join(re.escape(words_) for words_ in sorted(words("observations", "bounds"), key=len, reverse=True))
    return re.compile(rf"^(?:{said})\s+(?=[£\d])", re.IGNORECASE)


def unit_after(after: str) -> tuple[str, str]:
    """The unit that a text begins with, "" for none, and the rest of the text."""
    for unit, names in mapping("observations", "units").items():
        for name in sorted(names, key=len, reverse=True):
            if after.casefold().startswith(name) and not after[len(name) : len(name) + 1].isalnum():
                return unit, after[len(name) :].strip()
    return "", after


def _counted(title: str) -> str:
    return "count" if title.casefold().startswith(words("observations", "counts")) else ""


def _remark(text: str) -> bool:
    """Whether what follows a number only remarks on it ("Lower is better", "provisional")."""
    left = re.sub(r"\s*=\s*", "=", text.casefold())
    for said in (*mapping("observations", "polarity").values(), *mapping("observations", "quality").values()):
        for name in sorted(said, key=len, reverse=True):
            left = left.replace(name, " ")
    return not re.search(r"\w", left)


def quality_of(text: str) -> str:
    """ "provisional", "estimate" or "actual" by the mark in the text; "" without one."""
    folded = text.casefold()
    for quality, marks in mapping("observations", "quality").items():
        for mark in marks:
            bounded = re.escape(mark) if mark.startswith("(") else rf"(?<!\w){re.escape(mark)}(?!\w)"
            if re.search(bounded, folded):
                return quality
    return ""


def polarity_of(text: str) -> str:
    """ "lower" or "higher" where the text says which is better; "" where it does not."""
    squeezed = re.sub(r"\s*=\s*", "=", fold(text).casefold())
    for polarity, said in mapping("observations", "polarity").items():
        if any(re.sub(r"\s*=\s*", "=", words_) in squeezed for words_ in said):
            return polarity
    return ""


def status_of(text: str) -> str | None:
    """Red, Amber, Green or OverPerforming as the cell prints it; None for anything else."""
    return _named("status", text)


def direction_of(text: str) -> str | None:
    """Improved, Deteriorated or Unchanged by the arrow or word of the cell; None for anything else."""
    return _named("direction", text)


def _named(key: str, text: str) -> str | None:
    return _by_wording(key).get(fold(text).casefold().strip(" .*"))


@cache
def _by_wording(key: str) -> dict[str, str]:
    return {wording.casefold(): name for name, said in mapping("observations", key).items() for wording in said}


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no value ("N/A", "-", "TBC")."""
    return fold(text).casefold().strip(" .-–—") in {
        "",
        "n/a",
        "na",
        "tbc",
        "tba",
        "not available",
        "not set",
        "awaiting data",
    }


def explains(text: str) -> bool:
    """Whether a row or paragraph begins as an explanation of values ("Context: …", "Corrective action: …")."""
    opening = re.match(r"\W*([A-Za-z ]{2,25}?)\s*:", text)
    return bool(opening) and opening[1].casefold() in word_set("observations", "notes")  # type: ignore[index]
