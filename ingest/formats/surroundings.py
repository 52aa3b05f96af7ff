"""What a web page prints beside its text: navigation, notices, heads and feet, known by marks of the page and by links.

Nothing is lost by it: what is found here stands in the reading report as passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate, islice

from ingest.formats.tags import BLOCKS, Element
from ontology.reading.pages import is_margin, name_parts, page_words, worded

CONTROL = "a control of the page"
MARGIN = "beside the page's main part"
NOTICE = "navigation and notices of the page"
LINKS = "links of the page"
FOOTNOTE = "a footnote"

_LONGEST_NOTICE, _SHORT_NOTICE = 2500, 250
_MOST_SOURCE, _PLAIN_SOURCE = 30_000, 3_000  # characters of a notice's source, with and without links
_MOST_NAMED = 10
_LEAST_MAIN, _MOST_OF_PAGE = 0.3, 0.5
_FEWEST_LINKS, _LINKED, _LINK_LENGTH = 3, 0.8, 32
_CONTROLS = frozenset({"button", "select", "textarea", "search", "dialog"})
_PARTS = frozenset({"table", "div", "section", "ul", "ol", "form", "aside", "header", "footer", "p", "td"})
_NAVIGATION = re.compile(r"navigation|banner|contentinfo|search|dialog|alertdialog|complementary|menu(?:bar)?|toolbar")
_NOTES = re.compile(r"doc-(?:end|foot)notes?")
_LINK = re.compile(r"<a\b([^<>]{0,2000})>(.{0,400}?)</a\s*>", re.IGNORECASE | re.DOTALL)
_RUN = re.compile(r">([^<>]*)")
_LOCAL = re.compile(r"href\s*=\s*[\"']?#", re.IGNORECASE)
_OPENS = re.compile(r"(?:aria-controls|data-(?:bs-)?target|href)\s*=\s*[\"']?#?([\w:.-]{1,100})", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")
_SAID = re.compile(r"\w")


def every(element: Element) -> Iterator[Element]:
    """All elements within one, in the order of the page."""
    for child in element.children:
        yield child
        yield from every(child)


class Surroundings:
    """Tells what is beside the text of a page; `said` gives the clean text of a stretch of its source."""

    def __init__(self, root: Element, visible: str, said: Callable[[int, int], str]) -> None:
        self._said, self._root = said, root
        links = list(_LINK.finditer(visible, root.start, root.end))
        texts = [said(link.start(2), link.end(2)) for link in links]
        self._texts, self._at = texts, [link.start() for link in links]
        self._sums = [0, *accumulate(map(_letters, texts))]
        self._local = [0, *accumulate(bool(_LOCAL.search(link[1])) for link in links)]
        runs = list(_RUN.finditer(visible, root.start, root.end))
        self._runs = [run.start() for run in runs]
        self._ink_sums = [0, *accumulate(_letters(run[1]) for run in runs)]
        self._cookies = [found.start() for found in worded("cookies").finditer(visible, root.start, root.end)]
        self.main: Element | None = self._stated_main() or self._named_main()

    def _ink(self, element: Element) -> int:
        return len(self._said(element.start, element.end))

    def _stated_main(self) -> Element | None:
        """The element that says that it is the page's main part."""
        main = next((one for one in every(self._root) if one.name == "main" or one.get("role") == "main"), None)
        return main if main is not None and self._ink(main) > _LEAST_MAIN * self._ink(self._root) else None

    def _named_main(self) -> Element | None:
        """The element that is named as the main part is, holds most of the page, and all its tables and titles."""
        weighty = [one for one in every(self._root) if one.name in {"table", "h1"}]
        first = min((one.outer for one in weighty), default=self._root.end)
        last = max((one.after for one in weighty), default=0)
        named = (
            one
            for one in every(self._root)
            if one.name in {"div", "section"}
            and one.outer <= first
            and last <= one.after
            and name_parts(one.get("id")) in page_words("main")
        )
        ink = self._ink(self._root)
        return next((one for one in islice(named, _MOST_NAMED) if self._ink(one) > _MOST_OF_PAGE * ink), None)

    def of(self, child: Element, article: bool) -> str:
        """What an element is that is no part of the page's text, "" for what is; `article`: whether it is in one."""
        if child.name in _CONTROLS:
            return CONTROL
        main = self.main
        if main is not None:
            inside = main.outer <= child.outer and child.after <= main.after
            if not inside:
                around = child.outer <= main.outer and main.after <= child.after
                return "" if around else MARGIN
        if any(child.within("table", "h1", "main")):
            return ""
        if _NOTES.fullmatch(child.get("role")) or name_parts(child.get("class")) in {"footnotes", "endnotes"}:
            return FOOTNOTE
        held = any(child.within("article"))
        if not held and self._is_marked(child, article) and self._ink(child) <= _LONGEST_NOTICE:
            return NOTICE
        if child.name in _PARTS and not held:
            return self._told_by_words(child)
        return ""

    def _is_marked(self, child: Element, article: bool) -> bool:
        if child.name == "nav" or _NAVIGATION.fullmatch(child.get("role")):
            return True
        if child.name in {"header", "footer"} and self.main is None and not article:
            return True
        if child.name not in _PARTS:
            return False
        names = [name_parts(name) for name in (*child.get("class").split(), child.get("id")) if name]
        if any(worded("beside").search(name) or name in page_words("named") for name in names):
            return True
        outside = self.main is None and not article and not any(child.within("h2"))
        return outside and any(is_margin(name) for name in names)

    def _letters_of(self, element: Element) -> int:
        first, last = bisect_left(self._runs, element.start - 1), bisect_left(self._runs, element.end)
        return self._ink_sums[last] - self._ink_sums[first]

    def _told_by_words(self, child: Element) -> str:
        """What a piece is by its links and its words."""
        first, last = _within(self._at, child)
        count = last - first
        linked = self._sums[last] - self._sums[first]
        ink = self._letters_of(child)
        only = count >= _FEWEST_LINKS and linked >= _LINKED * ink and linked <= _LINK_LENGTH * count
        cookies = self.main is None and len(range(*_within(self._cookies, child))) > 0
        if ink > _LONGEST_NOTICE or not (only or cookies or ink <= _SHORT_NOTICE):
            return ""
        if child.end - child.start > (_MOST_SOURCE if count else _PLAIN_SOURCE):
            return ""
        text = " ".join(self._said(child.start, child.end).split()).removeprefix("• ")
        if text and len(text) <= _SHORT_NOTICE:
            begun = worded("notices").match(text) or "©" in text
            turns = worded("turns").match(text) and linked >= _LINKED * ink
            home = count and worded("home").match(text) and worded("home").fullmatch(self._texts[first])
            if begun or home or turns:
                return NOTICE
        if cookies and worded("asked").search(text):
            return NOTICE if count or any(child.within("button")) else ""
        if child.name == "table" and any(child.within("th")):
            return ""
        within = self._local[last] - self._local[first] == count
        return LINKS if only and (self.main is None or within) else ""


