"""Headers that their wording alone does not settle: what each column of a table most likely means, all at once.

Of each such column the candidates are weighed: wordings that may mean it, the stems and cues of its words, their
meaning where a measure of it is handed in, the shape of its cells, and where it stands among the others. One
assignment is chosen for the whole table, the one with the best total; what stays below the threshold stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.records import HeaderMatch
from ingest.tables.cellshapes import DECISIVE, all_different, is_long, is_worded, sample, share
from ingest.tables.columns import Columns, header_roles, is_prompt_row, possible_roles
from ingest.tables.kinds import other_kind
from ingest.tables.likeness import Meaning, by_meaning, by_words
from ingest.tables.lines import Line

_SEEN = 40  # rows
_ENOUGH = 0.45
_SURE, _LIKELY, _POSSIBLE = 0.7, 0.55, 0.4  # what a strong, a weak and a possible wording weigh
_LIKE, _MEANT = 0.6, 0.65  # what likeness of words and of meaning weigh at most
_SHAPED, _MISSHAPEN = 0.45, 0.35
_SHAPE_ALONE = 0.65
_OTHERWISE = 0.8  # a column of which so many cells look like ranks or dates names no aims
_LOOKS_LIKE = {"objective": DECISIVE, "measure": ("urgency", "status", "due", "owner")}
_GROUPS = 0.45  # what it adds to an aim before the actions that its cells stand for several rows
_NEEDED = 0.4  # what it adds to a candidate that the table has no other column of actions
_NAMED = 0.5  # and where each of its cells names in words what an owner has to bring about by a date
_LEAD = 0.15  # by how much another meaning must be likelier than the one its wording gives
_ONCE = frozenset({"action", "reference", "objective", "due", "start", "review", "owner"})
_BY_SHAPE_ALONE = ("due", "owner", "reference", "funding", "status")
_BEFORE_ACTIONS = frozenset({"reference", "objective", "workstream", "context"})
_AFTER_ACTIONS = frozenset({"owner", "partners", "due", "funding", "measure", "status", "milestones"})
_BREADTH, _FEW = 32, 4


@dataclass(frozen=True, slots=True)
class _Option:
    """One thing that a column may mean: its roles, how likely that is, and why."""

    roles: tuple[str, ...]
    weight: float
    why: str
    moved: bool = True  # whether that is another meaning than its wording gives


@dataclass(frozen=True, slots=True)
class _Table:
    columns: Columns
    samples: tuple[tuple[str, ...], ...]
    rows: int
    acting: bool  # whether a wording surely names the column of actions
    likely: tuple[Mapping[str, float], ...]  # how alike in meaning, where that is measured


def settled(
    columns: Columns, header: Line, lines: Sequence[Line], meaning: Meaning | None = None
) -> tuple[Columns, tuple[HeaderMatch, ...]]:
    """The columns with what was uncertain settled, and a match for each that more than its wording decided.

    `header` is the row that names them, `lines` the rows below it; `meaning` is asked only where a header is unknown.
    """
    columns = _with_headers_above(columns, header)
    told = lines[:_SEEN]
    body = [line for line in told if line.said > 1 and not (line.heads or line.remark or is_prompt_row(line.texts))]
    out, options, chosen = _settled(columns, body, None)
    if meaning is not None and _is_worth_asking(out):
        out, options, chosen = _settled(columns, body, meaning)
    if not out.acts:
        return (out if out.kind else replace(columns, kind=out.kind)), ()
    return out, tuple(_matches(out, header, options, chosen))


def _settled(
    columns: Columns, body: Sequence[Line], meaning: Meaning | None
) -> tuple[Columns, list[list[_Option]], list[_Option]]:
    table = _table(columns, body, meaning)
    options = [_options(table, at) for at in range(len(columns.roles))]
    chosen = _best(options)
    out = replace(columns, roles=tuple(option.roles for option in chosen))
    return replace(out, kind=other_kind(columns.headers, out)), options, chosen


def _is_worth_asking(columns: Columns) -> bool:
    """Whether a header is unknown in a table that lists actions, or would if that header named them."""
    unknown = any(header and not roles for header, roles in zip(columns.headers, columns.roles, strict=True))
    plan = columns.acts or (bool(columns.having("owner") and columns.having("due")) and not columns.kind)
    return unknown and plan


def _with_headers_above(columns: Columns, header: Line) -> Columns:
    """Where a header says nothing by itself, what stands over it and its neighbours says it."""
    if not header.over:
        return columns
    roles = list(columns.roles)
    for at, over in enumerate(header.over[: len(roles)]):
        if not roles[at] and over and columns.headers[at]:
            roles[at] = tuple(role.name for role in header_roles(over))[:1]
    return replace(columns, roles=tuple(roles))


def _table(columns: Columns, body: Sequence[Line], meaning: Meaning | None) -> _Table:
    unknown = [header for header, roles in zip(columns.headers, columns.roles, strict=True) if header and not roles]
    told = dict(zip(unknown, by_meaning(unknown, meaning), strict=True)) if meaning and unknown else {}
    return _Table(
        columns,
        tuple(tuple(sample(body, at)) for at in range(len(columns.roles))),
        len(body),
        any("action" in roles for roles in columns.roles),
        tuple(told.get(header, {}) for header in columns.headers),
    )


def _options(table: _Table, at: int) -> list[_Option]:
    """What a column may mean, the likeliest first; what its wording gives, or nothing, is always among it."""
    header, roles, texts = table.columns.headers[at], table.columns.roles[at], table.samples[at]
    possible = possible_roles(header)
    if roles:
        strong = any(role.strong for role in header_roles(header) if role.name in roles)
        base = _SURE if strong else _LIKELY
        weight = base + _shape(roles[0], texts)[0] + _place(table, at, roles[0])
        own = _Option(roles, weight, "its wording", moved=False)
        others = {role.name: _POSSIBLE for role in possible if role.name not in roles} if len(roles) == 1 else {}
        for other in ("urgency", "status") if roles in {("measure",), ("objective",)} else ():
            if (share(other, texts) or 0.0) >= _OTHERWISE:
                others[other] = _LIKELY
    else:
        own = _Option((), _ENOUGH, "no role fits well enough", moved=False)
        others = {role.name: _LIKELY if role.strong else _POSSIBLE for role in possible}
    found = [own]
    for role, weight, why in _candidates(table, at, others, bool(roles)):
        added, shape = _shape(role, texts)
        total = weight + added + _place(table, at, role) + _need(table, at, role)
        if total > (own.weight + _LEAD if roles else _ENOUGH):
            found.append(_Option((role,), total, f"{why}{shape}"))
    return sorted(found, key=lambda option: -option.weight)[:5]


def _candidates(table: _Table, at: int, worded: Mapping[str, float], known: bool) -> Iterator[tuple[str, float, str]]:
    """The roles that a column may have with what speaks for them, without its cells' shape."""
    for role, weight in worded.items():
        yield role, weight, "a wording that may mean it"
    if known:
        return
    like, meant = by_words(table.columns.headers[at]), table.likely[at]
    last = _head_noun(table.columns.headers[at])
    if last and last not in worded:
        yield last, _LIKELY, "its last word"
    for role in {*like, *meant} - {*worded, last}:
        words, sense = _LIKE * like.get(role, 0.0), _MEANT * meant.get(role, 0.0)
        if max(words, sense) > 0.1:
            yield role, max(words, sense), "words like its headers'" if words >= sense else "its meaning"
    texts = table.samples[at]
    for role in _BY_SHAPE_ALONE:
        if role not in worded and (share(role, texts) or 0.0) >= _SHAPE_ALONE and (role != "reference" or at == 0):
            yield role, 0.1, "only its cells"
    acting = table.columns.first("action")
    if acting is not None and at < acting and _groups_rows(table, at) and "objective" not in worded:
        yield "objective", 0.1, "only its cells"
    people = table.columns.having("owner") and table.columns.having("due")
    if not table.acting and people and (share("action", texts) or 0.0) >= _SHAPE_ALONE:
        yield "action", 0.1, "only its cells"


