"""Separated values (CSV, TSV; RFC 4180 as it is used): known by all rows, read with the place of each field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Block, Cell, Row, Table
from ingest.formats.embedded import block_of_line
from ingest.formats.markup import clean
from ingest.formats.plain.columnheads import roles_of
from ingest.formats.sheets import Alone, Extent, Place, Region, parted
from ingest.formats.source import Source

DELIMITERS = ",;\t|"
_TOLD = re.compile(r"sep=([,;\t|])\n")  # what Excel writes to say what separates
_RULE = re.compile(r"\s*:?-{2,}[-+]*:?\s*")
_SAMPLE = 200_000
_FEWEST_ROWS = 2
_ALIKE = 0.9  # of the rows that say more than one thing, so many have the commonest number of fields
_SAID = 0.6  # … and so many of all rows do, titles and notes beside them
_TABBED = 0.9  # plain text, too, sets tables with tabs, and says more around them
_PROSE = 0.5  # where so many separators are followed by a space, they are a sentence's
_WIDEST = 2000
_LONGEST = 40_000  # no program writes longer quoted fields
_UNCLOSED = 50  # after so many quotes that are never closed they are taken for inches or ditto marks


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: where it stands with its quotes, and what it says without them."""

    start: int
    end: int
    text: str


def records(text: str, delimiter: str, end: int | None = None, start: int = 0) -> Iterator[list[Field]]:
    """The records of a stretch of text; a quoted field may hold separators, line ends and doubled quotes.

    A quote that is never closed is a character like any other: it does not swallow the rest of the file.
    """
    stop = len(text) if end is None else end
    special = re.compile(rf"[{re.escape(delimiter)}\n]")
    quoted = re.compile(rf'"(?:[^"]|"")*"[ ]*(?=[{re.escape(delimiter)}\n]|\Z)')
    at, fields, unclosed = start, list[Field](), 0
    while at <= stop:
        opened = unclosed < _UNCLOSED and text.startswith('"', at)
        match = quoted.match(text, at, min(at + _LONGEST, stop)) if opened else None
        unclosed += opened and match is None
        if match:
            close = match.end()
            said = match[0].rstrip(" ")[1:-1].replace('""', '"')
        else:
            found = special.search(text, at, stop)
            close = found.start() if found else stop
            said = text[at:close]
        fields.append(Field(at, close, said))
        if close >= stop or text[close] == "\n":
            yield fields
            fields = []
        at = close + 1


def delimiter_of(text: str) -> str | None:
    """What separates the values of a text that is a table of them and nothing else; None for any other text.

    Every row is looked at: most say the same number of things, few of them are sentences.
    """
    if told := _TOLD.match(text):
        return told[1]
    cut = len(text) if len(text) <= _SAMPLE else text.rfind("\n", 0, _SAMPLE) + 1 or _SAMPLE
    best: tuple[float, str] | None = None
    for delimiter in DELIMITERS:
        if (
            delimiter in text[:cut]
            and (share := _regularity(text, delimiter, cut))
            and (best is None or share > best[0])
        ):
            best = (share, delimiter)
    return best[1] if best else None


def _regularity(text: str, delimiter: str, cut: int) -> float:
    """How regular the rows are that a separator gives; 0 where they make no table."""
    rows = [fields for fields in records(text, delimiter, cut) if any(field.text.strip() for field in fields)]
    several = [fields for fields in rows if len(fields) > 1]
    if len(several) < _FEWEST_ROWS or len(several) < (_TABBED if delimiter == "\t" else _SAID) * len(rows):
        return 0.0
    width, count = Counter(map(len, several)).most_common(1)[0]
    fewest = 2 if delimiter == "\t" else 3
    headed = delimiter in ",;" and len(several[0]) == width and roles_of([f.text for f in several[0]]) is not None
    alike = sum(len(fields) >= width for fields in several) if headed else count
    if width < fewest or width > _WIDEST or alike < _ALIKE * len(several):
        return 0.0
    if delimiter == "|" and any(
        _RULE.fullmatch(field.text) or not fields[0].text for fields in rows for field in fields
    ):
        return 0.0  # rows as Markdown and other text draw them
    if delimiter in ",;" and _is_prose(text, delimiter, several):
        return 0.0
    return count / len(rows) + width / 1000


def _is_prose(text: str, delimiter: str, rows: list[list[Field]]) -> bool:
    following = [text[field.start : field.start + 1] for fields in rows for field in fields[1:]]
    return sum(character in (" ", "\u00a0") for character in following) > _PROSE * len(following)


def read_delimited(source: Source) -> list[Block]:
    """The blocks of a text of separated values: its tables, and what stands alone over or between them."""
    fields: dict[Place, Field] = {}
    told = _TOLD.match(source.text)
    start = told.end() if told else 0
    for number, row in enumerate(records(source.text, delimiter_of(source.text) or ",", start=start)):
        fields.update({(number, at): field for at, field in enumerate(row[:_WIDEST]) if field.text.strip()})
    blocks: list[Block] = []
    for part in parted({place: Extent(field.text) for place, field in fields.items()}):
        if isinstance(part, Alone):
            field = fields[part.place]
            blocks.append(block_of_line(field.text, source.span(field.start, field.end)))
        else:
            blocks.append(_table(source, fields, part))
    return blocks


def _table(source: Source, fields: dict[Place, Field], region: Region) -> Table:
    rows = []
    for row in region.rows:
        cells: list[Cell] = []
        filled = [fields[row, column] for column in region.columns if (row, column) in fields]
        at = filled[0].start
        for column in region.columns:
            field = fields.get((row, column))
            at = field.start if field else at
            span = source.span(field.start, field.end) if field else source.span(at, at)
            cells.append(Cell(clean(field.text) if field else "", span))
        rows.append(Row(tuple(cells), source.span(filled[0].start, filled[-1].end)))
    first, last = fields[_first(fields, region)], fields[_last(fields, region)]
    return Table(tuple(rows), source.span(first.start, last.end))


def _first(fields: dict[Place, Field], region: Region) -> Place:
    return next((region.rows[0], c) for c in region.columns if (region.rows[0], c) in fields)


def _last(fields: dict[Place, Field], region: Region) -> Place:
    return next((region.rows[-1], c) for c in reversed(region.columns) if (region.rows[-1], c) in fields)
