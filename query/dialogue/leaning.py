"""The words by which a question leans on the one before it, as `ontology/dialogue.yaml` lists them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from query.lexicon.words import Token, folded, tokens

LONGEST = 6  # words of a wording
Wordings = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wording:
    """The wordings of each kind, as folded words; `completing` and `those` are English to print."""

    points: Wordings
    may_point: Wordings
    points_last: Wordings
    openings: Wordings
    narrowing: Wordings
    having: Wordings
    before: Wordings
    counting: Wordings
    listing: Wordings
    completing: str
    those: str


@dataclass(frozen=True, slots=True)
class Leaning:
    """A question without its beginning (`rest`), and what that said of it.

    `opens`: what follows takes the place of its like; `narrows`: it narrows what was found; `has`: it is
    something that what was found has or has not. `counts` and `lists`: the
    whole question asks how many were found, or which.
    """

    rest: str
    opens: bool = False
    narrows: bool = False
    has: bool = False
    counts: bool = False
    lists: bool = False


@cache
def wording() -> Wording:
    """The data file's wordings."""
    data = yaml.load(files("ontology").joinpath("dialogue.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    lists = {k: frozenset(folded(w) for w in v) for k, v in data.items() if isinstance(v, list)}
    return Wording(**lists, completing=data["completing"], those=data["those"])


def leaning(question: str) -> Leaning:
    """What a question's beginning, or the whole of it, says of how it leans on the one before."""
    known, cut = wording(), [t for t in tokens(question) if not t.is_mark]
    at, opens, narrows = 0, False, False
    while at < len(cut):
        rest = [t.word for t in cut[at:]]
        if tuple(rest) in known.counting or tuple(rest) in known.listing:
            break
        for wordings in (known.openings, known.narrowing, known.before):
            length = _begins(rest, wordings)
            if 0 < length < len(rest):
                opens, narrows = opens or wordings is known.openings, narrows or wordings is known.narrowing
                at += length
                break
        else:
            break
    words = tuple(t.word for t in cut[at:])
    return Leaning(
        question[cut[at].start :] if at < len(cut) else question,
        opens,
        narrows,
        has=_begins(words, known.having) > 0,
        counts=words in known.counting,
        lists=words in known.listing,
    )


def pointers(cut: Sequence[Token], *, weak: bool) -> list[tuple[int, int]]:
    """The tokens that stand for what went before, the longest wordings; `weak` ones too where that is wanted."""
    known = wording()
    points = known.points | known.may_point if weak else known.points
    last = max((i for i, t in enumerate(cut) if not t.is_mark), default=-1)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(cut):
        length = _begins([t.word for t in cut[at : at + LONGEST]], points)
        if not length and at == last and (cut[at].word,) in known.points_last:
            length = 1
        if length:
            found.append((at, at + length))
        at += max(length, 1)
    return found


def _begins(words: Sequence[str], wordings: Iterable[tuple[str, ...]]) -> int:
    """How many words the longest wording has that some words begin with; 0 where there is none."""
    return max((len(w) for w in wordings if w and tuple(words[: len(w)]) == w), default=0)
