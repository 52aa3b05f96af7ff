"""Who won a contract: the organisations and the amount that a sentence prints with an award."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.cells.money import amounts_in
from ingest.cells.text import alternatives
from ingest.document import Cell
from ingest.records import Amount
from ontology.reading.cells import words

_WORD = r"[A-Z&][\w&’'-]*"
_NAME = rf"[A-Z][\w&’'-]*(?:\s+(?:(?:of|for|and|the|in|on)\s+)*{_WORD})*"
_LIST = rf"{_NAME}(?:,\s+{_NAME})*"


@dataclass(frozen=True, slots=True)
class Award:
    """An award: the organisations as printed, who made it where that is another body, and the whole sentence."""

    organisations: tuple[str, ...]
    by: str
    words: str
    decided: bool = False  # the sentence itself decides it ("agreed that the contract be awarded to …")

    def amount_in(self, cell: Cell) -> Amount | None:
        """The one amount printed with the award, with its place in the cell."""
        found = amounts_in(Cell(self.words, cell.span))
        return found[0] if len(found) == 1 else None


def awards_in(sentence: str) -> Iterator[Award]:
    """The awards that a sentence states or recommends: "X be awarded the contract", "award the contract to X", and
    several organisations recommended as providers."""
    for pattern in _patterns():
        match = pattern.search(sentence)
        if match:
            by = re.search(r"(?:resolution|decision|approval) of (?:the )?([A-Z]\w+)", sentence[: match.start("who")])
            decided = re.search(r"(?i)\bagreed\b|\bresolved\b|^approved?\b", sentence[: match.start()]) is not None
            yield Award(_organisations(match["who"]), by[1] if by else "", sentence, decided)
            return


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    winners = alternatives(words("decisions", "winners"), plural=True)
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?i:{winners})\s*[;:,–-]?\s*(?:(?i:is|was|are|were)\s+)?(?P<who>{_LIST}),?\s+(?:be|is|was|were|are)\s+awarded\b",
            rf"(?i:contracts?|tenders?)\b[^.;]*?\b(?:be|is|was|were)\s+awarded\s+to\s+(?P<who>{_LIST})",
            rf"(?i:award)\s+of\s+(?:the\s+|a\s+)?contracts?\b[^.;]*?\s+to\s+(?P<who>{_LIST})",
            rf"(?i:award)(?:ed|s|ing)?\s+(?:(?:the|a)\s+)?(?i:contracts?|tenders?)\b[^.;]*?\s+to\s+(?P<who>{_LIST})",
            rf"(?:^|\bthat\s+)(?:the\s+)?(?P<who>{_LIST})\s+(?:be|is|was|were)\s+awarded\b",
            rf",\s+(?P<who>{_LIST}),?\s+(?:have|has|had)\s+been\s+(?:recommended|selected|approved|appointed)\b[^.;]*\bproviders?\b",
            rf"(?:^|\bthat\s+)(?P<who>{_LIST})\s+be\s+appointed\s+(?:as\s+)?(?:the\s+)?(?:preferred\s+)?(?i:{winners})",
        )
    )


def _organisations(text: str) -> tuple[str, ...]:
    """The names of a list: at its commas, and at the "and" before the last."""
    text = re.sub(r"\s+(?:for|of|in|on|the|and)$", "", re.split(r"\s+for\s+the\s+", text)[0])
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if len(pieces) > 1:
        pieces = [*pieces[:-1], *re.split(r"\s+and\s+", re.sub(r"^and\s+", "", pieces[-1]), maxsplit=1)]
    return tuple(re.sub(r"^(?:The|the)\s+", "", piece) for piece in pieces)
