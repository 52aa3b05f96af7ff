"""Actions stated outside the rows of tables among the aims of the outline: which of them count, and under which aim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, Cell, Document, Heading, Table
from ingest.outline import Aim, Outline, Titled, titled
from ingest.records import ActionRecord, Due, Milestone, Period
from ingest.rows.compose import action_of
from ingest.styles import ANNOUNCED, BY_DATE, IN_A_LIST, LISTED, PROSE, Stated, Styles, dates_in
from ingest.tables import WholeRow
from ontology.reading import fold, headings

_MANY = 3  # rows of tables, or actions stated plainly, from which on less plain statements only tell about them
_LESS_PLAIN = frozenset({PROSE, ANNOUNCED, IN_A_LIST, BY_DATE})


class Outside:
    """Goes along the blocks of a document with the outline; at the end gives the actions stated outside tables."""

    def __init__(self, document: Document, styles: Styles, outline: Outline) -> None:
        self._document, self._styles, self._outline = document, styles, outline
        self._starts: dict[int, list[Stated]] = {}
        for stated in styles.actions:
            self._starts.setdefault(stated.at, []).append(stated)
        self._aims: dict[int, Aim] = {}
        self._found: list[tuple[Stated, Aim | None]] = []
        self.acting: list[tuple[Stated, Aim | None]] = []

    def take(self, index: int, block: Block) -> str:
        """Read a block as a part of what is stated outside tables; what became of it, or "" where it is none."""
        if (said := self._styles.aims.get(index)) is not None:
            self._enter(index, self._outline.stated(said, block.span, block))
            return f"a heading: {said.level}"
        if index in self._styles.labels and isinstance(block, Heading) and index not in self._styles.taken:
            return "" if fold(block.text) in headings().measured_by else "a heading: what the list under it is of"
        for stated in self._starts.get(index, ()):
            self._found.append((stated, self._outline.current))
        if index not in self._styles.taken:
            return ""
        if any(stated.style not in _LESS_PLAIN for stated in self._starts.get(index, ())):
            self._outline.table()
        if isinstance(block, Heading) and headings().action.fullmatch(" ".join(block.text.split())):
            self._outline.take(block)
        return "an action" if index in self._starts or isinstance(block, Table) else "part of an action"

    def outlined(self, index: int, fate: str) -> None:
        """Remember that the outline took a block for the heading of an aim."""
        if fate.startswith("a heading") and self._outline.current is not None:
            self._enter(index, self._outline.current)

    def _enter(self, index: int, aim: Aim) -> None:
        self._aims[index] = aim
        above = self._aims.get(self._styles.parents.get(index, -1))
        if aim.parent is None and above is not None and above is not aim and above.rank < aim.rank:
            aim.parent = above
            aim.outcome = aim.outcome or above.outcome

    def actions(
        self, period: Period | None, rows: Sequence[tuple[int, WholeRow, Aim | None]]
    ) -> list[tuple[ActionRecord, Aim | None]]:
        """The actions that count, beside the rows of tables, each with its aim.

        Where tables or plain statements list the actions, promises in the text around them only tell about those.
        """
        tabled = {id(aim) for _, _, aim in rows if aim is not None}
        less_plain = sum(stated.style in _LESS_PLAIN - {PROSE} for stated, _ in self._found)
        many = len(rows) >= max(_MANY, less_plain)
        plain = sum(stated.style != PROSE for stated, _ in self._found)
        listing = {stated.under[-1:] for stated, _ in self._found if stated.style != PROSE}
        out: list[tuple[ActionRecord, Aim | None]] = []
        for stated, current in self._found:
            above = next((self._aims[at] for at in reversed(stated.under) if at in self._aims), current)
            if many and (stated.style in _LESS_PLAIN or (stated.style == LISTED and id(above) in tabled)):
                continue
            apart = "due" in stated.roles() and stated.under[-1:] not in listing
            if stated.style == PROSE and plain >= _MANY and not apart:
                continue
            aim = self._aim(stated, current)
            self.acting.append((stated, aim))
            out.append((_record(stated, aim, period), aim))
        return out

    def _aim(self, stated: Stated, current: Aim | None) -> Aim | None:
        """The aim of the nearest heading; a heading that states none is a section under the aim around it."""
        parent = next((self._aims[at] for at in reversed(stated.under) if at in self._aims), None)
        if not stated.under:
            parent = current
        elif stated.under[-1] not in self._aims:
            heading = self._document.blocks[stated.under[-1]]
            if isinstance(heading, Heading):
                parent = self._outline.under(Titled("section", 3, heading.text), heading.span, parent)
                self._aims[stated.under[-1]] = parent
        if stated.aim is not None:
            said = titled(stated.aim.text, cell=True) or Titled("objective", 4, stated.aim.text)
            parent = self._outline.under(said, stated.aim.span, parent)
        return parent


def _record(stated: Stated, aim: Aim | None, period: Period | None) -> ActionRecord:
    """The record of a stated action, with what it consists of as its milestones."""
    record = action_of(stated.row(), aim.key if aim else None, period)
    marks: list[Milestone] = []
    dues = list(record.dues)
    for part in stated.parts:
        dated = _dues(part, period)
        last = max((due.on for due in dated if due.role == "due"), default=None)
        printed = next((due.printed for due in dated if due.on == last), "")
        marks.append(Milestone(part.text, part.span, last, printed))
        dues += [due for due in dated if (due.on, due.role) not in {(d.on, d.role) for d in dues}]
    known = {fold(owner.text) for owner in record.owners}
    owners = (*record.owners, *(owner for owner in stated.owners if fold(owner.text) not in known))
    return replace(record, owners=owners, milestones=(*record.milestones, *marks), dues=tuple(dues))


def _dues(part: Cell, period: Period | None) -> tuple[Due, ...]:
    """The dates that the words of a part name."""
    stated = Stated(0, part, LISTED, labelled=dates_in(part))
    return action_of(stated.row(), None, period).dues
