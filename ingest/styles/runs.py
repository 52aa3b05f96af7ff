"""Lists as they stand in a document: runs of items, with the parts and labelled lines that belong to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Block, Cell, Paragraph
from ingest.styles.context import ACTING, ACTION, AIM, DATED, OWNER, Standing
from ingest.styles.given import given_to
from ingest.styles.items import beside, indentation, marker_kind, reference_of
from ingest.styles.labels import labelled
from ingest.styles.promises import announced, is_unnamed, is_urged, promise, sentences
from ingest.styles.when import dated_start
from ingest.styles.wording import is_doing, is_to_do, names_deed, unnumbered

_TOPIC = re.compile(r"^(?:[^:–—.]{2,50}(?::|\s[–—-])|(?:[^\s:–—.]+\s){0,4}[^\s:–—.]*[^\s:–—.\d]\.)\s+(?=\S)")
_LEADS = re.compile(r"\bfollowing\s+(?:\w+\s+){0,2}\w+$", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]*\)\.?$")
_LONGEST_LINE, _NAME = 60, 2  # words


@dataclass
class Item:
    """An item of a list: the index of its block, lines that are parts of it, lines of labels that belong to it."""

    at: int
    block: Paragraph
    parts: list[Paragraph]
    labels: list[Paragraph]

    @property
    def body(self) -> str:
        """What the item says after the date it may begin with."""
        dated = dated_start(self.block.text)
        return dated[1] if dated else self.block.text

    @property
    def to_do(self) -> bool:
        """Whether the item says what is to be done: an order, a promise, or a deed that "will be done"."""
        text = reference_of("", self.body)[1]
        after = _TOPIC.sub("", text, count=1)  # "Trees – plant ten thousand": what is done comes after its topic
        return any(is_to_do(unnumbered(said)) or promises(said) or _is_unnamed(said) for said in {text, after})

    @property
    def urged(self) -> bool:
        """Whether the item says what is or should be done: as an order, or "Colleges should report …"."""
        text = reference_of("", self.body)[1]
        return self.to_do or (bool(text.strip()) and is_urged(sentences(text)[0]))

    @property
    def promised(self) -> bool:
        """Whether the item is a promise in so many words, perhaps after its topic ("Trees. We will plant …")."""
        text = reference_of("", self.body)[1]
        return any(promises(said) or _is_unnamed(said) for said in (text, _TOPIC.sub("", text, count=1)))

    @property
    def doing(self) -> bool:
        """Whether the item says what is or is to be done ("Opening a clinic in each town")."""
        text = reference_of("", self.body)[1]
        return self.to_do or any(is_doing(said) for said in (text, _TOPIC.sub("", text, count=1)))

    @property
    def marked(self) -> bool:
        """Whether the item itself says by whom or by when."""
        return bool(self.labels) or dated_start(self.block.text) is not None or bool(labelled(cell_of(self.block))[1])

    @property
    def dated(self) -> bool:
        """Whether the item begins or ends with its date."""
        ends = (roles for roles, _ in labelled(cell_of(self.block))[1])
        return dated_start(self.block.text) is not None or any("due" in roles for roles in ends)

    @property
    def deed(self) -> bool:
        """Whether the item says what is to be done, in any form: "Review of fees" among dates is to be done too."""
        return self.doing or names_deed(reference_of("", self.body)[1])


def promises(text: str) -> bool:
    """Whether a text begins with a promise ("We will …")."""
    return bool(text.strip()) and promise(sentences(text)[0]) is not None


def _is_unnamed(text: str) -> bool:
    return bool(text.strip()) and is_unnamed(sentences(text)[0])


def cell_of(block: Paragraph) -> Cell:
    """A paragraph as the cell of a table would hold it, white space folded."""
    return Cell(" ".join(block.text.split()), block.span)


def runs_of(
    blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int], noise: set[int]
) -> Iterator[list[tuple[int, Paragraph]]]:
    """Lists: items one after another under one heading, with lines of labels and page noise between them."""
    run: list[tuple[int, Paragraph]] = []
    for at, block in enumerate(blocks):
        if id(block) in noise:
            continue
        same = bool(run) and standing[at].over == standing[run[0][0]].over and standing[at].own is None
        if isinstance(block, Paragraph) and at not in taken and standing[at].under(ACTION) is None:
            item = _is_item(block, standing[at])
            if item and (same or not run):
                run.append((at, block))
                continue
            if same and beside(block):
                run.append((at, block))
                continue
            if item:
                yield run
                run = [(at, block)]
                continue
        if run:
            yield run
            run = []
    if run:
        yield run


def _is_item(block: Paragraph, standing: Standing) -> bool:
    """Whether a paragraph is an item of a list: by its marker, by the date it begins with, or, where a heading of
    actions stands over it, because it is a short line that says what to do."""
    if standing.own is not None:
        return False
    if block.bullet:
        return True
    if len(block.text.split()) > _LONGEST_LINE or block.text.rstrip().endswith(":"):
        return False
    if dated_start(block.text) is not None:
        return True
    reference, said = reference_of("", block.text)
    if reference and (standing.under(AIM) is not None or (reference[0].isalpha() and is_to_do(said))):
        return True
    nearest = standing.over[-1] if standing.over else None
    if nearest is not None and announced(nearest.text) is not None:
        return False  # the list that a promise announces is over
    acting = nearest is not None and (nearest.kind == ACTING or (nearest.kind in {OWNER, DATED} and standing.acting))
    said = labelled(cell_of(block))[0].text  # without the labelled ends, "Lead: …", that are sentences of their own
    one = len(sentences(_BRACKET.sub("", said))) <= 2
    whole = unnumbered(said)
    if _LEADS.search(whole):
        return False
    bare = {whole, _TOPIC.sub("", whole, count=1)}
    if not acting or not one:
        return False
    return any(is_to_do(text) or is_doing(text) or given_to(text) for text in bare) or promises(block.text)


def items_of(run: Sequence[tuple[int, Paragraph]], lines: Sequence[str]) -> list[Item]:
    """The items of a list, lines that are set in deeper or marked otherwise as parts of the item before them."""
    items: list[Item] = []
    base = kind = None
    for at, block in run:
        if items and beside(block):
            items[-1].labels.append(block)
            continue
        depth = indentation(lines, block)
        mark = marker_kind(block.bullet) if block.bullet else ""
        if base is None:
            base, kind = depth, mark
        deeper = depth > base + 1 >= 1 if depth >= 0 else False
        other = bool(mark) and mark != kind and (depth < 0 or depth >= base)
        if items and (deeper or other or _goes_on(items[0].block.text, block.text)):
            items[-1].parts.append(block)
            continue
        items.append(Item(at, block, [], []))
    return items


def _goes_on(first: str, text: str) -> bool:
    """Whether an item in small letters, in a list of items with capitals, is a part of the one before it."""
    small = re.match(r"[a-z]+[\s,]", text) is not None and len(text.split()) > _NAME
    return small and first[:1].isupper() and not is_to_do(text)


def share(items: Sequence[Item], test: str) -> float:
    """The share of the items, 0 to 1, of which a property of `Item` holds."""
    return sum(bool(getattr(item, test)) for item in items) / len(items)