def _head_noun(header: str) -> str:
    """The role that the last word of a few says ("Well-being objective"), "" where it says none surely."""
    words = header.split()
    roles = possible_roles(words[-1]) if 1 < len(words) <= _FEW else ()
    return roles[0].name if roles and roles[0].strong else ""


def _shape(role: str, texts: Sequence[str]) -> tuple[float, str]:
    """What the shape of its cells adds to a role, and in words."""
    found = share(role, texts)
    if any((share(other, texts) or 0.0) >= _OTHERWISE for other in _LOOKS_LIKE.get(role, ())):
        return -_MISSHAPEN, ""
    if found is None:
        return 0.0, ""
    if role == "measure":
        return _SHAPED / 2 * found, ""
    if found < 0.2 and role in DECISIVE and len(texts) > 1:
        return -_MISSHAPEN, ""
    if role == "action" and not is_long(texts):
        found *= 0.5
    return _SHAPED * found, f"; {found:.0%} of its cells look like it" if found else ""


def _place(table: _Table, at: int, role: str) -> float:
    """What a column's place among the others adds to a role."""
    acting = table.columns.first("action")
    if acting is None or role == "action":
        return 0.0
    if role == "objective" and at < acting and _groups_rows(table, at):
        return _GROUPS
    fits = (role in _BEFORE_ACTIONS and at < acting) or (role in _AFTER_ACTIONS and at > acting)
    if role == "measure" and at < acting and _groups_rows(table, at):
        return -_GROUPS / 2
    against = (role in _BEFORE_ACTIONS and at > acting) or (role in {"measure", "status"} and at < acting)
    return 0.1 if fits else -0.1 if against else 0.0


