"""What the print of plans means: wordings of headings, headers, bands and prompts, from the YAML files beside this.

A new wording is a line in one of those files. Everything here is read once and is immutable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ontology.data import parsed

_FOLDER = Path(__file__).parent
_WORDS = re.compile(r"[^\W_]+|#")
_SHORT = 300  # characters of what is remembered
_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2})*[a-z]?)"
_CODE = r"(?P<number>(?:[A-Za-z]{1,4}[-.]?)?\d{1,3}(?:[.-]\d{1,3})*[a-z]?)"
_AFTER_DECIMAL = r"(?:(?<=\.\d)|(?<=\.\d\d))\s+(?-i:(?=[A-Z“]))"
_ANY_NUMBER = (  # also a letter, a Roman numeral or a word, where a mark or nothing follows
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*[a-z]?|[a-z]{1,4}[-.]?\d{1,2}(?:[.-]\d{1,2})*(?=\s*(?:[:.–—-]|$))"
    r"|(?:[a-h](?:\.?\d{1,2})?|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)(?=\s*(?:[:.–—-]|$)))"
)
_STILL = r"(?:\s*\((?P<also>[^()\d]{2,40})\))?"


def fold(text: str) -> str:
    """Lower-case words joined by single spaces; punctuation and markup marks gone, "&" read as "and".

    >>> fold("Links to plans / strategies & groups:")
    'links to plans strategies and groups'
    """
    return _short_folded(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower().replace("&", " and ").replace("’", "").replace("'", "")))


_short_folded = lru_cache(maxsize=8192)(_folded)  # headers and headings are asked about again and again


def _load(name: str) -> Any:
    return parsed((_FOLDER / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class HeadingForm:
    """A printed form of an aim's heading: its level, its rank (1 the broadest) and how it is recognised.

    `heading` matches the whole line with the groups `label`, `number`, `also` (a second name in brackets) and `text`;
    `cell` is the same for table cells, where the print often leaves the colon out. `anywhere` says that an ordinary
    line in this form is a heading too.
    """

    level: str
    rank: int
    anywhere: bool
    heading: re.Pattern[str]
    cell: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Headings:
    """The wordings of headings.yaml, folded; what `begins` does not match at its beginning is in none of the forms."""

    forms: tuple[HeadingForm, ...]
    begins: re.Pattern[str]
    timescales: tuple[str, ...]
    families: dict[str, str]
    measured_by: frozenset[str]
    introductions: tuple[str, ...]
    lead: re.Pattern[str]
    action: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a column's header: its folded words, its role, and how surely: "strong", "weak", "maybe"."""

    words: tuple[str, ...]
    role: str
    strength: str

    @property
    def strong(self) -> bool:
        """Whether the wording says its role alone."""
        return self.strength == "strong"


def _words(label: str) -> str:
    return r"\s+".join(re.escape(word) for word in label.split())


def _form(entry: dict[str, Any]) -> HeadingForm:
    label = rf"(?P<label>{'|'.join(sorted(map(_words, entry['labels']), key=len, reverse=True))})s?"
    separator = r"\s*[:.–—-]\s*"
    match entry["numbered"]:
        case "always":
            heading = rf"{label}{_STILL}\s+{_ANY_NUMBER}(?:{separator}(?P<text>\S.*)|\s*)"
            cell = rf"{label}{_STILL}\s+{_NUMBER}(?:{separator}|\s+)(?P<text>\S.*)"
        case "never":
            heading = cell = rf"{label}(?P<number>){_STILL}\s*[:–—]\s*(?P<text>\S.*)"
        case _:
            heading = rf"{label}{_STILL}(?:\s+{_ANY_NUMBER}(?:{separator}|$)|\s*[:–—]\s*)(?P<text>\S.*)?"
            cell = rf"{label}{_STILL}\s+{_NUMBER}(?:{separator}|\s+)(?P<text>\S.*)"
    flags = re.IGNORECASE | re.DOTALL
    return HeadingForm(
        entry["level"],
        int(entry["rank"]),
        bool(entry.get("anywhere", False)),
        re.compile(heading, flags),
        re.compile(cell, flags),
    )


@cache
def headings() -> Headings:
    """The forms of headings, and the wordings around them."""
    data = _load("headings.yaml")
    leads = "|".join(sorted(map(_words, data["leads"]), key=len, reverse=True))
    labels = "|".join(sorted(map(_words, data["actions"]["labels"]), key=len, reverse=True))
    begins = {re.escape(label.split()[0][:3].lower()) for entry in data["forms"] for label in entry["labels"]}
    return Headings(
        forms=tuple(_form(entry) for entry in data["forms"]),
        begins=re.compile("|".join(sorted(begins)), re.IGNORECASE),
        timescales=tuple(fold(text) for text in data["timescales"]),
        families={fold(entry["text"]): entry["of"] for entry in data["families"]},
        measured_by=frozenset(fold(text) for text in data["measured_by"]),
        introductions=tuple(fold(text) for text in data["introductions"]),
        lead=re.compile(rf"(?:^|(?<=[.\w)]\s))(?:{leads})s?\s*:\s*(?P<names>\S.*)$", re.IGNORECASE),
        action=re.compile(
            rf"(?:{labels})\s+{_CODE}(?![.-]?\d)(?:(?:\s*[:.–—-]\s*|{_AFTER_DECIMAL})(?P<text>\S.*)|\s*)",
            re.IGNORECASE | re.DOTALL,
        ),
    )


@cache
def header_wordings() -> tuple[Wording, ...]:
    """Every wording of a column header, longest first, of two equal ones the surer first."""
    found = [
        Wording(tuple(fold(text).split()), role, strength)
        for role, strengths in _load("headers.yaml").items()
        for strength, texts in strengths.items()
        for text in texts
    ]
    order = ("strong", "weak", "maybe")
    return tuple(sorted(found, key=lambda w: (-len(w.words), order.index(w.strength), w.words)))


@cache
def bands() -> frozenset[str]:
    """Folded texts of rows that only divide a table."""
    return frozenset(fold(text) for text in _load("bands.yaml")["bands"])


@cache
def numbered_band() -> re.Pattern[str]:
    """A band run into a cell: one of the known labels, a number and a title in capitals."""
    labels = "|".join(_words(label) for label in _load("bands.yaml")["numbered_bands"])
    return re.compile(rf"(?:^|(?<=\s))(?:{labels})\s+\d{{1,2}}\s*[.:–—-]\s*(?P<title>[A-Z][A-Z\W\d]+)$")


@cache
def prompts() -> tuple[str, ...]:
    """Template prompts as printed, lower case, longest first."""
    return tuple(sorted((text.lower() for text in _load("prompts.yaml")["prompts"]), key=len, reverse=True))


@cache
def page_noise() -> frozenset[str]:
    """Folded lines that a paged print leaves behind."""
    return frozenset(fold(text) for text in _load("prompts.yaml")["page_noise"])


@cache
def outcome_wordings() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Slug of each Every Child Matters outcome -> its full names and its short heading words, folded."""
    rows = (Path(__file__).parent.parent / "data" / "outcomes.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in rows if line and not line.startswith("#")]
    head, body = table[0], table[1:]
    found = {}
    for line in body:
        row = dict(zip(head, line, strict=False))
        names = [row["label"], *row["other_names"].split(";")]
        found[row["slug"]] = (
            tuple(fold(name) for name in names if name.strip()),
            tuple(fold(word) for word in row["headings"].split(";") if word.strip()),
        )
    return found
