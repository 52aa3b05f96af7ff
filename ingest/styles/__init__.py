"""Actions that a plan states otherwise than in the rows of a table: as cards, numbered headings, lists and promises."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Document, Table
from ingest.outline import Titled
from ingest.records import PlanRecord
from ingest.styles.cards import carded
from ingest.styles.context import ACTION, AIM, LABELS, family_aims, standings
from ingest.styles.headed import headed
from ingest.styles.lists import listed
from ingest.styles.noted import is_minutes, noted
from ingest.styles.prose import promised
from ingest.styles.stated import ANNOUNCED, LISTED, PROSE, Stated
from ingest.styles.stated import DATED as BY_DATE
from ingest.styles.stated import PLAIN as IN_A_LIST
from ingest.styles.titles import titled_actions
from ingest.styles.when import dates_in

__all__ = ["ANNOUNCED", "BY_DATE", "IN_A_LIST", "LISTED", "PROSE", "Stated", "Styles", "dates_in", "stated_in"]


@dataclass(frozen=True, slots=True)
class Styles:
    """What a document states outside the rows of its tables, by the indexes of its blocks.

    `taken` were read for the `actions`; `inside` are tables in the midst of an action that a heading states; `aims` are
    headings that are parts of a family ("Our priorities"); `labels` only say what the list under them is of; `parents`
    gives the heading of an aim that of the broader one around it.
    """

    actions: tuple[Stated, ...]
    taken: frozenset[int]
    inside: frozenset[int]
    aims: dict[int, Titled]
    labels: frozenset[int]
    parents: dict[int, int]


def stated_in(document: Document, noise: set[int], plan: PlanRecord) -> Styles:
    """The actions that a document states outside the rows of its tables.

    `noise` holds the `id`s of the blocks that only the print of the page left.
    """
    blocks = document.blocks
    standing = standings(blocks, noise, plan.title.text)
    taken: set[int] = set()
    found = headed(document, standing, taken, noise)
    found += carded(blocks, standing, taken, noise)
    found += noted(blocks, standing, taken, noise, is_minutes(blocks, plan.title.text))
    found += listed(document, standing, taken, noise, plan)
    titles, below = titled_actions(blocks, standing, taken)
    prose = promised(blocks, standing, taken | below, noise, plan.title.text)
    return Styles(
        tuple(sorted([*found, *titles, *prose], key=lambda stated: (stated.at, stated.text.span.line))),
        frozenset(taken),
        frozenset(
            at
            for at, block in enumerate(blocks)
            if isinstance(block, Table) and (standing[at].under(ACTION) is not None or at in below)
        ),
        family_aims(blocks, standing),
        frozenset(at for at, over in enumerate(standing) if over.own is not None and over.own.kind in LABELS),
        {
            at: above.at
            for at, over in enumerate(standing)
            if over.own is not None and over.own.kind == AIM and (above := over.under(AIM)) is not None
        },
    )
