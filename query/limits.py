"""How much is read of a question: longer ones are no questions, and are told so before anything is done with them."""

from __future__ import annotations

LONGEST, MOST_WORDS = 1000, 150  # characters; words between white space


def too_long(question: str) -> str:
    """What is too long about a question with its white space folded, as the end of a sentence; "" where nothing is."""
    if len(question) > LONGEST:
        return f"has {len(question)} characters; up to {LONGEST} are read"
    words = question.count(" ") + 1
    return f"has {words} words; up to {MOST_WORDS} are read" if words > MOST_WORDS else ""
