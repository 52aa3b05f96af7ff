"""HTML: whole pages as they are saved, and tables in the midst of other text, with the place of every cell.

What a page prints beside its text (navigation, notices about cookies, what is hidden) is told apart, not lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.document import Block, Cell, Heading, Paragraph, Row, Table
from ingest.formats.markup import clean, is_bold, one_line
from ingest.formats.moved import moved
from ingest.formats.source import Source
from ingest.formats.surroundings import MARGIN, Surroundings, every, unfold
from ingest.formats.tags import BLOCKS, NOTE_MARK, Element, blank_unseen, elements

Typed = Callable[[Source], list[Block]]

_MOST_SPANNED = 1000
_MOST = 0.5
_LONG_ITEM = 3  # blocks in a cell that is no cell of a table
_HEADING = re.compile(r"h[1-6]")
_NUMBER = re.compile(r"\(?[a-z]?\d{0,3}(?:[/.]\d{1,4})?[a-z]?[.)]*", re.IGNORECASE)
_PAGE_TITLE = re.compile(r"<title\b[^<>]*>([^<]{1,400})</title", re.IGNORECASE)
_TYPED = re.compile(r"([-–•·▪]|\d{1,2}\.)\s+(?=\S)")  # the mark of an item that is typed into a paragraph
_SITE = re.compile(r"\s+[|–—-]\s+")


def read_html(source: Source, typed: Typed, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of a stretch of HTML in reading order: headings, paragraphs and list items, tables.

    `typed` reads what a page sets as it was typed, tables drawn with characters among it.
    """
    stop = len(source.text) if end is None else end
    visible = source.text[:start] + blank_unseen(source.text[start:stop])
    root = elements(visible, start, stop)
    page = _Page(source, visible, typed)
    unfold(root, visible)
    page.hide([one for one in every(root) if one.hidden])
    page.around = Surroundings(root, page.visible, page.said)
    page.flow(root)
    if start == 0 and end is None:
        page.title()
    return sorted(page.blocks, key=lambda block: block.span.line)


