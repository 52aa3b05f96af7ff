"""Quarters of the plan's financial year ("Q1", "Q3/4", "Q2-4", "Quarter 1 2009/10") and the milestones under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest.cells.dates import financial_year, full_year, month_end, printed_dates, quarter_of
from ingest.cells.text import fold, lines, place
from ingest.document import Cell
from ingest.records import Due, Milestone, Period

_ONE = r"(?:Q(?:tr|uarter)?s?\.?\s?)"
_JOIN = r"\s*(?:/|-|–|&|,|and|to)\s*"
_MARK = re.compile(rf"(?<!\w){_ONE}[1-4](?:{_JOIN}{_ONE}?[1-4](?!\d))*(?![\d%])", re.IGNORECASE)
_YEAR = re.compile(r"\s*(?:of\s+)?\(?(20\d\d|\d\d(?=/))\s*[-/–]\s*(?:20)?(\d\d)\)?(?!/)")
_ONE_YEAR = re.compile(r",?\s*(?:of\s+|in\s+)?\(?(20\d\d)(?!\d|\s*[-/–]\s*\d)\)?")
_YEAR_BEFORE = re.compile(r"(?<!\d)(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)\s*[,:–-]?\s*$")
_ONE_YEAR_BEFORE = re.compile(r"(?<![\d/–-])(?<!FY)(?<!FY\s)(?<!year\s)(20\d\d)\s*[,:–-]?\s*$")
_FISCAL = re.compile(r",?\s*(?:of\s+)?(?:FY|fiscal(?:\s+year)?)\s?['’]?(20\d\d)(?!\d|\s*[-/–]\s*\d)", re.IGNORECASE)
_LINE_MARK = re.compile(rf"\s*(?:{_MARK.pattern})\s*(?:/(?=\s|$)|[:.–-](?=\s|$))?\s*", re.IGNORECASE)


def numbers_of(mark: str) -> list[int]:
    """The quarters of one mark: "Q2-4" is 2, 3 and 4; "Q1/Q3" is 1 and 3."""
    found = [int(n) for n in re.findall(r"[1-4]", mark)]
    ranged = re.fullmatch(rf"{_ONE}[1-4]\s*(?:-|–|to)\s*{_ONE}?[1-4]", mark.strip(), re.IGNORECASE)
    return list(range(found[0], found[1] + 1)) if ranged and found[0] < found[-1] else found


def quarters_in(text: str, plan_period: Period | None) -> Iterator[tuple[Period, str]]:
    """Every quarter marked in the text with the words that mark it; none where the financial year is not known.

    A quarter of one printed year ("Q1 2019") is the calendar's, or in a plan of a financial year that within the year.
    """
    for match in _MARK.finditer(text):
        year = _YEAR.match(text, match.end()) or _YEAR_BEFORE.search(text, 0, match.start())
        if year is None and _FISCAL.match(text, match.end()):
            continue  # in which month that year begins the print does not say
        one = _ONE_YEAR.match(text, match.end()) or _ONE_YEAR_BEFORE.search(text, 0, match.start())
        if year is None and one is not None:
            begin, end = min(one.start(), match.start()), max(one.end(), match.end())
            for number in numbers_of(match[0]):
                yield _of_year(int(one[1]), number, plan_period), fold(text[begin:end])
            continue
        base = financial_year(full_year(year[1])) if year else plan_period
        if base is not None:
            for number in numbers_of(match[0]):
                yield quarter_of(base, number, fold(match[0])), fold(match[0])


def _of_year(year: int, number: int, plan_period: Period | None) -> Period:
    """The quarter of one printed year."""
    if plan_period is not None and plan_period.kind == "financial year":
        return quarter_of(financial_year(year - (number == 4)), number)
    end = month_end(year, 3 * number)
    return Period(f"{year} Q{number}", date(year, 3 * number - 2, 1), end, f"Q{number} {year}", "quarter")


def years_of_quarters(text: str) -> list[int]:
    """Where the single years stand that only say of which year a quarter is ("Q1 2019")."""
    marks = list(_MARK.finditer(text))
    after = [pattern.match(text, mark.end()) for mark in marks for pattern in (_ONE_YEAR, _FISCAL)]
    before = [_ONE_YEAR_BEFORE.search(text, 0, mark.start()) for mark in marks]
    return [year.start(1) for year in (*after, *before) if year is not None]


def quarter_marks(text: str) -> Iterator[str]:
    """The words of a text that mark quarters ("Q2", "Quarter 1", "Q3/4"), in order."""
    return (fold(match[0]) for match in _MARK.finditer(text))


def milestones(cell: Cell, plan_period: Period | None = None) -> tuple[Milestone, ...]:
    """The dated deliverables of a cell: a text under each quarter's mark, or a line each with the date it names.

    Lines after a mark belong to its quarter until the next mark. A mark over several quarters gives a milestone each;
    a mark without a text gives none (its date is among `milestone_dues`).
    """
    out: list[Milestone] = []
    for mark, text in _marked(cell):
        if not text:
            continue
        span = place(cell, f"{mark} {text}" if mark else text)
        periods = list(quarters_in(mark, plan_period)) if mark else []
        if mark:
            out += [Milestone(text, span, period.end, fold(mark)) for period, _ in periods] or [
                Milestone(text, span, None, fold(mark))
            ]
            continue
        dated = printed_dates(text, plan_period)
        last = dated[-1] if dated else None
        printed = text[last.start : last.end].strip() if last else ""
        out.append(Milestone(text, span, last.last if last else None, printed))
    return tuple(out)


def milestone_dues(cell: Cell, plan_period: Period | None = None) -> tuple[Due, ...]:
    """The last days of the quarters (or other dates) a cell of milestones prints, each once, marks without text too."""
    found: dict[object, Due] = {}
    for mark, text in _marked(cell):
        if mark:
            for period, _ in quarters_in(mark, plan_period):
                found.setdefault(period.end, Due(period.end, mark, place(cell, mark)))
        else:
            for item in printed_dates(text, plan_period):
                printed = text[item.start : item.end].strip()
                found.setdefault(item.last, Due(item.last, printed, place(cell, printed)))
    return tuple(found[day] for day in sorted(found, key=str))


def _marked(cell: Cell) -> list[tuple[str, str]]:
    """The cell's texts, each with the quarter mark it stands under (empty before the first mark)."""
    entries: list[tuple[str, list[str]]] = []
    for line in _lines_at_marks(cell):
        match = _LINE_MARK.match(line)
        if match:
            entries.append((_MARK.search(line)[0], [line[match.end() :]]))  # type: ignore[index]
        elif entries and entries[-1][0]:
            entries[-1][1].append(line)
        else:
            entries.append(("", [line]))
    return [(fold(mark), fold(" ".join(texts))) for mark, texts in entries]


def _lines_at_marks(cell: Cell) -> Iterator[str]:
    """The cell's lines; where the line breaks were lost, a new line at each mark that follows the one before it."""
    for line in lines(cell):
        starts = [0, *(m.start() for m in _MARK.finditer(line) if m.start() and _opens(line, m))]
        for begin, end in zip(starts, [*starts[1:], len(line)], strict=True):
            yield line[begin:end]


def _opens(line: str, mark: re.Match[str]) -> bool:
    """Whether a mark inside a line begins a milestone: the line begins with a mark, and this one is like a heading."""
    if not _LINE_MARK.match(line) or re.search(r"(?:in|at|by|of|–|-|/)\s*$", line[: mark.start()]):
        return False
    return bool(re.match(r"\s*[:.–-]?\s*[A-Z0-9‘'“]", line[mark.end() :])) or mark.end() >= len(line.rstrip())
