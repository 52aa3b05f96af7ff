"""What a document is: who published the plan, what it is called and when it runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from ingest.cells.dates import financial_year, full_year, month_end, printed_dates, years_of
from ingest.cells.text import alternatives, fold, one_of
from ingest.document import Document, Heading, Span, Table
from ingest.headline import is_of_any_papers, title_lines, title_of, yearly
from ingest.meetings import is_register_page
from ingest.minutes import ends_as_body, is_body
from ingest.publishers import is_body_of_its_own, is_ordinary, printed_lines, published_by, spoken_of, year_begins
from ingest.records import Period, PlanRecord, Printed
from ontology.reading.cells import word_set, words
from ontology.reference import Authority, authorities

_YEARS = re.compile(r"(?<!\d)20\d\d\s?(?:[-/–—]|to)\s?(?:20)?\d\d(?!\d)")
_LONG = 200
_COUNCIL, _OCTOBER = "council", 10
_TWO_YEARS = re.compile(
    r"(?<!\d)(?P<first>20\d\d)\s?[-/–—]\s?(?:20)?\d\d\s*(?:to|until|[-–—])\s*20\d\d\s?[-/–—]\s?(?P<last>(?:20)?\d\d)(?!\d)"
)
_FISCAL = re.compile(
    r"\b(?:FY|fiscal year|financial year)\s?['’]?(?P<first>20\d\d|\d\d)"
    r"(?:\s?(?:to|[-–—])\s?(?:(?:FY|fiscal year|financial year)\s?)?['’]?(?P<last>20\d\d|\d\d))?(?!\d|\s?[-/–—]\s?\d)",
    re.IGNORECASE,
)
_IN_TITLE, _FULL_NAME = 12, 2
_NEAR = 4  # title lines in which a page of a meeting names the body
_LONGEST_NAME = 200  # characters of a council's name with what parts it from the word
_OFTEN_NAMED, _FEW, _WORDS_FOR_EACH = 20, 3, 1000


def plan_of(document: Document) -> PlanRecord:
    """The plan (or the pack of one meeting) that a document holds.

    The authority is the one that the title lines and then the whole text name most, with its GSS code where reference
    data knows it. The period is the year of the delivery or action plan where the title names one (what Q1 to Q4 mean),
    else the plan's own; of a plan that is only dated, that month; of a meeting's papers, its day.
    """
    lines = title_lines(document)
    met_on = _meeting_day(document) if _is_meeting(document) else None
    title = _meeting_title(document, met_on) if met_on else title_of(document, lines)
    authority, code = _authority(document, lines, title)
    if met_on:
        return PlanRecord(title, authority, code, Period(met_on[0].isoformat(), *met_on[:1] * 2, met_on[1], "day"))
    council = authority is not None and (code is not None or authority.kind == _COUNCIL)
    return PlanRecord(title, authority, code, _in_its_years(_period(lines), document, council))


def _in_its_years(period: Period | None, document: Document, council: bool) -> Period | None:
    """A period of years from the month in which a financial year begins where the plan comes from.

    English councils count from April; for others the words of the text tell the country. Where they do not, years that
    the print joins ("2012 to 2015") are calendar years.
    """
    if period is None or council or period.kind not in {"span", "financial year"}:
        return period
    begins = year_begins(document.text)
    if period.kind == "financial year" and begins in {None, 4}:
        return period
    first, last = period.start.year, period.end.year
    if begins is None and _TWO_YEARS.search(period.printed):
        return period  # "2012/13 to 2014/15" are no calendar years
    if begins in {None, 1}:
        joined = period.kind == "span"
        return replace(period, start=date(first, 1, 1), end=date(last, 12, 31)) if joined else period
    if begins == _OCTOBER:  # named by the year it ends in
        return replace(period, start=date(first - 1, begins, 1), end=month_end(last, begins - 1))
    assert begins is not None
    return replace(period, start=date(first, begins, 1), end=month_end(last, begins - 1))


def plan_period_at(document: Document, line: int, plan: PlanRecord) -> Period | None:
    """The financial year of the delivery plan that a line of the document belongs to.

    The last heading or short line before it that names a yearly plan with its year counts; else the plan's period.
    """
    found = plan.period
    for block in document.blocks:
        if block.span.line > line:
            break
        if isinstance(block, Table) or len(block.text) >= _LONG or "20" not in block.text:
            continue
        if yearly().search(block.text):
            found = _one_year(block.text) or found
    return found


def _is_meeting(document: Document) -> bool:
    texts = [b.text.casefold() for b in document.blocks[:60] if not isinstance(b, Table)]
    signs = [sign for sign in words("publication", "meetings") if any(sign in text[:120] for text in texts)]
    return len(signs) >= 2


def _meeting_day(document: Document) -> tuple[date, str] | None:
    """The day of the meeting whose papers these are: the first full date, or the one its papers are headed with."""
    for block in document.blocks[:60]:
        if isinstance(block, Table) or re.search(r"(?i)minutes of", block.text):
            continue
        days = [item for item in printed_dates(block.text) if item.kind == "day" and not item.inferred]
        if days:
            return days[0].first, fold(block.text[days[0].start : days[0].end])
    return None


def _meeting_title(document: Document, met_on: tuple[date, str]) -> Printed:
    """The heading that names the board and the day; else the board's name with the day."""
    board = re.compile(r"\b(?:board|committee|panel|trust|cabinet|executive)\b", re.IGNORECASE)
    headings = [block for block in document.blocks if isinstance(block, Heading) and board.search(block.text)]
    for heading in headings:
        if any(item.first == met_on[0] for item in printed_dates(heading.text)):
            return Printed(fold(heading.text), heading.span)
    if headings:
        return Printed(f"{fold(headings[0].text)}, {met_on[1]}", headings[0].span)
    lines = title_lines(document)
    said = [(text, span) for text, span in lines if not is_of_any_papers(text)]
    if len(said) < len(lines):
        named = next(((text, span) for text, span in said[:_NEAR] if is_body(text) or ends_as_body(text)), None)
        if named is not None:
            return Printed(f"{fold(named[0])}, {met_on[1]}", named[1])
    return title_of(document, lines)


