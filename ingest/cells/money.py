"""What pays for an action: the funding streams and the amounts of one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from ingest.cells.dates import financial_year, full_year, years_of
from ingest.cells.people import ends_as_post
from ingest.cells.text import DASH, alternatives, fold, place, printed, split_outside, whole_lines, without_repeats
from ingest.document import Cell
from ingest.records import Amount, Period, Printed
from ontology.reading.cells import mapping, word_set, words
from ontology.reference import funding_streams, partner_kind_named

_SCALE = {"k": 1000, "thousand": 1000, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_AMOUNT = re.compile(
    r"(?:£\s?(\d[\d,]*(?:\.\d+)?)|(?<![\w.,£$€])(\d[\d,]*(?:\.\d+)?)(?=\s?(?:k|million|thousand)\b))"
    r"(?:\s?(k|thousand|mn?|million|bn|billion)(?![a-z]))?",
    re.IGNORECASE,
)
_BOUND = re.compile(r"[<>≤≥]\s*$")  # "(>£100k)" is a class of cost, not an amount
_UNITS = r"(?:\s?(k|thousand|mn?|million|bn|billion)(?![a-z]))?"
_SPREAD = re.compile(
    rf"(?:\b(?:between|from)\s+)?£\s?(\d[\d,]*(?:\.\d+)?){_UNITS}\s*(?:[-–—]|\b(?:to|and)\b)\s*"
    rf"£?\s?(\d[\d,]*(?:\.\d+)?){_UNITS}(?![\d,/-])",
    re.IGNORECASE,
)
_LONGEST_LABEL = 32
_MOST_WORDS = 40  # a longer piece is a text, not streams run together
_YEAR = re.compile(r"(?<!\d)20\d\d\s?[-/–]\s?(?:20)?\d\d(?!\d)")
_SEPARATOR = (
    rf"\s*[;\n]\s*|\s*,\s+(?!\d)|\s+/\s+|/(?=[A-Z])|\s+\+\s+|\s+(?:plus|and|&)\s+|(?<=\S)\s+{DASH}\s+(?=[A-Z][^a-z])"
)


def funding(cell: Cell) -> tuple[tuple[Printed, ...], tuple[Amount, ...]]:
    """The streams that a cell names, one each, and the amounts of money it prints.

    An amount is no stream, nor are the bounds of an estimate amounts ("£5k-£10k"), nor is what it is for a stream
    ("£3000 officer time", "£37K to fund a post"). An amount carries the stream printed with it and the financial year
    printed beside it.
    """
    streams: list[Printed] = []
    amounts: list[Amount] = []
    for line in _joined(whole_lines(cell)):
        whole = _SPREAD.sub(_without_spread, line)
        for segment in (s for _, part in split_outside(whole, r";\s*") for s in _segments(part)):
            named = [printed(cell, name) for name in _streams(segment)]
            streams += named
            found = list(_amounts(cell, segment, line))
            if len(named) == 1 and len(found) == 1:
                found = [replace(a, stream=named[0].text) for a in found]
            amounts += found
    return without_repeats(streams), tuple(amounts)


def _without_spread(match: re.Match[str]) -> str:
    """Nothing for an estimate between two bounds ("£5k-£10k"), which is neither of them; else the same text."""
    first, first_unit, last, last_unit = match.groups()
    if "£" not in match[0][match.start(3) - match.start() - 2 :] and not last_unit:
        return match[0]  # "£1,000 - 2009"
    low, high = (Decimal(number.rstrip(",").replace(",", "")) for number in (first, last))
    bounds = low * _scale(first_unit or last_unit), high * _scale(last_unit or first_unit)
    apart = re.match(r"(?i)between\b", match[0]) is not None
    joined = re.search(r"(?i)\band\b", match[0]) is not None
    return "" if bounds[0] < bounds[1] and (apart or not joined) else match[0]


def _scale(unit: str | None) -> int:
    return _SCALE.get((unit or "").lower(), 1)


def named_streams(cell: Cell) -> tuple[Printed, ...]:
    """The usual streams that a running text names with the word "funding" or "grant" after them."""
    text = fold(cell.text)
    return without_repeats(printed(cell, match["name"]) for match in _named().finditer(text))


@cache
def _named() -> re.Pattern[str]:
    names = [name for stream in funding_streams() for name in (stream.name, *stream.other_names)]
    bare = sorted(
        {name for name in names if len(name.split()) > 1 and not _ends_as_stream(name)}, key=len, reverse=True
    )
    body = "|".join(re.escape(name) for name in bare)
    return re.compile(rf"(?<!\w)(?P<name>{body})(?:\s+[a-z]+)?\s+(?:funding|grants?|money|monies)(?!\w)")


def amounts_in(cell: Cell) -> tuple[Amount, ...]:
    """The amounts of money printed anywhere in a text, in order."""
    text = fold(cell.text)
    return tuple(_amounts(cell, text, text))


def foreign_money(cell: Cell) -> tuple[str, ...]:
    """The amounts of money of other currencies that a cell prints, as printed: no sum is made of them."""
    return tuple(fold(match[0]) for match in _foreign().finditer(fold(cell.text)))


def _joined(cell_lines: list[str]) -> list[str]:
    """The lines, one that is only the last word of a stream ("budget", "increments") joined to the line before it."""
    out: list[str] = []
    for line in cell_lines:
        goes_on = re.match(r"[a-z]+$|\(|(?:to|for|from|of|with|in|through|by|budget|grant|funding)\s", line)
        if out and goes_on:
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
    return out


def _segments(line: str) -> Iterator[str]:
    """The parts of a line that speak of one amount each: a new one where an amount or a year with one begins anew."""
    starts = [0]
    for match in _AMOUNT.finditer(line):
        before = line[starts[-1] : match.start()]
        if _AMOUNT.search(before):
            opened = re.search(
                r"(?:\+|plus|and|&|,|/)\s*(?:[A-Z][\w’']*\s+){0,4}\(?$|(?:20\d\d[-/]\d\d(?:\s+\w+)?\s*)$", before
            )
            starts.append(starts[-1] + opened.start() if opened else match.start())
    for begin, end in zip(starts, [*starts[1:], len(line)], strict=True):
        yield line[begin:end].strip()


def _amounts(cell: Cell, segment: str, line: str) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(segment):
        if _BOUND.search(segment, 0, match.start()):
            continue
        number = (match[1] or match[2]).rstrip(",").replace(",", "")
        pounds = Decimal(number) * _scale(match[3])
        shown = fold(match[0])
        again = _again().match(segment, match.end())
        every = _every()[" ".join(again[1].casefold().split())] if again else ""
        yield Amount(pounds.normalize() + 0, shown, place(cell, shown), None, _year_beside(segment, match), every)


def _year_beside(segment: str, amount: re.Match[str]) -> Period | None:
    """The financial year printed straight before or after an amount."""
    for year in _YEAR.finditer(segment):
        years = years_of(year[0])
        between = re.sub(r"\([^()]*\)", "", segment[amount.end() : year.start()])
        near = 0 <= amount.start() - year.end() <= 14 or (year.start() >= amount.end() and len(between.strip()) <= 6)
        if near and years and years[1] == years[0] + 1:
            return financial_year(full_year(str(years[0])), fold(year[0]))
    return None


def _streams(segment: str) -> list[str]:
    """The names of streams in a segment of one amount at most."""
    names: list[str] = []
    for text in _beside_amount(segment):
        if text.casefold().strip(" .") in word_set("funding", "not_streams"):
            continue
        for piece in (p for part in _at_labels(text) for p in _pieces(part)):
            name = _trimmed(piece)
            said = re.sub(r"\([^()]*\)", "", piece)
            if _is_stream(name) and (_known(name) or not _about_money().search(said)):
                names += [part for part in _tiled(name) if not _own_time(part)]
    return _shared_end(names)


def _beside_amount(segment: str) -> list[str]:
    """What stands beside the amount: a name before it; after it only what is said to be the source, not the purpose."""
    match = _AMOUNT.search(segment) or _foreign().search(segment)
    if match is None:
        return [segment]
    before = _YEAR.sub(" ", segment[: match.start()]).strip(" (,:;–-+<>≤≥/")
    again = _again().match(segment, match.end())
    after = _YEAR.sub(" ", segment[again.end() if again else match.end() :]).strip(" ,")
    sourced = re.search(r"\b(?:from|through|via)\s+(.*)", after)
    kept = [before] if before else []
    if sourced:
        kept.append(sourced[1])
    elif re.fullmatch(r"\(([^()]+)\)", after) and (_known(after[1:-1]) or _ends_as_stream(after[1:-1])):
        kept.append(after[1:-1])
    elif after and not before and not _purpose().match(after) and after[:1].isupper():
        kept.append(after)
    return kept


@cache
def _foreign() -> re.Pattern[str]:
    """An amount of money of another currency."""
    marks = "|".join(re.escape(mark) for mark in sorted(words("funding", "foreign"), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{marks})\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|thousand|mn?|million|bn|billion)(?![a-z]))?")


@cache
def _every() -> dict[str, str]:
    return {said: period for period, sayings in mapping("funding", "every").items() for said in sayings}


@cache
def _again() -> re.Pattern[str]:
    said = "|".join(re.escape(said) for said in sorted(_every(), key=len, reverse=True))
    return re.compile(rf"\s*\(?({said})(?!\w)\)?", re.IGNORECASE)


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile(rf"[\W]*{alternatives(words('funding', 'purposes'))}", re.IGNORECASE)


def _pieces(text: str) -> list[str]:
    """The streams of a text at what separates them; "A and B budget" stays for `_shared_end`."""
    if _known(text):
        return [text]
    pieces: list[str] = []
    for separator, piece in split_outside(re.sub(r"\.(?=\s|$)", ";", text), _SEPARATOR):
        joint = separator.strip().casefold() in {"and", "&"}
        if joint and pieces and _one_name(pieces[-1], piece):
            pieces[-1] = f"{pieces[-1]} {separator.strip()} {piece}"
        else:
            pieces.append(piece)
    return pieces


def _one_name(before: str, after: str) -> bool:
    """Whether "before and after" is one stream: the whole is known, or only the end has a stream's head."""
    if any(_known(f"{before} {word} {after}") for word in ("and", "&")):
        return True
    if ends_as_post(after) or re.match(r"(?:from|to|for|of|in)\s", after):
        return True
    return after[:1].islower() and not _ends_as_stream(after) and not re.match(r"(?:other|school)\b", after)


