"""Tables over several pages: headers that are printed again taken out, rows that a page break tore put together.

A row is torn where the print shows it: every cell that goes on was filled down to the foot of its page, and one at
least goes on in the middle of a sentence or of a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.pdf.lines import begins_item, continued, may_go_on, runs_on
from ingest.formats.pdf.marks import Line
from ingest.formats.pdf.ruled import PrintedCell, PrintedTable
from ingest.formats.pdf.text import Content

_SAME_EDGE = 5.0
_HEADERS, _SHORT = 3, 14
_SHORT_OF_FOOT = 2.6  # lines: as many as rules against widows and orphans may move

Row = tuple[PrintedCell, ...]


def mended(pages: list[list[Content]]) -> list[list[str]]:
    """Mend the tables that go on from page to page; for each page, the headers printed again that were taken out."""
    again: list[list[str]] = [[] for _ in pages]
    holder: int | None = None
    head: tuple[Row, ...] = ()
    for at, page in enumerate(pages):
        first = page[0] if page else None
        above = pages[holder][-1] if holder is not None else None
        if (
            holder is not None
            and isinstance(above, PrintedTable)
            and isinstance(first, PrintedTable)
            and _same(above, first)
        ):
            repeated = _repeated(head, first.rows)
            if repeated:
                again[at].append("\t".join(cell.text for row in first.rows[:repeated] for cell in row))
            rows = first.rows[repeated:]
            if rows and _torn(above.rows[-1], rows[0], above.spaces_tell):
                pages[holder][-1] = replace(
                    above, rows=(*above.rows[:-1], _row(above.rows[-1], rows[0], above.spaces_tell))
                )
                rows = rows[1:]
            if rows:
                page[0] = replace(first, rows=rows)
            else:
                del page[0]
                if not page:
                    continue  # the table above may go on after a page that held only the rest of one row
            if len(page) > 1:
                head = ()
        else:
            head = ()
        last = page[-1] if page else None
        holder = at if isinstance(last, PrintedTable) else None
        if isinstance(last, PrintedTable) and not head:
            head = last.rows[:_HEADERS]
    return again


def _same(above: PrintedTable, below: PrintedTable) -> bool:
    """Whether two tables have the same columns."""
    return len(above.edges) == len(below.edges) and all(
        abs(a - b) <= _SAME_EDGE for a, b in zip(above.edges, below.edges, strict=True)
    )


def _repeated(head: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many rows of a table are those with which it began pages ago; after the first only short ones count."""
    count = 0
    for old, new in zip(head, rows, strict=False):
        if [cell.text for cell in old] != [cell.text for cell in new] or not any(cell.text for cell in new):
            break
        if count and any(len(cell.text) > _SHORT for cell in new):
            break
        count += 1
    return count


def _torn(above: Row, below: Row, spaces_tell: bool) -> bool:
    """Whether a row is the rest of the row above."""
    if [cell.colspan for cell in above] != [cell.colspan for cell in below] or any(
        c.rowspan > 1 for c in (*above, *below)
    ):
        return False
    foot = max((cell.last.y for cell in above if cell.last), default=0.0)
    surely = doubtful = 0
    for old, new in zip(above, below, strict=True):
        if not new.text or new.first is None:
            continue
        if old.last is None or foot - old.last.y > _SHORT_OF_FOOT * 1.3 * old.last.size:
            return False
        if _goes_on(old, new, spaces_tell):
            surely += 1
        else:
            doubtful += 1
    return surely > 0 and not doubtful


def _below(line: Line, next_line: Line) -> Line:
    """A line of the next page as it would have stood on this one."""
    return replace(next_line, y=line.y + 1.2 * line.size)


def _goes_on(old: PrintedCell, new: PrintedCell, spaces_tell: bool) -> bool:
    """Whether a cell goes on in the middle of a sentence or of a line."""
    if old.last is None or new.first is None:
        return False
    if new.text[:1].islower() and old.text[-1:] not in ".!?;:":
        return True
    if begins_item(new.text, old.text):
        return False
    return (not spaces_tell or may_go_on(old.last, old.right)) and runs_on(
        old.last, _below(old.last, new.first), old.left, old.right
    )


def _row(above: Row, below: Row, spaces_tell: bool) -> Row:
    return tuple(_cell(old, new, spaces_tell) for old, new in zip(above, below, strict=True))


def _cell(old: PrintedCell, new: PrintedCell, spaces_tell: bool) -> PrintedCell:
    if not new.text or old.last is None or new.first is None:
        return old
    on = not new.first.marker and _goes_on(old, new, spaces_tell)
    text = continued(old.text, new.text) if on else f"{old.text}\n{new.text}"
    return replace(old, text=text, last=new.last)
