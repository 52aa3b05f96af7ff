"""A conversation: questions that lean on the one before, resolved by rewriting its logical form."""

from query.dialogue.resolve import understood
from query.dialogue.turn import Turn, turn_of

__all__ = ["Turn", "turn_of", "understood"]
