"""From a document to its aims and actions: headings outlined, tables made whole, rows read by their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from ingest.acronyms import acronyms
from ingest.document import Block, Cell, Document, Heading, Paragraph, Span, Table
from ingest.outline import Aim, Outline, restated, titled
from ingest.plan import plan_of, plan_period_at
from ingest.publishers import year_begins
from ingest.records import AcronymRecord, ActionRecord, Fate, HeaderMatch, ObjectiveRecord, PlanRecord
from ingest.rows.compose import action_of
from ingest.rows.fiscal import in_fiscal_years
from ingest.rows.lost import with_lost_headings
from ingest.rows.merged import shared
from ingest.rows.outside import Outside
from ingest.rows.unread import unread_cells
from ingest.styles import Styles, stated_in
from ingest.styles.settled import settled
from ingest.tables import Break, Event, Meaning, OtherRow, Remark, TitleRow, WholeRow, whole_rows
from ingest.tables.shapes import is_page_noise
from ontology.reading import fold, headings

__all__ = ["Rows", "read_rows"]

_FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹*†‡]|\(?\d\)?\s(?=See\b)")
_PAGE_NUMBER = re.compile(r"^(?:page )?\d{1,3}(?: of \d{1,3})? (?=[a-z])| (?:page )?\d{1,3}(?: of \d{1,3})?$")
_RUNNING_HEADS, _LONGEST_NOTE, _A_FEW = 4, 200, 3


@dataclass(frozen=True, slots=True)
class Rows:
    """What the headings and tables of a document say, and what became of each block and row."""

    objectives: tuple[ObjectiveRecord, ...]
    actions: tuple[ActionRecord, ...]
    fates: tuple[Fate, ...]
    headers: tuple[HeaderMatch, ...] = ()


def read_rows(
    document: Document,
    plan: PlanRecord | None = None,
    meaning: Meaning | None = None,
    spelled: Sequence[AcronymRecord] | None = None,
) -> Rows:
    """The aims and actions of a document.

    `plan` (read from the document where it is not given) says to which year its quarters belong. Every heading,
    paragraph and table row of the document has a fate: read, passed over with the reason, or not understood. `meaning`
    measures how alike texts are, for headers that no wording knows; `spelled` is what the document's acronyms stand
    for, looked up in it where it is not given.
    """
    plan = plan or plan_of(document)
    document, tags = settled(document)
    noise = _page_noise(document.blocks) | tags | _running_heads(document.blocks, plan)
    styles = stated_in(document, noise, plan)
    events: dict[int, list[Event]] = {}
    items = [_item(block, noise, at in styles.taken | styles.inside) for at, block in enumerate(document.blocks)]
    for index, event in whole_rows(items, meaning):
        events.setdefault(index, []).append(event)
    reading = _Reading(document, plan, styles, acronyms(document) if spelled is None else spelled)
    for index, block in enumerate(document.blocks):
        if index in styles.inside:
            reading.inside(block)
        elif isinstance(block, Table) and index not in styles.taken:
            reading.table(index, events.get(index, []))
        else:
            reading.block(index, block, id(block) in noise)
    return reading.done()


def _item(block: Block, noise: set[int], read: bool) -> Table | Break | None:
    if isinstance(block, Table):
        return Break(heading=True) if read else block
    if id(block) in noise:
        return None
    if isinstance(block, Heading) or titled(block.text) or fold(block.text).startswith(headings().introductions):
        return Break(heading=True)
    return Break(heading=False, soft=not block.bullet and len(block.text) <= _LONGEST_NOTE)


def _page_noise(blocks: tuple[Block, ...]) -> set[int]:
    """The blocks that are only the print's: page numbers, running heads, footnotes between two parts of a table."""
    short = [b for b in blocks if not isinstance(b, Table) and len(b.text) <= 160]
    often = Counter(fold(b.text) for b in short if titled(b.text, typographic=True) is None)
    found = set()
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            continue
        folded = fold(block.text)
        between = 0 < at < len(blocks) - 1 and all(isinstance(blocks[i], Table) for i in (at - 1, at + 1))
        running = often[folded] >= _RUNNING_HEADS and between
        footnote = between and _FOOTNOTE.match(block.text)
        if is_page_noise(block.text) or running or footnote:
            found.add(id(block))
    return found


