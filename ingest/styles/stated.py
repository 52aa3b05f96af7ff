"""An action that is stated outside a table of actions, before it becomes a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Cell, Span
from ingest.records import Printed
from ingest.tables import Columns, Fragment, WholeRow

Labelled = tuple[tuple[str, ...], Cell]

HEADED, CARD, LISTED, NOTED, ANNOUNCED, DATED, PLAIN, PROSE = (
    "a numbered heading",
    "a card of labels and values",
    "a list under a heading of actions",
    "an action that a label marks in the text",
    "a list that a promise announces",
    "a list of dates",
    "a list under an aim",
    "a promise in running text",
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One action as it is stated: the index of the block it begins at, its text, its printed reference, what labels and
    its own words say of it (by the role that a column would have), what it consists of, all places that were read, the
    indexes of the headings it stands under from the broadest on, and in which style it is stated."""

    at: int
    text: Cell
    style: str
    reference: str = ""
    labelled: tuple[Labelled, ...] = ()
    owners: tuple[Printed, ...] = ()
    parts: tuple[Cell, ...] = ()
    spans: tuple[Span, ...] = ()
    under: tuple[int, ...] = ()
    aim: Cell | None = None  # an aim that its card names
    notes: tuple[str, ...] = ()

    def roles(self) -> frozenset[str]:
        """What labels and words say of it, by role."""
        said = {role for roles, _ in self.labelled for role in roles}
        return frozenset(said | ({"owner"} if self.owners else set()))

    def row(self) -> WholeRow:
        """The same as a row of a table, a column a label."""
        columns = Columns(
            ("",) * (len(self.labelled) + 1),
            (("action",), *(roles for roles, _ in self.labelled)),
        )
        cells = ((Fragment(self.text),), *((Fragment(cell),) for _, cell in self.labelled))
        return WholeRow(columns, cells, (self.text.span, *self.spans), self.reference, notes=self.notes)

    def also(self, labelled: Sequence[Labelled]) -> Stated:
        """The same with what else is said of it, for what nothing was said of it yet."""
        known = self.roles()
        new = tuple(item for item in labelled if not known & set(item[0]))
        return replace(self, labelled=(*self.labelled, *new)) if new else self
