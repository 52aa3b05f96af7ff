"""What success looks like, and which project a row belongs to."""

from __future__ import annotations

import re

from ingest.cells.people import is_person
from ingest.cells.text import BULLET, fold, printed, without_repeats
from ingest.document import Cell
from ingest.records import Printed

_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%])[.;](?=\s+[A-Z0-9£])")
_NOT_A_MEASURE = re.compile(r"(?i)(?:tbc|to be confirmed|n/?a|as above|-+|nil|none)\W*")
_LONG = 200


def measures(cell: Cell) -> tuple[Printed, ...]:
    """The success criteria, targets and measures printed in the cell, one each, in order.

    A list item or paragraph is one; a line that begins in lower case goes on with the one before it; a long paragraph
    whose line breaks were lost is cut at its full stops.
    """
    entries: list[str] = []
    for raw in cell.text.splitlines():
        line = fold(BULLET.sub("", raw))
        if not re.search(r"\w", line):
            continue
        bulleted = bool(BULLET.match(raw)) and raw.strip() != line
        goes_on = entries and not bulleted and (line[:1].islower() or line[:1] in "(&" or _open_ended(entries[-1]))
        if goes_on:
            entries[-1] = f"{entries[-1]} {line}"
        else:
            entries.append(line)
    items = [part for entry in entries for part in _sentences(entry)]
    return without_repeats(printed(cell, item) for item in items if not _NOT_A_MEASURE.fullmatch(item))


def _open_ended(entry: str) -> bool:
    return bool(re.search(r"(?:,|\b(?:and|of|the|for|in|to|by|with|a|or|from))$", entry))


def _sentences(entry: str) -> list[str]:
    if len(entry) < _LONG:
        return [entry]
    return [part.strip(" ;") for part in _SENTENCE_END.split(entry) if part.strip(" .;")]


def workstream(cell: Cell) -> Printed | None:
    """The project, strategy or workstream of a row as printed, without "(continued)"; None for an empty cell."""
    text = fold(" ".join(cell.text.split("\n")))
    text = re.sub(r"\s*\(?\b(?:continued|cont['’]?d?\.?)\)?\s*$", "", text, flags=re.IGNORECASE).strip()
    if not re.search(r"[A-Za-z]{2}", text) or is_person(text, sure=True):
        return None
    return printed(cell, text)
