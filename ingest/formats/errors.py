"""What goes wrong with a file before anything in it is understood."""

from __future__ import annotations


class UnreadableDocumentError(ValueError):
    """A file cannot be read: the message names the file, says what is wrong with it and what would be right."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        super().__init__(f"{name}: {problem}; {remedy}")
        self.name = name
        self.problem = problem
        self.remedy = remedy
