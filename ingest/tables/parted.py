"""Where a second table begins in what is set as one: after a gap, rows that the columns above cannot hold.

A gap (an empty row, a line left free) parts the rows of one table as often as two tables. What stands after it is
another table where its first row reads like a header of its own, or where its cells are of other kinds than those
above; where neither this nor the opposite can be seen, the rows are read on and that is said of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tables.cellshapes import SHAPES, is_task, share
from ingest.tables.columns import Columns, header_roles, is_header
from ingest.tables.lines import Line
from ingest.tables.shapes import is_figure, is_noise, is_open

READ_ON = "read on under the columns above an empty row"

_SEEN = 40  # rows
_MOST, _FEW = 0.6, 0.2
_TELLING = ("due", "owner", "reference", "start", "review")
_LONGEST, _WORDS = 40, 6  # of a header
_HEADED = 0.6  # of the columns in use a header names so many


def gap_before(lines: Sequence[Line], at: int) -> bool:
    """Whether an empty row or a free line stands before a row, in a table whose rows are not all set apart so."""
    if not 0 < at < len(lines) or not _gap(lines, at):
        return False
    earlier = [_gap(lines, i) for i in range(max(1, at - _SEEN), at) if lines[i].said]
    return 2 * sum(earlier) <= len(earlier)


def _gap(lines: Sequence[Line], at: int) -> bool:
    before, here = lines[at - 1], lines[at]
    free = before.span.page == here.span.page and here.span.line > before.span.last_line + 1
    return bool(here.said) and (not before.said or free)


def group_from(lines: Sequence[Line], at: int) -> list[Line]:
    """The rows from one on, up to the next gap or header."""
    found = [lines[at]]
    for i in range(at + 1, min(len(lines), at + _SEEN)):
        if lines[i].heads or _gap(lines, i):
            break
        found.append(lines[i])
    return found


def is_another(columns: Columns, above: Sequence[Line], group: Sequence[Line]) -> bool:
    """Whether rows after a gap are no rows of the table of actions above, whose rows so far are given."""
    return _begins_with_header(columns, above, group) or _cannot_be_held(columns, above, group)


def stands_apart(columns: Columns, above: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a table right after one of actions is no more of it, though no header that is known says so.

    A page may break a table anywhere, even within a row: so its first row being like a header is not enough, the rows
    below it must not be such as the columns above hold.
    """
    if not columns.acts or not lines or not lines[0].said or is_header(lines[0].texts):
        return False
    group = group_from(lines, 0)
    if not any(_kind(columns, at) for at in range(len(columns.roles))) or is_sure(columns, group[1:]):
        return False
    return _begins_with_header(columns, above, group) or _cannot_be_held(columns, above, group)


def is_sure(columns: Columns, group: Sequence[Line]) -> bool:
    """Whether something shows that rows after a gap belong to the columns above: a task, a date, a reference."""
    tests = (("due", _MOST), ("reference", _MOST), ("action", _FEW))
    return any((share(role, _texts(group, at)) or 0.0) >= least for role, least in tests for at in columns.having(role))


def _begins_with_header(columns: Columns, above: Sequence[Line], group: Sequence[Line]) -> bool:
    """Whether the first row holds short labels where those above hold dates, names or tasks, and has rows below it."""
    first, acting = group[0], columns.first("action")
    said = [at for at, cell in enumerate(first.cells) if not is_noise(cell.text)]
    below = {at for line in group[1:] for at, cell in enumerate(line.cells) if not is_noise(cell.text)}
    if len(said) < 2 or len(group) < 2 or len(said) < _HEADED * len(below) or acting not in said:
        return False
    texts = [" ".join(first.cells[at].text.split()) for at in said]
    if any(any(first.spanned[at : at + 1]) for at in said) or not all(_is_label(text) for text in texts):
        return False
    tested = [at for at in said if _kind(columns, at) and (share(_kind(columns, at), _texts(above, at)) or 0) >= _MOST]
    if any(SHAPES[_kind(columns, at)](first.cells[at].text) for at in tested):
        return False
    known = any(header_roles(text) for text in texts)
    return bool(tested) and (known or len(tested) > 1 or len(group) > 2 or not is_sure(columns, group[1:]))


def _is_label(text: str) -> bool:
    short = len(text) <= _LONGEST and len(text.split()) <= _WORDS
    return short and text[-1] not in ".;," and not is_figure(text) and not is_task(text) and not is_open(text)


def _kind(columns: Columns, at: int) -> str:
    """The role of a column that the shape of its cells would tell, "" where none would."""
    roles = columns.roles[at] if at < len(columns.roles) else ()
    return roles[0] if len(roles) == 1 and roles[0] in _TELLING else ""


def _cannot_be_held(columns: Columns, above: Sequence[Line], group: Sequence[Line]) -> bool:
    """Whether figures or single words stand where those above have tasks, or all kinds of cells are others."""
    acting = columns.first("action")
    if acting is None or len(group) < 2 or len(above) < 2:
        return False
    here, there = _texts(group, acting), _texts(above, acting)
    if not here or not there:
        return False
    if _worded(here) <= _FEW and _worded(there) >= _MOST:
        return True
    tested = []
    for at in range(len(columns.roles)):
        role = _kind(columns, at)
        now, before = share(role, _texts(group, at)), share(role, _texts(above, at))
        if role and now is not None and before is not None and before >= _MOST:
            tested.append(now)
    tasks = share("action", here) or 0.0
    return bool(tested) and max(tested) < _FEW and tasks < _FEW and (share("action", there) or 0.0) >= _MOST


def _worded(texts: Sequence[str]) -> float:
    return sum(len(text.split()) > 1 and not is_figure(text) for text in texts) / len(texts)


def _texts(lines: Sequence[Line], at: int) -> list[str]:
    return [line.cells[at].text for line in lines if at < len(line.cells) and not is_noise(line.cells[at].text)]
