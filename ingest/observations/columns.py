"""What the columns of a table of indicators mean, by their headers, and the periods the headers print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.cells.dates import financial_year, month_end, printed_dates, quarter_of, years_of
from ingest.cells.quarters import numbers_of, quarter_marks
from ingest.cells.text import alternatives, fold
from ingest.records import Period
from ontology.reading.cells import mapping, word_set, words
from ontology.remembered import remembered

_FINANCIAL_YEAR = re.compile(r"(?<!\d)20\d\d\s?[-/–]\s?(?:20)?\d\d(?!\d)")
_LONGEST_HEADER = 70


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is "code", "title", "owner", "status", "direction", "value", "period", "when", "other" or "".

    For values the role and the period as far as the header prints them; a "period" column leaves the role to its rows,
    a "when" column the period. `national` says that the codes below are numbers of national indicators ("NI no").
    """

    kind: str
    role: str = ""
    period: Period | None = None
    national: bool = False


def columns_of(header: list[str], year: Period | None) -> list[Column]:
    """The meaning of each column by its header; `year` is the financial year that a bare "Quarter 2" belongs to.

    An empty header goes with the role to its left where it stands over periods ("Targets" over three years): not with a
    baseline's, which has one period, nor where the periods turn back or change from years to quarters.
    """
    out: list[Column] = []
    role = ""
    for text in header:
        kind = _kind(text)
        if kind == "value":
            role = _role(text) or role
            out.append(Column("value", role, period_of(text, year)))
        elif not kind and role and _goes_on(role, out[-1].period, _bare_period(text, year)):
            out.append(Column("value", role, period_of(text, year)))
        elif not kind and _bare_period(text, year):
            role = ""
            out.append(Column("period", "", period_of(text, year)))
        else:
            role = ""
            out.append(Column(kind, national=kind == "code" and bool(re.match(r"(?i)NI\b", text))))
    return out


def _goes_on(role: str, before: Period | None, period: Period | None) -> bool:
    """Whether a bare period belongs to the role of the header to its left, which prints the period `before`."""
    if period is None or role == "baseline":
        return False
    if before is None:
        return period.kind != "quarter"  # "Target | Q1 | Q2": the year's target, then what each quarter reached
    return before.kind == period.kind and before.start < period.start


def _bare_period(text: str, year: Period | None) -> Period | None:
    """The period of a header that prints nothing else: its own, or the quarter of the `year` in force."""
    quarter = re.fullmatch(r"(?i)Q(?:tr|uarter)?\s?[1-4]", text.strip())
    return period_of(text, year if quarter else None)


def in_row(columns: list[Column], texts: list[str]) -> list[Column]:
    """The columns for one row: where a cell of it says the role ("Target"), the values under periods have that role.

    "On target" under a header of statuses says none.
    """
    judging = {"status", "direction", "owner"}
    kinds = [*(column.kind for column in columns), *[""] * len(texts)]
    said = [
        text
        for text, kind in zip(texts, kinds, strict=False)
        if text and kind not in judging and len(text.split()) <= 3 and not re.search(r"\d", text)
    ]
    role = next((found for found in map(_role, said) if found), "")
    if not role or all(column.kind != "period" for column in columns):
        return columns
    return [Column("value", role, column.period) if column.kind == "period" else column for column in columns]


def with_usual_roles(columns: list[Column], heading: str, year: Period | None) -> list[Column]:
    """The columns, those under bare periods with the role that the table around them leaves no doubt of.

    Targets where the heading over the table speaks of targets alone. Actuals where another column is the target and no
    baseline is printed: what stands beside a target, in years up to the target's, is what was reached. `year` is the
    financial year that the document is about: nothing after it has been reached.
    """
    periods = [column.period for column in columns if column.kind == "period" and column.period]
    if not periods:
        return columns
    values = [column for column in columns if column.kind == "value"]
    roles = {column.role for column in values}
    spoken = {role for role, pattern in _roles() if pattern.search(heading)}
    last = max((c.period.end for c in values if c.period and c.role == "target"), default=None)
    judged = any(column.kind == "status" for column in columns)
    if spoken == {"target"} and roles <= {"baseline"}:
        usual = "target"
    elif roles <= {"target", "actual"} and "target" in roles:
        usual = "actual"
    elif roles == {"baseline", "target"} and judged and last and all(period.end < last for period in periods):
        usual = "actual"  # between its baseline and its target, and judged
    else:
        return columns
    out = []
    for column in columns:
        known = column.kind == "period" and column.period is not None
        if known and usual == "actual" and column.period is not None:
            over = year is not None and column.period.start > year.end
            known = not over and (column.period.end <= last if last else judged)
        out.append(Column("value", usual, column.period) if known else column)
    return out


def combined(upper: list[str], lower: list[str]) -> list[str]:
    """Two header rows as one: each column's texts put together."""
    width = max(len(upper), len(lower))
    padded = [row + [""] * (width - len(row)) for row in (upper, lower)]
    return [fold(f"{a} {b}") for a, b in zip(*padded, strict=True)]


def is_table_of_indicators(columns: list[Column]) -> bool:
    """Whether the columns are those of a table of indicators: a measure, and values with a role."""
    kinds = [column.kind for column in columns]
    values = [column for column in columns if column.kind in {"value", "period"}]
    named = "title" in kinds or "code" in kinds
    told = len(values) > 1 or "status" in kinds or "when" in kinds or any(column.period for column in values)
    return named and bool(values) and told


