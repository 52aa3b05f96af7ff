"""Cells that the print merges over several rows: their words belong to each of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.tables import Fragment, WholeRow
from ingest.tables.shapes import goes_on, is_open

_SHARED = ("owner", "due", "measure")
_LONG_RUN, _SHORT_RUN = 4, 2
_NOTE = "shares a cell with the rows around it"


def shared(rows: Sequence[WholeRow]) -> list[WholeRow]:
    """The rows of one table, a cell that reaches over several of them given to each.

    A workstream left empty is the one above, and so is an owner printed before the actions, as the head of a group.
    Owner and date are shared only by a run of rows that leave both empty and over which the text of another cell runs
    on plainly, or by a long run: one empty cell alone is an empty cell.
    """
    out = _with_leading_owner(_carried(rows, "workstream"))
    start = 0
    while start < len(out):
        end = start + 1
        while end < len(out) and out[start].text("owner") and _left_empty(out[end]):
            end += 1
        run = out[start:end]
        followers = len(run) - 1
        if followers >= _LONG_RUN or (followers >= _SHORT_RUN and _runs_on(run)):
            out[start:end] = _given(run)
        start = end
    return out


def _with_leading_owner(rows: Sequence[WholeRow]) -> list[WholeRow]:
    """The rows, an owner's column that stands before that of the actions filled downwards."""
    owner, acting = (rows[0].columns.first(role) for role in ("owner", "action")) if rows else (None, None)
    leading = owner is not None and acting is not None and owner < acting
    return _carried(rows, "owner") if leading else list(rows)


def _carried(rows: Sequence[WholeRow], role: str) -> list[WholeRow]:
    """The rows, the first column with a role filled downwards where it is left empty."""
    out: list[WholeRow] = []
    for row in rows:
        at = row.columns.first(role)
        above = out[-1] if out else None
        filled = at is not None and above is not None and above.columns == row.columns and above.text(role)
        if at is not None and above is not None and filled and not row.text(role):
            carried = tuple(replace(fragment, spanned=True) for fragment in above.cells[at])
            cells = (*row.cells[:at], carried, *row.cells[at + 1 :])
            row = replace(row, cells=cells, notes=(*row.notes, f"its {role} is printed above"))  # noqa: PLW2901
        out.append(row)
    return out


def _left_empty(row: WholeRow) -> bool:
    if row.columns.first("owner") is None or row.text("owner", "partners", "funding", "links"):
        return False
    return not row.text("due") or len(row.text("due").split()) == 1


def _runs_on(run: Sequence[WholeRow]) -> bool:
    texts = [row.text("measure") for row in run]
    return any((goes_on(after) or is_open(before)) and after and before for before, after in pairwise(texts))


def _given(run: Sequence[WholeRow]) -> list[WholeRow]:
    first = run[0]
    whole: dict[int, tuple[Fragment, ...]] = {
        at: tuple(fragment for row in run for fragment in row.cells[at] if fragment.cell.text)
        for at in first.columns.having(*_SHARED)
        if at < len(first.cells)
    }
    return [
        replace(
            row,
            cells=tuple(whole.get(at, cell) for at, cell in enumerate(row.cells)),
            notes=(*row.notes, _NOTE),
        )
        for row in run
    ]
