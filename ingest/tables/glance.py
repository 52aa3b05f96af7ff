"""What a table's columns mean, at a glance: by its own header alone, whatever stands around it."""

from __future__ import annotations

from ingest.document import Table
from ingest.tables.columns import Columns, columns_of
from ingest.tables.guess import by_shape
from ingest.tables.levels import with_headers
from ingest.tables.lines import grid
from ingest.tables.settle import settled

_SEEN = 60  # rows


def columns_at_a_glance(table: Table) -> Columns | None:
    """The columns of a table by its first header; None where none of its rows is one."""
    lines = with_headers(grid(table)[:_SEEN], fresh=True)
    at = next((at for at, line in enumerate(lines) if line.heads), None)
    if at is None:
        return None
    below = lines[at + 1 :]
    return settled(by_shape(columns_of(lines[at].texts), below), lines[at], below)[0]