def _trimmed(piece: str) -> str:
    """The name of a stream without the words around it ("Existing funding for …", "… listed above")."""
    name = re.sub(r"\s*\((?:[^()\s]+\s+){3,}[^()]*\)", "", piece)
    name = re.sub(rf"\s*\({_about_money().pattern}[^()]*\)", "", name, flags=re.IGNORECASE).strip(" .,;:+–-")
    if name.casefold() in _whole():
        return name
    name = _sourced().sub("", name)
    for _ in range(3):
        shorter = _lead_in().sub("", name)
        if _known(name) or not shorter:
            break
        name = shorter
    name = _cut_after().split(name)[0]
    purpose = re.match(r"(.+?)\s+for\s", name)
    if purpose and (_ends_as_stream(purpose[1]) or _known(purpose[1]) or purpose[1].casefold() in _whole()):
        name = purpose[1]
    return _lead_out().sub("", name).strip(" .,;:+–-")


def _whole() -> frozenset[str]:
    return word_set("funding", "whole")


def _at_labels(text: str) -> list[str]:
    """ "Capital: A Revenue: B" is A and B: what stands before a colon says what the stream is for.

    A label in the middle begins after a known stream, else at the last word with a capital.
    """
    parts = re.split(r":\s+(?=\S)", text)
    out = []
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if last:
            out.append(part)
        elif index:
            tokens = part.split()
            ends = [n for n in range(len(tokens) - 1, 0, -1) if _known(" ".join(tokens[:n]))]
            capitals = [n for n in range(1, len(tokens)) if tokens[n][0].isupper()]
            cut = ends[0] if ends else (capitals[-1] if capitals else len(tokens))
            out.append(" ".join(tokens[:cut]))
    return [part for part in out if part] if len(parts[0]) <= _LONGEST_LABEL else [text]


