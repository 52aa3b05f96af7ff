"""What web pages print beside their text, and by which words that is known: the words of pages.yaml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ontology.data import parsed

_PARTS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


@cache
def page_words(kind: str) -> tuple[str, ...]:
    """The words of a kind (a key of pages.yaml), lower case."""
    data = parsed(Path(__file__).with_name("pages.yaml").read_text(encoding="utf-8"))
    return tuple(str(words).lower() for words in data[kind])


@cache
def worded(kind: str) -> re.Pattern[str]:
    """A pattern of any of the words of a kind, as whole words."""
    words = "|".join(map(re.escape, sorted(page_words(kind), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def name_parts(name: str) -> str:
    """The words of a name of a class or id, lower case.

    >>> name_parts("siteFooter-wrap")
    'site footer wrap'
    """
    return " ".join(_PARTS.findall(name)).lower()


def is_margin(parts: str) -> bool:
    """Whether the words of a name say that it is the head or foot of a page, and of nothing else."""
    words, margins = parts.split(), page_words("margins")
    rest = [word for word in words if word not in margins]
    return len(rest) < len(words) <= 3 and all(word in page_words("margin_parts") for word in rest)
