"""The body of a Word document in reading order: its paragraphs with what is printed before them, and its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.formats.archive import Archive
from ingest.formats.docx.names import Element, W, number, value
from ingest.formats.docx.numbering import BULLET, Numbering
from ingest.formats.docx.runs import COMMENT, letters, said
from ingest.formats.docx.styles import Styles
from ingest.formats.docx.tables import GridRow, gone, grid_of, within

_DEEPEST = 6
_LARGER = 3  # half points by which letters stand out
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: what is printed before it, its words (all, and those not struck through), how it is set."""

    label: str
    text: str
    valid: str
    heading: int | None = None
    bold: bool = False
    large: bool = False
    contents: bool = False
    breaks_before: int = 0
    breaks_after: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is printed."""
        return not self.text.strip() and not self.label.strip(BULLET)


@dataclass(frozen=True, slots=True)
class BoxCell:
    """A cell's lines, and how many columns and rows it takes."""

    lines: tuple[Line, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A row of cells."""

    cells: tuple[BoxCell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A table."""

    rows: tuple[BoxRow, ...]


Item = Line | Box


@dataclass(slots=True)
class Body:
    """Reads the parts of one document; lists count on through all of them, so each is read once and in order."""

    archive: Archive
    main: str
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    notes: list[tuple[str, str]] = field(default_factory=list)
    _unseen: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts = dict(self.archive.related(self.main).values())
        self.styles = Styles(self._part(parts.get("styles")))
        self.numbering = Numbering(self._part(parts.get("numbering")))

    def _part(self, part: str | None) -> Element | None:
        return self.archive.xml(part) if part else None

    def items(self) -> list[Item]:
        """The body's paragraphs and tables in order."""
        root = self.archive.xml(self.main)
        body = root.find(W + "body") if root is not None else None
        return list(self._items(body, 0)) if body is not None else []

    def margins(self) -> list[Line]:
        """The lines of headers and then of footers, each once."""
        found: dict[str, Line] = {}
        for wanted in ("header", "footer"):
            for kind, part in self.archive.related(self.main).values():
                root = self._part(part) if kind == wanted else None
                for line in _lines(self._items(root, 0)) if root is not None else ():
                    if not line.empty:
                        found.setdefault(line.text.strip(), line)
        return list(found.values())

    def noted(self) -> list[Line]:
        """The footnotes and endnotes that the text refers to, in order."""
        parts = dict(self.archive.related(self.main).values())
        texts: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            root = self._part(parts.get(f"{kind}s"))
            for note in root.iterchildren(W + kind) if root is not None else ():
                texts[kind, note.get(W + "id", "")] = note
        wanted, self.notes = dict.fromkeys(self.notes), []
        return [line for key in wanted if key in texts for line in _lines(self._items(texts[key], 0))]

    def unseen(self) -> list[tuple[str, str]]:
        """What the document holds and does not print, and why: deleted and hidden words met so far, and comments."""
        found = [(text, why) for text, why in self._unseen if text.strip()]
        root = self._part(dict(self.archive.related(self.main).values()).get("comments"))
        for comment in root.iterchildren(W + "comment") if root is not None else ():
            text = " ".join(filter(None, (letters(paragraph) for paragraph in comment.iter(W + "p"))))
            found += [(text, COMMENT)] if text.strip() else []
        return found

    def _items(self, parent: Element, depth: int) -> Iterator[Item]:
        if depth > _DEEPEST:
            return
        for element in within(parent, "p", "tbl"):
            if element.tag == W + "p":
                yield from self._paragraph(element, depth)
            else:
                yield from self._table(element, depth)

    def _paragraph(self, element: Element, depth: int) -> Iterator[Item]:
        properties = element.find(W + "pPr")
        name = value(properties, "pStyle")
        style = self.styles.paragraph(name)
        found = said(element, style, self.styles)
        self.notes += found.notes
        self._unseen += found.unseen
        outline = number(properties, "outlineLvl")
        heading = style.heading if outline is None else (outline + 1 if 0 <= outline < 9 else None)
        own = number(properties, "numPr/ilvl")
        list_id = value(properties, "numPr/numId") or style.list_id
        inked = bool(found.text.strip())
        label = ""
        if inked or value(properties, "numPr/numId"):
            label = self.numbering.label(list_id, own if own is not None else style.list_level, name)
        if label == BULLET and not inked:
            label = ""
        yield Line(
            label,
            found.text,
            found.valid,
            None if style.contents else heading,
            found.bold,
            (found.size or 0) >= self.styles.body_size() + _LARGER,
            style.contents,
            found.breaks_before,
            found.breaks_after,
        )
        for box in found.boxes:
            yield from self._items(box, depth + 1)

    def _table(self, element: Element, depth: int) -> Iterator[Item]:
        self._unseen += [(letters(row), why) for row in within(element, "tr") if (why := gone(row))]
        rows = grid_of(element)
        cells = [cell.element for row in rows for cell in row.cells if cell.element is not None]
        if len(cells) == 1 or self._is_layout(rows, cells):
            for cell in cells:
                yield from self._items(cell, depth + 1)
            return
        yield Box(tuple(self._row(row, depth) for row in rows))

    def _is_layout(self, rows: list[GridRow], cells: list[Element]) -> bool:
        """Whether a table only sets other tables beside or under each other: they hold most of its words."""
        inner = [table for cell in cells for table in within(cell, "tbl")]
        if not inner:
            return False
        whole = sum(_ink(cell) for cell in cells)
        return all(len(row.cells) == 1 for row in rows) or sum(map(_ink, inner)) > _MOST * whole

    def _row(self, row: GridRow, depth: int) -> BoxRow:
        cells = []
        for cell in row.cells:
            lines = _lines(self._items(cell.element, depth + 1)) if cell.element is not None else ()
            cells.append(BoxCell(tuple(lines), cell.end - cell.start, cell.rows))
        return BoxRow(tuple(cells), row.header)


def _ink(element: Element) -> int:
    return sum(len((text.text or "").strip()) for text in element.iter(W + "t"))


def _lines(items: Iterable[Item]) -> Iterator[Line]:
    """The lines of items; a table among them gives a line a row."""
    for item in items:
        if isinstance(item, Line):
            yield item
            continue
        for row in item.rows:
            said = [" ".join(line.text.split()) for cell in row.cells for line in cell.lines if line.text.strip()]
            valid = [" ".join(line.valid.split()) for cell in row.cells for line in cell.lines if line.valid.strip()]
            yield Line("", "\t".join(said), "\t".join(valid))
