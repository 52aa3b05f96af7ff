"""Tables of other kinds than actions, known by headers that only they have together: registers, budgets, glossaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.tables.columns import Columns, header_roles
from ontology.reading import fold
from ontology.reading.cells import content


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: lists of wordings, each of which a header must meet; `always` where not even a column of actions
    with an owner and a date beside it makes it a plan's."""

    name: str
    lists: tuple[tuple[tuple[str, ...], ...], ...]
    always: bool = False


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(
        Kind(
            entry["kind"],
            tuple(tuple(tuple(fold(text).split()) for text in texts) for texts in entry["all"]),
            bool(entry.get("always")),
        )
        for entry in content("headers_kinds")["kinds"]
    )


def other_kind(headers: Sequence[str], columns: Columns) -> str:
    """What kind of table these headers make that lists no actions, "" where they may be a plan's.

    >>> from ingest.tables.columns import columns_of
    >>> heads = ["Name", "Action group", "Telephone", "Email"]
    >>> other_kind(heads, columns_of(heads))
    'a contact list'
    """
    folded = [tuple(fold(text).split()) for text in headers]
    acting = columns.first("action")
    surely = acting is not None and any(r.name == "action" and r.strong for r in header_roles(headers[acting]))
    dated = bool(columns.having("owner") and columns.having("due"))
    for kind in _kinds():
        met = _met(kind, folded)
        if met is None:
            continue
        before = surely and acting is not None and all(acting < at for at in met)
        if kind.always or not (surely and (before or dated)):
            return kind.name
    return ""


def _met(kind: Kind, headers: Sequence[tuple[str, ...]]) -> list[int] | None:
    """A different header for each of the kind's lists, None where one is missing."""
    met: list[int] = []
    for texts in kind.lists:
        at = next((i for i, words in enumerate(headers) if i not in met and any(_holds(words, t) for t in texts)), None)
        if at is None:
            return None
        met.append(at)
    return met


def _holds(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    size = len(text)
    if size == 1 and len(words) > 3:
        return False  # one word in a long header says too little
    return any(words[at : at + size] == text for at in range(len(words) - size + 1))
