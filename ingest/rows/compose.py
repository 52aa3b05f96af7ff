"""From whole rows to action records: each column's cells read for what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TypeVar

from ingest import cells as read
from ingest.cells.text import place
from ingest.document import Cell, Span
from ingest.observations.columns import period_of
from ingest.records import ActionRecord, Amount, Cited, Due, Milestone, Period, Printed
from ingest.tables import Fragment, WholeRow
from ingest.tables.marks import is_time
from ingest.tables.shapes import goes_on
from ontology.reading.cells import word_set

_Placed = TypeVar("_Placed", Printed, Amount, Due, Milestone)
_UNIT = re.compile(r"£\s?(000|k|m)(?:s|illions?)?(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(r"£?\s?(\d[\d,]*(?:\.\d+)?)")
_NOT_ITS_OWN = ("objective",)


def action_of(
    row: WholeRow, objective: str | None, period: Period | None, spelled: Mapping[str, str] | None = None
) -> ActionRecord:
    """The action that a whole row states; `objective` is the key of the aim above it, `period` the plan's own year.

    `spelled` is what the document spells its acronyms as. What the row does not print stays empty.
    """
    owners, partners = _people(row)
    strategies, groups = _links(row, spelled)
    funding, amounts = _money(row)
    due_cell, due_parts = _cell(row, "due")
    if not row.columns.having("due", "milestones") and is_time(row.band):
        due_cell = Cell(row.band, row.spans[0])  # "Short term" over the rows of a table without a column of dates
    dues, ongoing, due_text = read.dues(due_cell, period)
    begins_cell, begins_parts = _cell(row, "start")
    begins = read.dues(replace(begins_cell, text=f"Start: {begins_cell.text}"), period)[0] if begins_cell.text else ()
    review_cell, review_parts = _cell(row, "review")
    seen = read.dues(replace(review_cell, text=f"Review: {review_cell.text}"), period)[0] if review_cell.text else ()
    reviews = tuple(due for due in seen if due.role == "review")
    milestone_cell, milestone_parts = _cell(row, "milestones")
    marks = _placed(read.milestone_dues(milestone_cell, period), milestone_parts)
    measure_cell, measure_parts = _cell(row, "measure")
    workstream_cell, _ = _cell(row, "workstream")
    return ActionRecord(
        text=text_of(row),
        span=span_of(row),
        reference=row.reference,
        objective=objective,
        workstream=read.workstream(workstream_cell),
        owners=owners,
        partners=partners,
        groups=groups,
        strategies=strategies,
        funding=funding,
        amounts=amounts,
        dues=(
            *_placed(begins, begins_parts),
            *_placed(reviews, review_parts),
            *_placed(dues, due_parts),
            *(mark for mark in marks if mark.on not in {due.on for due in dues}),
        ),
        due_text=due_text or " ".join(milestone_cell.text.split()),
        ongoing=ongoing,
        milestones=_placed(read.milestones(milestone_cell, period), milestone_parts),
        measures=_placed(read.measures(measure_cell), measure_parts),
        indicators=_cited(row),
        notes=tuple(dict.fromkeys((*row.notes, *_foreign(row)))),
    )


def text_of(row: WholeRow) -> str:
    """The whole text of the action, on one line."""
    return row.text("action")


def span_of(row: WholeRow) -> Span:
    """Where the row stands: from its first physical row to its last; the quote is the first."""
    first, last = row.spans[0], row.spans[-1]
    return Span(first.line, max(last.last_line, first.last_line), first.quote, first.page, first.place)


def _cell(row: WholeRow, *roles: str) -> tuple[Cell, list[Cell]]:
    """The columns with the roles as one cell, its fragments' texts on lines of their own, and the fragments."""
    return whole_cell(row.of(*roles), row.spans[0])


def whole_cell(fragments: Sequence[Fragment], span: Span) -> tuple[Cell, list[Cell]]:
    """Fragments as one cell, and their cells. What a page break tore in the middle of its words stays on one line."""
    parts = [fragment.cell for fragment in fragments if fragment.cell.text]
    if not parts:
        return Cell("", Span(span.line, span.line, "", span.page, span.place)), []
    text = ""
    for fragment in fragments:
        if not fragment.cell.text:
            continue
        glue = " " if fragment.torn and goes_on(fragment.cell.text) else "\n"
        text = f"{text}{glue}{fragment.cell.text}" if text else fragment.cell.text
    return Cell(text, parts[0].span), parts


def _placed(items: Sequence[_Placed], parts: list[Cell]) -> tuple[_Placed, ...]:
    """The items with the place in the fragment that prints them, where the cell was put together from several."""
    if len(parts) < 2:
        return tuple(items)
    return tuple(replace(item, span=_place(_words(item), item.span, parts)) for item in items)


def _words(item: Printed | Amount | Due | Milestone) -> str:
    return item.printed if isinstance(item, (Amount, Due)) else item.text


