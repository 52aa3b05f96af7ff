"""Tables under one header: what the short ones hold is told by all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.document import Table
from ingest.tables.lines import Line, grid
from ontology.reading import fold

Header = tuple[str, ...]
_FEW, _SEEN = 2, 60  # rows


def rows_by_header(tables: Sequence[Table]) -> Mapping[Header, Sequence[Line]]:
    """The first rows that stand under each header which several short tables of a document have, all together."""
    headers = Counter(header for table in tables if (header := _header(table)))
    found: dict[Header, list[Line]] = {}
    for table in tables:
        header = _header(table)
        if headers[header] > 1 and len(rows := found.setdefault(header, [])) < _SEEN:
            rows += grid(table)[1:]
    return found


def rows_telling(header: Line, below: list[Line], alike: Mapping[Header, Sequence[Line]]) -> list[list[Line]]:
    """The rows below a header; after them, where they are few, those of all tables under the same header."""
    together = list(alike.get(_folded(header.texts), ())) if len(below) <= _FEW else []
    return [below, together] if together else [below]


def _header(table: Table) -> Header:
    """The texts of the first row of a short table; none for one that tells enough by itself."""
    if not 1 < len(table.rows) <= 2 * _FEW + 1:
        return ()
    return _folded([cell.text for cell in table.rows[0].cells])


def _folded(texts: Sequence[str]) -> Header:
    said = tuple(fold(text) for text in texts)
    return said if sum(map(bool, said)) > 1 else ()
