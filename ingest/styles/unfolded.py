"""Tables that only set lists beside what these are for: "We will:" and its items in a cell, an aim before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.cells.text import place
from ingest.document import Block, Cell, Heading, Paragraph, Row, Table
from ingest.styles.promises import announced, sentences
from ingest.tables.glance import columns_at_a_glance

_FEWEST, _MOST, _WIDEST = 2, 0.6, 4
_LEVEL = 4  # of the headings that the aims beside the lists become
_BULLET = "• "


def with_lists_unfolded(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, such tables as a heading for each row and, under it, the list that its cell announces."""
    made: list[Block] = []
    for block in blocks:
        made += _unfolded(block) if isinstance(block, Table) and _sets_lists_beside(block) else [block]
    return made


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
