"""Titles and names printed in capitals, set as one would write them."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.cells.text import fold
from ontology.reference import acronyms

_SMALL = {"and", "of", "for", "the", "in", "to", "on", "with", "a", "an", "by", "from", "at", "or"}


def mixed_case(name: str, text: str) -> str:
    """The name as the text prints it in small letters somewhere, else as it stands."""
    if not name.isupper():
        return name
    pattern = r"\s+".join(re.escape(word) for word in name.split()).replace("'", "['’]")
    spellings = [fold(m[0]) for m in re.finditer(pattern, text, re.IGNORECASE) if not m[0].isupper()]
    return spellings[0] if spellings else readable(name, text)


@lru_cache(maxsize=4)
def _small_lettered(text: str) -> str:
    """The lines of a text that are not mostly capitals."""
    lines = text.replace("’", "'").splitlines()
    return " ".join(line for line in lines if 2 * sum(map(str.isupper, line)) < sum(map(str.isalpha, line)))


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text, whole."""
    if word.isalnum():
        return word in _words_of(text)
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@lru_cache(maxsize=4)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


def readable(title: str, text: str) -> str:
    """A title printed in capitals with capitals only where a word begins, and for acronyms.

    A word is an acronym that reference data knows or that the text prints in capitals among small letters.
    """
    if not title.isupper():
        return title
    mixed = _small_lettered(text)
    out = []
    for index, word in enumerate(title.split()):
        core = re.sub(r"^\W+|\W+$", "", word)
        lower = core.lower()
        word_too = _stands_in(lower, mixed) or _stands_in(lower.capitalize(), mixed)
        acronym = core in acronyms() or (_stands_in(core, mixed) and not word_too)
        if not core or not re.search("[A-Z]", core) or acronym:
            out.append(word)
        else:
            out.append(word.replace(core, lower if index and lower in _SMALL else lower.capitalize()))
    return " ".join(out)