def _authority(document: Document, lines: list[tuple[str, Span]], title: Printed) -> tuple[Printed | None, str | None]:
    """The publishing authority and its GSS code; (None, None) where the text names none clearly."""
    heads = "\n".join([title.text, *(text for text, _ in lines)])
    known = _most_named(document.text, heads)
    unknown = _council_before(document, heads)
    in_order = sorted(printed_lines([(title.text, title.span), *lines]), key=lambda line: line[1].line)
    body = published_by(document.text, in_order)
    own = body is not None and is_body_of_its_own(body.text)
    distinct = None if body is None or is_ordinary(body.text, document.text) else body
    if known and not _surely(known, distinct, heads, document.text):
        known = None
    if known and not own and (not unknown or known[1] >= unknown[1]):
        authority = known[0]
        span = _first_place(document, authority.names) or title.span
        return Printed(authority.name, span), authority.code or None
    if unknown and not own:
        return Printed(unknown[0], _first_place(document, (unknown[0],)) or title.span, _COUNCIL), None
    if is_register_page(document):
        return None, None  # it names boards and posts, and seldom the council whose they are
    return body or spoken_of(document.text), None


def _surely(known: tuple[Authority, int], body: Printed | None, heads: str, text: str) -> bool:
    """Whether a known authority published a plan: its title lines name it, or the text often enough for its length.

    A plan of the whole country names many a town; where the title names another body, a town must be named far more.
    """
    if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", heads, re.IGNORECASE) for name in known[0].names):
        return True
    least = max(_FEW, text.count(" ") // _WORDS_FOR_EACH)
    return known[1] >= (least if body is None else max(least, _OFTEN_NAMED))


def _most_named(text: str, heads: str) -> tuple[Authority, int] | None:
    """The known authority with the most weight: mentions, full names and mentions in the title lines more."""
    weights: Counter[str] = Counter()
    by_name, by_folded_name = _by_name()
    councils = alternatives(words("publication", "councils"))
    for name, end in _mentions(text):
        weights[name] += _FULL_NAME if _council_after().match(text, end) else 1
    for match in _names_in_any_case().finditer(heads):
        weights[by_folded_name[" ".join(match["name"].split()).casefold()]] += _IN_TITLE
    # A word that is also a town's name ("Reading", "Bury") counts only where the print calls it a council.
    for name in [n for n in weights if n.casefold() in word_set("authority_names", "common_words")]:
        weights[name] = 3 * len(re.findall(rf"{re.escape(name)}(?=\s+(?i:{councils}))", text))
    if not weights:
        return None
    best = sorted(weights.items(), key=lambda item: (-item[1], not by_name[item[0]].childrens_services, item[0]))
    if best[0][1] < 2 or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return by_name[best[0][0]], best[0][1]


@cache
def _by_name() -> tuple[dict[str, Authority], dict[str, str]]:
    """The known authorities by their names, and their names by these in small letters."""
    by_name = {authority.name: authority for authority in authorities()}
    return by_name, {name.casefold(): name for name in reversed(by_name)}


def _mentions(text: str) -> Iterator[tuple[str, int]]:
    """Every known authority's name in the text and where it ends, the longest name at each place."""
    end = 0
    for word in re.finditer(r"(?<![\w’'-])[A-Z][a-z]+", text):
        for name in _names_by_first_word().get(word[0], ()):
            after = text[word.start() + len(name) : word.start() + len(name) + 1]
            if word.start() >= end and text.startswith(name, word.start()) and not re.match(r"[\w-]", after):
                end = word.start() + len(name)
                yield name, end
                break


@cache
def _names_by_first_word() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for name in sorted((a.name for a in authorities()), key=len, reverse=True):
        table.setdefault(re.split(r"[\s'’-]", name)[0], []).append(name)
    return table


@cache
def _names() -> re.Pattern[str]:
    names = [authority.name for authority in authorities()]
    return re.compile(rf"(?<![\w’'-])(?P<name>{one_of(names, gap=' ')})(?![\w-])")


@cache
def _names_in_any_case() -> re.Pattern[str]:
    return re.compile(_names().pattern, re.IGNORECASE)


@cache
def _council_after() -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s)?\s+{alternatives(words('publication', 'councils'))}", re.IGNORECASE)


