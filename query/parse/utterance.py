"""What of a question is read at a time."""

from __future__ import annotations

from dataclasses import dataclass

from query.parse.asking import Asking
from query.parse.chart import Piece
from query.parse.clauses import Part
from query.parse.context import Context


@dataclass(frozen=True, slots=True)
class Utterance:
    """A part of one division of a question, with its asking words, in a world."""

    pieces: tuple[Piece, ...]
    part: Part
    asked: Asking
    context: Context
