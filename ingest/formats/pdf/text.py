"""From a page's lines to headings, paragraphs and list items, by spacing, size, weight, markers and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.pdf.flow import Flow, Item
from ingest.formats.pdf.lines import continued, numbered, runs_on
from ingest.formats.pdf.marks import Line
from ingest.formats.pdf.ruled import PrintedTable

_BIGGER, _SMALL_TITLE, _SAME_SIZE = 1.1, 0.8, 0.08
_LONGEST_HEADING, _LONGEST_CAPITALS = 220, 140
_LOOSE, _TIGHT_TITLE = 1.25, 1.45
_LONG_LINE = 60
_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """Text between tables: a heading where `level` is not 0, a list item where `bullet` is not empty."""

    text: str
    size: float
    bold: bool
    bullet: str = ""
    level: int = 0
    open: bool = False  # its last line was ended only by its width


Content = PrintedTable | Passage


@dataclass(frozen=True, slots=True)
class Looks:
    """What the letters of a document are like: the size of its text, whether that is bold, its margins and spacing."""

    size: float
    bold: bool
    pitch: float
    right: float


def looks(pages: Iterable[Sequence[Item]]) -> Looks:
    """The look of a document's running text; of its tables' where it has no other."""
    sizes: Counter[float] = Counter()
    bolds = letters = 0
    pitches: list[float] = []
    rights: list[float] = []
    for items in pages:
        for item in items:
            if not isinstance(item, Flow):
                continue
            for line in item.lines:
                sizes[round(line.size * 2) / 2] += len(line.text)
                letters += len(line.text)
                bolds += len(line.text) * line.bold
                if item.whole and len(line.text) >= _LONG_LINE:
                    rights.append(line.x1)
            near = ((b.y - a.y) / a.size for a, b in pairwise(item.lines) if _alike(a, b))
            pitches += [apart for apart in near if 0.8 <= apart <= 2.5]
    pitches.sort()
    rights.sort()
    return Looks(
        size=max(sizes, key=lambda size: sizes[size], default=10.0),
        bold=bolds > 0.6 * letters,
        pitch=pitches[len(pitches) // 4] if pitches else 1.3,
        right=rights[int(len(rights) * 0.97)] if rights else 0.0,
    )


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * one.size and one.bold == other.bold


def passages(flow: Flow, look: Looks) -> list[Passage]:
    """The headings, paragraphs and list items that the lines of a flow make."""
    right = max(flow.right, look.right) if flow.whole else flow.right
    groups: list[list[Line]] = []
    for line in flow.lines:
        if groups and _goes_on(groups[-1], line, flow.left, right, look):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_passage(group, flow.left, right, look) for group in groups]


def _goes_on(group: list[Line], line: Line, left: float, right: float, look: Looks) -> bool:
    last = group[-1]
    if line.marker or not _alike(last, line):
        return False
    apart = (line.y - last.y) / max(last.size, 1.0)
    if last.size > _BIGGER * look.size:
        return 0 < apart <= _TIGHT_TITLE and not numbered(line)
    if not 0 < apart <= _LOOSE * look.pitch:
        return False
    if numbered(line) and (numbered(group[0]) or not runs_on(last, line, left, right, 3.0)):
        return False
    if runs_on(last, line, left, right, 3.0):
        return True
    return line.text[:1].islower() and last.text[-1:] not in ".:;!?" and len(last.text) > _LONG_LINE // 2


def _passage(group: list[Line], left: float, right: float, look: Looks) -> Passage:
    first, last = group[0], group[-1]
    bullet = first.marker or numbered(first)
    text = first.text if first.marker else first.text[len(bullet) :].lstrip()
    for line in group[1:]:
        text = continued(text, line.text)
    bold = all(line.bold for line in group)
    heading = _is_heading(first, text, bold, look)
    if heading and not first.marker and bullet:
        text, bullet = f"{bullet} {text}", ""
    full = last.x1 >= right - 0.2 * (right - left)
    return Passage(text, first.size, bold, bullet, int(heading and not first.marker), full)


def _is_heading(first: Line, text: str, bold: bool, look: Looks) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 2 or len(text) > _LONGEST_HEADING:
        return False
    if first.size >= _BIGGER * look.size:
        return True
    if text[-1] in ".;,":
        return False
    if bold and not look.bold and first.size >= _SMALL_TITLE * look.size:
        return True
    capitals = len(letters) >= 5 and all(letter.isupper() for letter in letters)
    return capitals and len(text) <= _LONGEST_CAPITALS and first.size >= 0.9 * look.size


def levelled(pages: Sequence[list[Content]]) -> list[list[Content]]:
    """The contents with each heading's level: the biggest letters are level 1, then bold, then capitals."""
    styles = {_style(c) for page in pages for c in page if isinstance(c, Passage) and c.level}
    rank = {style: min(at, _LEVELS) for at, style in enumerate(sorted(styles, reverse=True), 1)}
    return [
        [replace(c, level=rank[_style(c)]) if isinstance(c, Passage) and c.level else c for c in page] for page in pages
    ]


def _style(passage: Passage) -> tuple[float, bool]:
    return round(passage.size), passage.bold


def carried(pages: list[list[Content]]) -> list[list[Content]]:
    """The contents, where a paragraph that runs over the end of a page stands whole on the page where it begins."""
    for at in range(len(pages) - 1):
        page, following = pages[at], pages[at + 1]
        if not page or not following:
            continue
        last, more = page[-1], following[0]
        if not isinstance(last, Passage) or not isinstance(more, Passage) or last.level or more.level:
            continue
        alike = abs(last.size - more.size) <= _SAME_SIZE * last.size and last.bold == more.bold and not more.bullet
        if alike and last.open and last.text[-1:] not in ".!?:" and more.text[:1].islower():
            page[-1] = replace(last, text=continued(last.text, more.text), open=more.open)
            del following[0]
    return pages
