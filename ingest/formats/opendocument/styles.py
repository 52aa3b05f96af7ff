"""Styles of an OpenDocument file: what is bold, struck through, hidden or large, what is a heading, how lists count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.opendocument.names import FO, OFFICE, STYLE, TABLE, TEXT, Element

_DEEPEST = 20
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")
_HEADING = re.compile(r"Heading(?:_20_)?(\d{1,2})?")
_CONTENTS = re.compile(r"Contents(?:_20_)?\d|Contents_20_Heading")


@dataclass(frozen=True, slots=True)
class Look:
    """How text is set: None where a style says nothing of it."""

    bold: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    size: float | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the other."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.struck if self.struck is None else self.struck,
            below.hidden if self.hidden is None else self.hidden,
            below.size if self.size is None else self.size,
        )


@dataclass(slots=True)
class Styles:
    """The styles of a file by their names: those of the content first, then those that it shares with the styles."""

    content: Element
    shared: Element | None
    _styles: dict[tuple[str, str], Element] = field(init=False)
    _lists: dict[str, Element] = field(init=False)
    _looks: dict[tuple[str, str], Look] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._styles, self._lists = {}, {}
        for root in (self.shared, self.content):
            for holder in _holders(root) if root is not None else ():
                for style in holder.iterchildren(f"{STYLE}style"):
                    self._styles[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
                for style in holder.iterchildren(f"{TEXT}list-style"):
                    self._lists[style.get(f"{STYLE}name", "")] = style

    def look(self, family: str, name: str) -> Look:
        """How text of a style ("paragraph", "text", "table-cell") is set."""
        if (family, name) not in self._looks:
            found = Look()
            for style in self._chain(family, name):
                found = found.over(_look(style))
            self._looks[family, name] = found
        return self._looks[family, name]

    def body_size(self) -> float:
        """The size of letters of the standard paragraph."""
        return self.look("paragraph", "Standard").size or 12.0

    def heading(self, name: str) -> int | None:
        """The level of a paragraph's style as a heading; None where it is none."""
        for style in self._chain("paragraph", name):
            level = style.get(f"{STYLE}default-outline-level", "")
            if level.isdecimal() and 0 < int(level) <= 10:
                return int(level)
            said = style.get(f"{STYLE}name", "")
            if said == "Title":
                return 1
            if (match := _HEADING.fullmatch(said)) and match[1]:
                return int(match[1])
        return None

    def contents(self, name: str) -> bool:
        """Whether a paragraph's style is that of an entry in a table of contents."""
        return any(_CONTENTS.fullmatch(style.get(f"{STYLE}name", "")) for style in self._chain("paragraph", name))

    def breaks(self, name: str) -> bool:
        """Whether a paragraph of the style begins a page."""
        return any(
            properties.get(f"{FO}break-before") == "page"
            for style in self._chain("paragraph", name)
            for properties in style.iterchildren(f"{STYLE}paragraph-properties")
        )

    def list_level(self, name: str, level: int) -> Element | None:
        """How a level (1-based) of a list is marked."""
        style = self._lists.get(name)
        wanted = str(level)
        found = style.iterchildren("*") if style is not None else ()
        return next((one for one in found if one.get(f"{TEXT}level") == wanted), None)

    def shows_table(self, name: str) -> bool:
        """Whether a table or sheet of the style is shown."""
        style = self._styles.get(("table", name))
        found = style.iterchildren(f"{STYLE}table-properties") if style is not None else ()
        return all(properties.get(f"{TABLE}display") != "false" for properties in found)

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(f"{STYLE}parent-style-name", "")


def _holders(root: Element) -> Iterator[Element]:
    for name in ("styles", "automatic-styles"):
        yield from root.iterchildren(f"{OFFICE}{name}")


def _look(style: Element) -> Look:
    properties = style.find(f"{STYLE}text-properties")
    if properties is None:
        return Look()
    weight, struck = properties.get(f"{FO}font-weight"), properties.get(f"{STYLE}text-line-through-style")
    shown, size = properties.get(f"{TEXT}display"), _POINTS.fullmatch(properties.get(f"{FO}font-size", ""))
    return Look(
        None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600),
        None if struck is None else struck != "none",
        None if shown is None else shown == "none",
        float(size[1]) if size else None,
    )
