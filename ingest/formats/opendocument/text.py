"""The body of an OpenDocument text in reading order: paragraphs with what is printed before them, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.formats.docx.body import Box, BoxCell, BoxRow, Item, Line
from ingest.formats.docx.numbering import BULLET
from ingest.formats.docx.runs import COMMENT, DELETED, HIDDEN
from ingest.formats.opendocument.inline import said
from ingest.formats.opendocument.names import OFFICE, TABLE, TEXT, Element, count, told_in
from ingest.formats.opendocument.numbering import Counter
from ingest.formats.opendocument.styles import Styles

_DEEPEST = 12
_LARGER = 1.5  # points by which letters stand out
_MOST = 0.5
_MOST_REPEATED = 200
_THROUGH = frozenset({f"{TEXT}section", f"{TEXT}index-body", f"{TEXT}index-title"})
_INDEXES = frozenset(f"{TEXT}{name}" for name in ("table-of-content", "illustration-index", "table-index"))
_ROWS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))


@dataclass(slots=True)
class Text:
    """Reads the elements of one document; lists count on through all of them, so each is read once and in order.

    `paged` says, once items are read, that the file tells where its pages ended.
    """

    styles: Styles
    paged: bool = False
    _notes: list[Element] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)
    _counter: Counter = field(init=False)

    def __post_init__(self) -> None:
        self._counter = Counter(self.styles)

    def items(self, parent: Element) -> list[Item]:
        """The paragraphs and tables in an element, in order."""
        return list(self._items(parent, 0))

    def noted(self) -> list[Line]:
        """The footnotes and endnotes that the text refers to, in order."""
        notes, self._notes = self._notes, []
        bodies = [body for note in notes for body in note.iterchildren(f"{TEXT}note-body")]
        return [line for body in bodies for line in _lines(self._items(body, 1))]

    def unseen(self, body: Element) -> list[tuple[str, str]]:
        """What a body holds and does not print, and why: deleted and hidden words, and comments."""
        hidden = (*told_in(body, f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"), *self._hidden)
        return [
            *((words, DELETED) for words in told_in(body, f"{TEXT}deletion")),
            *((words, HIDDEN) for words in hidden if words.strip()),
            *((words, COMMENT) for words in told_in(body, f"{OFFICE}annotation")),
        ]

    def margins(self, elements: Iterable[Element]) -> list[Line]:
        """The lines of headers and footers, each once."""
        found: dict[str, Line] = {}
        for element in elements:
            for line in _lines(self._items(element, 1)):
                if not line.empty:
                    found.setdefault(line.text.strip(), line)
        return list(found.values())

    def _items(self, parent: Element, depth: int, contents: bool = False) -> Iterator[Item]:
        if depth > _DEEPEST:
            return
        for child in parent.iterchildren("*"):
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child, depth, contents=contents)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, depth, "", 1)
            elif child.tag == f"{TABLE}table":
                yield from self._table(child, depth)
            elif child.tag in _THROUGH and child.get(f"{TEXT}display") != "none":
                yield from self._items(child, depth + 1, contents)
            elif child.tag in _INDEXES:
                yield from self._items(child, depth + 1, contents=True)

    def _list(self, element: Element, depth: int, style: str, level: int) -> Iterator[Item]:
        if depth > _DEEPEST:
            return
        style = element.get(f"{TEXT}style-name", style)
        if level == 1:
            self._counter.begin(element, style)
        for item in element.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            marked = item.tag == f"{TEXT}list-header"
            for child in item.iterchildren("*"):
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, depth + 1, style, level + 1)
                elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    start = item.get(f"{TEXT}start-value")
                    label = "" if marked else self._counter.label(style, level, start)
                    marked = True
                    yield from self._paragraph(child, depth, label)

    def _paragraph(self, element: Element, depth: int, label: str = "", contents: bool = False) -> Iterator[Item]:
        name = element.get(f"{TEXT}style-name", "")
        look = self.styles.look("paragraph", name)
        found = said(element, look, self.styles)
        self._notes += found.notes
        self._hidden += [found.hidden]
        self.paged = self.paged or bool(found.breaks)
        level = element.get(f"{TEXT}outline-level", "")
        heading = self.styles.heading(name)
        if element.tag == f"{TEXT}h" and level.isdecimal() and len(level) < 3:
            heading = int(level)
        contents = contents or self.styles.contents(name)
        yield Line(
            "" if label == BULLET and not found.text.strip() else label,
            found.text,
            found.valid,
            None if contents or not found.text.strip() else heading,
            found.bold,
            found.size >= self.styles.body_size() + _LARGER,
            contents,
            int(self.styles.breaks(name)),
            found.breaks,
        )
        for box in found.boxes:
            yield from self._items(box, depth + 1)

    def _table(self, element: Element, depth: int) -> Iterator[Item]:
        if not self.styles.shows_table(element.get(f"{TABLE}style-name", "")):
            return
        rows = [(row, head, _cells(row)) for row, head in _rows(element, False)]
        cells = [cell for _, _, own in rows for cell in own if cell.tag == f"{TABLE}table-cell"]
        if len(cells) == 1 or _is_layout(cells):
            for cell in cells:
                yield from self._items(cell, depth + 1)
            return
        yield Box(tuple(BoxRow(tuple(self._row(own, depth)), head) for _, head, own in rows))

    def _row(self, cells: list[Element], depth: int) -> Iterator[BoxCell]:
        for cell in cells:
            if cell.tag == f"{TABLE}covered-table-cell":
                continue
            columns, rows = count(cell, f"{TABLE}number-columns-spanned"), count(cell, f"{TABLE}number-rows-spanned")
            for _ in range(min(count(cell, f"{TABLE}number-columns-repeated"), _MOST_REPEATED)):
                yield BoxCell(tuple(_lines(self._items(cell, depth + 1))), columns, rows)


def _rows(table: Element, head: bool) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether each is one of its header."""
    for child in table.iterchildren("*"):
        if child.tag == f"{TABLE}table-row":
            if child.get(f"{TABLE}visibility", "visible") == "visible":
                for _ in range(min(count(child, f"{TABLE}number-rows-repeated"), _MOST_REPEATED)):
                    yield child, head
        elif child.tag in _ROWS:
            yield from _rows(child, head or child.tag == f"{TABLE}table-header-rows")


def _cells(row: Element) -> list[Element]:
    return list(row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"))


def _is_layout(cells: list[Element]) -> bool:
    """Whether a table only sets other tables beside or under each other: they hold most of its words."""
    inner = [table for cell in cells for table in cell.iterchildren(f"{TABLE}table")]
    return bool(inner) and sum(map(_ink, inner)) > _MOST * sum(map(_ink, cells))


def _ink(element: Element) -> int:
    return sum(len(words.strip()) for words in element.itertext())


def _lines(items: Iterable[Item]) -> Iterator[Line]:
    """The lines of items; a table among them gives a line a row."""
    for item in items:
        if isinstance(item, Line):
            yield item
            continue
        for row in item.rows:
            lines = [line for cell in row.cells for line in cell.lines]
            told = [" ".join(line.text.split()) for line in lines if line.text.strip()]
            valid = [" ".join(line.valid.split()) for line in lines if line.valid.strip()]
            yield Line("", "\t".join(told), "\t".join(valid))
