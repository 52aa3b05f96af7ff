"""Headings that the print lost: numbered aims of which the plan's own list has more than its tables are headed with."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.document import Block, Table
from ingest.outline import Aim
from ingest.tables import WholeRow

_NOTE = "its heading is not printed above it; the plan's list of aims and the gap in the numbers tell it"


def with_lost_headings(
    rows: list[tuple[int, WholeRow, Aim | None]], aims: list[Aim], blocks: tuple[Block, ...]
) -> list[tuple[WholeRow, Aim | None]]:
    """The rows with their aims; `rows` come with the index of their block and the last aim that was headed.

    Where the numbers of two headed aims leave out as many aims of the plan's list as wide gaps stand between the tables
    in between, each gap is where a heading was lost, and the rows after it belong to that aim. Else nothing changes.
    """
    headed: list[Aim] = []
    for _, _, aim in rows:
        if aim is not None and (not headed or headed[-1] is not aim):
            headed.append(aim)
    moved: dict[int, Aim] = {}
    for before, after in pairwise(headed):
        missing = _between(before, after, aims)
        tables = sorted({index for index, _, aim in rows if aim is before})
        gaps = [index for index in tables[1:] if _blank_lines(index, blocks) > 1]
        if missing and len(gaps) == len(missing):
            for index in tables:
                passed = sum(gap <= index for gap in gaps)
                if passed:
                    moved[index] = missing[passed - 1]
    return [(_noted(row), moved[index]) if index in moved else (row, aim) for index, row, aim in rows]


def _number(aim: Aim) -> int | None:
    for reference in (aim.titled.reference, *(other.text for other in aim.others)):
        match = re.search(r"(\d{1,2})$", reference)
        if match:
            return int(match[1])
    return None


def _between(before: Aim, after: Aim, aims: list[Aim]) -> list[Aim]:
    """The aims of the plan's list that two headed ones' numbers leave out, in order; empty unless all are known."""
    first, last = _number(before), _number(after)
    if first is None or last is None or before.titled.level != after.titled.level or last <= first + 1:
        return []
    found = {_number(aim): aim for aim in aims if aim.titled.level == before.titled.level and not aim.acted}
    numbers = range(first + 1, last)
    return [found[number] for number in numbers] if all(number in found for number in numbers) else []


def _blank_lines(index: int, blocks: tuple[Block, ...]) -> int:
    block, before = blocks[index], blocks[index - 1]
    return block.span.line - before.span.last_line - 1 if isinstance(before, Table) else 0


def _noted(row: WholeRow) -> WholeRow:
    return WholeRow(row.columns, row.cells, row.spans, row.reference, row.band, (*row.notes, _NOTE))
