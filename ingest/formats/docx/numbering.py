"""Automatic numbers and bullets: what Word prints before a paragraph although no run of it says so (clause 17.9).

References such as "2.1" are often nothing but this.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from ingest.formats.docx.names import Element, W, number, switch, value

BULLET = "•"
_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class Numbering:
    """The lists of a document; `label` counts, so it must be asked once for each paragraph, in order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        self._begun: set[str] = set()
        if root is None:
            return
        for abstract in root.iterchildren(W + "abstractNum"):
            self._levels[abstract.get(W + "abstractNumId", "")] = _levels(abstract)
        for num in root.iterchildren(W + "num"):
            identity = num.get(W + "numId", "")
            self._abstract[identity] = value(num, "abstractNumId") or ""
            self._override(identity, num)

    def _override(self, identity: str, num: Element) -> None:
        starts: dict[int, int] = {}
        own: dict[int, _Level] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            level = _integer(override.get(W + "ilvl"))
            start = number(override, "startOverride")
            if start is not None:
                starts[level] = start
            replaced = override.find(W + "lvl")
            if replaced is not None:
                own[level] = _level(replaced)
        if own:
            key = f"{self._abstract[identity]}/{identity}"
            self._levels[key] = {**self._levels.get(self._abstract[identity], {}), **own}
            self._abstract[identity] = key
        self._starts[identity] = starts

    def label(self, list_id: str | None, level: int | None, style: str | None) -> str:
        """What is printed before the next paragraph of a list; "" for none, "•" for any bullet.

        `style` is the paragraph's style, which may be tied to a level of the list (clause 17.9.23).
        """
        if not list_id or list_id not in self._abstract:
            return ""
        abstract = self._abstract[list_id]
        levels = self._levels.get(abstract, {})
        if level is None:
            level = next((at for at, known in levels.items() if style and known.style == style), 0)
        level = min(max(level, 0), _LEVELS - 1)
        this = levels.get(level, _Level())
        if this.form == "bullet":
            return BULLET
        self._count(list_id, abstract, level)
        if this.form == "none" and not _PLACEHOLDER.search(this.text):
            return this.text.strip()
        counts = self._counts[abstract]

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of, count = levels.get(at, _Level()), counts[at]
            return formatted(of.start if count is None else count, "decimal" if this.legal else of.form)

        return _PLACEHOLDER.sub(printed, this.text).strip()

    def _count(self, list_id: str, abstract: str, level: int) -> None:
        counts, levels = self._counts[abstract], self._levels.get(abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in self._starts[list_id].items():
                if 0 <= at < _LEVELS:
                    counts[at] = start - 1
        before = counts[level]
        counts[level] = levels.get(level, _Level()).start if before is None else min(before + 1, _MOST)
        for below in range(level + 1, _LEVELS):
            restart = levels.get(below, _Level()).restart
            if restart is None or level < restart:
                counts[below] = None


def _levels(abstract: Element) -> dict[int, _Level]:
    return {_integer(lvl.get(W + "ilvl")): _level(lvl) for lvl in abstract.iterchildren(W + "lvl")}


def _level(lvl: Element) -> _Level:
    start = number(lvl, "start")
    return _Level(
        value(lvl, "numFmt") or "decimal",
        value(lvl, "lvlText") or "",
        1 if start is None else start,
        number(lvl, "lvlRestart"),
        bool(switch(lvl, "isLgl")),
        value(lvl, "pStyle"),
    )


def _integer(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else 0


def formatted(count: int, form: str) -> str:
    """A number as a list prints it (ST_NumberFormat); forms that plans do not use come out in figures.

    >>> formatted(4, "lowerRoman"), formatted(28, "upperLetter"), formatted(3, "decimalZero")
    ('iv', 'BB', '03')
    """
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        text = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)
        return text.upper() if form == "upperLetter" else text
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        text = ""
        for worth, letters in _ROMAN:
            text += letters * (count // worth)
            count %= worth
        return text.upper() if form == "upperRoman" else text
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ordinal":
        ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    return "" if form == "none" else str(count)
