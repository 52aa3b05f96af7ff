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
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?|\bq(?:uarter|tr)?\s?[1-4]\b", re.IGNORECASE)
_LONGEST = 6  # words of a header of values
VALUES = "a table of values"


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
    named = any(role.name == "action" and role.strong for text in headers for role in header_roles(text))
    return VALUES if not named and heads_values(headers) else ""


def heads_values(texts: Sequence[str]) -> bool:
    """Whether a row is the header of a table of values: most of it names years or quarters, targets or what came of it.

    >>> heads_values(["PI", "Title", "2009/10 Target", "2009/10 Actual"])
    True
    >>> heads_values(["1.1", "Open a clinic", "2009/10", "2010/11"])
    False
    """
    said = [" ".join(text.split()) for text in texts if text.strip()]
    said = [text for text in said if fold(text) not in _words("neutral")]
    if len(said) < _MANY or any(len(text.split()) > _LONGEST for text in said):
        return False
    values = {text for text in said if _names_values(text)}
    if len(values) < 2 or len(values) * 2 < len(said):
        return False
    beside = {fold(text) for text in said if text not in values}
    worded = any(_YEARS.sub("", text).strip() for text in values)
    return worded or len(values) >= _MANY or bool(beside & _words("measured"))


def _names_values(text: str) -> bool:
    rest = fold(_YEARS.sub(" ", text)).split()
    dated = bool(_YEARS.search(text))
    return (dated or any(word in _words("values") for word in rest)) and all(
        word in _words("values") | _words("beside_values") for word in rest
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(fold(str(text)) for text in content("headers_kinds")[key])


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
