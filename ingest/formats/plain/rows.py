"""Rows and cells of columns made of spaces: which physical lines are one row, and how a cell's lines run on.

A row may be set against the top of its cells or centred on them, parted from the next by an empty line, by the next
reference or by nothing. Nothing marks where a cell's line was broken to the column's width and where it ends; the width
and the words tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.plain.marks import MARKER

_REFERENCE = re.compile(r"\(?(?:[A-Z]{1,6}[\s/.-]?)?\d{1,3}(?:[./-]\s?\d{1,3}){0,3}[a-z]?[.):]?")
_OPEN = re.compile(r"(?:[,/&(–-]|\b(?:and|or|of|for|the|a|an|with|to|in|on|by|from|at|as|that|which|their))$")
_GOES_ON = re.compile(r"[a-z(&,;]")
_JOINED = re.compile(r"(?:[^\W\d_]-[a-z]|\d[-–]\d)")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d/\d\d\b|^(?:on-?going|immediate|annual|tbc)", re.IGNORECASE)
_FRESH = re.compile(r"[^a-z(&,;]")
_MOST = 0.6
_NEARLY_ALL = 0.8
_FEWEST = 3
_NARROW = 12  # characters; in a narrower column nothing tells a line that ends from one that was broken
_FULL = 0.85
_FARTHEST = 60  # lines from one reference to the next in which the end of a row is looked for


@dataclass(frozen=True, slots=True)
class PhysicalLine:
    """A line of a table: its number, the text in each column, and whether an empty line stands before it."""

    number: int
    texts: tuple[str, ...]
    parted: bool = False


def rows_of(lines: Sequence[PhysicalLine], widths: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last index of the lines of each row; together they are all the lines."""
    if not lines:
        return []
    references = _references(lines)
    if references:
        headed = not _REFERENCE.fullmatch("".join(lines[references[0].line].texts[:1]))
        begins = [0, *(anchor.line for anchor in references[headed:] if anchor.line > 0)]
    else:
        begins = _by_shape(lines, widths)
    anchors = references or _dates(lines)
    if anchors:
        centred = _centred(lines, anchors)
        swallowed = len(begins) > 1 and sum(anchor.line < begins[1] for anchor in anchors) > 1  # a row by its header
        if _cost(lines, centred) + 1 < _cost(lines, begins) + _late(lines, begins) + swallowed:
            begins = centred
    return [(a, b - 1) for a, b in zip(begins, [*begins[1:], len(lines)], strict=True)]


def joined(lines: Sequence[str], width: int, parted: Sequence[bool] = ()) -> str:
    """The text of a cell from its lines: those broken to the column's width joined, the others kept apart.

    >>> joined(["Open a clinic", "in the north", "• Train staff"], 13)
    'Open a clinic in the north\\n• Train staff'
    """
    text = before = ""
    for at, line in enumerate(lines):
        if not line:
            continue
        if not text:
            text = line
        elif (at < len(parted) and parted[at] and not goes_on(before, line)) or ends(before, line, width):
            text += "\n" + line
        elif _JOINED.fullmatch(before[-2:] + line[0]) and not line.startswith(("and ", "or ", "to ")):
            text += line
        else:
            text += " " + line
        before = line
    return text


def ends(before: str, line: str, width: int) -> bool:
    """Whether a line of a cell was ended by its writer: the next word would have had room, and begins something."""
    if MARKER.match(line) and line[0] not in "–—":  # a dash may also stand within a name
        return True
    if width < _NARROW or goes_on(before, line) or not line[0].isupper():
        return False
    return len(before) + 1 + len(line.split(" ", 1)[0]) <= _FULL * width


def goes_on(before: str, line: str) -> bool:
    """Whether a line can only be the rest of the one before it: by how it begins, or how that breaks off."""
    return bool(_GOES_ON.match(line) or _OPEN.search(before))


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Something that each row prints once: its first line, and twice the line of its middle."""

    line: int
    middle: int


def _references(lines: Sequence[PhysicalLine]) -> list[_Anchor]:
    """What stands in the column of references, where there is one: each row has one, and so has the header."""
    for column in range(min(2, len(lines[0].texts))):
        said = [at for at, line in enumerate(lines) if line.texts[column]]
        found: list[_Anchor] = []
        references = at = 0
        while at < len(said):
            first, last = said[at], said[at]
            text = lines[first].texts[column]
            if not _REFERENCE.fullmatch(text) and at + 1 < len(said) and said[at + 1] - first <= 2:
                below = lines[said[at + 1]].texts[column]
                if _REFERENCE.fullmatch(f"{text} {below}") or (at == 0 and not _REFERENCE.fullmatch(below)):
                    text, last, at = f"{text} {below}", said[at + 1], at + 1
            references += bool(_REFERENCE.fullmatch(text))
            found.append(_Anchor(first, first + last))
            at += 1
        if references >= 2 and references >= _MOST * (len(found) - 1):
            return found
    return []


def _dates(lines: Sequence[PhysicalLine]) -> list[_Anchor]:
    """What stands in a column of dates, or else one of single lines, that every row prints in once."""
    best: tuple[bool, int, list[int]] = (False, 0, [])
    for column in range(len(lines[0].texts)):
        said = [at for at, line in enumerate(lines) if line.texts[column]]
        dates = sum(bool(_DATED.search(lines[at].texts[column])) for at in said)
        dated = dates >= _NEARLY_ALL * (len(said) - 1)
        alone = all(above + 1 < below for above, below in pairwise(said))
        if len(said) >= _FEWEST and (dated or alone):
            best = max(best, (dated, len(said) if dated else -len(said), said))
    return [_Anchor(at, 2 * at) for at in best[2]]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Rows up to one that begins here: what they cost, and the cut before."""

    cost: float
    begin: int
    before: _Cut | None = None


