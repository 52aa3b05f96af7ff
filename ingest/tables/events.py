"""What comes out of tables: whole rows, headings printed as rows, rows of other tables, and what became of the rest."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Cell, Span
from ingest.records import HeaderMatch
from ingest.tables.columns import Columns
from ingest.tables.lines import Line


@dataclass(frozen=True, slots=True)
class Fragment:
    """A physical cell's part in a whole one; `torn` where the page broke before it, `spanned` where it is a cell above
    that reaches down."""

    cell: Cell
    torn: bool = False
    spanned: bool = False


@dataclass(frozen=True, slots=True)
class WholeRow:
    """One row of a plan: for each column its fragments, the physical rows it was printed on, its band and reference."""

    columns: Columns
    cells: tuple[tuple[Fragment, ...], ...]
    spans: tuple[Span, ...]
    reference: str = ""
    band: str = ""
    notes: tuple[str, ...] = ()

    def of(self, *roles: str) -> list[Fragment]:
        """The fragments of the columns with any of the roles, in order."""
        return [fragment for index in self.columns.having(*roles) for fragment in self.cells[index]]

    def text(self, *roles: str) -> str:
        """Their texts, in one line."""
        return " ".join(" ".join(fragment.cell.text.split()) for fragment in self.of(*roles)).strip()


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A row, or a cell of the column of objectives, that names an aim; `header` is that column's header, or empty."""

    text: str
    span: Span
    header: str = ""


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A row of a table that lists no actions; `columns` where a header was understood."""

    line: Line
    columns: Columns | None


@dataclass(frozen=True, slots=True)
class Remark:
    """What became of a row that is no action's: `outcome` as of a `Fate`, why, whether it is a row of headers, and how
    its headers were understood where their wordings alone do not say it."""

    span: Span
    reason: str
    outcome: str = "passed over"
    header: bool = False
    matches: tuple[HeaderMatch, ...] = ()


Event = WholeRow | TitleRow | OtherRow | Remark


@dataclass(frozen=True, slots=True)
class Break:
    """Something between two tables: a heading ends what came before, other text only the row that is open.

    `soft` text, such as a note in a few words, may also stand between two parts of one row.
    """

    heading: bool
    soft: bool = False
