"""Whether the cells of a line of text are headers of columns, by the wordings that say so alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ontology.reading import fold, header_wordings

_LONGEST = 60  # characters
_UNKNOWN = 0.4  # of the cells, how many may say nothing that is known
_MANY = 3  # cells, of which not all need to be known


def roles_of(texts: Sequence[str]) -> list[str] | None:
    """What each cell of a line means as the header of a column, "" where it is not known; None where they are none.

    >>> roles_of(["Action", "Lead", "By when"])
    ['action', 'owner', 'due']
    """
    if any(not text or len(text) > _LONGEST for text in texts):
        return None
    roles = [_headers().get(fold(text), "") for text in texts]
    unknown = sum(not role for role in roles)
    if len({role for role in roles if role}) < 2 or unknown > (_UNKNOWN * len(texts) if len(texts) >= _MANY else 0):
        return None
    return roles


@cache
def _headers() -> dict[str, str]:
    return {" ".join(wording.words): wording.role for wording in header_wordings() if wording.strong}