class _Page:
    """Reads elements into blocks; `around` tells what is beside the page's text, `typed` reads what is set in lines."""

    def __init__(self, source: Source, visible: str, typed: Typed) -> None:
        self.source = source
        self.typed = typed
        self.visible = visible
        self.around = Surroundings(Element("", "", 0, 0, 0, 0), visible, self.said)
        self._article = False
        self.blocks: list[Block] = []

    def said(self, start: int, end: int) -> str:
        """The clean text of a stretch."""
        return clean(_folded(self.visible[start:end]))

    def ink(self, element: Element) -> int:
        """How many characters an element prints."""
        return len(self.said(element.start, element.end))

    def title(self) -> None:
        """The title in the page's head leads a page that has no chief heading."""
        found = _PAGE_TITLE.search(self.source.text)
        if found is None or not clean(found[1]):
            return
        span = self.source.span(found.start(1), found.end(1))
        headed = any(isinstance(block, Heading) and block.level == 1 for block in self.blocks)
        text = _SITE.split(one_line(found[1]))[0]
        titled = (
            Paragraph(one_line(found[1]), span, aside="the title of the page") if headed else Heading(text, 1, span)
        )
        self.blocks.insert(0, titled)

    def hide(self, hidden: list[Element]) -> None:
        """Tell what is hidden apart, and blank it, so that nothing else is read with it."""
        pieces, position = [], 0
        for element in hidden:
            if element.outer >= position:
                what = "the mark of a footnote" if NOTE_MARK.search(element.said.lower()) else "hidden on the page"
                self._aside(element.start, element.end, what)
                blank = re.sub(r"[^\n]", " ", self.visible[element.start : element.end])
                pieces += [self.visible[position : element.start], blank]
                position = element.end
        self.visible = "".join([*pieces, self.visible[position:]])

    def flow(self, element: Element, bullet: str = "") -> None:
        """Read what stands in an element: stretches of text between its block elements, and these.

        `bullet` is the marker of the list item that it is; the first piece of it bears that.
        """
        position, number = element.start, self._first_number(element)
        for child in element.children:
            if child.hidden and child.name not in BLOCKS:
                continue
            before = len(self.blocks)
            self._text(position, child.outer, bullet)
            position = child.after
            own = bullet if len(self.blocks) == before else ""
            if child.name == "li":
                own, number = (f"{number}.", number + 1) if element.name == "ol" else ("•", number)
            self._element(child, own)
            bullet = bullet if len(self.blocks) == before else ""
        self._text(position, element.end, bullet)

    def _first_number(self, element: Element) -> int:
        said = element.get("start") if element.name == "ol" else ""
        return int(said) if said.isdecimal() and len(said) < 5 else 1

    def _element(self, child: Element, bullet: str) -> None:
        if child.hidden:
            return
        beside = self.around.of(child, self._article)
        if beside:
            self._aside(child.start, child.end, beside)
        elif _HEADING.fullmatch(child.name):
            text = " ".join(self.said(child.start, child.end).split())
            if text:
                self.blocks.append(Heading(text, int(child.name[1]), self.source.span(child.start, child.end)))
        elif child.name == "table":
            self._table(child)
        elif child.name == "dl":
            self._terms(child)
        elif child.name == "pre":
            self._set_in_lines(child)
        else:
            outside, self._article = self._article, self._article or child.name == "article"
            self.flow(child, bullet)
            self._article = outside

    def _aside(self, start: int, end: int, what: str) -> None:
        text = " ".join(self.said(start, end).split())
        if text:
            self.blocks.append(Paragraph(text, self.source.span(start, end), aside=what))

    def _text(self, start: int, end: int, bullet: str) -> None:
        """The paragraph or list item that a stretch between two block elements is; nothing where it prints nothing."""
        text = self.said(start, end)
        if not text:
            return
        main = self.around.main
        if main is not None and not (main.outer <= start and end <= main.after):
            self._aside(start, end, MARGIN)
            return
        bold = is_bold(self.source.text[start:end].strip())
        typed = None if bullet else _TYPED.match(text)
        if typed is not None:
            bullet, text = typed[1], text[typed.end() :]
        self.blocks.append(Paragraph(text.removeprefix("• "), self.source.span(start, end), bullet, bold))

    def _set_in_lines(self, element: Element) -> None:
        """Text that is set as it was typed, tables drawn with characters among it."""
        span = self.source.span(element.start, element.end)
        self.blocks += [moved(block, span) for block in self.typed(Source(span.quote))]

    def _terms(self, element: Element) -> None:
        """A list of terms: a table of two columns, the term beside what is said of it."""
        rows: list[Row] = []
        term: Element | None = None
        for child in element.within("dt", "dd"):
            if child.name == "dt":
                if term is not None:
                    rows.append(self._row([term], term.outer, term.after))
                term = child
            elif term is not None:
                rows.append(self._row([term, child], term.outer, child.after))
                term = None
            elif rows:
                rows.append(self._row([child], child.outer, child.after))
        if term is not None:
            rows.append(self._row([term], term.outer, term.after))
        self._finish(rows, element)

    def _table(self, table: Element) -> None:
        rows = [row for row in table.within("tr") if not row.hidden]
        cells = [cell for row in rows for cell in row.children if cell.name in {"td", "th"} and not cell.hidden]
        if len(cells) == 1 or table.get("role") in {"presentation", "none"} or self._is_layout(cells, rows):
            self._laid_out(rows, table)
            return
        for caption in table.within("caption"):
            self.flow(caption)
        heads = {id(row) for head in table.within("thead") for row in head.within("tr")}
        made = []
        for row in rows:
            own = [cell for cell in row.children if cell.name in {"td", "th"} and not cell.hidden]
            if own:
                header = id(row) in heads or all(cell.name == "th" for cell in own)
                made.append(self._row(own, row.start, row.end, header and not all(c.name == "td" for c in own)))
        self._finish(made, table)

    def _laid_out(self, rows: list[Element], table: Element) -> None:
        """Read the cells of a layout table one after another; the number of an item leads what stands beside it."""
        for row in rows or [table]:
            number = ""
            for cell in [one for one in row.children if one.name in {"td", "th"} and not one.hidden] or [row]:
                text = self.said(cell.start, cell.end)
                beside = self.around.of(cell, self._article)
                if beside:
                    self._aside(cell.start, cell.end, beside)
                elif text and _NUMBER.fullmatch(text):
                    number = text
                else:
                    self.flow(cell, number)
                    number = ""

    def _is_layout(self, cells: list[Element], rows: list[Element]) -> bool:
        """Whether a table only sets parts of a page beside or under each other: other tables in it hold most of its
        words, or one cell does with headings in it; or its cells are the items of an agenda, with tables or many
        paragraphs in them."""
        inner = [table for cell in cells for table in cell.within("table")]
        ink = sum(map(self.ink, cells))
        if inner and (sum(map(self.ink, inner)) > _MOST * ink or all(len(row.children) == 1 for row in rows)):
            return True
        if not any(cell.name == "th" for cell in cells):
            chief = max(cells, key=self.ink, default=None)
            parted = chief is not None and any(chief.within("h1", "h2", "h3", "h4", "table"))
            if parted and chief is not None and self.ink(chief) > _MOST * ink and self._is_varied(chief):
                return True
        return self._is_agenda(rows)

    def _is_varied(self, cell: Element) -> bool:
        return sum(1 for _ in cell.within("p", "ul", "ol", "table", "h1", "h2", "h3", "h4")) >= _LONG_ITEM

    def _is_agenda(self, rows: list[Element]) -> bool:
        """Whether every row is a number and a text of many blocks."""
        pairs = [[cell for cell in row.children if cell.name == "td" and not cell.hidden] for row in rows]
        pairs = [pair for pair in pairs if pair]
        if not pairs or any(len(pair) != 2 for pair in pairs):
            return False
        numbered = all(_NUMBER.fullmatch(self.said(pair[0].start, pair[0].end)) for pair in pairs)
        long = sum(self._is_varied(pair[1]) for pair in pairs)
        return numbered and long >= _MOST * len(pairs)

    def _row(self, cells: list[Element], start: int, end: int, header: bool = False) -> Row:
        made = tuple(
            Cell(
                self.said(cell.start, cell.end),
                self.source.span(cell.start, cell.end),
                cell.name in {"th", "dt"} or is_bold(self.source.text[cell.start : cell.end]),
                _count(cell.get("colspan")),
                _count(cell.get("rowspan")),
            )
            for cell in cells
        )
        return Row(made, self.source.span(start, end), header)

    def _finish(self, rows: list[Row], element: Element) -> None:
        if any(cell.text for row in rows for cell in row.cells):
            self.blocks.append(Table(tuple(rows), self.source.span(element.outer, element.after)))


def _folded(raw: str) -> str:
    """White space of a source as HTML takes it: a line may end anywhere."""
    return re.sub(r"[ \t\r\n\f]+", " ", raw)


def _count(said: str) -> int:
    match = re.match(r"\s*(\d{1,4})", said)
    return max(1, min(int(match[1]), _MOST_SPANNED)) if match else 1
