"""The lines of a plain text as a reader goes through them, each with its place in the source."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from itertools import accumulate

from ingest.document import Block, Paragraph, Span
from ingest.formats.plain.places import Columns
from ingest.formats.source import Source

_ODD_ENDS = re.compile("[\v\f\x85\u2028\u2029]")
_ENDS = re.compile("\n\f?|\f\n?|[\v\x85\u2028\u2029]")


@dataclass
class Lines:
    """Lines with the offset of each in the source, how far they are read, and the blocks found so far.

    A line of `texts` stands in the source at its offset, character by character, unless it has been emptied because it
    is accounted for already. `pages` has the index of the first line of each page after the first.
    """

    source: Source
    texts: list[str]
    starts: list[int]
    pages: list[int] = field(default_factory=list)
    at: int = 0
    blocks: list[Block] = field(default_factory=list)
    asides: list[Paragraph] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)  # what links and footnotes of the text lead to
    no_drawing_before: int = 0  # the first line that has not been looked at for a drawn table
    no_layout_before: int = 0  # the first line that has not been looked at for columns
    columns: Columns = field(default_factory=Columns)  # those of the last table that the white between them parts
    header: tuple[tuple[str, ...], ...] = ()  # the lines of the header of the last table of columns
    run_end: int = -1  # the last line of the run of text that was looked at last

    def __len__(self) -> int:
        return len(self.texts)

    def end(self, index: int) -> int:
        """The offset behind the last character of a line."""
        return self.starts[index] + len(self.texts[index])

    def span(self, first: int, last: int) -> Span:
        """Where the lines from `first` to `last` stand."""
        return self.source.span(self.starts[first], self.end(last))

    def raw(self, first: int, last: int) -> str:
        """The lines from `first` to `last` as printed."""
        return self.texts[first] if first == last else "\n".join(self.texts[first : last + 1])

    def pass_over(self, first: int, last: int, why: str) -> None:
        """Account for lines that are no part of what the text says, and empty them."""
        span = self.span(first, last)
        self.asides.append(Paragraph(" ".join(span.quote.split()), span, aside=why))
        for index in range(first, last + 1):
            self.texts[index] = ""

    def all_blocks(self) -> list[Block]:
        """The blocks in reading order, each of what was passed over before the first block below it."""
        waiting = deque(sorted(self.asides, key=lambda aside: aside.span.line))
        found: list[Block] = []
        for block in self.blocks:
            while waiting and waiting[0].span.line <= block.span.line:
                found.append(waiting.popleft())
            found.append(block)
        return [*found, *waiting]


def lines_of(source: Source) -> Lines:
    """The lines of a text: line ends of every kind end one, and so does a form feed, which begins a page."""
    text = source.text
    if not _ODD_ENDS.search(text):
        texts = text.split("\n")
        starts = [0, *accumulate(len(line) + 1 for line in texts[:-1])]
        return Lines(source, texts, starts)
    texts, starts, pages, at = [], [], [], 0
    for match in _ENDS.finditer(text):
        texts.append(text[at : match.start()])
        starts.append(at)
        at = match.end()
        if "\f" in match[0]:
            pages.append(len(texts))
    return Lines(source, [*texts, text[at:]], [*starts, at], pages)
