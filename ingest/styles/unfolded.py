"""Tables that only set lists beside what these are for: "We will:" and its items in a cell, an aim before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.cells.text import place
from ingest.document import Block, Cell, Heading, Paragraph, Row, Table
from ingest.styles.labels import when_said
from ingest.styles.promises import announced, sentences
from ingest.styles.wording import is_to_do
from ingest.tables.glance import columns_at_a_glance

_FEWEST, _MOST, _WIDEST = 2, 0.6, 4
_LEVEL = 4  # of the headings that the aims beside the lists become
_BULLET = "• "


def with_lists_unfolded(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, such tables as a heading for each row and, under it, the list that its cell announces."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and _sets_lists_by_time(block):
            made += _by_time(block)
        else:
            made += _unfolded(block) if isinstance(block, Table) and _sets_lists_beside(block) else [block]
    return made


def _sets_lists_by_time(table: Table) -> bool:
    """Whether a table sets lists of what to do by topic and time: "Short term" at the left, topics over its columns."""
    body = table.rows[1:]
    if len(body) < _FEWEST or not all(row.cells and when_said(_flat(row.cells[0]).rstrip(":")) for row in body):
        return False
    cells = [cell for row in body for cell in row.cells[1:] if cell.text.strip()]
    items = [line for cell in cells for line in cell.text.split("\n") if line.strip()]
    listed = sum(line.startswith(_BULLET) for line in items) >= _MOST * len(items)
    doing = sum(is_to_do(line.removeprefix(_BULLET)) for line in items)
    return bool(items) and listed and doing >= _MOST * len(items)


def _by_time(table: Table) -> Iterator[Block]:
    head, *body = table.rows
    for at, topic in enumerate(head.cells[1:], 1):
        if _flat(topic):
            yield Heading(_flat(topic), _LEVEL, topic.span)
        for row in body:
            if at < len(row.cells) and row.cells[at].text.strip():
                yield Heading(_flat(row.cells[0]), _LEVEL + 1, row.cells[0].span)
                yield from _list_of(row.cells[at])


def _flat(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _sets_lists_beside(table: Table) -> bool:
    """Whether most rows of a table, under a header of no action, owner or date, announce a list in one cell."""
    if len(table.rows) < _FEWEST or max(len(row.cells) for row in table.rows) > _WIDEST:
        return False
    announcing = sum(_announcing(row) is not None for row in table.rows)
    if announcing < max(_FEWEST, _MOST * (len(table.rows) - 1)):
        return False
    columns = columns_at_a_glance(table)
    return columns is None or not (columns.acts or columns.having("owner") or columns.having("due"))


def _announcing(row: Row) -> int | None:
    """The index of the one cell of a row that announces a list of several items; None where none or several do."""
    found = [at for at, cell in enumerate(row.cells) if _lead_of(cell) is not None]
    return found[0] if len(found) == 1 and len(row.cells) >= _FEWEST else None


def _lead_of(cell: Cell) -> int | None:
    """Which line of a cell announces the items after it."""
    lines = cell.text.split("\n")
    for at, line in enumerate(lines[:-_FEWEST]):
        if line.rstrip().endswith(":") and all(after.startswith(_BULLET) for after in lines[at + 1 : at + 1 + _FEWEST]):
            said = announced(line)
            return at if said is not None and not said.what else None
    return None


def _unfolded(table: Table) -> Iterator[Block]:
    for row in table.rows:
        listing = _announcing(row)
        if listing is None:
            yield Table((row,), row.span)
            continue
        others = [cell for at, cell in enumerate(row.cells) if at != listing and cell.text.strip()]
        for cell in others[:1]:
            yield Heading(" ".join(cell.text.split()), _LEVEL, cell.span)
        yield from _list_of(row.cells[listing])
        for cell in others[1:]:
            yield Paragraph(" ".join(cell.text.split()), cell.span)


def _list_of(cell: Cell) -> Iterator[Paragraph]:
    """What a cell says, the line that announces its list apart, and the items."""
    for line in cell.text.split("\n"):
        if line.startswith(_BULLET):
            text = line.removeprefix(_BULLET).strip()
            yield Paragraph(text, place(cell, text), "•")
            continue
        said = sentences(line)
        lead = said[-1] if said and announced(line) is not None else ""
        before = line[: line.rfind(lead)].strip() if lead else line.strip()
        for text in (before, lead):
            if text:
                yield Paragraph(text, place(cell, text))
