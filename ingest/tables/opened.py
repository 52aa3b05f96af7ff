"""The row that is being put together from physical rows, and whether the next one goes on with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import Span
from ingest.tables.cellshapes import is_task
from ingest.tables.columns import Columns
from ingest.tables.events import Fragment
from ingest.tables.shapes import goes_on, is_open


@dataclass
class OpenRow:
    """A row of which more may follow: for each column its fragments so far, and the physical rows they stand on."""

    columns: Columns
    cells: list[list[Fragment]]
    spans: list[Span]
    reference: str
    band: str
    notes: list[str] = field(default_factory=list)

    def text(self, role: str) -> str:
        """What its columns with a role say so far."""
        return " ".join(f.cell.text for index in self.columns.having(role) for f in self.cells[index]).strip()

    def append(self, cells: Sequence[Fragment], spans: Sequence[Span]) -> None:
        """Go on with a physical row."""
        for at, fragment in enumerate(cells):
            if fragment.cell.text and not fragment.spanned and at < len(self.cells):
                self.cells[at].append(fragment)
        self.spans.extend(spans)

    def ends_before(self, columns: Columns, cells: Sequence[Fragment], own: str, torn: bool, leading: bool) -> bool:
        """Whether this row ends before a physical row, which begins a new action rather than going on with it.

        `own` is the row's reference, `torn` says that the page broke before it, `leading` that references stand in
        front of the actions' text.
        """
        acting = columns.first("action")
        assert acting is not None
        if own:
            return not (torn and own == self.reference)
        text = cells[acting].cell.text
        if not text or cells[acting].spanned or columns.roles != self.columns.roles:
            return bool(text) and not cells[acting].spanned
        if columns.first("reference") is not None and self.reference:
            return not torn and _is_whole(columns, cells, text, self)
        if goes_on(text) or is_open(self.text("action")):
            return False
        if leading and self.reference:
            dated = any(cells[i].cell.text for i in columns.having("due", "milestones"))
            return dated and any(cells[i].cell.text for i in columns.having("owner", "partners", "measure"))
        if torn:
            others = [c for i, c in enumerate(cells) if i != acting and c.cell.text]
            return bool(others) or self.text("action")[-1:] in ".!?"
        return True


def _is_whole(columns: Columns, cells: Sequence[Fragment], text: str, above: OpenRow) -> bool:
    """Whether a row without a reference is an action of its own though the one above has one: both are tasks, each with
    owner and date. Under a title ("2.6 Referral systems") rows without a reference are parts of what it names."""
    needed = [columns.having(role) for role in ("owner", "due")]
    own = all(any(cells[at].cell.text and not cells[at].spanned for at in places) for places in needed)
    before = above.text("action")
    whole = bool(above.text("owner") and above.text("due")) and not is_open(before)
    numbered_aims = columns.first("objective") is not None  # then the reference may be the aim's
    return own and whole and (numbered_aims or (is_task(before) and is_task(text)))
