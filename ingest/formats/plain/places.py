"""Columns from page to page: which of a table's columns a page prints, where it prints nothing in some of them.

A program that sets text in columns closes up where one is empty, so that places alone do not tell which. The words do:
a column goes on in the words it has used before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

_WORD = re.compile(r"[^\W\d_]{3,}")
_MOST_MISSING = 3
_MOST_COLUMNS = 14
_MOST_WORDS = 500  # of a column: what it used first tells as well as all
_CHARACTER = 0.03  # what a character's shift weighs against a share of words
_CLEAR = 0.15
_FARTHEST = 12  # characters on average


@dataclass
class Columns:
    """The columns of the table that was read last: where each begins, and the words it has used; and the last line."""

    starts: list[int] = field(default_factory=list)
    words: list[set[str]] = field(default_factory=list)
    end: int = 0

    def places(self, starts: Sequence[int], texts: Sequence[str]) -> list[int] | None:
        """The column of this table that each column of a part of it is, given where it begins and what it says.

        None where that is not clear. With more columns, or far fewer, a new table begins.
        """
        words = [set(_WORD.findall(text.lower())) for text in texts]
        missing = len(self.starts) - len(starts)
        kept = list(range(len(starts)))
        if 0 < missing <= _MOST_MISSING and len(starts) > 1 and len(self.starts) <= _MOST_COLUMNS:
            found = self._fitting(starts, words)
            if found is None:
                return None
            kept = found
        elif missing:
            self.starts, self.words = list(starts), [set() for _ in starts]
        for at, start, said in zip(kept, starts, words, strict=True):
            self.starts[at] = start
            if len(self.words[at]) < _MOST_WORDS:
                self.words[at] |= said
        return kept

    def _fitting(self, starts: Sequence[int], words: Sequence[set[str]]) -> list[int] | None:
        common = {word for said in self.words for word in said if sum(word in other for other in self.words) > 2}
        fresh = [said - common for said in words]
        widths = [b - a for a, b in zip(self.starts, [*self.starts[1:], self.starts[-1]], strict=True)]
        known = [[len(said & own) / len(said) if said else 1.0 for own in self.words] for said in fresh]
        costs = []
        for kept in combinations(range(len(self.starts)), len(starts)):
            cost = shifts = 0.0
            for at, start, shares in zip(kept, starts, known, strict=True):
                closed = sum(widths[other] for other in range(at) if other not in kept)
                shift = min(abs(self.starts[at] - start), abs(self.starts[at] - closed - start))
                shifts += shift
                cost += _CHARACTER * shift + 1 - shares[at]
            if shifts <= _FARTHEST * len(starts):
                costs.append((cost, kept))
        costs.sort()
        if not costs or (len(costs) > 1 and costs[1][0] - costs[0][0] < _CLEAR):
            return None
        return list(costs[0][1])
