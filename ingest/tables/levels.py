"""Headers over several rows made one: "Timescale" over "Start" and "End" says of two columns what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Cell
from ingest.tables.cellshapes import is_task, sample
from ingest.tables.columns import columns_of, header_roles, is_header, is_prompt_row, possible_roles
from ingest.tables.kinds import heads_values
from ingest.tables.lines import Line
from ingest.tables.marks import is_cross, is_named_body, is_tick, is_time, mark_parts, month_initials
from ingest.tables.settle import settled
from ingest.tables.shapes import is_date, is_figure, is_name, is_title, reference
from ontology.reading import bands, fold

HEADERS = "a row of column headers"

_MOST_LEVELS = 3
_LONGEST = 60  # characters of a header under another
_MOST = 0.6
_SEEN = 40  # rows
_FEWEST_NEW, _WORDS = 3, 8


def with_headers(lines: Sequence[Line], fresh: bool = False) -> list[Line]:
    """The rows with every header told, one printed over several rows as one; its other rows keep only a remark.

    `fresh` says that no header of a table before may still hold: then a first row in words that nobody knows is one
    where it can be understood.
    """
    out = [with_months(line) for line in lines[:_SEEN]] + list(lines[_SEEN:])
    at = 0
    while at < len(out):
        texts = out[at].texts
        if out[at].remark:
            at += 1
            continue
        known = is_header(texts) or heads_values(texts)
        if not known and not (_first(out, at) and (_heads_by_what_stands_below(out, at) or _is_new(out, at, fresh))):
            at += 1
            continue
        header = replace(out[at], heads=True, over=("",) * len(texts))
        above = at - 1
        if above >= 0 and not out[above].heads and _first(out, above) and _stands_over(out[above], header):
            header = _under(out[above], header)
            out[above] = replace(out[above], remark=HEADERS)
        last = at
        while last + 1 < len(out) and last + 1 - at < _MOST_LEVELS and _is_lower(header, out[last + 1]):
            last += 1
            header = _under(header, out[last])
            out[last] = replace(out[last], remark=HEADERS)
        out[at] = header
        at = last + 1
    return out


def with_months(line: Line) -> Line:
    """A row whose initials of months ("A M J J A S") are spelled out."""
    names = month_initials(line.texts)
    if not names:
        return line
    cells = tuple(replace(cell, text=names.get(at, cell.text)) for at, cell in enumerate(line.cells))
    return replace(line, cells=cells)


def _first(lines: Sequence[Line], at: int) -> bool:
    """Whether a row is the first of its table that says several things, or the format calls it a header."""
    return lines[at].marked or (
        all(line.said <= 1 or line.remark for line in lines[:at][-_MOST_LEVELS:]) and at < _SEEN
    )


def _heads_by_what_stands_below(lines: Sequence[Line], at: int) -> bool:
    """Whether a row names actions, and nearly each further column is named too, a time, or holds only marks below."""
    texts = lines[at].texts
    said = [i for i, text in enumerate(texts) if text.strip()]
    if len(said) < 3 or any(len(texts[i]) > _LONGEST * 2 for i in said):
        return False
    named = {i for i in said if header_roles(texts[i])}
    if not any(role.name == "action" for i in named for role in header_roles(texts[i])):
        return False
    below = [line for line in lines[at + 1 : at + 1 + _SEEN] if line.said > 0 or any(line.texts)]
    told = named | {i for i in said if is_time(texts[i]) or (i not in named and _holds_marks(below, i))}
    return len(told) >= max(_MOST * len(said), 3)


def _is_new(lines: Sequence[Line], at: int, fresh: bool) -> bool:
    """Whether a row is a header in words that nobody knows: short ones, none of them a value, which make of what stands
    below a table of actions or of another kind, or have values below them."""
    texts = [text for text in lines[at].texts if text.strip()]
    if not (fresh or lines[at].marked) or len(texts) < 2 or len(lines) - at < 2:
        return False
    if any(len(text.split()) > _WORDS or text.rstrip()[-1:] in ".;" for text in texts):
        return False
    if sum(map(_is_value, texts)) * 3 > len(texts):  # "Chair" may be a header, and a post
        return False
    below = lines[at + 1 : at + 1 + _SEEN]
    columns, _ = settled(columns_of(lines[at].texts), lines[at], below)
    if columns.acts:
        return len(texts) >= _FEWEST_NEW and sum(map(bool, columns.roles)) >= _MOST * len(texts)
    return fresh and (bool(columns.kind) or _values_below(lines[at], below) > 1)


def _values_below(header: Line, lines: Sequence[Line]) -> int:
    """Under how many of the headers stand dates, names, figures or references."""
    samples = [sample(lines, at) for at in range(len(header.cells)) if header.cells[at].text.strip()]
    return sum(bool(texts) and sum(map(_is_value, texts)) >= _MOST * len(texts) for texts in samples)


def _is_value(text: str) -> bool:
    return is_date(text) or is_name(text) or is_figure(text) or is_task(text) or bool(reference(text))


def _holds_marks(lines: Sequence[Line], at: int) -> bool:
    texts = [line.cells[at].text for line in lines if at < len(line.cells) and line.cells[at].text.strip()]
    marks = [text for text in texts if is_tick(text) or is_cross(text) or mark_parts(text)]
    return bool(texts) and len(marks) == len(texts)


def _groups(line: Line) -> list[int]:
    """For each column the one whose header stands over it: its own, or the next said one on its left."""
    owner: list[int] = []
    for at, cell in enumerate(line.cells):
        reached = at < len(line.wide) and line.wide[at]
        owner.append(at if cell.text.strip() or not owner else owner[-1] if reached or _open(line, at) else at)
    return owner


def _open(line: Line, at: int) -> bool:
    """Whether an empty cell of a header may be reached by the header on its left, where the format has no spans."""
    return not any(line.wide)


def _is_lower(header: Line, line: Line) -> bool:
    """Whether a row is the second of a header: all that it says stands under headers over several columns."""
    if line.remark or len(line.cells) != len(header.cells) or is_prompt_row(line.texts):
        return False
    groups = _groups(header)
    size = {at: groups.count(at) for at in groups}
    own = [at for at, cell in enumerate(line.cells) if cell.text.strip() and not line.spanned[at]]
    if not own or any(len(line.cells[at].text) > _LONGEST for at in own):
        return False
    under_many = [at for at in own if size[groups[at]] > 1 or not header.cells[groups[at]].text.strip()]
    beside = [at for at in own if at not in under_many]
    if not under_many or any(not _is_unit(line.cells[at].text) for at in beside):
        return False
    named = [at for at in under_many if _may_stand_under(header.cells[groups[at]].text, line.cells[at].text)]
    if any(header.wide) and line.marked:
        return True
    spread = any(header.wide) and all(
        at in own or line.spanned[at] for at, group in enumerate(groups) if size[group] > 1
    )
    return len(named) >= max(_MOST * len(under_many), 1) or (spread and len(under_many) > 1 and not beside)


def _may_stand_under(over: str, text: str) -> bool:
    """Whether a text is a header under another: a role, a time, or below "Lead" the name of a body."""
    led = any(role.name in {"owner", "partners"} for role in header_roles(over))
    return bool(header_roles(text)) or is_time(text) or (led and is_named_body(text))


def _is_unit(text: str) -> bool:
    """Whether a text under a header only says in what it counts ("£000", "(R/A/G)", "%")."""
    flat = text.strip()
    return flat.startswith(("(", "£", "$", "€", "%")) and len(flat) <= 12


def _stands_over(line: Line, header: Line) -> bool:
    """Whether a row above a header names groups of its columns, and is no title over the whole table."""
    said = [at for at, cell in enumerate(line.cells) if cell.text.strip()]
    if not said or len(line.cells) != len(header.cells) or line.remark:
        return False
    texts = [line.cells[at].text for at in said]
    if any(len(text) > _LONGEST or is_title(text) or fold(text) in bands() for text in texts):
        return False
    whole = len(said) == 1 and said[0] == 0
    blank = not line.cells[0].text.strip() or line.cells[0] == header.cells[0]
    named = all(header_roles(text) or is_time(text) for text in texts)
    return not whole and blank and (named or any(line.wide))


def _under(upper: Line, lower: Line) -> Line:
    """Two rows of a header as one, of each column what the closer or the more telling says."""
    groups = _groups(upper)
    cells: list[Cell] = []
    over: list[str] = []
    for at, below in enumerate(lower.cells):
        above = upper.cells[groups[at]]
        farther = upper.over[groups[at]] if upper.over else ""
        if not below.text.strip() or lower.spanned[at]:
            cells.append(upper.cells[at])
            over.append(farther)
            continue
        cells.append(replace(below, text=_told(above.text, below.text)))
        over.append(above.text if above.text.strip() else (farther or (lower.over[at] if lower.over else "")))
    return replace(upper if upper.heads else lower, cells=tuple(cells), over=tuple(over), heads=True)


def _told(above: str, below: str) -> str:
    joined = f"{above} {below}".strip()
    if is_time(below) and is_time(above):
        return f"{below} {above}"
    if possible_roles(joined) and possible_roles(joined)[0].strong:
        return joined
    alone = header_roles(below) or is_time(below) or is_named_body(below)
    return below if alone or not header_roles(joined) else joined
