"""The text of a document whose format has no lines of its own (Word, a workbook, a PDF), written piece by piece.

Everything that is read must lead to a place in one text. A format's module writes that text here in reading order, and
is told for each piece where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Span

_LINE_ENDS = re.compile(r"\r\n?|[\v\x85\u2028\u2029]")
_NOT_PRINTED = re.compile(r"[\x00-\x08\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text in the making: how many pieces, which line and page."""

    pieces: int
    line: int
    page: int | None


class Composer:
    """A text in the making: pieces go in, each with what separates it from the next, and their places come out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._line = 1
        self._page: int | None = None

    def write(self, text: str, after: str = "\n", place: str = "") -> Span:
        """Add `text` and then `after` (a line end, a tab between two cells); where the text stands.

        White space at its ends is left out, line ends of every kind become "\\n" and characters that print nothing
        become spaces. `place` is where the piece stands as its own format says it ("Targets!B7").
        """
        kept = _NOT_PRINTED.sub(" ", _LINE_ENDS.sub("\n", text)).strip()
        first = self._line
        self._pieces += (kept, after)
        self._line += kept.count("\n")
        span = Span(first, self._line, kept, self._page, place)
        self._line += after.count("\n")
        return span

    def mark(self) -> Mark:
        """The place that is written to next, for `since`."""
        return Mark(len(self._pieces), self._line, self._page)

    def since(self, mark: Mark, place: str = "") -> Span:
        """All that was written since a mark, as one stretch: a row of cells, a table of rows."""
        raw = "".join(self._pieces[mark.pieces :])
        quote = raw.strip()
        line = mark.line + raw[: len(raw) - len(raw.lstrip())].count("\n")
        return Span(line, line + quote.count("\n"), quote, mark.page, place)

    def page(self, number: int) -> None:
        """What is written from here on stands on page `number` (1-based); pages are parted by a form feed."""
        if self._page is not None:
            self._pieces.append("\f\n")
            self._line += 1
        self._page = number

    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)
