"""What may go wrong on the way in, said in one line."""

from __future__ import annotations


class UseError(Exception):
    """Wrong use or bad input: the message is one line that says what is wrong, where, and what would be right."""
