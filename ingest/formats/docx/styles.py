"""Styles of a Word document: what a paragraph or run is, by its own properties and those of the styles it follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from ingest.formats.docx.names import Element, W, number, switch, value

_T = TypeVar("_T")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_TITLES = {"title": 1, "subtitle": 2}
_BODY_LEVEL = 9  # the outline level of what is no heading
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it takes from those it is based on; None where neither says anything."""

    name: str = ""
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    bold: bool | None = None
    size: int | None = None
    struck: bool | None = None
    hidden: bool | None = None

    @property
    def heading(self) -> int | None:
        """The level of the headings that are set in this style, 1 the broadest; None where it is none of headings."""
        named = _HEADING.match(self.name)
        if named:
            return int(named[1])
        if self.name.lower() in _TITLES:
            return _TITLES[self.name.lower()]
        return self.outline + 1 if self.outline is not None and self.outline < _BODY_LEVEL else None

    @property
    def contents(self) -> bool:
        """Whether lines of a table of contents are set in this style."""
        return self.name.lower().startswith(("toc", "table of figures"))


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._default: dict[str, str] = {}
        base = None
        for element in root.iterchildren(W + "style") if root is not None else ():
            identity, kind = element.get(W + "styleId", ""), element.get(W + "type", "")
            self._elements[identity] = element
            if element.get(W + "default", "0") in {"1", "true", "on"}:
                self._default[kind] = identity
        if root is not None:
            base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._size = number(base, "sz")

    def paragraph(self, identity: str | None) -> Style:
        """The style of a paragraph that names this one, or of one that names none."""
        return self._style(identity if identity in self._elements else self._default.get("paragraph", ""))

    def character(self, identity: str | None) -> Style:
        """The style of a run."""
        return self._style(identity or "")

    def body_size(self) -> int:
        """The size of the letters of running text, in half points."""
        return self.paragraph(None).size or self._size or 20

    def _style(self, identity: str) -> Style:
        if identity not in self._known:
            self._known[identity] = self._resolved(identity)
        return self._known[identity]

    def _resolved(self, identity: str) -> Style:
        chain: list[Element] = []
        following: str | None = identity
        while following in self._elements and len(chain) < _DEEPEST:
            element = self._elements[following]
            chain.append(element)
            following = value(element, "basedOn")
        style = Style()
        for element in reversed(chain):
            style = _over(style, element)
        return style


def _over(base: Style, element: Element) -> Style:
    """A style over the one that it is based on."""
    ppr, rpr = element.find(W + "pPr"), element.find(W + "rPr")

    return Style(
        value(element, "name") or base.name,
        _own(number(ppr, "outlineLvl"), base.outline),
        _own(value(ppr, "numPr/numId"), base.list_id),
        _own(number(ppr, "numPr/ilvl"), base.list_level),
        _own(switch(rpr, "b"), base.bold),
        _own(number(rpr, "sz"), base.size),
        _own(struck(rpr), base.struck),
        _own(switch(rpr, "vanish"), base.hidden),
    )


def _own(said: _T | None, inherited: _T | None) -> _T | None:
    return inherited if said is None else said


def struck(rpr: Element | None) -> bool | None:
    """Whether letters are struck through, once or twice."""
    once, twice = switch(rpr, "strike"), switch(rpr, "dstrike")
    return None if once is None and twice is None else bool(once or twice)
