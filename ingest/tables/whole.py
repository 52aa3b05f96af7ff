"""Rows made whole: what the print of a table tore apart put together again, column by column.

The physical tables of a document go in, in order, with the breaks between them; whole rows come out, and with them
what stands between rows: headings printed as rows or cells, bands, and rows of tables that list no actions. One pass,
nothing looked up: a row is new or goes on by its reference, by where the page broke, and by the shape of its cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.document import Cell, Table
from ingest.records import HeaderMatch
from ingest.tables.align import aligned, beyond, without_prompts
from ingest.tables.alike import rows_alike, rows_by_header, uses_leading_references
from ingest.tables.broken import with_whole_cells
from ingest.tables.cards import is_card, title_of
from ingest.tables.centred import with_centred_cells
from ingest.tables.columns import Columns, columns_of, is_prompt_row, refined, renewed
from ingest.tables.events import Break, Event, Fragment, OtherRow, Remark, TitleRow, WholeRow
from ingest.tables.folded import Folding, with_folded_columns
from ingest.tables.guess import by_shape, columns_by_shape, fits
from ingest.tables.levels import HEADERS, with_headers
from ingest.tables.likeness import Meaning
from ingest.tables.lines import Line, grid, widths, with_breaks_told
from ingest.tables.marks import is_time
from ingest.tables.opened import OpenRow
from ingest.tables.parted import READ_ON, gap_before, group_from, is_another, is_sure, stands_apart
from ingest.tables.settle import settled
from ingest.tables.shapes import (
    goes_on,
    is_noise,
    is_page_noise,
    is_special,
    is_title,
    leading_reference,
    reference,
)
from ingest.tables.sideways import set_upright
from ontology.reading import bands, fold, numbered_band
from ontology.reading.cells import word_set

_MANY_SPECIAL = 2
_WORDS_OF_A_HEADING = 14
_SEEN = 60  # rows that tell what the columns under a header hold


def whole_rows(items: Sequence[Table | Break | None], meaning: Meaning | None = None) -> Iterator[tuple[int, Event]]:
    """The whole rows of tables in order, each with the index of the item it begins in.

    None among the items stands for what says nothing and breaks nothing: a page number between two halves of a row.
    `meaning` measures how alike texts are; it is asked only about headers that no wording knows.
    """
    reader = _Reader([item for item in items if isinstance(item, Table)], meaning)
    for index, item in enumerate(items):
        if isinstance(item, Table):
            yield from reader.table(index, item)
        elif item is not None:
            yield from reader.interrupted(item)
    yield from reader.close()


class _Reader:
    def __init__(self, tables: Sequence[Table], meaning: Meaning | None) -> None:
        self.leading, self.meaning = uses_leading_references(tables), meaning
        self.alike = rows_by_header(tables)
        self.folding: Folding | None = None
        self.columns: Columns | None = None
        self.open: OpenRow | None = None
        self.opened_in = 0
        self.pending: list[Fragment] | None = None  # what the row of a heading or band prints for the row after it
        self.softened = False
        self.headed = False  # whether the row before was one of headers
        self.band = ""
        self.torn = False
        self.after_heading = False
        self.special = self.named = 0
        self.widths: list[int] = []  # of the columns of the table at hand
        self.seen: list[Line] = []  # the rows read under the columns at hand
        self.gapped: tuple[str, ...] = ()  # what to say of rows that are read on after a gap

    def close(self) -> Iterator[tuple[int, Event]]:
        if self.open is not None:
            row = self.open
            self.open = None
            cells = tuple(tuple(column) for column in row.cells)
            yield (
                self.opened_in,
                WholeRow(row.columns, cells, tuple(row.spans), row.reference, row.band, tuple(row.notes)),
            )

    def interrupted(self, item: Break) -> Iterator[tuple[int, Event]]:
        if item.soft and not self.softened:
            self.softened = True
            return
        yield from self.close()
        self.after_heading = self.after_heading or item.heading
        self.pending, self.band = None, ""

    def table(self, index: int, table: Table) -> Iterator[tuple[int, Event]]:
        lines = self._arranged(table)
        if self.columns is None:
            yield from self.close()
        self.widths = widths(lines)
        self.torn = True
        if is_card(lines, len(self.columns.roles) if self.columns is not None and self.columns.acts else 0):
            yield from self._card(index, lines)
            return
        self._settle_columns(lines)
        yield from self._lines(index, lines)
        self.after_heading = self.softened = False

    def _lines(self, index: int, lines: list[Line]) -> Iterator[tuple[int, Event]]:
        for at, line in enumerate(lines):
            if gap_before(lines, at) and self._begins_another(lines, at):
                yield from self.close()
                self.columns, self.folding, self.headed, self.band = None, None, False, ""
                lines = lines[:at] + with_headers(lines[at:], fresh=True)
                self._settle_columns(lines[at:])
                yield from self._lines(index, lines[at:])
                return
            if line.remark:
                outcome, header = ("passed over", True) if line.remark == HEADERS else ("read", False)
                yield index, Remark(line.span, line.remark, outcome, header)
                continue
            texts = line.texts
            said = [text for text in texts if not is_noise(text)]
            if not said:
                yield index, Remark(line.span, "an empty row")
            elif self.columns is not None and is_prompt_row(texts):
                yield index, Remark(line.span, "a row of prompts")
            elif line.heads:
                yield from self._header(index, line, lines, at)
            elif _is_left_by_the_page(said, lines[at + 1 : at + 2]):
                self.torn = True
                yield index, Remark(line.span, "left by the print of the page")
            elif len(said) == 1 and is_title(said[0]) and not numbered_band().fullmatch(said[0]):
                yield from self.close()
                self.after_heading = False
                self.headed = False
                yield index, TitleRow(" ".join(said[0].split()), line.span)
            elif len(said) == 1 and fold(said[0]) in bands():
                yield from self.close()
                self.band = " ".join(said[0].split())
                yield index, Remark(line.span, "a band that divides the table")
            elif self._divides(line, said) or _is_caption(line, said, lines[at + 1 : at + 2]):
                yield from self._section(index, line, said[0])
            elif self.columns is None or not self.columns.acts:
                yield from self.close()
                self.headed = False  # the next header is one of its own, no second line of this table's
                yield index, OtherRow(line, self.columns)
            else:
                yield from self._data(index, line)
                self.torn = self.headed = False

    def _begins_another(self, lines: list[Line], at: int) -> bool:
        """Whether another table begins with a row after a gap; else what is to be said of the rows that are read on."""
        columns = self.columns
        if columns is None or not columns.acts or lines[at].heads or lines[at].remark or lines[at].said < 2:
            return False
        group = group_from(lines, at)
        self.gapped = () if is_sure(columns, group) else (READ_ON,)
        return is_another(columns, self.seen, group)

    def _card(self, index: int, lines: list[Line]) -> Iterator[tuple[int, Event]]:
        """Labels with their values between tables of actions: one may name the aim of the actions below."""
        yield from self.close()
        for line in lines:
            title = title_of(line)
            if title:
                label = "" if is_title(title) else " ".join(line.texts[0].split())
                yield index, TitleRow(title, line.span, label)
                if label:
                    yield index, Remark(line.span, "a heading printed as a row", "read")
            else:
                yield index, Remark(line.span, "a label and its value")
        self.pending, self.band, self.headed, self.softened = None, "", False, False

    def _settle_columns(self, lines: list[Line]) -> None:
        """Whether the columns that were known still hold for a table, or what its shape says where no header does."""
        headers = [at for at, line in enumerate(lines[:3]) if line.heads and not is_prompt_row(line.texts)]
        if headers:
            late = headers[0] > 0 and all(_is_data(line) for line in lines[: headers[0]])
            if late and (self.columns is None or self.after_heading):  # a header printed after the first row of data
                self.columns = by_shape(columns_of(lines[headers[0]].texts), lines[:_SEEN])
            return
        body = [line for line in lines[:_SEEN] if _is_data(line)]
        width = max((len(line.cells) for line in lines), default=0)
        if self.columns is not None:
            same = len(self.columns.roles) == width
            own = not same and bool(lines) and lines[0].marked  # a header that is not understood, over a table apart
            if not own and ((same and not self.after_heading) or fits(self.columns, body)):
                return
            if not own and self.columns.acts and self.open is not None and not self.after_heading:
                return
        first = next((line for line in lines if line.said), None)
        asked = first is not None and first.heads  # only what a template asks stands above: that is the header
        self.columns = None if asked else columns_by_shape(body, width)

    def _divides(self, line: Line, said: list[str]) -> bool:
        """Whether a row of a plan is a heading of those below it: a short text set in bold or over the whole width."""
        if (
            len(said) != 1
            or self.columns is None
            or not self.columns.acts
            or self.columns.first("objective") is not None
        ):
            return False
        at, text = line.texts.index(said[0]), " ".join(said[0].split())
        whole = at == 0 and len(line.wide) > 1 and all(line.wide[1:])
        worded = len(text.split()) <= _WORDS_OF_A_HEADING and text[-1] not in ".,;:" and not goes_on(text)
        return (line.cells[at].bold or whole) and worded and at <= (self.columns.first("action") or 0)

    def _section(self, index: int, line: Line, text: str) -> Iterator[tuple[int, Event]]:
        yield from self.close()
        self.headed = False
        if is_time(text):
            self.band = " ".join(text.split())
            yield index, Remark(line.span, "a band that divides the table")
        else:
            yield index, TitleRow(" ".join(text.split()), line.span, "section")
            yield index, Remark(line.span, "a heading printed as a row", "read")

    def _arranged(self, table: Table) -> list[Line]:
        """The rows of a table set upright, under whole headers, its ticked columns folded."""
        lines = with_whole_cells(grid(table))
        if self.columns is not None and not self.after_heading and stands_apart(self.columns, self.seen, lines):
            self.columns, self.folding = None, None
        fresh = self.columns is None or self.after_heading or not self.columns.acts
        lines, self.folding = with_folded_columns(with_headers(set_upright(lines) or lines, fresh), self.folding)
        return lines

    def _header(self, index: int, line: Line, lines: list[Line], at: int) -> Iterator[tuple[int, Event]]:
        stop = next((i for i in range(at + 1, len(lines)) if lines[i].heads), len(lines))
        below = lines[at + 1 : min(stop, at + 1 + _SEEN)]
        known, header = self.columns, columns_of(line.texts)
        matches: tuple[HeaderMatch, ...] = ()
        if known is not None and known.headers == header.headers:
            self.columns = _as_before(known, header, by_shape(header, below))
        else:
            said = refined(known, header) if self.headed and known is not None else header
            self.columns, matches = self._settled(renewed(known, said), line, below)
            if not any(self.columns.roles) and not self.columns.kind:
                self.columns = _told_by_cells(self.columns, below)
        self.headed, self.seen, self.gapped = True, [], ()
        if known is None or known.roles != self.columns.roles:
            yield from self.close()
            self.special = self.named = 0
            if self.columns.acts:
                lines[at + 1 : stop] = with_centred_cells(lines[at + 1 : stop], self.columns)
        self.torn = True
        if not line.apart:
            yield index, Remark(line.span, HEADERS, header=True, matches=matches)

    def _settled(self, columns: Columns, line: Line, below: list[Line]) -> tuple[Columns, tuple[HeaderMatch, ...]]:
        found = settled(by_shape(columns, below), line, below, self.meaning)
        together = [] if found[0].acts else rows_alike(line, below, self.alike)
        return settled(by_shape(columns, together), line, together, self.meaning) if together else found

    def _data(self, index: int, line: Line) -> Iterator[tuple[int, Event]]:
        columns = self.columns
        assert columns is not None
        pairs, notes = aligned(line, columns, self.special >= _MANY_SPECIAL and self.special * 10 >= self.named * 7)
        notes += self.gapped
        for cell in beyond(line, columns):
            yield index, Remark(cell.span, "a cell beyond the last column of its table", "not understood")
        self.seen = [*self.seen[-_SEEN:], line]
        pairs = [(self._told(cell, at, columns), reaches) for at, (cell, reaches) in enumerate(pairs)]
        cells = [Fragment(without_prompts(cell), self.torn, reaches) for cell, reaches in pairs]
        yield from self._objective_cell(index, columns, cells)
        acting = columns.first("action")
        assert acting is not None
        cells, title = _without_band(cells, acting)
        text = cells[acting].cell.text
        own = self._reference(columns, cells, acting)
        aim = columns.first("objective")
        if line.apart:
            yield from self.close()
        if title is not None and not text:
            yield from self._titled(index, line, cells, title)
        elif self.open is not None and not self.open.ends_before(columns, cells, own, self.torn, self.leading):
            self.open.append(cells, line.places)
            self.open.notes += notes
        elif text or own:
            yield from self.close()
            self.opened_in = index
            self.open = OpenRow(columns, [[f] for f in cells], list(line.places), own, self.band, notes)
            self._take_pending()
            self.band = title or self.band  # a band that was run into the action's text divides what comes next
        elif aim is not None and cells[aim].cell.text:
            self.pending = cells
            yield index, Remark(line.span, "a heading printed as a row", "read")
        else:
            yield index, Remark(line.span, "cells that go on with no row", "not understood")

    def _told(self, cell: Cell, at: int, columns: Columns) -> Cell:
        """A cell of names with the line breaks told that part two of them; any other as it is."""
        named = columns.roles[at] == ("owner",) and at < len(self.widths)
        return with_breaks_told(cell, self.widths[at]) if named else cell

    def _titled(self, index: int, line: Line, cells: list[Fragment], title: str) -> Iterator[tuple[int, Event]]:
        """A band on a row of its own in the column of actions."""
        if self.open is None or not self.torn:
            yield from self.close()
        self.band = f"{self.band} {title}".strip() if title.isupper() and self.band[-1:].isupper() else title
        yield index, Remark(line.span, "a band that divides the table")
        self.pending = cells

    def _take_pending(self) -> None:
        """Give the open row what was printed on the row of its heading, where its own cells are empty."""
        row, pending = self.open, self.pending
        self.pending = None
        if row is None or pending is None or len(pending) != len(row.cells):
            return
        for at, fragment in enumerate(pending):
            roles, own = row.columns.roles[at], [f for f in row.cells[at] if f.cell.text]
            if fragment.cell.text and "objective" not in roles and (not own or "measure" in roles):
                row.cells[at] = [fragment, *own]
                row.notes.append("what its heading's row prints was taken for its empty cells")

    def _objective_cell(self, index: int, columns: Columns, cells: list[Fragment]) -> Iterator[tuple[int, Event]]:
        at = columns.first("objective")
        if at is None or not cells[at].cell.text or cells[at].spanned:
            return
        text = " ".join(cells[at].cell.text.split())
        self.named += 1
        self.special += is_special(text)
        yield from self.close()
        yield index, TitleRow(text, cells[at].cell.span, columns.headers[at] or "objective")

    def _reference(self, columns: Columns, cells: list[Fragment], acting: int) -> str:
        printed = [at for at in columns.having("reference") if not cells[at].spanned]
        if printed:  # of "1.1" over several rows and "1.1.2" in each, the nearer one is the row's own
            return next((own for at in reversed(printed) if (own := reference(cells[at].cell.text))), "")
        if self.leading and not cells[acting].spanned:
            found, rest = leading_reference(cells[acting].cell.text)
            if found:
                cells[acting] = replace(cells[acting], cell=replace(cells[acting].cell, text=rest))
            return found
        return ""


def _told_by_cells(columns: Columns, below: list[Line]) -> Columns:
    """The columns under a header of which not a word is understood, where their cells alone make a plan of them."""
    body = [line for line in below if _is_data(line)]
    told = columns_by_shape(body, len(columns.roles), surely=True)
    return replace(columns, roles=told.roles) if told else columns


def _as_before(known: Columns, worded: Columns, shaped: Columns) -> Columns:
    """The columns of a header that is printed again: what was settled for it before still holds, unless its wording
    alone gave it and the cells below now show that two headers have changed places."""
    triples = zip(known.roles, worded.roles, shaped.roles, strict=True)
    return replace(known, roles=tuple(was if was != word else now for was, word, now in triples))


def _is_caption(line: Line, said: list[str], below: list[Line]) -> bool:
    """Whether a row right above a header names in a few words what the table is of, and is no title of the plan's."""
    text = " ".join(said[0].split())
    if len(said) != 1 or line.texts[0] != said[0] or not below or not below[0].heads or below[0].remark:
        return False
    worded = len(text.split()) <= _WORDS_OF_A_HEADING and text[-1] not in ".,;:" and not goes_on(text)
    return worded and not set(fold(text).split()) & _titles()


