"""Cards: an action as a block of labels and values, printed as lines, as label lines over values, or as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest.cells.text import place
from ingest.document import Block, Cell, Heading, Paragraph, Row, Span, Table
from ingest.records import Printed
from ingest.styles.context import ACTION, AIM, Standing
from ingest.styles.given import owners_in
from ingest.styles.items import reference_of
from ingest.styles.labels import Label, is_label_line, label_of, labelled, segments
from ingest.styles.stated import CARD, Labelled, Stated
from ingest.styles.when import dates_in
from ingest.tables.shapes import is_noise
from ontology.reading import headings

_FEWEST_LABELS = 2
_MOST = 0.6
_ONE_EACH = {"owner", "due", "start"}
_TELLING = {"owner", "due", "start", "partners", "measure", "funding", "milestones"}


@dataclass
class _Card:
    at: int
    actions: list[tuple[str, Cell]] = field(default_factory=list)  # with the marker of a list's item
    said: list[Labelled] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    aim: Cell | None = None
    reference: str = ""
    last: tuple[str, ...] = ()

    @property
    def roles(self) -> set[str]:
        return {role for roles, _ in self.said for role in roles}

    @property
    def whole(self) -> bool:
        """Whether the card says what is done and by whom, by when or the like."""
        return bool(self.actions) and bool(
            self.roles & {"owner", "due", "start", "partners", "measure", "funding", "milestones"}
        )

    def take(self, label: Label, said: Cell, bullet: str = "") -> None:
        """Enter what a label says; a label of nothing but a number is a reference."""
        self.last = label.roles
        if not said.text:
            return
        if "action" in label.roles:
            self.actions.append((bullet, said))
        elif "objective" in label.roles and not self.actions:
            self.aim = said
        elif "reference" in label.roles:
            self.reference = self.reference or said.text
        else:
            self.said.append((label.roles, said))

    def goes_on(self, said: Cell, bullet: str) -> bool:
        """Enter a value printed under the last label, or a further line of it."""
        if not self.last:
            return False
        if "action" in self.last:
            self.actions.append((bullet, said))
        elif "objective" in self.last:
            self.aim = self.aim or said
        elif "reference" in self.last:
            self.reference = self.reference or said.text
        else:
            self.said.append((self.last, said))
        return True


def carded(blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int], noise: set[int]) -> list[Stated]:
    """The actions that cards state; the indexes of the blocks that were read are added to `taken`.

    A card is one where a label of what is done comes with one of by whom, by when or the like. Two at least, or one
    with three labels, make cards: a single labelled line in running text is none.
    """
    cards = [*_table_cards(blocks, noise), *_line_cards(blocks, standing, taken, noise)]
    whole = [card for card in cards if card.whole]
    sure = len(whole) >= _FEWEST_LABELS or any(len(card.roles) >= _FEWEST_LABELS for card in whole)
    found: list[Stated] = []
    for card in whole if sure else []:
        taken.update(card.blocks)
        found += _stated(card, standing[card.at])
    return found


def _stated(card: _Card, standing: Standing) -> Iterator[Stated]:
    """The actions of a card. What several of them share is said of each; the measures and steps of all, of none."""
    several = len(card.actions) > 1
    said, each = _each_with_its_own(card)
    shared = tuple(item for item in said if not (several and {"measure", "milestones"} & set(item[0])))
    for number, (bullet, action) in enumerate(card.actions):
        kept, own = labelled(action)
        reference, text = reference_of(bullet, kept.text)
        stated = Stated(
            card.at,
            replace(action, text=text),
            CARD,
            (card.reference if not number else "") or reference,
            own,
            spans=tuple(card.spans),
            under=standing.aims,
            aim=card.aim,
        )
        if not any("owner" in roles for roles, _ in (*card.said, *own)):
            stated = replace(stated, owners=tuple(Printed(name, place(action, name), "") for name in owners_in(text)))
        stated = stated.also((*each[number], *shared))
        yield stated if stated.roles() & {"due", "start", "milestones"} else stated.also(dates_in(action))


def _each_with_its_own(card: _Card) -> tuple[list[Labelled], list[tuple[Labelled, ...]]]:
    """What a card says of all its actions, and what of each: a print that lost its columns has them one after another,
    all actions, then all who lead, then all dates. Several dates that are not so many as the actions are nobody's."""
    count = len(card.actions)
    groups = [list(items) for _, items in groupby(card.said, key=lambda item: item[0])]
    single = [group for group in groups if _ONE_EACH & set(group[0][0])]
    columns = count > 1 and any(len(group) == count for group in single)
    if count < 2 or not columns or any(len(group) not in {1, count} for group in single):
        kept = [g for g in groups if count < 2 or len(g) == 1 or not {"due", "start"} & set(g[0][0])]
        return [item for group in kept for item in group], [()] * count
    own = [group for group in groups if len(group) == count]
    shared = [item for group in groups if len(group) != count for item in group]
    return shared, [tuple(group[number] for group in own) for number in range(count)]


