"""A decoded text with places: from character offsets to lines, pages and verbatim spans."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ingest.document import Span


class Source:
    """The text of a document; `span` turns two offsets into a `Span` whose quote begins on its line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._page_breaks = [match.start() for match in re.finditer("\f", text)]

    def line(self, offset: int) -> int:
        """The 1-based line of a character offset."""
        return bisect_right(self.line_starts, offset)

    def page(self, offset: int) -> int | None:
        """The 1-based page of an offset, where the text has form feeds; None where it has none."""
        return bisect_left(self._page_breaks, offset + 1) + 1 if self._page_breaks else None

    def span(self, start: int, end: int) -> Span:
        """The stretch between two offsets, white space at its ends left out."""
        raw = self.text[start:end]
        quote = raw.strip()
        if len(quote) != len(raw):
            start += len(raw) - len(raw.lstrip())
        first = bisect_right(self.line_starts, start)
        last = first if "\n" not in quote else self.line(start + len(quote) - 1)
        return Span(first, last, quote, self.page(start) if self._page_breaks else None)
