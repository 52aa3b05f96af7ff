"""Tables of which a text prints each cell on a line of its own, one below the other.

The lines of the header come first, as many as there are columns; or no header tells the columns, and only the order of
the cells does: a task, a date and a name, again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.cells.dates import printed_dates
from ingest.document import Block, Cell, Heading, Paragraph, Row, Span, Table
from ingest.outline import titled
from ingest.styles.actors import is_actor
from ingest.styles.labels import label_of, when_said
from ingest.styles.wording import is_measuring, is_to_do
from ingest.tables.shapes import is_date, is_name

_LONGEST_CELL, _LONGEST_NAME, _A_FEW = 400, 12, 2
_NUMBER = re.compile(r"(?:[A-Z]{1,4}[\s.-]?)?\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?[.)]?")
_COLUMNS = range(3, 9)
_FEWEST = 3  # rows that only their order tells
_MARKED = ("#", "*", "<")
_DATED = 6  # words that may hold a date and say when
_TASK, _DATE, _NAME = "task", "date", "name"
_ORDERS = ((_TASK, _DATE, _NAME), (_TASK, _NAME, _DATE))
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,2})*[.)]?\s+\S")

Line = Heading | Paragraph


def with_stacked_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those that are a table's cells printed one under the other as that table."""
    at = 0
    while at < len(blocks):
        made = _headed(at, blocks) or _ordered(at, blocks)
        if made is None:
            yield blocks[at]
            at += 1
        else:
            yield made[0]
            at = made[1]


def _is_line(block: Block) -> bool:
    """Whether a block is a line that nothing but the empty lines around it sets off."""
    if isinstance(block, Heading):
        return not block.span.quote.lstrip().startswith(_MARKED) and titled(block.text) is None
    return isinstance(block, Paragraph)


def _headed(at: int, blocks: Sequence[Block]) -> tuple[Table, int] | None:
    """The table that begins at a block, and the index after it; None where none does.

    Its header is several short lines that are labels of columns, one of what is done and one of by whom or by when;
    the cells come in the same order, so many a row, and the numbers and dates among them stand where the header says.
    A header whose cells come in another order is a table by itself: it says nothing, and nothing is read from it.
    """
    header = _header(at, blocks)
    if header is None:
        return None
    roles = [label.roles if (label := label_of(cell.text)) else () for cell in header]
    cells: list[Line] = []
    index = at + len(header)
    while index < len(blocks):
        block = blocks[index]
        if isinstance(block, Table) or not _is_line(block) or len(block.text) > _LONGEST_CELL:
            break
        if is_measuring(block.text) or _header(index, blocks) is not None:
            break
        cells.append(block)
        index += 1
    rows = _rows(cells, roles)
    if not rows and all(isinstance(cell, Paragraph) for cell in header):
        return None
    used = at + len(header) + sum(map(len, rows))
    return _table([_row(row, number == 0, len(header)) for number, row in enumerate([header, *rows])]), used


def _header(at: int, blocks: Sequence[Block]) -> list[Line] | None:
    found: list[Line] = []
    told: set[str] = set()
    for block in blocks[at : at + max(_COLUMNS)]:
        if isinstance(block, Table) or not _is_line(block) or block.text.rstrip().endswith(":"):
            break
        if isinstance(block, Paragraph) and block.bullet:
            break
        label = label_of(block.text)
        if label is None or set(label.roles) & told:
            break
        found.append(block)
        told |= set(label.roles)
    return found if len(found) in _COLUMNS and "action" in told and told & {"owner", "due"} else None


def _rows(cells: Sequence[Line], roles: Sequence[tuple[str, ...]]) -> list[list[Line]]:
    """The cells a row each, a title between two rows by itself; [] where they do not come in the header's order.

    What follows the last row is left.
    """
    width, kept, at, rows = len(roles), list[list[Line]](), 0, 0
    while at + width <= len(cells):
        row = list(cells[at : at + width])
        if _fit(row, roles):
            kept.append(row)
            rows += 1
        elif rows and _is_title(cells[at]) and _fit(following := list(cells[at + 1 : at + 1 + width]), roles):
            kept += [[cells[at]], following]
            at += 1
            rows += 1
        else:
            break
        at += width
    shown = any("due" in role or "reference" in role for role in roles)
    return kept if shown and rows and (rows > 1 or len(cells) - at < width) else []