def _centred(lines: Sequence[PhysicalLine], anchors: list[_Anchor]) -> list[int]:
    """The beginnings of rows whose references stand in their middle: as even and as whole as can be."""
    start = _Cut(0, 0)
    reached = [start]
    if anchors[0].line > 0:  # what stands over the first row may be a header
        first = range(max(1, anchors[0].line - _FARTHEST), anchors[0].line + 1)
        reached += [_Cut(1 + 2 * _break_cost(lines, begin), begin, start) for begin in first]
    for here, there in pairwise(anchors):
        following = []
        for begin in range(max(here.middle // 2 + 1, there.line - _FARTHEST), there.line + 1):
            cost, best = min(
                ((cut.cost + abs(here.middle - cut.begin - begin + 1), cut) for cut in reached),
                key=lambda pair: pair[0],
            )
            following.append(_Cut(cost + 2 * _break_cost(lines, begin), begin, best))
        reached = following or reached
    middle, end = anchors[-1].middle, len(lines)
    cut: _Cut | None = min(reached, key=lambda cut: cut.cost + abs(middle - cut.begin - end + 1))
    begins = []
    while cut is not None:
        begins.append(cut.begin)
        cut = cut.before
    return begins[::-1]


def _cost(lines: Sequence[PhysicalLine], begins: list[int]) -> float:
    """How badly rows that begin on these lines read: sentences cut between rows, empty lines within them."""
    opening = set(begins)
    within = sum(line.parted for at, line in enumerate(lines) if at not in opening)
    return within + sum(_break_cost(lines, at) for at in begins[1:])


def _late(lines: Sequence[PhysicalLine], begins: list[int]) -> float:
    """How many cells of rows begin below the first line of their row, which those set against the top do not."""
    late = 0
    for begin, end in pairwise([*begins, len(lines)]):
        if end - begin > 1:
            first = lines[begin].texts
            late += sum(any(lines[at].texts[i] for at in range(begin, end)) for i in range(len(first)) if not first[i])
    return late / 2


def _break_cost(lines: Sequence[PhysicalLine], at: int) -> float:
    """How badly a row that begins on this line reads: what goes on from the line before, less for an empty line."""
    cost = 0.0
    for column, text in enumerate(lines[at].texts):
        below = text or (lines[at + 1].texts[column] if at + 1 < len(lines) else "")
        above = lines[at - 1].texts[column] or (lines[at - 2].texts[column] if at > 1 else "")
        if above and below and goes_on(above, below):
            cost += 1
    return cost - 2 * lines[at].parted


def _by_shape(lines: Sequence[PhysicalLine], widths: Sequence[int]) -> list[int]:
    """Where rows without references begin: at an empty line, or where columns that had ended print again."""
    key = _key(lines)
    begins = [0]
    for at in range(1, len(lines)):
        if _begins(lines, at, begins[-1], key, widths):
            begins.append(at)
    return begins


def _key(lines: Sequence[PhysicalLine]) -> int:
    """The first column that most rows print in: it begins again, after an end, as often as any."""
    count = len(lines[0].texts)
    begun = [0] * count
    for at, line in enumerate(lines):
        for column in range(count):
            if line.texts[column] and (at == 0 or line.parted or not lines[at - 1].texts[column]):
                begun[column] += 1
    return next(column for column in range(count) if 2 * begun[column] >= max(begun))


def _begins(lines: Sequence[PhysicalLine], at: int, first: int, key: int, widths: Sequence[int]) -> bool:
    line, before = lines[at], lines[at - 1]
    said = [column for column, text in enumerate(line.texts) if text]
    both = [column for column in said if before.texts[column]]
    if any(goes_on(before.texts[column], line.texts[column]) for column in both):
        return False
    if line.parted:
        above = next((lines[i].texts[key] for i in range(at - 1, first - 1, -1) if lines[i].texts[key]), "")
        return len(said) > 1 or (key in said and not goes_on(above, line.texts[key]))
    starts = [_FRESH.match(line.texts[column]) for column in said]
    resumed = len(said) - len(both)
    if key not in said:
        whole = all(ends(before.texts[column], line.texts[column], widths[column]) for column in both)
        several = (
            first > 0
            and len(said) > 2
            and any(ends(before.texts[column], line.texts[column], widths[column]) for column in both)
        )
        return all(starts) and ((len(said) > 1 and resumed > 0 and whole) or several)
    if key not in both:
        return not _GOES_ON.match(line.texts[key])
    filled = sum(map(bool, lines[first].texts)) if first else 0
    text = line.texts[key]
    ended = ends(before.texts[key], text, widths[key]) or not text[0].isalpha()
    telling = sum(
        not line.texts[column][0].isalpha() or ends(before.texts[column], line.texts[column], widths[column])
        for column in both
    )
    ended = ended or (widths[key] < _NARROW and text[0].isupper())
    whole = len(said) >= _NEARLY_ALL * len(line.texts) or 2 * telling >= len(both)
    ended = ended or (len(said) > 2 and all(starts) and whole)
    return ended and len(said) >= max(2, _MOST * filled)
