"""The elements of a stretch of HTML as a tree with places, by one linear scan.

Parsers that repair a page throw places away, and every cell needs one. What is not closed is closed by what comes next
(HTML Living Standard, 13.1.2.4, optional tags); nothing that a page holds is executed or fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)((?>\"[^\"<]*\"|'[^'<]*'|[^<>])*+)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))|([\w:-]+)")
_UNSEEN = re.compile(r"<!--|<(script|style|noscript|template|svg|head)\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NOTE_MARK = re.compile(r"role\s*=\s*[\"']?doc-(?:noteref|backlink)")
BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "select",
     "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul")
)  # fmt: skip
_VOID = frozenset(
    ("hr", "br", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr")
)
_CLOSED_BY_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS, _ROWS = frozenset({"td", "th"}), frozenset({"tr", "thead", "tbody", "tfoot", "caption"})
_CLOSES = {  # what an opening tag ends, and within what
    **dict.fromkeys(_CELLS, (_CELLS | {"caption"}, "table")),
    **dict.fromkeys(_ROWS, (_CELLS | {"tr", "caption"}, "table")),
    "li": (frozenset({"li"}), "ul ol menu"),
    "dt": (frozenset({"dt", "dd"}), "dl"),
    "dd": (frozenset({"dt", "dd"}), "dl"),
}
_DEEPEST = 120


@dataclass(slots=True, eq=False)
class Element:
    """An element: its name, what its tag says, and where it and its content stand."""

    name: str
    said: str
    outer: int
    start: int
    end: int
    after: int
    children: list[Element] = field(default_factory=list)
    hidden: bool = False

    def get(self, attribute: str) -> str:
        """An attribute's value; "" where it has none."""
        for match in _ATTRIBUTE.finditer(self.said):
            if (match[1] or match[5] or "").lower() == attribute:
                return match[2] or match[3] or match[4] or ""
        return ""

    def within(self, *names: str) -> Iterator[Element]:
        """The elements of these names within it, from its start on; what is within one of them is left out."""
        for child in self.children:
            if child.name in names:
                yield child
            else:
                yield from child.within(*names)


def blank_unseen(text: str) -> str:
    """The text with comments, scripts, styles and page heads replaced by blanks of the same length."""
    pieces, position = [], 0
    lowered = text.lower()
    while (match := _UNSEEN.search(text, position)) is not None:
        end_mark = "-->" if match[1] is None else f"</{match[1].lower()}"
        end = lowered.find(end_mark, match.end() if match[1] else match.start() + 4)
        end = len(text) if end < 0 else end + len(end_mark)
        if match[1] is not None:
            closed = text.find(">", end)
            end = len(text) if closed < 0 else closed + 1
        pieces += [text[position : match.start()], re.sub(r"[^\n]", " ", text[match.start() : end])]
        position = end
    return "".join([*pieces, text[position:]])


def elements(text: str, start: int, end: int) -> Element:
    """The tree of a stretch of HTML whose unseen parts are blanked; its root has no name."""
    root = Element("", "", start, start, end, end)
    stack = [root]
    for match in _TAG.finditer(text, start, end):
        name = match[2].lower()
        if match[1]:
            _close(stack, name, match.start(), match.end())
        else:
            _open(stack, name, match)
    _pop(stack, 1, end, end)
    return root


def _open(stack: list[Element], name: str, match: re.Match[str]) -> None:
    said = match[3]
    hidden = _is_hidden(said) if said else False
    if name not in BLOCKS and not hidden:
        return
    if name in BLOCKS:
        if stack[-1].name in _CLOSED_BY_BLOCKS and name != "button":
            _pop(stack, len(stack) - 1, match.start(), match.start())
        _close_before(stack, name, match.start())
        if name in _CELLS and stack[-1].name != "tr":
            _push(stack, Element("tr", "", match.start(), match.start(), match.start(), match.start()))
    element = Element(name, said, match.start(), match.end(), match.end(), match.end(), hidden=hidden)
    if name in _VOID or said.endswith("/"):
        stack[-1].children.append(element)
    elif len(stack) < _DEEPEST:
        _push(stack, element)


def _push(stack: list[Element], element: Element) -> None:
    stack[-1].children.append(element)
    stack.append(element)


def _is_hidden(said: str) -> bool:
    lowered = said.lower()
    if NOTE_MARK.search(lowered):
        return True
    if "hidden" not in lowered and "none" not in lowered:
        return False
    bare = re.sub(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", "=", lowered)
    return bool(re.search(r"(?<![\w-])hidden(?![\w-])", bare)) or bool(_HIDDEN.search(said))


def _close_before(stack: list[Element], name: str, at: int) -> None:
    """End what an opening tag ends: a cell the one before it, an item the item before it."""
    ends, within = _CLOSES.get(name, (frozenset[str](), ""))
    if not ends:
        return
    depth = None
    for number in range(len(stack) - 1, 0, -1):
        if stack[number].name in within.split():
            break
        if stack[number].name in ends:
            depth = number
    if depth is not None:
        _pop(stack, depth, at, at)


def _close(stack: list[Element], name: str, at: int, after: int) -> None:
    for number in range(len(stack) - 1, 0, -1):
        open_name = stack[number].name
        if open_name == name:
            _pop(stack, number, at, after)
            return
        if open_name in _CELLS and name not in _CELLS | _ROWS | {"table"}:
            return  # a stray end within a cell ends nothing outside of it
        if open_name == "table":
            return


def _pop(stack: list[Element], depth: int, at: int, after: int) -> None:
    """End all elements from this depth on: the outermost with its own tag, those within it before that."""
    while len(stack) > depth:
        element = stack.pop()
        element.end = at
        element.after = after if len(stack) == depth else at