def _running_heads(blocks: tuple[Block, ...], plan: PlanRecord) -> set[int]:
    """The lines that say nothing but what the plan is called, whose it is and when it runs, after its title."""
    title = fold(plan.title.text)
    body = fold(plan.authority.text) if plan.authority else ""
    years = fold(plan.period.printed) if plan.period else ""
    told = {" ".join(part for part in parts if part) for parts in permutations((body, title, years))}
    told |= {" ".join(part for part in parts if part) for parts in permutations((body, title))}
    return {
        id(block)
        for block in blocks
        if not isinstance(block, Table)
        and block.span.line > plan.title.span.last_line
        and _PAGE_NUMBER.sub("", fold(block.text)) in told
        and not block.span.quote.startswith("#")
    }


class _Reading:
    def __init__(self, document: Document, plan: PlanRecord, styles: Styles, acronyms: Sequence[AcronymRecord]) -> None:
        self.acronyms = acronyms
        self.document, self.plan, self.styles = document, plan, styles
        self.outline = Outline()
        self.outside = Outside(document, styles, self.outline)
        self.rows: list[tuple[int, WholeRow, Aim | None]] = []
        self.overviews: list[list[list[Cell]]] = [[]]
        self.fates: list[Fate] = []
        self.headers: list[HeaderMatch] = []
        self.unread: list[Heading | Paragraph] = []

    def block(self, index: int, block: Block, noise: bool) -> None:
        if noise:
            self._fate(block.span, "passed over", "left by the print of the page")
            return
        fate = self.outside.take(index, block)
        if not fate and not isinstance(block, Table):
            fate = self.outline.take(block)
            self.outside.outlined(index, fate)
        if fate:
            self._fate(block.span, "read", fate)
        elif not isinstance(block, Table):
            self.unread.append(block)

    def inside(self, block: Block) -> None:
        """A table in the midst of an action that a heading states is a part of the text that explains it."""
        self._fate(block.span, "passed over", "a table that explains an action")

    def table(self, index: int, events: list[Event]) -> None:
        for event in events:
            match event:
                case TitleRow():
                    cell = Cell(event.text, event.span)
                    aim = self.outline.title(cell, event.header)
                    if not event.header:
                        self._fate(event.span, "read" if aim else "not understood", "a heading printed as a row")
                case WholeRow():
                    self._section()
                    self.rows.append((index, event, self.outline.current))
                    self.outline.table()
                    for span in event.spans:
                        self._fate(span, "read", "an action")
                    self.fates += unread_cells(event)
                case Remark():
                    if event.header:
                        self.overviews.append([])
                    self.headers += event.matches
                    self._fate(event.span, event.outcome, event.reason)
                case OtherRow():
                    self._other(event)

    def _other(self, event: OtherRow) -> None:
        at = event.columns.first("objective") if event.columns else None
        if at is not None and at < len(event.line.cells):
            cells = list(event.line.cells)
            self.overviews[-1].append([cells[at], *(cell for i, cell in enumerate(cells) if i != at)])
        if event.columns is not None and event.columns.kind:
            self._fate(event.line.span, "passed over", f"a row of {event.columns.kind}")
        elif event.columns is not None and any(event.columns.roles):
            self._fate(event.line.span, "passed over", "a row of a table that lists no actions")
        else:
            self._fate(event.line.span, "not understood", "a row of a table of no known kind")

    def _section(self) -> None:
        """Actions under a heading that states no aim stand under that heading, unless it is the plan's own title."""
        heading = self.outline.heading
        title = heading is not None and fold(heading.text) == fold(self.plan.title.text)
        if self.outline.current is None and heading is not None and not title:
            self.outline.section(heading)

    def done(self) -> Rows:
        outside = self.outside.actions(self.plan.period, self.rows)
        under = {(action.span.line, action.span.quote) for action, _ in outside}
        matched = {(s.line, s.quote) for s in restated(self.outline, self.unread, self.overviews)}
        for block in self.unread:
            if (block.span.line, block.span.quote) in matched:
                self._fate(block.span, "read", "an aim stated again")
            elif (block.span.line, block.span.quote) in under:
                self._fate(block.span, "read", "an action")
            else:
                self._fate(block.span, "passed over", "text outside the tables of actions")
        stated: dict[int, list[str]] = {}
        for line, quote in matched:
            stated.setdefault(line, []).append(quote)
        self.fates = [
            replace(fate, outcome="read", reason="an aim stated again") if _states_again(fate, stated) else fate
            for fate in self.fates
        ]
        rows = with_lost_headings(self.rows, self.outline.aims, self.document.blocks)
        actions = _once_a_place([*self._actions(rows), *(action for action, _ in outside)])
        begins = year_begins(self.document.text, _A_FEW)
        actions = [in_fiscal_years(action, begins) for action in actions]
        fates = tuple(sorted(self.fates, key=lambda fate: fate.span.line))
        return Rows(self._objectives(), tuple(actions), fates, tuple(self.headers))

    def _actions(self, rows: list[tuple[WholeRow, Aim | None]]) -> list[ActionRecord]:
        actions: list[ActionRecord] = []
        spelled = {a.acronym: a.expansion for a in self.acronyms if a.expansion} if rows else {}
        start = 0
        while start < len(rows):
            end = start + 1
            while end < len(rows) and rows[end][1] is rows[start][1] and rows[end][0].columns == rows[start][0].columns:
                end += 1
            aim = rows[start][1]
            period = plan_period_at(self.document, rows[start][0].spans[0].line, self.plan)
            run = shared([row for row, _ in rows[start:end]])
            actions += [self._to_others(row, action_of(row, aim.key if aim else None, period, spelled)) for row in run]
            start = end
        return actions

    def _to_others(self, row: WholeRow, action: ActionRecord) -> ActionRecord:
        """The action; where its own words name the plan that it stands in, that is no link."""
        if row.columns.having("links", "groups"):
            return action
        own = fold(self.plan.title.text)
        others = tuple(s for s in action.strategies if len(s.text.split()) < 3 or fold(s.text) not in own)
        return replace(action, strategies=others)

    def _objectives(self) -> tuple[ObjectiveRecord, ...]:
        """The aims that stand for something: a grouping with nothing under it is only a heading."""
        acting = {id(aim) for _, _, aim in self.rows} | {id(aim) for _, aim in self.outside.acting}
        parents = {id(aim.parent) for aim in self.outline.aims}
        kept = [a for a in self.outline.aims if a.rank > 1 or id(a) in acting or id(a) in parents]
        return tuple(aim.record() for aim in sorted(kept, key=lambda aim: aim.span.line))

    def _fate(self, span: Span, outcome: str, reason: str) -> None:
        self.fates.append(Fate(span, outcome, reason, len("".join(span.quote.split()))))


def _states_again(fate: Fate, stated: dict[int, list[str]]) -> bool:
    """Whether a row that was passed over holds a cell that states an aim again."""
    return fate.outcome == "passed over" and any(
        quote and quote in fate.span.quote for quote in stated.get(fate.span.line, ())
    )


def _once_a_place(actions: list[ActionRecord]) -> list[ActionRecord]:
    """The actions, one that was found twice on the same line kept once; the same printed elsewhere is another row."""
    found: dict[tuple[object, ...], ActionRecord] = {}
    for action in actions:
        found.setdefault((action.span.line, action.objective, action.reference, fold(action.text)), action)
    return list(found.values())
