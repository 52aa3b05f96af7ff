"""Columns that are ticked, folded into one: what a mark means is its column's header.

A mark under "Short term" or "Q3" is a date as printed, an "L" under a body's name makes it the lead, a tick under one
of "Existing | New" below "Resources" says which. Texts under years are what is to be done by then. Nothing is made up:
a time that is no date stays the words of its header.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.cells.dates import MONTHS
from ingest.cells.people import is_person, is_post
from ingest.document import Cell
from ingest.tables.columns import header_roles
from ingest.tables.lines import Line, empty
from ingest.tables.marks import is_cross, is_named_body, is_quarter_or_month, is_tick, is_time, mark_parts
from ingest.tables.shapes import is_date, is_figure
from ontology.reading import fold
from ontology.reading.cells import word_set

_SEEN = 60
_MOST = 0.6
_LONGEST_HEAD = 60  # characters
_MONEY = re.compile(r"[£$€]\s?\d|\b\d[\d,.]*\s?(?:k|m|million|thousand)\b", re.IGNORECASE)
_HAS_YEAR = re.compile(r"(?:20|')\d\d")
_FINANCIAL = re.compile(r"(20\d\d)\s?[-/–]\s?((?:20)?\d\d)")


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together and become one or two: `kind` "time", "parts" (or "primary", where a
    "P" is the lead), "role" or "labelled", and the new headers."""

    kind: str
    columns: tuple[int, ...]
    heads: tuple[str, ...]
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folding:
    """The groups of one header, its texts, and how wide its table is."""

    width: int
    texts: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def why(self) -> tuple[str, ...]:
        """What was folded, for the report: a sentence a group."""
        told = {"time": "what stands under them is read by their times", "labelled": "each is said with its header"}
        told |= {"parts": "a letter says whether a body leads or supports"}
        told["primary"] = told["parts"]
        return tuple(told.get(group.kind, "a mark means its column's header") for group in self.groups)


def folding(header: Line, below: Sequence[Line]) -> Folding | None:
    """What of the columns under a header is to be folded, by its own words and by what the rows below hold."""
    texts = header.texts
    if not any(role.name == "action" for text in texts for role in header_roles(text)):
        return None
    rows = [
        line
        for line in below[:_SEEN]
        if not line.heads and not line.remark and line.said + sum(map(is_tick, line.texts)) > 0
    ]
    owned = any(role.name == "owner" for text in texts for role in header_roles(text))
    groups = [*_times(header, rows), *_marked(header, rows, owned)]
    return Folding(len(texts), tuple(texts), tuple(sorted(groups, key=lambda group: group.columns))) if groups else None


def folded(line: Line, fold: Folding) -> Line:
    """A row with its groups of columns folded; one narrower than the header is filled up, a wider one is kept whole."""
    width = max(fold.width, len(line.cells))
    cells = [*line.cells, *([empty(line.span)] * (width - len(line.cells)))]
    spanned = [*line.spanned, *([False] * (width - len(line.spanned)))]
    over = [*line.over, *([""] * (width - len(line.over)))]
    starts = {group.columns[0]: group for group in fold.groups}
    inside = {at for group in fold.groups for at in group.columns}
    out: list[tuple[Cell, bool, str]] = []
    for at, cell in enumerate(cells):
        if at in starts:
            group = starts[at]
            of = [cells[i] for i in group.columns]
            made = [Cell(text, of[0].span) for text in group.headers] if line.heads else _told(group, of)
            reach = all(spanned[i] for i in group.columns)
            out += [(cell, reach, "") for cell in made]
        elif at not in inside:
            out.append((cell, spanned[at], over[at]))
    return replace(
        line,
        cells=tuple(cell for cell, _, _ in out),
        spanned=tuple(reach for _, reach, _ in out),
        over=tuple(text for _, _, text in out) if line.over else (),
        wide=(),
    )


