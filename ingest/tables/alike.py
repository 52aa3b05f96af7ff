"""What the tables of a document tell together: the rows under one header, whether references lead the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.document import Table
from ingest.tables.lines import Line, grid
from ingest.tables.shapes import leading_reference
from ontology.reading import fold

Header = tuple[str, ...]
_FEW, _SEEN = 2, 60  # rows
_ENOUGH_REFERENCES = 3


def rows_by_header(tables: Sequence[Table]) -> Mapping[Header, Sequence[Line]]:
    """The first rows that stand under each header which several short tables of a document have, all together."""
    headers = Counter(header for table in tables if (header := _header(table)))
    found: dict[Header, list[Line]] = {}
    for table in tables:
        header = _header(table)
        if headers[header] > 1 and len(rows := found.setdefault(header, [])) < _SEEN:
            rows += grid(table)[1:]
    return found


def rows_alike(header: Line, below: list[Line], alike: Mapping[Header, Sequence[Line]]) -> list[Line]:
    """The rows of all tables under a header, where those right below it are few; [] where there are no others."""
    return list(alike.get(_folded(header.texts), ())) if len(below) <= _FEW else []


def uses_leading_references(tables: Sequence[Table]) -> bool:
    """Whether the actions of a document print their references in front of their text ("BH 1.3 Roll out …")."""
    first = [cell.text for table in tables for row in table.rows for cell in row.cells[:2] if cell.text]
    return sum(bool(leading_reference(text)[0]) for text in first) >= _ENOUGH_REFERENCES


def _header(table: Table) -> Header:
    """The texts of the first row of a short table; none for one that tells enough by itself."""
    if not 1 < len(table.rows) <= 2 * _FEW + 1:
        return ()
    return _folded([cell.text for cell in table.rows[0].cells])


def _folded(texts: Sequence[str]) -> Header:
    said = tuple(fold(text) for text in texts)
    return said if sum(map(bool, said)) > 1 else ()
