"""Tables of other kinds than actions, known by headers that only they have together: registers, budgets, glossaries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.tables.columns import Columns, header_roles
from ontology.reading import fold
from ontology.reading.cells import content

_MANY = 3  # words
_PERIOD = re.compile(r"\d+|q[1-4]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: lists of wordings, each of which a header must meet; `always` where not even a column of actions
    with an owner and a date beside it makes it a plan's."""

    name: str
    lists: tuple[tuple[str, ...], ...]
    always: bool = False


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(
        Kind(
            entry["kind"],
            tuple(tuple(f" {fold(text)} " for text in texts) for texts in entry["all"]),
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
    acting = columns.first("action")
    surely = acting is not None and any(r.name == "action" and r.strong for r in header_roles(headers[acting]))
    dated = bool(columns.having("owner") and columns.having("due"))
    for kind, met in _met_by(tuple(headers)):
        before = surely and acting is not None and all(acting < at for at in met)
        if kind.always or not (surely and (before or dated)):
            return kind.name
    return ""


@lru_cache(maxsize=1024)
def _met_by(headers: tuple[str, ...]) -> tuple[tuple[Kind, tuple[int, ...]], ...]:
    """The kinds of which each list is met by a different header, with those headers' places."""
    folded = [f" {_without_periods(fold(text))} " for text in headers]
    found = []
    for kind in _kinds():
        met: list[int] = []
        for texts in kind.lists:
            at = next((i for i, words in enumerate(folded) if i not in met and _holds(words, texts)), None)
            if at is None:
                break
            met.append(at)
        else:
            found.append((kind, tuple(met)))
    return tuple(found)


def _without_periods(folded: str) -> str:
    """A header without the year and quarter that it prints, unless it prints nothing else."""
    return " ".join(word for word in folded.split() if not _PERIOD.fullmatch(word)) or folded


def _holds(header: str, texts: tuple[str, ...]) -> bool:
    """Whether a header holds one of the wordings; one word in a long header says too little."""
    long = header.count(" ") > _MANY + 1
    return any(text in header and not (long and text.count(" ") == 2) for text in texts)