def with_folded_columns(lines: Sequence[Line], known: Folding | None) -> tuple[list[Line], Folding | None]:
    """The rows of a table with its groups folded, and the folding in force at its end.

    `known` is that of the table before: it holds where no header is printed, or the same one again.
    """
    heads = [at for at, line in enumerate(lines) if line.heads]
    out: list[Line] = []
    width = max((len(line.cells) for line in lines), default=0)
    if known is not None and (not heads or heads[0] > 0) and width == known.width:
        out += [folded(line, known) for line in lines[: heads[0] if heads else len(lines)]]
    else:
        out += lines[: heads[0] if heads else len(lines)]
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=False):
        found = folding(lines[start], lines[start + 1 : min(end, start + 1 + _SEEN)])
        if found is not None or known is None or tuple(lines[start].texts) != known.texts:
            known = found
        out += [folded(line, known) for line in lines[start:end]] if known else lines[start:end]
    return out, known


def _column(rows: Sequence[Line], at: int) -> list[str]:
    return [line.cells[at].text for line in rows if at < len(line.cells) and line.cells[at].text.strip()]


def _role_over(header: Line, at: int) -> str:
    roles = header_roles(header.over[at]) if header.over and header.over[at] else ()
    return roles[0].name if roles else ""


def _times(header: Line, rows: Sequence[Line]) -> list[Group]:
    """The columns headed by times, where marks, dates or texts stand under them."""
    at_all = [at for at, text in enumerate(header.texts) if is_time(text)]
    said = [text for at in at_all for text in _column(rows, at)]
    if not said or (len(at_all) < 2 and not all(is_tick(t) or is_cross(t) for t in said)):
        return []
    kinds = Counter(_kind(text) for text in said if not is_cross(text))
    heads = tuple(_head(header, at) for at in at_all)
    most = max(kinds, key=lambda kind: kinds[kind], default="")
    over = _role_over(header, at_all[0])
    if most == "standing":
        return [Group("role", tuple(at_all), heads, ("Status",))]
    if over in {"funding", "measure", "status"} or most == "money":
        return [Group("labelled", tuple(at_all), heads, (header.over[at_all[0]] if over else "Cost",))]
    if most in {"", "figure"} or (most == "text" and len(at_all) < 2):
        return []
    headers = ("Timescale", "Milestones") if kinds["text"] or kinds["figure"] else ("Timescale",)
    return [Group("time", tuple(at_all), heads, headers)]


def _head(header: Line, at: int) -> str:
    """A header with the year that stands over it, where it is only a part of one."""
    text = " ".join(header.texts[at].split())
    over = header.over[at] if header.over else ""
    return f"{text} {over}" if _HAS_YEAR.search(over) and is_quarter_or_month(text) and is_time(over) else text


def _kind(text: str) -> str:
    if is_tick(text):
        return "tick"
    if " ".join(text.split()).casefold() in word_set("headers_marks", "standings"):
        return "standing"
    if _MONEY.search(text) and len(text) < 40:
        return "money"
    if is_date(text) or is_time(text):
        return "date"
    return "figure" if is_figure(text) else "text"


def _marked(header: Line, rows: Sequence[Line], owned: bool) -> list[Group]:
    """The columns that hold nothing but marks under headers that are no times: bodies, or choices under one header."""
    found: dict[str, list[int]] = {}
    for at, text in enumerate(header.texts):
        below = _column(rows, at)
        known = header_roles(text)
        if not text.strip() or is_time(text) or len(text) > _LONGEST_HEAD or (known and not is_named_body(text)):
            continue
        if all(is_tick(cell) or is_cross(cell) or mark_parts(cell) for cell in below):
            found.setdefault(header.over[at] if header.over else "", []).append(at)
    groups = []
    for over, columns in found.items():
        said = [text for at in columns for text in _column(rows, at)]
        if len(columns) < 2 or all(is_cross(text) for text in said):
            continue
        kind, headers = _meant([header.texts[at] for at in columns], said, over)
        if kind == "bodies":
            ticked = [sum(is_tick(line.cells[at].text) for at in columns if at < len(line.cells)) for line in rows]
            alone = not owned and all(count <= 1 for count in ticked) and sum(ticked) >= _MOST * len(rows)
            kind, headers = "role", ("Lead" if alone else "Partners",)
        if kind:
            groups.append(Group(kind, tuple(columns), tuple(_head(header, at) for at in columns), headers))
    return groups


