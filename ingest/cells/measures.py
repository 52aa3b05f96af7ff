"""What success looks like, and which project a row belongs to."""

from __future__ import annotations

import re
from functools import cache

from ingest.cells.people import is_person
from ingest.cells.text import BULLET, alternatives, fold, printed, without_repeats
from ingest.document import Cell
from ingest.records import Printed
from ontology.reading.cells import word_set, words

_SENTENCE_END = re.compile(r"(?<=[a-zA-Z0-9)%])[.;]\s+(?=[A-Z0-9£])")
_FEWEST_WORDS = 3  # of a measure that another follows without a full stop ("Total Number of …" is one)
_NOT_A_MEASURE = re.compile(r"(?i)(?:tbc|to be confirmed|n/?a|as above|-+|nil|none)\W*")


def measures(cell: Cell) -> tuple[Printed, ...]:
    """The success criteria, targets and measures printed in the cell, one each, in order.

    A list item is one, with the items under it where it ends in a colon; a line that begins in lower case goes on with
    the one before it. Text without list marks is cut at its sentences; a sentence that explains the one before stays.
    """
    entries: list[tuple[str, bool]] = []
    leading = False  # whether the last entry led into a list
    for raw in cell.text.splitlines():
        line = fold(BULLET.sub("", raw))
        if not re.search(r"\w", line):
            continue
        marked = bool(BULLET.match(raw)) and raw.strip() != line
        before, before_marked = entries[-1] if entries else ("", False)
        torn = before[-1:].isalnum() and re.fullmatch(r"[A-Z][\w’']*\.", line)  # "… in the" / "City."
        goes_on = before and not marked and (line[:1].islower() or line[:1] in "(&" or torn or _open_ended(before))
        leading = marked and (leading or (not before_marked and before.endswith(":")))
        if goes_on or leading:
            entries[-1] = (f"{before} {line}", before_marked)
        else:
            entries.append((line, marked))
    items = [part for entry, marked in entries for part in ([entry] if marked else _sentences(entry))]
    return without_repeats(printed(cell, item) for item in items if not _NOT_A_MEASURE.fullmatch(item))


def _open_ended(entry: str) -> bool:
    return bool(re.search(r"(?:,|\b(?:and|of|the|for|in|to|by|with|a|or|from))$", entry))


def _sentences(text: str) -> list[str]:
    """The measures of a running text: its sentences, cut where the wording begins a new one too."""
    starts = [0]
    for end in _SENTENCE_END.finditer(text):
        last = re.split(r"[\s(]", text[: end.start()])[-1]
        explains = _explanation().match(text, end.end())
        short = last in words("measures", "abbreviations") or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last)
        if not explains and not short:
            starts.append(end.end())
    for opener in _opener().finditer(text):
        before = text[max(start for start in starts if start <= opener.start()) : opener.start()].split()
        if len(before) >= _FEWEST_WORDS and not _goes_on(before[-1]):
            starts.append(opener.start())
    ordered = sorted(set(starts))
    parts = [text[begin:end].strip(" ;") for begin, end in zip(ordered, [*ordered[1:], len(text)], strict=True)]
    return [part for part in parts if part]


def _goes_on(word: str) -> bool:
    """Whether the word before an opener ("5% Reduction in …", "an Increase in …") belongs to the same measure."""
    return word.casefold() in word_set("measures", "joining") or word[-1] in "%:-–—/("


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s){alternatives(words('measures', 'openers'))}")


@cache
def _explanation() -> re.Pattern[str]:
    return re.compile(alternatives(words("measures", "explanations")))


def workstream(cell: Cell) -> Printed | None:
    """The project, strategy or workstream of a row as printed, without "(continued)"; None for an empty cell."""
    text = fold(" ".join(cell.text.split("\n")))
    text = re.sub(r"\s*\(?\b(?:continued|cont['’]?d?\.?)\)?\s*$", "", text, flags=re.IGNORECASE).strip()
    if not re.search(r"[A-Za-z]{2}", text) or is_person(text, sure=True):
        return None
    return printed(cell, text)
