"""Remarks that only say again what a code stands for: "EA 2.6, the children's centres one"."""

from __future__ import annotations

from collections.abc import Sequence

from query.lexicon.words import folded
from query.parse.chart import Piece

LONGEST = 7  # pieces of a remark
OPENING = frozenset({",", "(", "-", "–", "—"})


def remarks(pieces: Sequence[Piece], live: frozenset[int], definite: frozenset[str]) -> frozenset[int]:
    """The pieces of what is put after a code to say which it is: from "the" after a comma to the "one" that ends it.

    `definite` are the words that such a remark begins with.
    """
    found: set[int] = set()
    for i, piece in enumerate(pieces[:-2]):
        named = {iri for m in pieces[i - 1].mentions if m.named.code for iri in m.named.iris} if i else set()
        # of several of that code the remark tells which
        if not (len(named) == 1 and piece.mark and piece.text.strip() in OPENING):
            continue
        if pieces[i + 1].text.lower() not in definite:
            continue
        for end in range(i + 2, min(i + 2 + LONGEST, len(pieces))):
            if (pieces[end].mark and pieces[end].text != "-") or pieces[end].of_kind("ask", "lead", "not", "extreme"):
                break
            if folded(pieces[end].text)[-1:] == ("one",):
                found |= {j for j in range(i + 1, end + 1) if j in live}
                break
    return frozenset(found)
