"""The columns of a table without rules over all the pages that it is printed on: each page shows some of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.pdf.gaps import Gap, Group, Run, columns, end_of_first_column, segments, still_open

_OPEN = 0.3  # in letter sizes: how wide a gap stays over many pages
_EDGE = 1.5  # points
_FURTHEST, _ROW_APART, _LOOSE_ITEM = 12.0, 1.35, 1.8  # in letter sizes
_TITLES = 2  # lines across a table, one under another
_BIGGER = 1.1


@dataclass(slots=True)
class Columns:
    """The gaps between the columns of a table, the lines that show them and their pages; `bounds` are where each
    column's words begin and end."""

    gaps: list[Gap]
    groups: list[Group] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    bounds: tuple[Gap, ...] = ()

    def take(self, groups: Sequence[Group], gaps: Sequence[Gap], page: int) -> bool:
        """Take the lines of a page's table where it has the same columns, or some of them; False where it has not."""
        if page - max(self.pages) > 1:
            return False
        ours = _left_open(self.gaps, groups)
        theirs = _left_open(gaps, self.groups)
        both = _united(ours, theirs)
        if len(both) < max(len(self.gaps), len(gaps)) or not any(_overlap(a, b) for a in ours for b in theirs):
            return False
        self.gaps = both
        self.groups += groups
        self.pages.add(page)
        return True

    def measure(self) -> None:
        """Find the bounds of the columns from all lines taken."""
        rows = columns(self.groups, self.gaps)
        found: list[Gap] = []
        for column in range(len(self.gaps) + 1):
            words = [word for row in rows for word in row[column]]
            between = found[-1][1] if found else self.groups[0][0].x0
            left, right = min((w.x0 for w in words), default=between), max((w.x1 for w in words), default=between)
            found.append((left, right + 2))
        self.bounds = tuple(found)

    def near(self, page: int) -> bool:
        """Whether the table is printed on a page, or on the one before or after it."""
        return min(self.pages) - 1 <= page <= max(self.pages) + 1

    def fits(self, group: Group) -> bool:
        """Whether a line keeps to the columns: no word reaches over the edge of one."""
        low, high = self.bounds[0][0] - _EDGE, self.bounds[-1][1] + _EDGE
        if group[0].x0 < low or max(word.x1 for word in group) > high:
            return False
        edges = [end for _, end in self.gaps]
        if any(word.x0 < edge - _EDGE and word.x1 > edge + _EDGE for word in group for edge in edges):
            return False
        for before, word in pairwise(
            group
        ):  # a word's space from the next, in another column, that does not begin there
            close = word.x0 - before.x1 < _OPEN * word.size
            crossed = [edge for edge in edges if before.x0 < edge - _EDGE <= word.x0]
            if close and crossed and abs(word.x0 - crossed[-1]) > _EDGE:
                return False
        return True

    def filled(self, group: Group) -> list[int]:
        """The columns in which a line prints."""
        (cells,) = columns([group], self.gaps)
        return [at for at, words in enumerate(cells) if words]

    def run(self, groups: Sequence[Group], at: int, floor: int, begun: bool) -> Run | None:
        """The lines from `at` on that are part of the table; None where the line there is not.

        Lines before `floor` are taken already. `begun` says that the table goes on from the page before.
        """
        if not self.fits(groups[at]):
            return None
        kept = self.filled(groups[at])
        if len(kept) < 2 and not (begun and (kept[0] > 0 or groups[at][0].text[:1].islower())):
            return None
        over: set[int] = set()
        last, here = at, at + 1
        while here < len(groups) and groups[here][0].y - groups[here - 1][0].y <= _FURTHEST * groups[here][0].size:
            if not self.fits(groups[here]) or self._is_title(groups, here):
                ahead = next(
                    (i for i in range(here + 1, min(here + _TITLES + 1, len(groups))) if self._row(groups[i])), 0
                )
                if not ahead or not all(len(segments(groups[i])) == 1 for i in range(here, ahead)):
                    break
                over |= set(range(here, ahead))
                here = ahead
            elif self._row(groups[here]):
                last, here = here, here + 1
            else:
                here += 1
        end = last + 1
        while end < here and self._belongs(groups, end):
            end += 1
        if here == len(groups):
            end = end_of_first_column(groups, end, self.bounds[0][1])
        if not begun and not any(len(segments(group)) > 1 for group in groups[at:end]):
            return None  # the words of a sentence happen to keep to the columns
        first = at
        while first > floor and self._heads(groups[first - 1], groups[first]):
            first -= 1
        inner = frozenset(i for i in over if i < end)
        return Run(first, end, tuple(self.gaps), inner, self.bounds)

    def _row(self, group: Group) -> bool:
        return self.fits(group) and len(self.filled(group)) > 1

    def _is_title(self, groups: Sequence[Group], at: int) -> bool:
        """Whether a line in the first column alone is set apart by its letters from the lines above and below."""
        group = groups[at]
        if self.filled(group) != [0] or at + 1 >= len(groups):
            return False
        near = [word for i in (at - 1, at + 1) for word in groups[i]]
        size = max(word.size for word in near)
        bold = all(word.bold for word in group) and not any(word.bold for word in near)
        return max(word.size for word in group) > _BIGGER * size or bold

    def _belongs(self, groups: Sequence[Group], at: int) -> bool:
        """Whether a line in one column, below the table's last line in several, is still part of it."""
        group, above = groups[at], groups[at - 1]
        if self.filled(group) != [0]:
            return True  # running text begins at the left
        near = group[0].y - above[0].y <= _LOOSE_ITEM * group[0].size
        alike = group[0].bold == above[0].bold and abs(group[0].size - above[0].size) < 0.1 * above[0].size
        return near and alike and any(0 in self.filled(group) for group in groups[max(at - 2, 0) : at])

    def _heads(self, above: Group, below: Group) -> bool:
        """Whether a line is the first of a header over several lines: near, and in a later column."""
        near = below[0].y - above[0].y <= _ROW_APART * max(word.size for word in above)
        return near and self.fits(above) and 0 not in self.filled(above)


def _left_open(gaps: Iterable[Gap], groups: Sequence[Group]) -> list[Gap]:
    """The gaps that lines leave open, as far as they do; a line of one piece over most of them is a title."""
    left = list(gaps)
    for group in groups:
        size = max(word.size for word in group)
        kept = still_open(left, group, size, _OPEN)
        if len(segments(group)) == 1 and len(kept) <= len(left) / 2:
            continue
        left = kept
    return left


def _united(some: Sequence[Gap], others: Sequence[Gap]) -> list[Gap]:
    """All gaps, those that overlap as one."""
    found: list[Gap] = []
    for gap in sorted([*some, *others]):
        if found and _overlap(found[-1], gap):
            found[-1] = (max(found[-1][0], gap[0]), min(found[-1][1], gap[1]))
        else:
            found.append(gap)
    return found


def _overlap(one: Gap, other: Gap) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > 0
