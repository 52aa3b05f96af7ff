"""From a question to logical forms: `parse(question, world)`."""

from query.parse.parser import parse

__all__ = ["parse"]