@cache
def _sourced() -> re.Pattern[str]:
    return re.compile(rf"^.*{alternatives(words('funding', 'sourced'))}\s+(?=\S)", re.IGNORECASE)


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(rf"^{alternatives(w for w in words('funding', 'lead_ins') if w[-1].isalnum())}\s+", re.IGNORECASE)


@cache
def _lead_out() -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives(words('funding', 'lead_outs'))}\W*$", re.IGNORECASE)


@cache
def _cut_after() -> re.Pattern[str]:
    said = "|".join(words("funding", "cut_after"))
    return re.compile(rf"\s+(?:{said})\b", re.IGNORECASE)


@cache
def _known_names() -> dict[str, str]:
    return {fold(name).casefold(): name for stream in funding_streams() for name in (stream.name, *stream.other_names)}


def _known(name: str) -> bool:
    return fold(name).casefold().strip(" .") in _known_names()


def _ends_as_stream(name: str) -> bool:
    return bool(re.search(rf"{alternatives(words('funding', 'stream_ends'))}\W*$", name, re.IGNORECASE))


@cache
def _about_money() -> re.Pattern[str]:
    return re.compile(alternatives(words("funding", "about_money")), re.IGNORECASE)


def _is_stream(name: str) -> bool:
    if name.casefold() in word_set("funding", "short_streams"):
        return True
    if len(re.findall(r"[A-Za-z]", name)) < 2 or _foreign().match(name):
        return False
    if name.casefold() in word_set("funding", "not_streams") | word_set("funding", "lead_ins"):
        return False
    first = re.split(r"\s(?:and|&)\s", name)[0]  # "Lead Consultant & grant" is what a stream pays for
    post = ends_as_post(name) or (ends_as_post(first) and first.split()[-1][0].isupper())
    return not (name.casefold() in word_set("funding", "stream_ends") or (post and len(name.split()) < 5))


