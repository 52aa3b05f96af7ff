"""What may be asked: the question as it is understood to be typed, or why it is none."""

from __future__ import annotations

from service.errors import UseError
from service.present import printable

LONGEST, MOST_WORDS = 1000, 150


def checked(question: str, what: str = "the question") -> str:
    """The words with white space folded and control characters gone; `what` names them in a complaint.

    Raises UseError where there are no words, or far too many.
    """
    words = " ".join(printable(question).split())
    if not words:
        raise UseError(f"{what} is empty")
    if not any(c.isalnum() for c in words):
        raise UseError(f"{what} has no words in it")
    if len(words) > LONGEST:
        raise UseError(f"{what} has {len(words)} characters; up to {LONGEST} are read")
    if len(words.split()) > MOST_WORDS:
        raise UseError(f"{what} has {len(words.split())} words; up to {MOST_WORDS} are read")
    return words