def _place(words: str, span: Span, parts: list[Cell]) -> Span:
    for part in parts:
        found = place(part, words)
        if found != part.span or " ".join(part.text.split()) == words:
            return found
    tail = words.split()[-3:]
    for part in parts:  # a name torn between two fragments is placed where it begins
        for size in range(min(len(words.split()), 6), 0, -1):
            head = " ".join(words.split()[:size])
            if len(head) > 3 and place(part, head) != part.span:
                return place(part, head)
    return next((part.span for part in parts if " ".join(tail) in " ".join(part.text.split())), span)


def _people(row: WholeRow) -> tuple[tuple[Printed, ...], tuple[Printed, ...]]:
    """The owners and the partners of a row, whether the print gives them a column each or one for both."""
    owners: list[Printed] = []
    partners: list[Printed] = []
    for at in row.columns.having("owner", "partners"):
        roles = row.columns.roles[at]
        cell, parts = whole_cell(row.cells[at], row.spans[0])
        if not cell.text:
            continue
        labelled = _with_labels_apart(cell) if "owner" in roles else cell
        if labelled != cell or ("owner" in roles and "partners" in roles):
            with_lead, lead = read.partners_and_lead(labelled)
            partners += _placed(with_lead, parts)
            owners += _placed(lead, parts)
        elif "owner" in roles:
            owners += _placed(read.owners(cell), parts)
        else:
            partners += _placed(read.partners(cell), parts)
    return _once(owners), _once(partners)


def _with_labels_apart(cell: Cell) -> Cell:
    """A cell that names a lead and then its partners by their labels ("Lead: …; Partners: …"), each on its own line."""
    found = _label().search(cell.text)
    if found is None or ":" not in cell.text[: found.start()]:
        return cell
    return replace(cell, text=_label().sub("\n", cell.text))


@cache
def _label() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in sorted(word_set("links", "partner_labels"), key=len, reverse=True))
    return re.compile(rf"\s*[;,.\n]?\s*(?=\b(?:{labels})\s*:)", re.IGNORECASE)


def _links(row: WholeRow, spelled: Mapping[str, str] | None) -> tuple[tuple[Printed, ...], tuple[Printed, ...]]:
    """The plans and the groups of a row: of its column of links, of its workstream where that is a strategy's name.

    Where the print has a column for neither, the plans that the row's own words name.
    """
    cell, parts = _cell(row, "links", "groups")
    strategies, groups = read.strategies_and_groups(cell, spelled)
    workstream_cell, _ = _cell(row, "workstream")
    workstream = read.workstream(workstream_cell)
    if workstream and read.names_strategy(workstream.text):
        strategies = (*strategies, workstream)
    elif not row.columns.having("links", "groups", "workstream"):
        words, parts = _cell(row, "action", "measure", "due")
        strategies = read.named_plans(words)
    return _placed(strategies, parts), _placed(groups, parts)


def _money(row: WholeRow) -> tuple[tuple[Printed, ...], tuple[Amount, ...]]:
    """The streams and amounts of the funding column; where there is none, the streams that the action's words name."""
    if not row.columns.having("funding"):
        words, parts = _cell(row, "action")
        return _placed(read.named_streams(words), parts), ()
    counted: list[Amount] = []
    worded: list[Fragment] = []
    for at in row.columns.having("funding"):
        cell, _ = whole_cell(row.cells[at], row.spans[0])
        amount = _counted(cell, row.columns.headers[at])
        counted += [amount] if amount else []
        worded += row.cells[at] if amount is None else ()
    cell, parts = whole_cell(worded, row.spans[0])
    streams, amounts = read.funding(cell)
    return _placed(streams, parts), (*counted, *_placed(amounts, parts))


def _counted(cell: Cell, header: str) -> Amount | None:
    """The amount of a bare number under a header that says in what it counts ("2012/13 £000")."""
    unit, number = _UNIT.search(header), _NUMBER.fullmatch(cell.text.strip())
    if unit is None or number is None:
        return None
    pounds = Decimal(number[1].replace(",", "")) * (1_000_000 if unit[1].casefold() == "m" else 1000)
    return Amount(pounds, cell.text.strip(), cell.span, period=period_of(header, None)) if pounds else None


def _foreign(row: WholeRow) -> tuple[str, ...]:
    """What to say of money that is not in pounds: it stays in the words of the row, and no amount is made of it."""
    found = read.foreign_money(_cell(row, "funding")[0]) if row.columns.having("funding") else ()
    return tuple(f"{said} is not in pounds: kept as printed, no amount is made of it" for said in found)


def _cited(row: WholeRow) -> tuple[Cited, ...]:
    """Every indicator that the row itself names, in any of its columns but that of its objective."""
    found: dict[str, Cited] = {}
    for at, fragments in enumerate(row.cells):
        if any(role in row.columns.roles[at] for role in _NOT_ITS_OWN):
            continue
        for fragment in fragments:
            for cited in read.cited_indicators(fragment.cell.text, fragment.cell.span):
                found.setdefault(cited.code, cited)
    return tuple(found.values())


def _once(items: list[Printed]) -> tuple[Printed, ...]:
    key: Callable[[Printed], str] = lambda item: item.text.casefold()  # noqa: E731
    return tuple({key(item): item for item in reversed(items)}.values())[::-1]