def _groups_rows(table: _Table, at: int) -> bool:
    """Whether a column's cells, of some words each, stand for more than one row: some are left empty."""
    texts = table.samples[at]
    worded = sum(len(text.split()) > 1 for text in texts) >= _OTHERWISE * len(texts)
    return bool(texts) and len(texts) < table.rows and worded


def _need(table: _Table, at: int, role: str) -> float:
    """What a table that names no actions adds to a column that may hold them: a different task in nearly each row."""
    texts = table.samples[at]
    if role != "action" or table.acting:
        return 0.0 if role != "action" else -1.0
    if not texts or len(texts) < 0.8 * table.rows or not all_different(texts):
        return -1.0
    due = bool(table.columns.having("due"))
    if (share("action", texts) or 0.0) >= 0.5 and (table.rows > 1 or due):
        return _NEEDED
    # "Scheme | Delivery lead | Delivery year": what each row names somebody is to bring about by a day.
    return _NAMED if due and table.columns.having("owner") and is_worded(texts) else -1.0


def _best(options: Sequence[Sequence[_Option]]) -> list[_Option]:
    """One option a column with the best total, no role that a table has only once given to two by more than wording."""
    states: list[tuple[float, frozenset[str], tuple[_Option, ...]]] = [(0.0, frozenset(), ())]
    fixed = {
        role for column in options for option in column if not option.moved for role in option.roles if len(column) == 1
    }
    for column in options:
        grown = []
        for total, used, chosen in states:
            for option in column:
                taken = {role for role in option.roles if role in _ONCE}
                if option.moved and taken & (used | fixed):
                    continue
                grown.append((total + option.weight, used | taken, (*chosen, option)))
        states = sorted(grown, key=lambda state: -state[0])[:_BREADTH]
    return list(states[0][2])


def _matches(
    columns: Columns, header: Line, options: Sequence[Sequence[_Option]], chosen: Sequence[_Option]
) -> Iterator[HeaderMatch]:
    for at, option in enumerate(chosen):
        text = columns.headers[at]
        span = header.cells[at].span if at < len(header.cells) else header.span
        if option.moved:
            yield HeaderMatch(text, option.roles[0], round(min(option.weight, 1.0), 2), option.why, span)
        elif not option.roles and text:
            best = max((other.weight for other in options[at] if other.moved), default=0.0)
            yield HeaderMatch(text, "", round(min(best, 1.0), 2), option.why, span)
