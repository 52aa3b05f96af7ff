"""What stands on a PDF page: words, rules and shaded areas, upright and measured from the page's top left corner.

Lengths are points; y grows downwards. Nothing here knows where the marks came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Word:
    """A run of characters without a gap: its ends, its baseline, the size of its letters and how they look.

    `turned` counts the quarter turns by which it runs clockwise from upright; `spaced` says that a space follows.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    turned: int = 0
    spaced: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The point halfway along the word and halfway up its small letters."""
        along, up = (self.x0 + self.x1) / 2, self.y - 0.25 * self.size
        if self.turned == 1:
            return -up, along
        if self.turned == 3:
            return up, -along
        if self.turned == 2:
            return -along, -up
        return along, up


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along (`at` is its place across, `start` and `end` its ends): horizontal or vertical."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(slots=True)
class Page:
    """A page's marks. `unseen` is text that is there and not shown; `images` are the places of pictures.

    `lost` counts the characters whose fonts do not say which letters they are.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    unseen: list[Word] = field(default_factory=list)
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words from left to right and the text that they make."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    first: float  # how wide the first part is that could have stood on the line before
    marker: str = ""  # of a list item, printed before the text
    inset: float = 0.0  # where the text after the marker begins
    spaced: bool = False  # a space is printed at its end
