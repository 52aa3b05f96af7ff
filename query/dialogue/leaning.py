"""The words by which a question leans on the one before it, as `ontology/dialogue.yaml` lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from query.lexicon.words import Token, folded, tokens

LONGEST = 6  # words of a wording
Wordings = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wording:
    """The wordings of each kind, as folded words; `completing`, `completing_one`, `placed` and `those` are
    English to print; `ordinals` says which place in a list a wording is of, `alone` where it is all that is said."""

    points: Wordings
    may_point: Wordings
    points_last: Wordings
    several: Wordings
    parts: Wordings
    bare: Wordings
    one: Wordings
    among: Wordings
    instead: Wordings
    again: Wordings
    openings: Wordings
    narrowing: Wordings
    having: Wordings
    before: Wordings
    counting: Wordings
    listing: Wordings
    completing: str
    completing_one: str
    placed: str
    those: str
    ordinals: Mapping[tuple[str, ...], int]
    alone: Mapping[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Leaning:
    """A question without its beginning (`rest`), and what that said of it.

    `opens`: what follows takes the place of its like; `narrows`: it narrows what was found; `has`: it is
    something that what was found has or has not; `instead`: it takes back what was asked. `counts`, `lists`, `again`:
    the whole question asks how many were found, which, or for the words behind them.
    """

    rest: str
    opens: bool = False
    narrows: bool = False
    has: bool = False
    counts: bool = False
    lists: bool = False
    instead: bool = False
    again: bool = False


@cache
def wording() -> Wording:
    """The data file's wordings."""
    data = yaml.load(files("ontology").joinpath("dialogue.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    kinds: dict[str, Any] = {
        k: frozenset(folded(w) for w in v) if isinstance(v, list) else v
        for k, v in data.items()
        if k not in ("ordinals", "places", "alone")
    }
    ordinals = {folded(p.format(o)): int(n) for p in data["places"] for o, n in data["ordinals"].items()}
    alone = {folded(p.format(o)): int(n) for p in data["alone"] for o, n in data["ordinals"].items() if int(n) > 1}
    return Wording(**kinds, ordinals=ordinals, alone=alone)


def leaning(question: str) -> Leaning:
    """What a question's beginning, or the whole of it, says of how it leans on the one before."""
    known, cut = wording(), [t for t in tokens(question) if not t.is_mark]
    at, opens, narrows, instead = 0, False, False, False
    while at < len(cut):
        rest = [t.word for t in cut[at:]]
        if tuple(rest) in known.counting | known.listing | known.again:
            break
        for wordings in (known.instead, known.openings, known.narrowing, known.before):
            length = _begins(rest, wordings)
            if 0 < length < len(rest):
                instead = instead or wordings is known.instead
                opens = opens or instead or wordings is known.openings
                narrows = narrows or wordings is known.narrowing
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
        instead=instead,
        again=words in known.again,
    )


def place(cut: Sequence[Token]) -> tuple[int, int, int] | None:
    """Where some tokens say a place in a list ("the second one"), and which: start, end, place."""
    known, words = wording().ordinals, tuple(t.word for t in cut)
    if words in wording().alone:
        return 0, len(cut), wording().alone[words]
    for at in range(len(cut)):
        length = _begins([t.word for t in cut[at : at + LONGEST]], known)
        if length:
            return at, at + length, known[tuple(t.word for t in cut[at : at + length])]
    return None


def of_several(cut: Sequence[Token], where: Sequence[tuple[int, int]]) -> bool:
    """Whether words that point back mean several things."""
    return any(tuple(t.word for t in cut[a:b]) in wording().several for a, b in where)


def of_one(cut: Sequence[Token], where: Sequence[tuple[int, int]]) -> bool:
    """Whether words that point back mean one thing."""
    return bool(where) and all(tuple(t.word for t in cut[a:b]) in wording().one for a, b in where)


def of_parts(cut: Sequence[Token], where: Sequence[tuple[int, int]]) -> bool:
    """Whether a question asks which of what it points back to are so."""
    before = tuple(t.word for t in cut[: where[0][0]]) if where else ()
    return before in wording().parts


def is_bare(question: str) -> bool:
    """Whether a question begins as one that asks something of what was named before."""
    return _begins([t.word for t in tokens(question)], wording().bare) > 0


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


def is_among(question: str) -> bool:
    """Whether a question begins as one that asks which of what was found is most or least."""
    return _begins([t.word for t in tokens(question)], wording().among) > 0


def _begins(words: Sequence[str], wordings: Iterable[tuple[str, ...]]) -> int:
    """How many words the longest wording has that some words begin with; 0 where there is none."""
    return max((len(w) for w in wordings if w and tuple(words[: len(w)]) == w), default=0)