def _line_cards(
    blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int], noise: set[int]
) -> Iterator[_Card]:
    """Cards printed as lines: "Action: …", "Lead: …", or each label on a line of its own with the value under it."""
    card: _Card | None = None
    for at, block in enumerate(blocks):
        if id(block) in noise:
            continue
        if isinstance(block, Table) or at in taken or standing[at].under(ACTION) is not None:
            if card is not None:
                yield card
            card = None
            continue
        entries = _entries(block, card is not None)
        if entries:
            for label, said in entries:
                if (
                    "action" in label.roles and card is not None and (card.actions or card.last[:1] == ("action",))
                ) or ("objective" in label.roles and card is not None and card.actions):
                    yield card
                    card = None
                if card is None:
                    if not {"action", "objective", "reference"} & set(label.roles):
                        break
                    card = _Card(at)
                card.take(label, Cell(said, block.span))
            if card is not None:
                card.spans.append(block.span)
                card.blocks.append(at)
        elif card is not None:
            own = standing[at].own
            ends = isinstance(block, Heading) or (own is not None and own.kind == AIM)
            flat = " ".join(block.text.split())
            full = bool(card.said) and not block_is_item(block) and len(flat.split()) > 40
            if (
                ends
                or full
                or not card.goes_on(Cell(flat, block.span), block.bullet if isinstance(block, Paragraph) else "")
            ):
                yield card
                card = None
            else:
                card.spans.append(block.span)
                card.blocks.append(at)
    if card is not None:
        yield card


def block_is_item(block: Block) -> bool:
    """Whether a block is an item of a list."""
    return isinstance(block, Paragraph) and bool(block.bullet)


def _entries(block: Heading | Paragraph, inside: bool) -> list[tuple[Label, str]]:
    """The labels of a line with what each says (nothing yet where the line is only the label, as `inside` a card)."""
    text = " ".join(block.text.split())
    if isinstance(block, Heading) and (headings().action.fullmatch(text) or block.level <= 2):
        return []
    parts = segments(text)
    if parts and all(label is not None for label, _ in parts):
        return [(label, said) for label, said in parts if label is not None]
    alone = is_label_line(text)
    if alone is not None and (
        text.endswith(":") or isinstance(block, Heading) or block.bold or inside or len(text.split()) <= 3
    ):
        return [(alone, "")]
    return []


def _table_cards(blocks: Sequence[Block], noise: set[int]) -> Iterator[_Card]:
    """Cards printed as tables of which the left column holds labels."""
    for at, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        pairs = [_pairs(row) for row in block.rows if any(cell.text.strip() for cell in row.cells)]
        labelled = sum(bool(row) and all(label is not None for label, _ in row) for row in pairs)
        roles = [label.roles for row in pairs for label, _ in row if label is not None]
        kinds = {role for found in roles for role in found}
        titles = [row for row in pairs if len(row) == 1 and row[0][0] is None and row[0][1].text]
        acting = "action" in kinds or (titles and pairs and pairs[0] == titles[0] and len(kinds) >= _FEWEST_LABELS)
        if not pairs or labelled < _MOST * len(pairs) or len(kinds) < 2 or not acting or labelled < 2:
            continue
        yield from _of_table(at, block, pairs, "action" in kinds)


def _pairs(row: Row) -> list[tuple[Label | None, Cell]]:
    """The labels of a row each with the cell beside it; a row of one cell is a title, without a label."""
    cells = [cell for cell in row.cells if not is_noise(cell.text)]
    if len(cells) == 1:
        label = label_of(cells[0].text) if cells[0].text.strip().endswith(":") else None
        return [(label, cells[0])] if label is None else []
    if len(cells) % 2:
        return []
    found: list[tuple[Label | None, Cell]] = []
    for name, value in zip(cells[::2], cells[1::2], strict=True):
        label = label_of(name.text)
        if label is None or label_of(value.text) is not None:
            return []
        found.append((label, value))
    return found


def _of_table(
    at: int, table: Table, pairs: Sequence[Sequence[tuple[Label | None, Cell]]], says_action: bool
) -> Iterator[_Card]:
    card: _Card | None = None
    for row in pairs:
        for label, cell in row:
            flat = replace(cell, text=" ".join(cell.text.split()))
            if label is None:
                if card is not None:
                    yield card
                card = _Card(at, blocks=[at], spans=[table.span])
                match = headings().action.fullmatch(flat.text)
                if match is not None:
                    card.reference = match["number"]
                    if match["text"]:
                        card.actions.append(("", replace(flat, text=match["text"])))
                elif not says_action:
                    card.actions.append(("", flat))
                else:
                    card.aim = flat
                continue
            if card is None or ("action" in label.roles and card.actions and says_action):
                if card is not None:
                    yield card
                card = _Card(at, blocks=[at], spans=[table.span])
            value = cell if not {"action", "objective"} & set(label.roles) else flat
            card.take(label, value)
    if card is not None:
        yield card
