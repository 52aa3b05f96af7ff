"""How the print points from one row or heading to another: the words of pointers.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ontology.data import parsed


@cache
def pointing_words() -> tuple[str, ...]:
    """The words that stand before a reference ("see also"), lower case, longest first."""
    data = parsed(Path(__file__).with_name("pointers.yaml").read_text(encoding="utf-8"))
    return tuple(sorted((str(words).lower() for words in data["pointing"]), key=len, reverse=True))
