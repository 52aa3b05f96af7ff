"""The values that a document's tables print for indicators: targets, actuals, baselines and forecasts.

Tables are known by what their headers mean, wherever they stand; a header repeated or torn by a page break, or lost at
one, is put together again. What explains a value ("Corrective action: …") is passed over, and said to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.cells.indicators import cited_indicators
from ingest.cells.owners import owners
from ingest.cells.text import alternatives, fold
from ingest.document import Cell, Document, Heading, Paragraph, Row, Span, Table
from ingest.observations.columns import (
    Column,
    columns_of,
    combined,
    in_row,
    is_table_of_indicators,
    looks_like_header,
    looks_like_lower_header,
    period_of,
    with_usual_roles,
)
from ingest.observations.prose import in_prose
from ingest.observations.values import direction_of, explains, is_blank, polarity_of, status_of, value_of
from ingest.observations.years import YearInForce
from ingest.records import Cited, Fate, ObservationRecord, Period
from ontology.reading.cells import word_set, words

__all__ = ["observations"]

_LOCAL_CODE = re.compile(r"(?:(?:LOCAL|BV(?:PI)?|LPI|LI|PI|KPI|CYP|[A-Z]{2,4})\s?\d{1,5}[a-z]?|\d{2,5}[A-Z]{1,3})\b")
_LONGEST_CODE = 80


@dataclass(slots=True)
class _Reading:
    """What has been read so far: the header in force, records and fates."""

    header: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    torn: bool = False  # the header row was the last row of its table: its second line may open the next
    records: list[ObservationRecord] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    above: Cited | None = None  # the indicator of the row above
    heading: str = ""  # the last heading
    year: Period | None = None  # the financial year in force
    below: bool = False  # the block before was such a table, or an explanation under one

    def fate(self, span: Span, outcome: str, reason: str) -> None:
        self.fates.append(Fate(span, outcome, reason, len(re.sub(r"\s", "", span.quote))))


def observations(
    document: Document, plan_period: Period | None = None
) -> tuple[tuple[ObservationRecord, ...], tuple[Fate, ...]]:
    """Every value in the document's tables of indicators, and what became of each row of those tables.

    `plan_period` is the financial year that a bare "Quarter 2" belongs to where no text before the table says one.
    A value printed in two tables is two records.
    """
    reading, year = _Reading(), YearInForce(plan_period)
    for block in document.blocks:
        if isinstance(block, Table):
            _read_table(block, year, reading)
            continue
        year.hear(block.text)
        noted = reading.below and explains(f"{block.text}:" if isinstance(block, Heading) else block.text)
        if isinstance(block, Paragraph | Heading) and noted:
            reading.fate(block.span, "passed over", "explains the values above it")
        else:
            if isinstance(block, Paragraph):
                reading.records += in_prose(block, year.period)
            reading.below = False
            if isinstance(block, Heading):
                reading.heading = fold(block.text)
                reading.columns, reading.header, reading.torn = [], [], False
    return tuple(reading.records), tuple(reading.fates)


def _read_table(table: Table, year: YearInForce, reading: _Reading) -> None:
    reading.year = year.period
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row.cells)]
    if not rows:
        return
    begins_headed = any(looks_like_header(_texts(row)) for row in rows[:3])
    if not begins_headed and not reading.torn and not _continues(rows[0], reading.columns):
        reading.columns, reading.header, reading.below = [], [], False
    found = len(reading.fates)
    for index, row in enumerate(rows):
        texts = _texts(row)
        if (
            (reading.torn or (index and _is_header(rows[index - 1])))
            and looks_like_lower_header(texts)
            and not _coded(texts)
        ):
            reading.header, reading.torn = combined(reading.header, texts), False
        elif _is_header(row):
            reading.header, reading.torn = texts, True
        else:
            reading.torn = False
            _read_row(row, texts, reading)
            continue
        reading.columns = columns_of(reading.header, year.period)
        told = [t for t, c in zip(reading.header, reading.columns, strict=False) if c.role not in {"", "baseline"}]
        year.hear(" ".join(told), heading=True)
        reading.columns = columns_of(reading.header, year.period)
        if is_table_of_indicators(reading.columns):
            reading.fate(row.span, "passed over", "header of a table of indicators")
    reading.torn = reading.torn and _is_header(rows[-1])
    reading.below = len(reading.fates) > found


def _texts(row: Row) -> list[str]:
    return [fold(cell.text) for cell in row.cells]


def _is_header(row: Row) -> bool:
    texts = _texts(row)
    return looks_like_header(texts) and not _coded(texts)


def _coded(texts: list[str]) -> bool:
    return any(cited_indicators(text, Span(1, 1, text)) for text in texts[:3])


def _continues(row: Row, columns: list[Column]) -> bool:
    """Whether a table without a header goes on with the one before it: as many columns, and an indicator in the row."""
    return len(row.cells) == len(columns) and _indicator(row, columns) is not None


def _read_row(row: Row, texts: list[str], reading: _Reading) -> None:
    columns = reading.columns
    if not is_table_of_indicators(columns):
        return
    said = [text for text in texts if text]
    if said and explains(said[0] if ":" in said[0] else f"{said[0]}:"):
        reading.fate(row.span, "passed over", "explains the values above it")
        return
    if len(row.cells) > len(columns):
        return
    if len(said) < 2:
        reading.fate(row.span, "passed over", "title of a part of a table of indicators")
        return
    columns = in_row(columns, texts)
    indicator = _indicator(row, columns) or (reading.above if columns != reading.columns else None)
    columns = with_usual_roles(columns, reading.heading, reading.year)
    reading.above = indicator
    values = [i for i, column in enumerate(columns[: len(texts)]) if column.kind == "value"]
    if indicator is None or not values:
        reading.fate(row.span, "not understood", "a row among indicators that names none")
        return
    before = len(reading.records)
    reading.records += _values(row, columns, indicator)
    unread = [
        texts[i] for i in values if not is_blank(texts[i]) and value_of(texts[i]) is None and not polarity_of(texts[i])
    ]
    if len(reading.records) > before or not unread:
        reading.fate(row.span, "read", "values of an indicator")
    else:
        reading.fate(row.span, "not understood", f"no value in {unread[0]!r}")


def _indicator(row: Row, columns: list[Column]) -> Cited | None:
    """The indicator of a row: by a national or local code in its first cells, or by its title where it has no code."""
    cells = dict(zip((i for i, _ in enumerate(columns)), row.cells, strict=False))
    named = [cells[i] for i, column in enumerate(columns) if column.kind in {"code", "title"} and i in cells]
    for at, column in enumerate(columns):
        number = re.fullmatch(r"(\d{1,3}[a-f]?)", fold(cells[at].text)) if column.national and at in cells else None
        found = cited_indicators(f"NI {number[1]}", cells[at].span) if number else ()
        if found:
            title = next((fold(cells[i].text) for i, c in enumerate(columns) if c.kind == "title" and i in cells), "")
            return Cited(found[0].code, title, cells[at].span)
    leading = named or list(row.cells[:2])
    title_cell = next((cells[i] for i, c in enumerate(columns) if c.kind == "title" and i in cells), leading[-1])
    for cell in [*leading, *([row.cells[0]] if row.cells[0] not in leading else [])]:
        code = _code_at_start(cell)
        if code:
            title = fold(title_cell.text) if title_cell is not cell else code.title
            return Cited(code.code, title, code.span)
    title = fold(title_cell.text)
    has_title = any(column.kind == "title" for column in columns)
    if not has_title or len(title.split()) < 2 or title.casefold() in word_set("observations", "not_titles"):
        return None
    return Cited(title[:_LONGEST_CODE].rstrip(), title, title_cell.span)


def _code_at_start(cell: Cell) -> Cited | None:
    text = fold(cell.text)
    cited = cited_indicators(text, cell.span)
    if cited and re.match(r"\W*(?:N\.?\s?I|LOCAL|L)", text):
        return cited[0]
    local = _LOCAL_CODE.match(text)
    if local and re.search(r"\d", local[0]):
        return Cited(fold(local[0]), text[local.end() :].strip(" :–-"), cell.span)
    return None


def _values(row: Row, columns: list[Column], indicator: Cited) -> list[ObservationRecord]:
    texts = _texts(row)
    polarity = next((p for p in map(polarity_of, texts) if p), "")
    by_kind = {column.kind: i for i, column in enumerate(columns[: len(texts)]) if column.kind != "value"}
    status = status_of(texts[by_kind["status"]]) if "status" in by_kind else None
    direction = direction_of(texts[by_kind["direction"]]) if "direction" in by_kind else None
    named = owners(row.cells[by_kind["owner"]]) if "owner" in by_kind else ()
    found = []
    for i, column in enumerate(columns[: len(texts)]):
        value = value_of(texts[i], indicator.title) if column.kind == "value" else None
        if value:
            beside = _told_beside(texts, i, columns, indicator.title) if column.period is None else None
            found.append((replace(column, period=column.period or beside), value, row.cells[i]))
    judged = _judged([column for column, _, _ in found])
    return [
        ObservationRecord(
            indicator=indicator,
            role=column.role,
            value=value.number,
            span=Span(row.span.line, row.span.last_line, row.span.quote, row.span.page, row.span.place),
            period=column.period,
            unit=value.unit,
            printed=fold(cell.text),
            status=status if index == judged else None,
            direction=direction if index == judged else None,
            owner=named[0] if named else None,
            quality=value.quality,
            polarity=polarity,
        )
        for index, (column, value, cell) in enumerate(found)
    ]


def _told_beside(texts: list[str], at: int, columns: list[Column], title: str) -> Period | None:
    """The period of a value whose header prints none: in brackets after it ("8.4% (2007/08)"), else for an actual in
    the row's own column of periods or in its title ("(2007 data)")."""
    bracketed = re.search(r"\(([^()]*\d[^()]*)\)\s*$", texts[at])
    if bracketed and (period := period_of(bracketed[1], None)):
        return period
    if columns[at].role != "actual":
        return None
    when = next((texts[i] for i, c in enumerate(columns[: len(texts)]) if c.kind == "when"), "")
    of_data = re.search(rf"\(([^()]*\d[^()]*{alternatives(words('observations', 'data'))})\)?", title, re.IGNORECASE)
    return period_of(when or (of_data[1] if of_data else ""), None)


def _judged(columns: list[Column]) -> int:
    """Which value a row's status and direction are about: the latest actual, else the last forecast; -1 for none."""
    for role in ("actual", "forecast"):
        of_role = [i for i, column in enumerate(columns) if column.role == role]
        if of_role:
            return max(of_role, key=lambda i: (columns[i].period.end.toordinal() if columns[i].period else 0, i))  # type: ignore[union-attr]
    return -1