def _tiled(name: str, lost: bool = False) -> list[str]:
    """The streams that a name runs together where line breaks were lost; `lost` where that is known already."""
    return list(_tiles(name, lost)) if name.count(" ") < _MOST_WORDS else [name]


@lru_cache(maxsize=1024)  # the end of a run is looked at once for each of its beginnings
def _tiles(name: str, lost: bool) -> tuple[str, ...]:
    if _known(name):
        return (name,)
    tokens = name.split()
    for end in range(len(tokens) - 1, 0, -1):
        first, rest = " ".join(tokens[:end]), " ".join(tokens[end:])
        begins = rest[:1].isupper() or rest[:1].isdigit()
        if not begins or tokens[end].casefold() in word_set("funding", "stream_ends"):
            continue
        own_time = _own_time(rest) and _ends_as_stream(first)
        acronym = re.fullmatch(r"[A-Z]{2,5}", rest) and _known(rest) and first[:1].isupper()
        sources = _is_source(first) and (_known(rest) or _is_source(rest) or len(_tiled(rest)) > 1)
        ended = _ends_as_stream(first) and _ends_as_stream(rest)
        if own_time or acronym or sources or ended or (lost and _known(first)):
            return (*_tiled(first, lost=True), *_tiled(rest, lost=True))
    return (name,)


def _own_time(name: str) -> bool:
    """ "Consultant time" is work that costs nothing new, no stream; what is said of all staff is a source."""
    return bool(re.fullmatch(r"[A-Z][a-z]+ time", name)) and name.casefold() not in _whole()


def _is_source(name: str) -> bool:
    """Whether the name is that of a stream or of a body that may pay."""
    return _known(name) or partner_kind_named(name) is not None


def _shared_end(names: list[str]) -> list[str]:
    """ "Teenage Pregnancy" and "Parents Matter budgets": a plural head after several names belongs to each of them."""
    if len(names) < 2 or not re.search(r"\s(?:budgets|grants|funds)$", names[-1]) or _ends_as_stream(names[-2]):
        return names
    if _known(names[-1]):
        return names
    return [*names[:-1], names[-1].rsplit(" ", 1)[0]]