def looks_like_header(cells: list[str]) -> bool:
    """Whether a row is made of header words: at least two cells with a meaning, and none with a long text."""
    said = [text for text in cells if text]
    if any(len(text) >= _LONGEST_HEADER for text in said):
        return False
    known = [text for text in said if _kind(text)]
    periods = [text for text in said if text not in known and period_of(text, None)]
    told = len(known) >= 2 or (len(known) == 1 and len(periods) >= 2)
    return told and (len(known) + len(periods)) * 2 >= len(said)


def looks_like_lower_header(cells: list[str]) -> bool:
    """Whether a row may be the second line of a header: periods, roles, or the rest of header words."""
    said = [text for text in cells if text]
    return bool(said) and all(_kind(text) or period_of(text, None) or _fragment(text) for text in said)


def _fragment(text: str) -> bool:
    """Whether the text is a few words out of a known header ("of Travel")."""
    folded = _plain(text)
    known = [name for names in mapping("observations", "columns").values() for name in names]
    return any(folded and name.endswith(folded) for name in known)


def _plain(text: str) -> str:
    return fold(re.sub(r"[?:*]", " ", text)).casefold()


@remembered
def _kind(text: str) -> str:
    folded = _plain(text)
    if not folded:
        return ""
    found = _column_names().get(folded) or _column_names().get(folded.rstrip("."))
    if found:
        return found
    parts = re.split(r"\s*/\s*", folded)
    if len(parts) > 2 and {_column_names().get(part, "") for part in parts} <= {"title", "other"}:
        return "title"  # "Service / indicator / measure"
    if _not_values().search(folded):
        return "other"
    return "value" if _role(text) else ""


@cache
def _column_names() -> dict[str, str]:
    table = mapping("observations", "columns")
    return {name.casefold(): kind for kind, names in table.items() for name in names}


@cache
def _not_values() -> re.Pattern[str]:
    return re.compile(alternatives(words("observations", "not_values")), re.IGNORECASE)


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    order = ("forecast", "target", "baseline", "actual")
    table = mapping("observations", "roles")
    return tuple((role, re.compile(alternatives(table[role]), re.IGNORECASE)) for role in order)


def _role(text: str) -> str:
    """The role of a header's values; a short header only, so that prose is none."""
    if len(text.split()) > 8:
        return ""
    if alone := _roles_alone().get(_plain(text)):
        return alone
    return next((role for role, pattern in _roles() if pattern.search(text)), "")


@cache
def _roles_alone() -> dict[str, str]:
    return {said: role for role, names in mapping("observations", "roles_alone").items() for said in names}


@remembered
def period_of(text: str, year: Period | None) -> Period | None:
    """The period that a text prints: a quarter, a financial year, a month, a calendar year; of `year` where it only
    says "Q2" or "Year end"; None without one."""
    folded = fold(text)
    if not re.search(r"[\dQq]", folded):
        return year if any(said in folded.casefold() for said in word_set("observations", "year_end")) else None
    if academic := _academic(folded):
        return academic
    printed_year = _FINANCIAL_YEAR.search(folded)
    years = years_of(printed_year[0]) if printed_year else None
    base = financial_year(years[0], fold(printed_year[0])) if years and printed_year else _short_year(folded)
    marks = list(quarter_marks(_FINANCIAL_YEAR.sub(" ", folded)))
    quarter_year = base or year
    if marks and quarter_year and len(numbers_of(marks[0])) == 1:
        return quarter_of(quarter_year, numbers_of(marks[0])[0], folded)
    if marks:
        return None
    if base:
        return base if not years or years[1] == years[0] + 1 else None
    if any(said in folded.casefold() for said in word_set("observations", "year_end")):
        return year
    return _calendar(folded)


def _short_year(text: str) -> Period | None:
    """The financial year of "08/09"."""
    match = re.search(r"(?<![\d/.-])(\d\d)\s?[/-]\s?(\d\d)(?![\d/%-])", text)
    rising = match is not None and int(match[2]) == (int(match[1]) + 1) % 100
    return financial_year(2000 + int(match[1]), match[0]) if match and rising else None


def _academic(text: str) -> Period | None:
    """The one year from September to August that a text prints as such."""
    dates = [item for item in printed_dates(text) if item.kind == "academic year"]
    if len(dates) != 1:
        return None
    first, last = dates[0].first, dates[0].last
    label = f"{first.year}-{last.year % 100:02d} academic year"
    return Period(label, first, last, text[dates[0].start : dates[0].end].strip(), "academic year")


def _calendar(text: str) -> Period | None:
    dates = [item for item in printed_dates(text) if not item.inferred]
    if len(dates) != 1:
        return None
    item, shown = dates[0], text[dates[0].start : dates[0].end].strip()
    if item.kind == "month":
        last = month_end(item.first.year, item.first.month)
        return Period(f"{item.first:%Y-%m}", item.first, last, shown, "month")
    if item.kind == "years" and item.first.year == item.last.year:
        return Period(str(item.first.year), item.first, item.last, shown, "calendar year")
    return None
