"""Actions that a plan states as numbered headings ("Action 3: …"), with what stands below each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.cells.text import place
from ingest.document import Block, Cell, Document, Heading, Paragraph, Table
from ingest.records import Printed
from ingest.styles.context import ACTION, AIM, Standing
from ingest.styles.items import inherited_date, owners_of, said_beside
from ingest.styles.labels import BESIDE, is_label_line, labelled
from ingest.styles.promises import announced, promise, sentences
from ingest.styles.stated import HEADED, Labelled, Stated
from ingest.styles.when import dates_in
from ingest.styles.wording import is_stative
from ontology.reading import fold, headings

_SENTENCE = 5  # words
_FOR_WHOM = re.compile(r"(?:for|in|at)\b", re.IGNORECASE)
_IT = re.compile(r"(?:it|they|this)\s+will(?:\s+\w+){0,2}\s*:", re.IGNORECASE)


def headed(document: Document, standing: Sequence[Standing], taken: set[int], noise: set[int]) -> list[Stated]:
    """The actions that numbered headings, or ordinary lines in their form, state; what was read is added to `taken`.

    A heading of nothing but a number is read with the paragraph under it. Labelled lines under the heading say what
    columns would; the list straight under it, and those under a line that promises, are what the action consists of.
    """
    blocks = document.blocks
    found: list[Stated] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Table) or at in taken or id(block) in noise:
            continue
        match = headings().action.fullmatch(" ".join(block.text.split()))
        if match is None or (not isinstance(block, Heading) and not match["text"]) or _is_aim(standing[at]):
            continue
        below = list(_below(at, blocks, standing, noise))
        taken.add(at)
        found += _stated(at, block, match["number"], match["text"] or "", below, standing=standing, taken=taken)
    return found


def _is_aim(standing: Standing) -> bool:
    """Whether a heading in the form of an action is the aim of those that a table under it lists."""
    return standing.own is not None and standing.own.kind == AIM


def _below(
    at: int, blocks: Sequence[Block], standing: Sequence[Standing], noise: set[int]
) -> Iterator[tuple[int, Heading | Paragraph]]:
    """The paragraphs and lesser headings that belong to the action stated at a block."""
    own = blocks[at]
    level = own.level if isinstance(own, Heading) else 6
    for index in range(at + 1, len(blocks)):
        block = blocks[index]
        if isinstance(block, Table):
            continue
        over = standing[index].own
        if over is not None and over.kind in {AIM, ACTION}:
            return
        if isinstance(block, Heading) and block.level <= level:
            return
        item = isinstance(block, Paragraph) and bool(block.bullet)
        right_under = index == at + 1 and block.span.line - own.span.last_line == 1
        if not isinstance(own, Heading) and not item and not _said_beside(block) and not right_under:
            return
        if headings().action.fullmatch(" ".join(block.text.split())):
            return
        if id(block) not in noise:
            yield index, block


def _said_beside(block: Heading | Paragraph) -> tuple[Labelled, ...]:
    """What a line of labels says; nothing for a heading."""
    return said_beside(block) if isinstance(block, Paragraph) else ()


def _stated(
    at: int,
    block: Heading | Paragraph,
    number: str,
    text: str,
    below: Sequence[tuple[int, Heading | Paragraph]],
    *,
    standing: Sequence[Standing],
    taken: set[int],
) -> list[Stated]:
    said: list[Labelled] = []
    rest: list[tuple[int, Heading | Paragraph]] = []
    waiting: tuple[str, ...] = ()
    for index, other in below:
        if waiting and isinstance(other, Paragraph):
            said.append((waiting, Cell(" ".join(other.text.split()), other.span)))
            waiting = ()
            taken.add(index)
        elif beside := _said_beside(other):
            said += beside
            taken.add(index)
        elif label := _over_its_value(other):
            waiting = label
            taken.add(index)
        else:
            rest.append((index, other))
    used: list[int] = []
    first = block
    if text:
        action, own = labelled(Cell(text, block.span))
        said = [*own, *said]
    else:
        words, used, said_in = _said(rest)
        if said_in is None:
            return []
        first = said_in
        action = Cell(words, block.span)
    taken.update(used)
    promised = promise(sentences(action.text)[0])
    parts, who = _parts([(i, b) for i, b in rest if i not in used], taken, bool(text))
    stated = Stated(
        at,
        action,
        HEADED,
        number,
        tuple(said),
        parts=parts,
        spans=tuple(b.span for i, b in below if i in taken),
        under=standing[at].aims,
    )
    if "owner" not in stated.roles():
        named = [Printed(n, place(Cell(first.text, first.span), n), "body") for n in (promised.who if promised else ())]
        stated = replace(stated, owners=(*(named or owners_of(None, None, standing[at])), *who))
    if not stated.roles() & {"due", "start", "milestones"}:
        over = inherited_date(standing[at], block) if isinstance(block, Paragraph) else ()
        stated = stated.also(dates_in(action) or over)
    return [stated]


def _over_its_value(block: Heading | Paragraph) -> tuple[str, ...]:
    """The roles of a label that stands on a line of its own, set off as one; none for any other line."""
    set_off = isinstance(block, Heading) or block.bold or block.text.rstrip().endswith(":")
    label = is_label_line(block.text) if set_off else None
    return label.roles if label is not None and set(label.roles) <= BESIDE else ()


def _said(blocks: Sequence[tuple[int, Heading | Paragraph]]) -> tuple[str, list[int], Paragraph | None]:
    """The first paragraph of some length with the list that it announces, and the blocks that took."""
    start = next(
        (i for i, (_, b) in enumerate(blocks) if isinstance(b, Paragraph) and len(b.text.split()) >= _SENTENCE), None
    )
    if start is None:
        return "", [], None
    at, first = blocks[start]
    assert isinstance(first, Paragraph)
    said, taken = " ".join(first.text.split()), [at]
    for index, block in blocks[start + 1 :] if said.endswith(":") else []:
        if not isinstance(block, Paragraph) or not block.bullet:
            break
        said = f"{said} • {' '.join(block.text.split())}"
        taken.append(index)
    return said, taken, first


def _parts(
    blocks: Sequence[tuple[int, Heading | Paragraph]], taken: set[int], straight: bool
) -> tuple[tuple[Cell, ...], tuple[Printed, ...]]:
    """What an action consists of: the lists straight under it or under a line that promises; and who promises there."""
    parts: list[Cell] = []
    who: dict[str, Printed] = {}
    listing = straight
    for index, block in blocks:
        flat = " ".join(block.text.split())
        if isinstance(block, Paragraph) and block.bullet:
            if listing and not is_stative(flat):
                parts.append(Cell(flat, block.span))
                taken.add(index)
            continue
        told = announced(flat) if flat.endswith(":") else None
        if (told is not None and not told.what) or _IT.fullmatch(flat):
            listing = True
            taken.add(index)
            for name in told.who if told else ():
                who.setdefault(fold(name), Printed(name, place(Cell(block.text, block.span), name), "body"))
        else:
            # A list of another kind, or text that explains; a line that only says for whom comes before the text.
            straight = straight and flat.endswith(":") and _FOR_WHOM.match(flat) is not None
            listing = straight
    return tuple(parts), tuple(who.values())