def _meant(heads: list[str], said: list[str], over: str) -> tuple[str, tuple[str, ...]]:
    """What marks under several headers say: the kind of group and its new headers, "" where nothing is sure."""
    letters = {part for text in said if not is_tick(text) for part in mark_parts(text)}
    roles = {role.name for role in header_roles(over)} if over else set()
    bodies = sum(map(_is_named, heads)) >= _MOST * len(heads)
    leads, supports = word_set("headers_marks", "leads"), word_set("headers_marks", "supports")
    if letters:
        told = bodies or len(letters) > 1 or bool(roles & {"owner", "partners"})
        if not told or letters <= {"r", "a", "g", "b"} or not letters & (leads | supports):
            return "", ()
        primary = bool(letters & word_set("headers_marks", "primary")) and not letters & leads
        return "primary" if primary else "parts", ("Lead", "Partners")
    if roles & {"owner", "partners", "funding", "due", "status", "urgency", "measure"}:
        return "role", (over,)
    if bodies:
        return "bodies", ()
    if all(fold(head) in word_set("headers_marks", "ranks") for head in heads):
        return "role", ("Priority level",)
    return "", ()


def _is_named(text: str) -> bool:
    """Whether a header is somebody's name: a body, a post, a person, or letters that stand for one."""
    flat = " ".join(text.split())
    return is_named_body(flat) or is_post(flat) or is_person(flat)


def _told(group: Group, cells: list[Cell]) -> list[Cell]:
    """The cells of one row's group as what they say: one cell for each of the group's new headers."""
    pairs = [(head, cell) for head, cell in zip(group.heads, cells, strict=True) if not is_cross(cell.text)]
    first = cells[0]
    if group.kind in {"parts", "primary"}:
        first_of_all = word_set("headers_marks", "primary") if group.kind == "primary" else frozenset()
        leading = word_set("headers_marks", "leads") | first_of_all
        lead = [pair for pair in pairs if leading & set(mark_parts(pair[1].text))]
        others = [pair for pair in pairs if pair not in lead and _supports(pair[1].text)]
        return [_made([h for h, _ in part], [c for _, c in part], first) for part in (lead, others)]
    if group.kind in {"role", "labelled"}:
        said = [head if is_tick(cell.text) else f"{head}: {cell.text}" for head, cell in pairs]
        return [_made(said, [cell for _, cell in pairs], first)]
    timed = [(_time(head, cell.text), cell) for head, cell in pairs if _kind(cell.text) in {"tick", "date"}]
    texts = [(f"{head}: {cell.text}", cell) for head, cell in pairs if _kind(cell.text) in {"text", "figure", "money"}]
    whens = _made([text for text, _ in timed], [cell for _, cell in timed], first)
    stages = _made([text for text, _ in texts], [cell for _, cell in texts], first, "\n")
    return [whens, stages][: len(group.headers)]


def _made(texts: list[str], cells: list[Cell], else_at: Cell, glue: str = "; ") -> Cell:
    if not texts:
        return empty(else_at.span)
    return Cell(glue.join(texts), cells[0].span)


def _time(head: str, text: str) -> str:
    """The time that a cell says: its header's where it is a mark, else its own with the header's year."""
    if is_tick(text):
        return head
    flat = " ".join(text.split())
    if _HAS_YEAR.search(flat) or not _HAS_YEAR.search(head):
        return flat
    years = _FINANCIAL.search(head)
    month = next((number for name, number in MONTHS.items() if re.search(rf"\b{name}\b", flat.casefold())), None)
    if years and month and int(years[2]) % 100 == int(years[1]) % 100 + 1:
        return f"{flat} {int(years[1]) + (month < 4)}"  # a month of a financial year has only one year
    return f"{flat} {head}"


def _supports(text: str) -> bool:
    return is_tick(text) or bool(set(mark_parts(text)) & word_set("headers_marks", "supports"))
