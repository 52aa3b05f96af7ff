"""What an OpenDocument list prints before its items: bullets and numbers, which the file does not spell out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from ingest.formats.docx.numbering import BULLET, formatted
from ingest.formats.opendocument.names import STYLE, TEXT, Element, count
from ingest.formats.opendocument.styles import Styles

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class Counter:
    """The numbers that lists have come to, by the style of the list."""

    styles: Styles
    _counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def begin(self, element: Element, style: str) -> None:
        """A list begins; it counts anew unless it says that it goes on."""
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        if not goes_on:
            self._counts[style].clear()

    def label(self, style: str, level: int, start: str | None) -> str:
        """What is printed before the next item of a level (1-based); `start` is a number that the item itself says."""
        own = self.styles.list_level(style, level)
        counts = self._counts[style]
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        first = count(own, f"{TEXT}start-value") if own is not None else 1
        counts[level] = int(start) if start and start.isdecimal() else counts.get(level, first - 1) + 1
        if own is None:
            return ""
        if own.tag == f"{TEXT}list-level-style-bullet":
            return BULLET
        shown = min(count(own, f"{TEXT}display-levels"), level)
        figures = [self._figure(style, at, counts) for at in range(level - shown + 1, level + 1)]
        if own.tag != f"{TEXT}list-level-style-number" or not figures[-1]:
            return ""
        inner = ".".join(filter(None, figures))
        return f"{own.get(f'{STYLE}num-prefix', '')}{inner}{own.get(f'{STYLE}num-suffix', '')}".strip()

    def _figure(self, style: str, level: int, counts: dict[int, int]) -> str:
        own = self.styles.list_level(style, level)
        kind = _FORMATS.get(own.get(f"{STYLE}num-format", ""), "") if own is not None else ""
        return formatted(counts.get(level, 1), kind) if kind else ""
