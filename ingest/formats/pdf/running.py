"""Running heads, feet and page numbers: what stands at the edge of a page and again on the pages near it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.formats.pdf.endings import Endings
from ingest.formats.pdf.lines import grouped, line_of
from ingest.formats.pdf.marks import Line, Page, Word
from ingest.formats.pdf.ruled import PrintedTable, ruled_tables

_EDGE = 0.14  # of the page's height
_OUTERMOST = 3  # lines
_NEAR, _AGAIN = 3, 2  # pages before and after that are looked at, and on how many of them the line is again
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\s]*(?:page|p\.?|pg)?[-–—|\s]*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*)", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]{3}")
_ENDS_IN_NUMBER = re.compile(r"\d\W*$")
_DIGITS = re.compile(r"\d{1,4}")


@dataclass(slots=True)
class Sheet:
    """A page with its ruled tables found, the words beside them, and the lines that are only the page's furniture.

    `kept` are running heads printed for the first time: they may say what the document is.
    """

    page: Page
    tables: list[PrintedTable]
    words: list[Word]
    head: list[Line] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)
    kept: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Edges:
    sheet: Sheet
    lines: list[tuple[str, Line, list[Word]]]  # "head" or "foot", the line, its words

    def keys(self) -> set[str]:
        return {key for side, line, _ in self.lines for key in _keys(side, line, self.sheet.page.number)}


def sheets(pages: Iterable[Page]) -> Iterator[Sheet]:
    """The pages in order, their running heads and feet taken out of the words.

    No more than a few pages are held at a time.
    """
    window: deque[_Edges] = deque()
    met: set[str] = set()
    endings = Endings()
    waiting = 0
    for page in pages:
        window.append(_edges(page, endings))
        waiting += 1
        if waiting > _NEAR:
            yield _parted(window, len(window) - waiting, met)
            waiting -= 1
        if len(window) > 2 * _NEAR + 1:
            window.popleft()
    while waiting:
        yield _parted(window, len(window) - waiting, met)
        waiting -= 1


def _edges(page: Page, endings: Endings) -> _Edges:
    tables, words = ruled_tables(page, endings)
    page.words, page.across, page.down = [], [rule for rule in page.across if rule.length > 20], []
    lines: list[tuple[str, Line, list[Word]]] = []
    top, bottom = _EDGE * page.height, (1 - _EDGE) * page.height
    upright = [word for word in words if word.turned == 0]
    for side, held in (("head", [w for w in upright if w.y < top]), ("foot", [w for w in upright if w.y > bottom])):
        groups = grouped(held)
        groups = groups[:_OUTERMOST] if side == "head" else groups[-_OUTERMOST:]
        lines += [(side, line_of(group), group) for group in groups]
    return _Edges(Sheet(page, tables, words), lines)


def _keys(side: str, line: Line, number: int) -> tuple[str, ...]:
    """What a line is known by: its words, and its words with the number of the page taken out."""
    text = f"{line.marker} {line.text}".strip()
    plain = f"{side}:{text}"
    if line.bold and not _PAGE_NUMBER.fullmatch(text):
        return (plain,)
    found = list(_DIGITS.finditer(text))[:3]
    if not (_PAGE_NUMBER.fullmatch(text) or text[:1].isdigit() or _ENDS_IN_NUMBER.search(text)):
        return (plain,)
    counted = (f"{text[: d.start()]}#{int(d[0]) - number}{text[d.end() :]}" for d in found)
    return (plain, *(f"{side}:{key}" for key in counted))


def _parted(window: deque[_Edges], at: int, met: set[str]) -> Sheet:
    """The page at a place of the window, its running lines set apart."""
    edges = window[at]
    near = [other.keys() for i, other in enumerate(window) if i != at and abs(i - at) <= _NEAR]
    taken: set[int] = set()
    for side, line, words in edges.lines:
        keys = _keys(side, line, edges.sheet.page.number)
        again = max(sum(key in others for others in near) for key in keys)
        alone = bool(_PAGE_NUMBER.fullmatch(f"{line.marker} {line.text}".strip())) and _outermost(
            edges.lines, side, line
        )
        if again < min(_AGAIN, max(len(near), 1)) and not alone:
            continue
        if len(near) < _AGAIN and not alone:  # two pages show nothing
            continue
        plain = sum(keys[0] in others for others in near) >= _AGAIN
        if plain and side == "head" and keys[0] not in met and _LETTERS.search(line.text):
            met.add(keys[0])
            taken |= {id(word) for word in words}
            edges.sheet.kept.append(line)
            continue
        taken |= {id(word) for word in words}
        (edges.sheet.head if side == "head" else edges.sheet.foot).append(line)
    edges.sheet.words = [word for word in edges.sheet.words if id(word) not in taken]
    return edges.sheet


def _outermost(lines: Sequence[tuple[str, Line, list[Word]]], side: str, line: Line) -> bool:
    """Whether a line is the first or last on its page, where page numbers stand."""
    own = [other for place, other, _ in lines if place == side]
    return line is (own[0] if side == "head" else own[-1])