@cache
def _titles() -> frozenset[str]:
    """Words that say of a caption that it is only the table's own title ("Table 3: Action plan")."""
    return word_set("publication", "titles") | {"table", "actions", "tasks"}


def _is_left_by_the_page(said: list[str], below: list[Line]) -> bool:
    """Whether a row holds a page's number, alone or, above a header printed again, beside its running head."""
    running = len(said) == 2 and bool(below) and below[0].heads
    return (len(said) == 1 or running) and is_page_noise(said[-1])


def _is_data(line: Line) -> bool:
    """Whether a row may hold an action: it says several things, none of them what a template asks."""
    return line.said > 1 and not line.remark and not is_prompt_row(line.texts)


def _without_band(cells: list[Fragment], acting: int) -> tuple[list[Fragment], str | None]:
    """The cells without a band's title in the column of actions, and the title, or None where there is none."""
    cell = cells[acting].cell
    flat = " ".join(cell.text.split())
    found = numbered_band().search(flat)
    others = [f for i, f in enumerate(cells) if i != acting and f.cell.text]
    if found is None and not (flat.isupper() and len(flat.split()) >= 3 and not others):
        return cells, None
    title = flat[found.start() :] if found else flat
    kept = replace(cell, text=flat[: found.start()].rstrip() if found else "")
    return [replace(f, cell=kept) if i == acting else f for i, f in enumerate(cells)], title