def _within(places: list[int], element: Element) -> tuple[int, int]:
    """From which to before which of the places lie in an element."""
    return bisect_left(places, element.start), bisect_left(places, element.end)


def _letters(text: str) -> int:
    return len(_SAID.findall(text))


def unfold(root: Element, visible: str) -> None:
    """Show what a click opens: it is text of the page, and what is clicked on is the heading over it."""
    targets = {match[1] for match in _OPENS.finditer(visible, root.start, root.end)}
    places = {name: one for one in every(root) if (name := one.get("id")) in targets}
    level = 1
    for one in every(root):
        if (
            one.hidden
            and one.name in BLOCKS
            and not _is_navigation(one)
            and (one.get("id") in targets or one.get("hidden") == "until-found" or _opens(one))
        ):
            one.hidden = False
        if _HEADING.fullmatch(one.name):
            level = int(one.name[1])
        elif one.name == "details":
            summary = next((child for child in one.children if child.name == "summary"), None)
            if summary is not None and any(one.within("table", "ul", "ol")):
                summary.name = f"h{min(level + 1, 6)}"
        elif one.name == "button" or one.get("role") in {"button", "tab"}:
            opened = places.get(one.get("aria-controls").lstrip("#") or one.get("data-target").lstrip("#"))
            if opened is not None and one.get("role") == "tab" and visible[one.after : opened.outer].strip():
                continue  # a row of tabs over what they open
            if (opened is not None and not _is_navigation(opened)) or (one.name == "button" and _opens(one)):
                one.name = f"h{min(level + 1, 6)}"


def _opens(element: Element) -> bool:
    return any(worded("opened").search(name_parts(name)) for name in element.get("class").split())


def _is_navigation(element: Element) -> bool:
    names = (*element.get("class").split(), element.get("id"))
    return (
        element.name in {"nav", "menu", "form"}
        or bool(_NAVIGATION.fullmatch(element.get("role")))
        or any(worded("beside").search(name_parts(name)) for name in names)
    )