def _is_title(cell: Line) -> bool:
    return isinstance(cell, Heading) or bool(_NUMBERED.match(cell.text))


def _fit(row: Sequence[Line], roles: Sequence[tuple[str, ...]]) -> bool:
    return len(row) == len(roles) and all(_fits(cell.text, role) for cell, role in zip(row, roles, strict=True))


def _fits(text: str, roles: tuple[str, ...]) -> bool:
    """Whether a text may stand in a column: a number or code where references stand, a date where dates do."""
    flat = " ".join(text.split())
    dated = is_date(flat) or when_said(flat)
    if "reference" in roles:
        return bool(_NUMBER.fullmatch(flat))
    if "due" in roles:
        return dated or len(flat.split()) <= _A_FEW
    return not (dated and {"action", "owner"} & set(roles)) and not _NUMBER.fullmatch(flat)


@dataclass
class _Told:
    """Rows that only the order of their cells tells, and the index after the last of them."""

    rows: list[list[Line]] = field(default_factory=list)
    tasks: int = 0
    end: int = 0


def _ordered(at: int, blocks: Sequence[Block]) -> tuple[Table, int] | None:
    """The table without a header that begins at a block: several times a task, then a date and who does it, or first
    who and then the date. A single line between two of them is the title of those below."""
    for order in _ORDERS:
        begin = at if _comes(at, blocks, order) else at + 1
        if begin > at and not (_is_numbered(blocks[at]) and _comes(begin, blocks, order)):
            continue
        told = _Told()
        while True:
            if _comes(at, blocks, order, loosely=told.tasks > 0):
                told.tasks += 1
                width = len(order)
            elif _comes(at + 1, blocks, order, loosely=told.tasks > 0) and _is_over(blocks[at]):
                width = 1
            else:
                break
            told.rows.append([block for block in blocks[at : at + width] if not isinstance(block, Table)])
            at = told.end = at + width
        if told.tasks >= _FEWEST:
            return _table([_row(row, False, len(order)) for row in told.rows]), told.end
        return None
    return None


def _is_numbered(block: Block) -> bool:
    return not isinstance(block, Table) and _is_line(block) and bool(_NUMBERED.match(block.text))


def _is_over(block: Block) -> bool:
    return not isinstance(block, Table) and _is_line(block)


def _comes(at: int, blocks: Sequence[Block], order: Sequence[str], loosely: bool = False) -> bool:
    """Whether lines of these kinds follow each other; `loosely` says that tasks may begin with any word."""
    row = blocks[at : at + len(order)]
    return len(row) == len(order) and all(_is_a(block, kind, loosely) for block, kind in zip(row, order, strict=True))


def _is_a(block: Block, kind: str, loosely: bool) -> bool:
    """Whether a block is a line that says what is to be done, or only by when, or only who."""
    if isinstance(block, Table) or not _is_line(block) or (isinstance(block, Paragraph) and block.bullet):
        return False
    text = " ".join(block.text.split())
    few = len(text.split())
    if len(text) > _LONGEST_CELL:
        return False
    dated = few <= _LONGEST_NAME and (is_date(text) or when_said(text) or (few <= _DATED and any(printed_dates(text))))
    if kind == _TASK:
        return few > _A_FEW and (is_to_do(text) or (loosely and not dated and text[0].isupper() and not is_name(text)))
    if kind == _DATE:
        return dated
    named = is_name(text) or is_actor(text.split(",")[0].split("(")[0].strip())
    return not dated and named and few <= _LONGEST_NAME and not is_to_do(text)


def _table(rows: Sequence[Row]) -> Table:
    first, last = rows[0].span, rows[-1].span
    quote = "\n".join(row.span.quote for row in rows)
    return Table(tuple(rows), Span(first.line, last.last_line, quote, first.page, first.place))


def _row(cells: Sequence[Line], header: bool, width: int) -> Row:
    """A row of cells; a single one stands over the whole width."""
    first, last = cells[0].span, cells[-1].span
    quote = "\n".join(cell.span.quote for cell in cells)
    span = Span(first.line, last.last_line, quote, first.page, first.place)
    if len(cells) == 1:
        return Row((Cell(" ".join(cells[0].text.split()).rstrip("."), cells[0].span, True, width),), span)
    return Row(tuple(Cell(" ".join(cell.text.split()), cell.span) for cell in cells), span, header)
