"""Cells of a row of actions that nothing is read from: columns of progress and context, and columns nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.records import Fate
from ingest.tables import WholeRow

_PASSED_OVER = {
    "status": "progress",
    "context": "context",
    "risk": "risks",
    "baseline": "baselines",
    "urgency": "priorities",
    "location": "places",
}


def unread_cells(row: WholeRow) -> Iterator[Fate]:
    """The fate of each cell that says something and gives the action nothing, with its column's header."""
    for at, fragments in enumerate(row.cells):
        roles, header = row.columns.roles[at], row.columns.headers[at]
        if any(role not in _PASSED_OVER for role in roles):
            continue
        column = f"headed {header!r}" if header else "without a header"
        told = (
            ("passed over", f"a column of {_PASSED_OVER[roles[0]]} {column}")
            if roles
            else ("not understood", f"a column {column}")
        )
        for fragment in fragments:
            if fragment.cell.text and not fragment.spanned:
                size = len("".join(fragment.cell.span.quote.split()))
                yield Fate(fragment.cell.span, *told, size)
