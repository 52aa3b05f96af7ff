"""What the ends of a document's lines tell: some programs leave the space behind where they broke a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf.lines import may_go_on
from ingest.formats.pdf.marks import Line

_ENOUGH = 12
_NEARLY_ALL, _NEARLY_NONE = 0.95, 0.05


@dataclass(slots=True)
class Endings:
    """A tally over the cells of a document: lines that surely go on, since the next begins in lower case, and last
    lines of cells, which do not; and how many of each end in a space or have no room for one."""

    within: int = 0
    within_spaced: int = 0
    last: int = 0
    last_spaced: int = 0

    def enter(self, lines: Sequence[Line], right: float, ends: bool) -> None:
        """Count the lines of a cell; `ends` says that its text ends there, not only its page."""
        for line, below in pairwise(lines):
            if below.text[:1].islower() and not below.marker:
                self.within += 1
                self.within_spaced += may_go_on(line, right)
        if lines and ends:
            self.last += 1
            self.last_spaced += lines[-1].spaced

    @property
    def tell(self) -> bool:
        """Whether a line with room for a space and none at its end has been ended by the writer."""
        enough = min(self.within, self.last) >= _ENOUGH
        return (
            enough and self.within_spaced >= _NEARLY_ALL * self.within and self.last_spaced <= _NEARLY_NONE * self.last
        )
