"""Columns made of runs of spaces: the white gutters that run down over lines of text set side by side.

A gutter is a stretch of character offsets that no line of a run prints on. It is found by going down the lines: each
narrows the gutters by what it prints into them from left and right, opens new ones, or crosses them. A line that
crosses what several lines keep white is no row, or the run of lines ends there. The time is linear in the lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.plain.marks import SIGNS

Piece = tuple[int, int]
_PIECES = re.compile(r"\S+(?:\s\S+)*")
_BULLET = re.compile(rf"(?![+])[{SIGNS}]")
_MARK = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]")
_MARK_GAP = 5
_SENTENCE = 70  # characters that a cell of a column hardly has in one line
_REMEMBERED = 40  # lines that a new gutter is held against
_GROUPED = 3  # lines at the head of a table that may stand over several columns
_NEAR = 3
_TIGHT = 4  # a gutter so narrow may be filled up to a single space


def pieces_of(line: str) -> list[Piece]:
    """The stretches of a line that two or more spaces set apart; the mark of a list item stays with its text.

    >>> pieces_of("1.1   Open a clinic   K Osei")
    [(0, 3), (6, 19), (22, 28)]
    """
    if "  " not in line:
        left, right = len(line) - len(line.lstrip()), len(line.rstrip())
        return [(left, right)] if left < right else []
    found = [match.span() for match in _PIECES.finditer(line)]
    at = 0
    while at + 1 < len(found):
        (start, end), (following, until) = found[at], found[at + 1]
        text = line[start:end]
        marked = _BULLET.fullmatch(text) or (len(found) == 2 and _MARK.fullmatch(text))
        # a typist's two spaces after a sentence part no columns
        sentence = end - start > _SENTENCE and text[-1] in ".?!" and following - end == 2 and line[following].isupper()
        if sentence or (marked and following - end < _MARK_GAP):
            found[at : at + 2] = [(start, until)]
            continue
        at += 1
    return found


@dataclass
class Gutter:
    """A white stretch [`left`, `right`): how many lines print on both sides of it next to each other, how many cross
    it; `pair` where it was one with its neighbour until a line printed between them."""

    left: int
    right: int
    seen: int = 1
    crossed: int = 0
    pair: int = 0

    @property
    def narrow(self) -> bool:
        """Whether lines have shown it to be so narrow that text may fill it up to a single space."""
        return self.seen > 1 and self.right - self.left <= _TIGHT


@dataclass
class Run:
    """A run of lines with gutters: the rows (line number and pieces), the lines that cross everything, the edges."""

    gutters: list[Gutter] = field(default_factory=list)
    rows: list[tuple[int, list[Piece]]] = field(default_factory=list)
    crossing: list[int] = field(default_factory=list)
    several: int = 0
    broken: bool = False  # whether the run ended at a line with several pieces that did not fit

    def take(self, number: int, line: str, pieces: list[Piece], settled: bool = False) -> bool:
        """Take a line as a row; False, and nothing changes, where it does not fit.

        `settled` says that it may open no new gutter: it stands after a break in the run.
        """
        if not self.rows and not self.gutters:
            self.gutters = [Gutter(a[1], b[0]) for a, b in pairwise(pieces)]
            self._keep(number, pieces)
            return True
        pieces = self._without_weak_gaps(line, pieces)
        lefts, rights = [gutter.left for gutter in self.gutters], [gutter.right for gutter in self.gutters]
        crossings = [
            (gutter, piece)
            for piece in pieces
            for gutter in self.gutters[bisect_left(lefts, piece[0]) : bisect_right(rights, piece[1])]
        ]
        pieces = self._split_tight(line, pieces, crossings)
        crossed = [gutter for gutter, piece in crossings if piece in pieces]
        hard = [gutter for gutter in crossed if gutter.seen or gutter.pair == 0]
        if hard and (len(pieces) == 1 or len(crossed) == len(self.gutters)):
            return False
        fresh = [gap for gap in _gaps(pieces) if bisect_right(rights, gap[0]) >= bisect_left(lefts, gap[1])]
        opened = [] if settled and fresh else [g for gap in fresh if (g := self._opened(gap, line)) is not None]
        if settled and (fresh or hard):
            return False
        if any(gutter.seen > 1 and gutter.crossed + 1 > gutter.seen for gutter in hard):
            return False
        for gutter in crossed:
            gutter.crossed += 1
            if not gutter.seen or gutter.crossed > gutter.seen:
                self._drop(gutter)
        self._narrow(pieces)
        self.gutters = sorted([*self.gutters, *opened], key=lambda gutter: gutter.left)
        self._witness(pieces)
        self._keep(number, pieces)
        return True

    def _keep(self, number: int, pieces: list[Piece]) -> None:
        self.rows.append((number, pieces))
        self.several += len(pieces) > 1

    def near(self, pieces: list[Piece]) -> bool:
        """Whether pieces begin where columns begin, as far as known: a sign that a table goes on."""
        edges = [gutter.right for gutter in self.gutters]
        first = min((row[0][0] for _, row in self.rows), default=0)
        starts = [first, *edges]
        return all(any(abs(start - edge) <= _NEAR for edge in starts) for start, _ in pieces)

    def _without_weak_gaps(self, line: str, pieces: list[Piece]) -> list[Piece]:
        """The pieces with two spaces after the end of a sentence read as one, unless a gutter runs there."""
        joined = pieces[:1]
        for start, end in pieces[1:]:
            before, until = joined[-1]
            weak = start - until == 2 and line[until - 1] in ".!?:;"
            if weak and not any(g.left < start and until < g.right for g in self.gutters):
                joined[-1] = (before, end)
            else:
                joined.append((start, end))
        return joined

    def _split_tight(self, line: str, pieces: list[Piece], crossings: list[tuple[Gutter, Piece]]) -> list[Piece]:
        """The pieces, one that fills its column up to a single space before the next column's edge cut there.

        The rest of the line says that it is a row, or the gutter has proved to be a narrow one.
        """
        cuts: list[int] = []
        for piece in {crossing for _, crossing in crossings}:
            own = [gutter for gutter, crossing in crossings if crossing == piece and gutter.seen]
            others = [other for other in pieces if other != piece]
            row = len(others) > 0 and self.near(others)
            if all(line[gutter.right - 1].isspace() and (row or gutter.narrow) for gutter in own):
                cuts += [gutter.right for gutter in own]
        for cut in cuts:
            for at, (start, end) in enumerate(pieces):
                if start < cut < end:
                    until = start + len(line[start:cut].rstrip())
                    pieces[at : at + 1] = [(start, until), (cut, end)]
                    break
        return pieces

    def _opened(self, gap: Piece, line: str) -> Gutter | None:
        """The gutter that a gap opens in a column; None where lines before print all over it."""
        left, right = gap
        covering = 0
        for at, (_, row) in enumerate(self.rows[-_REMEMBERED:]):
            for start, end in row:
                if start <= left and end >= right:
                    covering += 1
                    if at >= _GROUPED or len(self.rows) > _GROUPED or right - left < _NEAR:
                        return None
                elif start <= left < end:
                    left = end
                elif start < right <= end:
                    right = start
                elif left < start and end < right:
                    left = end
        return Gutter(left, right, crossed=covering) if right > left else None

    def _narrow(self, pieces: list[Piece]) -> None:
        rights = [gutter.right for gutter in self.gutters]
        for start, end in pieces:
            for at in range(bisect_right(rights, start), len(self.gutters)):
                gutter = self.gutters[at]
                if gutter.left >= end:
                    break
                if start <= gutter.left < end < gutter.right:
                    gutter.left = end
                elif gutter.left < start < gutter.right <= end:
                    gutter.right = rights[at] = start
                elif gutter.left < start and end < gutter.right:
                    pair = gutter.seen + gutter.pair
                    crossed = gutter.crossed  # what crossed the whole crosses both halves
                    halves = [Gutter(gutter.left, start, 0, crossed, pair), Gutter(end, gutter.right, 0, crossed, pair)]
                    self.gutters[at : at + 1] = halves
                    rights[at : at + 1] = [start, gutter.right]
                    break

    def _witness(self, pieces: list[Piece]) -> None:
        lefts, rights = [gutter.left for gutter in self.gutters], [gutter.right for gutter in self.gutters]
        for left, right in _gaps(pieces):
            within = self.gutters[bisect_right(rights, left) : bisect_left(lefts, right)]
            for gutter in within:
                if len(within) == 1:
                    gutter.seen += 1
                elif gutter.pair:
                    gutter.pair += 1

    def _drop(self, gutter: Gutter) -> None:
        """Forget a gutter; where it was one with a neighbour, the neighbour has all that was seen of both."""
        at = next(i for i, g in enumerate(self.gutters) if g is gutter)
        for near in (at - 1, at + 1):
            if 0 <= near < len(self.gutters) and gutter.pair and self.gutters[near].pair == gutter.pair:
                self.gutters[near].seen += gutter.pair
                self.gutters[near].pair = 0
                break
        del self.gutters[at]

    def settle(self) -> None:
        """Forget the gutters that no line has shown to part two columns, the narrowest first."""
        while unseen := [gutter for gutter in self.gutters if not gutter.seen]:
            self._drop(min(unseen, key=lambda gutter: gutter.right - gutter.left))


def _gaps(pieces: list[Piece]) -> list[Piece]:
    return [(left[1], right[0]) for left, right in pairwise(pieces)]
