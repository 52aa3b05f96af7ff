"""Columns without headers: what the shapes of the cells say, and whether known columns fit a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.tables.cellshapes import is_task
from ingest.tables.columns import Columns, header_roles
from ingest.tables.lines import Line
from ingest.tables.shapes import is_date, is_name, is_page_noise, leading_reference, reference

_MOST = 0.6
_SURE = 0.8
_SOME = 0.3
_FEWEST_BELOW = 2
_PROSE = 12  # characters that an action's text has at least, on average


def _share(lines: Sequence[Line], at: int, test: Callable[[str], object]) -> float:
    texts = [line.cells[at].text for line in lines if at < len(line.cells) and line.cells[at].text]
    return sum(bool(test(text)) for text in texts) / len(texts) if texts else 0.0


def fits(columns: Columns, lines: Sequence[Line]) -> bool:
    """Whether known columns fit rows without a header: dates under the dates, references under the references."""
    if not lines or not columns.acts:
        return False
    due, ref, acting = columns.first("due"), columns.first("reference"), columns.first("action")
    if ref is not None and _share(lines, ref, reference) >= _MOST:
        return True
    if due is not None and _share(lines, due, is_date) >= _MOST:
        return True
    return acting is not None and _share(lines, acting, lambda text: leading_reference(text)[0]) >= _MOST


def columns_by_shape(lines: Sequence[Line], width: int, surely: bool = False) -> Columns | None:
    """The columns of a table without a header, where dates, names and references tell them; None where they do not.

    Only a table that has a column of prose beside a column of dates or of names is taken for a table of actions;
    `surely` asks that most of that prose begins as tasks do.
    """
    if len(lines) < 2 or not 3 <= width <= 12:
        return None
    roles: list[tuple[str, ...]] = [()] * width
    tests: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("reference", reference),
        ("due", is_date),
        ("owner", is_name),
    )
    for name, test in tests:
        at = max((i for i in range(width) if not roles[i]), key=lambda i: _share(lines, i, test), default=None)
        if at is not None and _share(lines, at, test) >= _MOST:
            roles[at] = (name,)
    lengths = {at: _length(lines, at) for at in range(width) if not roles[at]}
    prose = [at for at, length in lengths.items() if length >= _PROSE]
    if not prose or not any("owner" in names for names in roles) or not any("due" in names for names in roles):
        return None
    tasks = _share(lines, prose[0], is_task)
    if tasks < (_MOST if surely else _SOME) and (surely or all(names != ("reference",) for names in roles)):
        return None  # a list of meetings has dates and names too
    roles[prose[0]] = ("action",)
    for at in lengths:
        if at != prose[0]:
            roles[at] = ("measure",) if at > prose[0] else ("context",)
    return Columns(("",) * width, tuple(roles))


def _length(lines: Sequence[Line], at: int) -> float:
    texts = [line.cells[at].text for line in lines if at < len(line.cells) and line.cells[at].text]
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def by_shape(columns: Columns, lines: Sequence[Line]) -> Columns:
    """The columns that a header named, set right by the shapes of the cells under it.

    References under a header of objectives are references. Where dates stand under the owner and names under the date,
    the two headers have changed places.
    """
    at = columns.first("objective")
    if at is not None and _share(lines, at, reference) >= _MOST:
        columns = columns.with_role(at, "reference")
    columns = _with_references(_with_ways(columns, lines), lines)
    owner, due = columns.first("owner"), columns.first("due")
    if owner is not None and due is not None and columns.roles[owner] == ("owner",) and columns.roles[due] == ("due",):
        swapped = _share(lines, owner, is_date) >= _SURE and _share(lines, due, is_name) >= _SURE
        if swapped:
            columns = columns.with_role(owner, "due").with_role(due, "owner")
    return columns


def _with_references(columns: Columns, lines: Sequence[Line]) -> Columns:
    """Columns without a header before the actions that hold references ("1.1" over several rows, "1.1.2" in each)."""
    for at in range(columns.first("action") or 0):
        nameless = not columns.headers[at] and not columns.roles[at]
        if nameless and _share(lines, at, reference) >= _MOST:
            columns = columns.with_role(at, "reference")
    return columns


def _with_ways(columns: Columns, lines: Sequence[Line]) -> Columns:
    """Of "What will we do?" over several rows and "How will we do it?" in each, the second holds the actions."""
    columns = _with_own_milestones(columns, lines)
    what = columns.first("action")
    body = [line for line in lines if line.said > 1 and not (line.heads or line.remark or _ends_a_page(line))]
    how = next((at for at in range(len(columns.roles)) if what is not None and _is_way(columns, at, what)), None)
    if what is None or how is None or columns.first("objective") is not None:
        return columns
    whole = [line for line in body if len(line.cells) > how and line.cells[how].text]
    below = [line for line in whole if line.spanned[what] or not line.cells[what].text]
    answers = columns.having("owner", "due")
    tasks = all(is_task(line.cells[how].text) and any(_says(line, at) for at in answers) for line in below)
    if not below or not tasks or len(whole) < _SURE * len(body) or _share(whole, how, is_task) < _SURE:
        return columns
    return columns.with_role(what, "objective").with_role(how, "action")


def _with_own_milestones(columns: Columns, lines: Sequence[Line]) -> Columns:
    """Of an improvement over several rows and milestones of which each row has its own, with who answers for it and by
    when, the milestones are the actions."""
    what, marks = columns.first("action"), columns.first("milestones")
    answers = [columns.first("owner"), columns.first("due")]
    if what is None or marks is None or what > marks or None in answers or columns.first("objective") is not None:
        return columns
    body = [line for line in lines if line.said > 1 and not (line.heads or line.remark or _ends_a_page(line))]
    own = [line for line in body if len(line.cells) > marks and line.cells[marks].text]
    below = [line for line in own if line.spanned[what] or not line.cells[what].text]
    told = all(at is not None and _says(line, at) and not line.spanned[at] for line in own for at in answers)
    if len(below) < _FEWEST_BELOW or len(own) < len(body) or not told or len(below) * 3 < len(own):
        return columns
    return columns.with_role(what, "objective").with_role(marks, "action")


def _says(line: Line, at: int) -> bool:
    """Whether a row reaches as far as a column and says something there."""
    return at < len(line.cells) and bool(line.cells[at].text)


def _ends_a_page(line: Line) -> bool:
    return is_page_noise([text for text in line.texts if text.strip()][-1])


def _is_way(columns: Columns, at: int, what: int) -> bool:
    """Whether a column without a role, after that of the actions, has a header that may name actions too."""
    named = any(role.name == "action" for role in header_roles(columns.headers[at]))
    return at > what and not columns.roles[at] and named
