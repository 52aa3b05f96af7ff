"""The items of an office text (paragraphs with their labels, tables) written into one text, and its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.document import Block, Cell, Heading, Paragraph, Row, Table
from ingest.formats.composer import Composer
from ingest.formats.docx.body import Box, BoxCell, BoxRow, Item, Line
from ingest.formats.docx.setting import block_of, drawn, is_broken_to_lines
from ingest.formats.embedded import read_lines
from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.markup import clean


def written(
    name: str,
    items: Sequence[Item],
    noted: Sequence[Item],
    margins: Sequence[Line],
    *,
    paged: bool,
    unseen: Sequence[tuple[str, str]] = (),
) -> tuple[str, list[Block]]:
    """The text and the blocks of a document's body, its notes, what stands in its margins, and what it holds but does
    not print (`unseen`: words, and why).

    Raises `UnreadableDocumentError` for a document that prints nothing.
    """
    writer = _Writer(paged)
    opening = next((item for item in items if isinstance(item, Box) or not item.empty), None)
    if isinstance(opening, Box):
        writer.write(margins)  # what stands in the margin above a body that opens with a table is its title
    writer.write(items)
    writer.write(noted)
    if not isinstance(opening, Box):
        writer.write_beside(margins)
    if not any(letter.isalnum() for letter in writer.composer.text()):
        raise UnreadableDocumentError(name, "there is no word in it", "give a document with text, not pictures of it")
    writer.write_unseen(unseen)
    return writer.composer.text(), writer.blocks


class _Writer:
    """Writes items into one text and keeps their blocks."""

    def __init__(self, paged: bool) -> None:
        self.composer = Composer()
        self.blocks: list[Block] = []
        self._page = 1
        self._paged = paged
        if paged:
            self.composer.page(1)

    def write(self, items: Sequence[Item]) -> None:
        """Write items in order."""
        broken = is_broken_to_lines([item for item in items if isinstance(item, Line)])
        for group, before, after in _neighbours(_grouped(items)):
            if isinstance(group, Box):
                self._table(group)
            elif (broken or drawn(group)) and group[0].heading is None:
                self._drawn(group)
            else:
                lines = [before[-1] if isinstance(before, list) else None, *group]
                lines.append(after[0] if isinstance(after, list) else None)
                for above, line, below in zip(lines, group, lines[2:], strict=False):
                    self._line(line, alone=all(near is None or near.empty for near in (above, below)))

    def write_beside(self, lines: Sequence[Line]) -> None:
        """Write what stands in the margins."""
        for line in lines:
            self._aside(line, "a running header or footer")

    def write_unseen(self, unseen: Sequence[tuple[str, str]]) -> None:
        """Write what is held and not printed."""
        for words, why in unseen:
            span = self.composer.write(" ".join(words.split()), "\n\n")
            self.blocks.append(Paragraph(span.quote, span, aside=why))

    def _aside(self, line: Line, what: str) -> None:
        span = self.composer.write(" ".join(f"{line.label} {line.text}".split()), "\n\n")
        self.blocks.append(Paragraph(span.quote, span, aside=what))

    def _turn(self, pages: int) -> None:
        for _ in range(pages if self._paged else 0):
            self._page += 1
            self.composer.page(self._page)

    def _drawn(self, group: list[Line]) -> None:
        self._turn(sum(line.breaks_before for line in group))
        text = "\n".join(f"{line.label} {line.text}".strip(" ") for line in group)
        if text.strip():
            self.blocks += read_lines(self.composer, text)
        self._turn(sum(line.breaks_after for line in group))

    def _line(self, line: Line, alone: bool) -> None:
        self._turn(line.breaks_before)
        if line.empty:
            self.composer.write("")
        elif line.text.strip() and not line.valid.strip():
            self._aside(line, "struck through")
        else:
            span = self.composer.write(" ".join(f"{line.label} {line.text}".split()), "\n\n")
            text, level, bullet = block_of(line, alone)
            if level:
                self.blocks.append(Heading(text, level, span))
            elif text:
                self.blocks.append(Paragraph(text, span, bullet, line.bold))
        self._turn(line.breaks_after)

    def _table(self, box: Box) -> None:
        begun = self.composer.mark()
        rows: list[Row] = []
        for row in box.rows:
            first = next((line for cell in row.cells for line in cell.lines), None)
            before = first.breaks_before if first else 0
            self._turn(before)
            if row.cells:
                rows.append(self._row(row))
            breaks = [sum(line.breaks_before + line.breaks_after for line in cell.lines) for cell in row.cells]
            self._turn(max(breaks, default=0) - before)
        if any(cell.text for row in rows for cell in row.cells):
            self.blocks.append(Table(tuple(rows), self.composer.since(begun)))

    def _row(self, row: BoxRow) -> Row:
        begun = self.composer.mark()
        last = len(row.cells) - 1
        cells = tuple(self._cell(cell, "\t" if at < last else "\n") for at, cell in enumerate(row.cells))
        return Row(cells, self.composer.since(begun), row.header)

    def _cell(self, cell: BoxCell, after: str) -> Cell:
        lines = [line for line in cell.lines if not line.empty]
        span = self.composer.write("\n".join(" ".join(f"{x.label} {x.text}".split()) for x in lines), after)
        text = clean("\n".join(f"{x.label} {x.valid}".strip() for x in lines if x.valid.strip() or not x.text.strip()))
        inked = [line for line in lines if line.text.strip()]
        return Cell(text, span, bool(inked) and all(x.bold for x in inked), cell.columns, cell.rows)


def _grouped(items: Sequence[Item]) -> Iterator[Box | list[Line]]:
    """Tables, and between them runs of lines: headings and list items by themselves, other lines together."""
    run: list[Line] = []
    for item in items:
        apart = isinstance(item, Box) or item.heading is not None or bool(item.label)
        if apart and run:
            yield run
            run = []
        if isinstance(item, Box):
            yield item
        elif apart:
            yield [item]
        else:
            run.append(item)
    if run:
        yield run


def _neighbours(
    groups: Iterator[Box | list[Line]],
) -> Iterator[tuple[Box | list[Line], Box | list[Line] | None, Box | list[Line] | None]]:
    """Each group with the one before and the one after it."""
    every = list(groups)
    yield from zip(every, [None, *every], [*every[1:], None], strict=False)
