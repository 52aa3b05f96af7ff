"""Headings in the form of an action ("Action 2: …") that stand over a table of its dated steps."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Block, Heading, Paragraph, Table
from ingest.outline.forms import Titled
from ingest.styles.labels import segments
from ingest.tables.glance import columns_at_a_glance
from ontology.reading import headings

RANK = 4
_TELLING = frozenset({"owner", "due"})


def over_tables(blocks: Sequence[Block]) -> frozenset[int]:
    """The headings of actions whose dated steps a table below lists, by index: the aims of those.

    Where labelled lines say by whom or by when of the heading itself, it is the action and the table explains it.
    """
    found: set[int] = set()
    if not any(isinstance(block, Heading) and headings().action.match(block.text) for block in blocks):
        return frozenset()
    listing = _headers_of_steps(blocks)
    for at, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        match = headings().action.fullmatch(" ".join(block.text.split()))
        if match is not None and match["text"] and _lists_steps(at, block.level, blocks, listing):
            found.add(at)
    return frozenset(found)


def aim_of_steps(block: Heading) -> Titled | None:
    """A heading in the form of an action as the aim of what is done for it."""
    text = " ".join(block.text.split())
    match = headings().action.fullmatch(text)
    if match is None or not match["text"]:
        return None
    label = text[: match.start("number")].strip()
    return Titled(label.casefold() or "action", RANK, match["text"], f"{label} {match['number']}".strip())


def _headers_of_steps(blocks: Sequence[Block]) -> frozenset[tuple[str, ...]]:
    """The headers of the tables that list what is done by when."""
    glances = (columns_at_a_glance(block) for block in blocks if isinstance(block, Table))
    return frozenset(seen.headers for seen in glances if seen and seen.acts and seen.having("due"))


def _lists_steps(at: int, level: int, blocks: Sequence[Block], listing: frozenset[tuple[str, ...]]) -> bool:
    lists = False
    for block in blocks[at + 1 :]:
        if isinstance(block, Table):
            columns = columns_at_a_glance(block)
            lists = lists or (columns is not None and columns.headers in listing)
        elif isinstance(block, Heading):
            if block.level <= level:
                break
        elif _says_of_itself(block):
            return False
    return lists


def _says_of_itself(block: Paragraph) -> bool:
    """Whether a line labels by whom or by when."""
    labels = () if block.bullet else (label for label, _ in segments(block.text))
    return any(label is not None and _TELLING & set(label.roles) for label in labels)
