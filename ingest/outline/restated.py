"""Aims that a plan states more than once: in a list at its front, in an overview table, under a code of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from ingest.cells import cited_indicators
from ingest.document import Cell, Heading, Paragraph, Span
from ingest.outline.aims import Aim, Outline
from ingest.outline.forms import Titled
from ontology.reading import fold

_CODE = re.compile(r"(?P<letters>[A-Z]{2,6})\s?(?P<number>\d{1,2})\s*[.:)–-]?\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,2}[.:)]\s+(?=\S)")
_CODE_AFTER = re.compile(r"\s*\((?P<letters>[A-Z]{1,6})\s?(?P<number>\d{1,2})\)\s*$")
_ALIKE, _SHORTEST, _LONGEST = 90, 12, 400
_FEWEST, _MOST = 2, 0.66


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    letters: str
    number: str
    span: Span

    @property
    def code(self) -> str:
        return f"{self.letters}{self.number}"


def restated(
    outline: Outline, blocks: Iterable[Heading | Paragraph], tables: Iterable[Sequence[Sequence[Cell]]]
) -> list[Span]:
    """Enter what restates an aim; `tables` are the rows of overview tables, the cell of the aim first.

    A coded list or a table of which most items restate aims of one level states the others of that level too: they are
    entered as aims of their own. The places of all that was understood come back.
    """
    found: list[Span] = []
    unmatched: list[_Item] = []
    levels: dict[str, Counter[tuple[str, int]]] = {}
    for item in map(_item, blocks):
        if item is None:
            continue
        aim = _find(outline.aims, item.text)
        if aim is not None:
            _enter(aim, item)
            found.append(item.span)
            levels.setdefault(item.letters, Counter())[(aim.titled.level, aim.rank)] += 1
        elif item.letters:
            unmatched.append(item)
    for item in unmatched:
        common = levels.get(item.letters, Counter()).most_common(1)
        if common and common[0][1] >= 2:
            _new(outline, item, *common[0][0])
            found.append(item.span)
    for rows in tables:
        found += _overview(outline, rows)
    return found


def _item(block: Heading | Paragraph) -> _Item | None:
    text = block.text
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None
    match = _CODE.match(text)
    if match:
        return _Item(text[match.end() :], match["letters"], match["number"], block.span)
    return _Item(_NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text, "", "", block.span)


def _find(aims: list[Aim], text: str) -> Aim | None:
    wordings = tuple((index, aim.titled.text) for index, aim in enumerate(aims) if aim.rank > 1)
    best = process.extractOne(fold(text), _folded(wordings), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return aims[best[2]] if best else None


@lru_cache(maxsize=8)
def _folded(wordings: tuple[tuple[int, str], ...]) -> dict[int, str]:
    return {index: fold(text) for index, text in wordings}


def _enter(aim: Aim, item: _Item) -> None:
    if item.letters:
        aim.called(item.code, item.span)
    aim.called(item.text, item.span)


def _new(outline: Outline, item: _Item, level: str, rank: int) -> Aim:
    siblings = [aim for aim in outline.aims if aim.titled.level == level]
    parents = Counter(id(aim.parent) for aim in siblings)
    parent = next((aim.parent for aim in siblings if id(aim.parent) == parents.most_common(1)[0][0]), None)
    aim = Aim(Titled(level, rank, item.text, item.code), item.span, parent, parent.outcome if parent else None)
    aim.key = f"{level}|{item.code}|{fold(item.text)}"
    known = next((other for other in outline.aims if other.key == aim.key), None)
    if known is None:
        outline.aims.append(aim)
    return known or aim


def _overview(outline: Outline, rows: Sequence[Sequence[Cell]]) -> list[Span]:
    """An overview: the aims that each row's first cell names, and the indicators that its other cells give them."""
    named = [_named(outline, row[0]) for row in rows]
    levels = Counter((aims[0].titled.level, aims[0].rank) for aims in named if aims)
    if levels:
        level, times = levels.most_common(1)[0]
        if times >= _FEWEST and times >= _MOST * sum(bool(row[0].text) for row in rows):
            for at, row in enumerate(rows):
                text = " ".join(row[0].text.split())
                if not named[at] and _SHORTEST <= len(text) <= _LONGEST:
                    named[at] = [_new(outline, _Item(text, "", "", row[0].span), *level)]
    for aims, row in zip(named, rows, strict=True):
        if len(aims) == 1:
            for cell in row[1:]:
                outline.measured(cited_indicators(cell.text, cell.span), aims)
    return [cell.span for aims, row in zip(named, rows, strict=True) if aims for cell in row]


def _named(outline: Outline, cell: Cell) -> list[Aim]:
    """The aims that a cell restates, a line each; the code that stands after one is another name of it."""
    named: list[Aim] = []
    for line in cell.text.split("\n"):
        match = _CODE_AFTER.search(line)
        text = line[: match.start()] if match else line
        aim = _find(outline.aims, text)
        if aim is not None:
            if match:
                aim.called(f"{match['letters']}{match['number']}", cell.span)
            aim.called(text, cell.span)
            named.append(aim)
        elif match and (short := _abbreviated(outline.aims, match["letters"], match["number"])):
            short.called(f"{match['letters']}{match['number']}", cell.span)
            short.called(text, cell.span)
    return named


def _abbreviated(aims: list[Aim], letters: str, number: str) -> Aim | None:
    """The aim that "KC3" stands for where it is called "Key Change 3"."""
    for aim in aims:
        for name in (aim.titled.reference, *(other.text for other in aim.others)):
            *called, last = name.split() or [""]
            if len(called) > 1 and last == number and "".join(word[0] for word in called) == letters:
                return aim
    return None
