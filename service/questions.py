"""What may be asked: the question as it is understood to be typed, or why it is none."""

from __future__ import annotations

from query.limits import too_long
from service.errors import UseError
from service.present import printable


def checked(question: str, what: str = "the question") -> str:
    """The words with white space folded and control characters gone; `what` names them in a complaint.

    Raises UseError where there are no words, or far too many.
    """
    words = " ".join(printable(question).split())
    if not words:
        raise UseError(f"{what} is empty")
    if not any(c.isalnum() for c in words):
        raise UseError(f"{what} has no words in it")
    problem = too_long(words)
    if problem:
        raise UseError(f"{what} {problem}")
    return words