def _council_before(document: Document, heads: str) -> tuple[str, int] | None:
    """A name that reference data does not hold but the text calls a council, with its weight."""
    found: Counter[str] = Counter()
    for weight, text in ((1, document.text), (_IN_TITLE, heads.title().replace("’S", "’s").replace("'S", "'s"))):
        for match in _called_councils(text):
            name = _council_name(match[1])
            if name and not _names().fullmatch(name) and not is_ordinary(name, document.text):
                found[name] += weight
    if not found:
        return None
    name, weight = found.most_common(1)[0]
    places = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", document.text, re.IGNORECASE))
    # An acronym ("the ABC Council") is never printed with small letters.
    return (name, weight + places) if places >= 3 and name in document.text else None


def _called_councils(text: str) -> Iterator[re.Match[str]]:
    """The names (group 1) that stand before a word for councils; only there is looked, names are many."""
    councils, named = _council_words()
    start = end = -1
    for word in councils.finditer(text):
        if word.start() - _LONGEST_NAME > end:
            if end >= 0:
                yield from named.finditer(text, start, end)
            start = max(word.start() - _LONGEST_NAME, 0)
        end = word.end() + 1  # the character after it says whether the word ends there
    if end >= 0:
        yield from named.finditer(text, start, end)


@cache
def _council_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words for councils, and those words with a name before them."""
    councils = alternatives(words("publication", "councils"))
    # A line may end within a name, a paragraph or cell may not, and wide gaps part the columns of a page.
    gap = r"(?:[^\S\n\t]{1,2}|[^\S\n\t]*\n[^\S\n\t]*)"
    name = rf"(?<![\w’'-])((?:[A-Z][\w-]+{gap}){{0,2}}[A-Z][\w-]+)(?:['’]s)?{gap}(?i:{councils})"
    return re.compile(councils, re.IGNORECASE), re.compile(name)


def _council_name(text: str) -> str:
    tokens = text.split()
    while tokens and tokens[0].casefold() in word_set("publication", "not_councils"):
        tokens = tokens[1:]
    while tokens and tokens[-1].casefold() in word_set("publication", "not_councils"):
        tokens = tokens[:-1]
    return " ".join(tokens)


def _first_place(document: Document, names: tuple[str, ...]) -> Span | None:
    """The first line that names the authority, from there to the end of the name."""
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)), re.IGNORECASE)
    match = re.search(rf"(?<!\w)(?:{pattern.pattern})(?!\w)", document.text, re.IGNORECASE)
    if match is None:
        return None
    line = document.text.count("\n", 0, match.start()) + 1
    return Span(line, line + match[0].count("\n"), match[0])


def _period(lines: list[tuple[str, Span]]) -> Period | None:
    for text, _ in lines:
        year = _one_year(text) if yearly().search(text) else None
        if year:
            return year
    for text, _ in lines:
        if match := _TWO_YEARS.search(text):
            first, last = int(match["first"]), full_year(match["last"])
            if first < last <= first + 12:
                return _stretch((first, last), fold(match[0]))
        if match := _FISCAL.search(text):
            return _fiscal(match)
    for text, _ in lines:
        match = _YEARS.search(text)
        years = years_of(match[0]) if match else None
        if match and years:
            return _stretch(years, fold(match[0]))
    for text, _ in lines:
        spans = [item for item in printed_dates(text) if not item.inferred]
        alone = len(spans) == 1 and len(text) <= spans[0].end - spans[0].start + 12
        if alone and spans[0].kind in {"range", "month", "day"}:
            item, shown = spans[0], text[spans[0].start : spans[0].end].strip()
            label = {"month": f"{item.first:%Y-%m}", "day": item.first.isoformat()}.get(item.kind, shown)
            return Period(label, item.first, item.last, shown, "span" if item.kind == "range" else item.kind)
    return None


def _fiscal(match: re.Match[str]) -> Period:
    """One or several years that are called fiscal; their months follow from where the plan comes from."""
    first = full_year(match["first"])
    last = full_year(match["last"]) if match["last"] else first
    label = f"FY {first}" if first == last else f"FY {first}-{last % 100:02d}"
    return Period(label, date(first, 1, 1), date(max(first, last), 12, 31), fold(match[0]), "span")


def _one_year(text: str) -> Period | None:
    """The one financial year that a line prints; the last where it also prints the stretch of a longer plan."""
    pairs = [(years_of(match[0]), fold(match[0])) for match in _YEARS.finditer(text)]
    single = [(years, shown) for years, shown in pairs if years and years[1] == years[0] + 1]
    return financial_year(single[-1][0][0], single[-1][1]) if single else None


def _stretch(years: tuple[int, int], shown: str) -> Period:
    if years[1] == years[0] + 1:
        return financial_year(years[0], shown)
    label = f"{years[0]}-{years[1] % 100:02d}"
    return Period(label, date(years[0], 4, 1), date(years[1], 3, 31), shown, "span")
