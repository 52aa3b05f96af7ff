"""Actions that a plan states otherwise than in the rows of a table: as cards, numbered headings, lists and promises."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Document
from ingest.outline import Titled
from ingest.records import Period
from ingest.styles.cards import carded
from ingest.styles.context import family_aims, standings
from ingest.styles.headed import headed
from ingest.styles.lists import listed
from ingest.styles.prose import promised, titled_actions
from ingest.styles.stated import ANNOUNCED, LISTED, PROSE, Stated
from ingest.styles.stated import DATED as BY_DATE
from ingest.styles.stated import PLAIN as IN_A_LIST
from ingest.styles.when import dates_in

__all__ = ["ANNOUNCED", "BY_DATE", "IN_A_LIST", "LISTED", "PROSE", "Stated", "Styles", "dates_in", "stated_in"]


@dataclass(frozen=True, slots=True)
class Styles:
    """What a document states outside the rows of its tables: the actions in order, the indexes of all blocks that were
    read for them, and the headings that are aims because they are parts of a family ("Our priorities")."""

    actions: tuple[Stated, ...]
    taken: frozenset[int]
    aims: dict[int, Titled]


def stated_in(document: Document, noise: set[int], period: Period | None = None) -> Styles:
    """The actions that a document states outside the rows of its tables.

    `noise` holds the `id`s of the blocks that only the print of the page left; `period` is the plan's own.
    """
    blocks = document.blocks
    standing = standings(blocks, noise)
    taken: set[int] = set()
    found = headed(document, standing, taken, noise)
    found += carded(blocks, standing, taken, noise)
    found += listed(document, standing, taken, noise, period)
    found += titled_actions(blocks, standing, taken)
    prose = promised(blocks, standing, taken, noise)
    return Styles(
        tuple(sorted([*found, *prose], key=lambda stated: (stated.at, stated.text.span.line))),
        frozenset(taken),
        family_aims(blocks, noise),
    )
