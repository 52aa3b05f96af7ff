"""Cutting a question into pieces: spans of words with all that they may mean, in the best few divisions."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from query.lexicon.entries import Meaning
from query.lexicon.index import Spelling
from query.lexicon.parted import Parted
from query.lexicon.words import Token, folded, stem, tokens
from query.linking.link import Mention, exact_mentions, marks_within, title_mentions
from query.linking.listed import listed
from query.linking.names import Named
from query.linking.numbers import Number, numbers
from query.linking.times import Time, times
from query.parse.context import Context

# what a word of each kind is worth to a division: longer wordings beat shorter, names beat words of asking
WORTH = {
    "noun": 1.25, "relation": 1.2, "value": 1.3, "attribute": 1.2, "ask": 1.2, "compare": 1.2, "extreme": 1.2,
    "each": 1.2, "order": 1.2, "not": 1.25, "join": 1.1, "about": 0.9, "unit": 0.6, "decline": 1.15, "lead": 1.15,
    "gap": 1.3, "chatter": 0.8, "must": 1.25, "small": 0.6, "pronoun": 0.6,
}  # fmt: skip
THING, CODE, TITLE = 1.5, 2.0, 1.15
STRETCH = 1.25
LOOSE_NAME = 0.75
INFLECTED = 0.95  # a word that stands in another form; what is misspelt is less sure
MENDED = 0.97  # a name surer than this is as it is written
MERE_WORD = 0.7  # what is left of it where a name is only a word that is explained
UNEXPLAINED = 0.8  # what a division loses by a word that it leaves unexplained
VARIANTS = 3
Spelled = Sequence[Sequence[Spelling]]
ORDERS = frozenset({"extreme", "compare", "each", "not"})  # words that order what is asked for


@dataclass(frozen=True)
class Piece:
    """Some tokens of a question with everything they may mean; `at` are the tokens (not always side by side)."""

    start: int
    end: int
    at: frozenset[int]
    text: str
    meanings: tuple[Meaning, ...] = ()
    mentions: tuple[Mention, ...] = ()
    time: Time | None = None
    number: Number | None = None
    points: bool = False  # to what went before in a conversation

    @cached_property
    def _of_kinds(self) -> dict[tuple[str, ...], tuple[Meaning, ...]]:
        return {}

    def of_kind(self, *kinds: str) -> tuple[Meaning, ...]:
        """Its meanings of some kinds."""
        if not self.meanings:
            return ()
        found = self._of_kinds.get(kinds)
        if found is None:  # asked a thousand times of the few pieces of a question
            found = self._of_kinds[kinds] = tuple(m for m in self.meanings if m.kind in kinds)
        return found

    def is_named(self, kind: str, *names: str) -> bool:
        """Whether one of its meanings is of the kind and (if any are given) one of the names."""
        found = self.of_kind(kind)
        return bool(found) and (not names or any(m.name in names for m in found))

    @property
    def says_only(self) -> bool:
        """Whether it says that something is so of one thing and of no other."""
        return self.is_named("small", "only") or self.is_named("must", "only", "alone")

    @cached_property
    def props(self) -> frozenset[str]:
        """The properties of its relations and attributes."""
        return frozenset(p for m in self.of_kind("relation", "attribute") for p in m.props)

    @cached_property
    def known(self) -> bool:
        """Whether it means anything at all."""
        return bool(self.meanings or self.mentions or self.time or self.number)

    @cached_property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.known and not any(c.isalnum() for c in self.text)


@dataclass(frozen=True, slots=True)
class Division:
    """One way to cut a question into pieces, in order."""

    pieces: tuple[Piece, ...]
    worth: float


@dataclass(frozen=True)
class Chart:
    """A question's tokens and its best divisions."""

    question: str
    tokens: tuple[Token, ...]
    divisions: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class _Scattered:
    """What some tokens mean together that do not stand side by side, and what that is worth."""

    at: frozenset[int]
    worth: float
    mention: Mention | None = None
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Pointing:
    """What words like "them" stand for in a conversation: which tokens they are, and what they may mean how surely."""

    where: Callable[[Sequence[Token]], Sequence[tuple[int, int]]]
    to: tuple[tuple[Named, float], ...]


@dataclass(slots=True)
class _Span:
    meanings: dict[Meaning, float]
    mentions: list[Mention]
    time: Time | None = None
    number: Number | None = None
    points: bool = False

    def worth(self, length: int, explains: tuple[str, ...]) -> float:
        best = max((WORTH[m.kind] * (0.85 if m.weak else 1.0) * s for m, s in self.meanings.items()), default=0.0)
        for mention in self.mentions:
            rate = TITLE if not mention.whole else CODE if mention.named.code else THING
            rate *= MERE_WORD if mention.named.cls in explains and length == 1 else 1.0
            best = max(best, rate * mention.score)
        if self.time or self.number:
            best = max(best, CODE if self.time else 1.0)
        return best * math.pow(length, STRETCH)


def chart(question: str, context: Context, pointing: Pointing | None = None) -> Chart:
    """The chart of a question; in a conversation, some of its words may point to what went before."""
    question = listed(question, [shape for shape, _ in context.settings.codes])
    cut = tokens(question)
    spellings = context.spellings.of(cut)
    spans: dict[tuple[int, int], _Span] = defaultdict(lambda: _Span({}, []))
    # a word of its own is another only as part of a name: "Lindsey Davidson" for "Lindsay Davidson"
    own = {(i, i + 1) for i, options in enumerate(spellings) if any(s.mended for s in options)}
    words = {t.word for t in cut} | {f"{one.word} {other.word}" for one, other in pairwise(cut)}
    for found in context.phrases.find(spellings):
        beside = found.value.beside
        if (found.start, found.end) in own or (beside and not words.intersection(beside)):
            continue
        if found.value.kind in ("decline", "ask") and found.end - found.start == 1 and INFLECTED <= found.score < 1.0:
            continue  # "training" is not about trains, "reading" asks for no wording
        if found.value.kind == "not" and INFLECTED - 0.01 <= found.score < 1.0:
            continue  # "and noted" denies nothing
        span = spans[found.start, found.end]
        span.meanings[found.value] = max(found.score, span.meanings.get(found.value, 0.0))
    for mention in exact_mentions(spellings, context.names, marks_within(cut)):
        if (mention.start, mention.end) in own or _of_a_law(mention, cut, context):
            continue
        before = spans[mention.start - 1, mention.start].meanings if mention.start else {}
        if _in_small_letters(mention, cut, context, any(m.kind == "about" for m in before)):
            continue
        spans[mention.start, mention.end].mentions.append(mention)
    if pointing:
        for start, end in pointing.where(cut):
            at = frozenset(range(start, end))
            spans[start, end] = _Span(
                {}, [Mention(start, end, at, named, sure) for named, sure in pointing.to], points=True
            )
    for time in times(cut):
        if not _in_a_name(time, cut, context):
            spans[time.start, time.end].time = time
    for number in numbers(cut, context.units, context.comparing):
        spans[number.start, number.end].number = number
    titles = [
        t
        for t in title_mentions(cut, spellings, context.names, context.telling)
        if len(t.at) > 1 or (t.start, t.end) not in own
    ]
    scattered: list[_Scattered] = []
    asks = {end for (_, end), span in spans.items() if any(m.kind == "ask" for m in span.meanings)}
    nouns = {start for (start, _), span in spans.items() if any(m.kind == "noun" for m in span.meanings)}
    for title in titles:
        if len(title.at) == title.end - title.start:
            spans[title.start, title.end].mentions.append(title)
        elif not (
            (title.start in nouns and (title.start in asks or cut[title.start].word.endswith("s")))
            or any(i in nouns and cut[i - 1].word in context.grammar["article"] for i in title.at if i)
        ):
            # "which strategies …" asks, it does not name; nor does "is the trust a partner"
            scattered.append(_Scattered(title.at, TITLE * title.score * len(title.at) ** STRETCH, mention=title))
    parted = sorted(_parted(cut, spellings, context), key=lambda p: -p.worth)
    whole = [_divide(cut, spans, one, context.settings.explains) for one in (None, *_distinct(scattered))]
    in_parts = [_divide(cut, spans, one, context.settings.explains) for one in _distinct(parted)]
    divisions = sorted((*whole, *in_parts), key=lambda d: -d.worth)
    if divisions[0] in in_parts:
        divisions = sorted(in_parts, key=lambda d: -d.worth)  # what is said so is not said by the parts
    return Chart(question, cut, tuple(divisions))


def _parted(cut: Sequence[Token], spellings: Spelled, context: Context) -> Iterable[_Scattered]:
    """What wordings in parts mean, all that the same words mean together."""
    found: dict[frozenset[int], list[Parted]] = defaultdict(list)
    for part in context.parted.find(spellings, [t.text.strip() for t in cut]):
        if not part.meaning.beside or any(t.word in part.meaning.beside for t in cut):
            found[frozenset(part.at)].append(part)
    for at, same in found.items():
        if any(at < other for other in found):
            continue  # "help … hit … target" is no "hit … target"
        worth = max(WORTH[p.meaning.kind] * p.score for p in same) * len(at) ** STRETCH
        yield _Scattered(at, worth, meanings=tuple(dict.fromkeys(p.meaning for p in same)))


def _of_a_law(mention: Mention, cut: Sequence[Token], context: Context) -> bool:
    """Whether the initials of what is not held stand before a number: "sec 75" is part of some law."""
    short = mention.end - mention.start == 1 and cut[mention.start].word not in folded(mention.named.label)
    numbered = mention.end < len(cut) and cut[mention.end].is_number
    return short and numbered and context.names.unheld.issuperset(mention.named.iris)


def _in_small_letters(mention: Mention, cut: Sequence[Token], context: Context, about: bool) -> bool:
    """Whether a doing after "about" is, without its capital, the name of what is not held: "actions about reading"."""
    word = cut[mention.start]
    doing = mention.end - mention.start == 1 and word.stem != word.word and not word.text[:1].isupper()
    return about and doing and context.names.unheld.issuperset(mention.named.iris)


def _in_a_name(time: Time, cut: Sequence[Token], context: Context) -> bool:
    """Whether a month of no year only begins what the texts speak of: "September Guarantee"."""
    following = cut[time.end].word if time.end < len(cut) else ""
    if not time.months or time.first is not None or not following or stem(following) in context.small:
        return False
    return context.names.speak_of([*(t.word for t in cut[time.start : time.end]), following])


def _distinct(scattered: Sequence[_Scattered]) -> Iterable[_Scattered]:
    """The first few of different tokens."""
    seen: dict[frozenset[int], _Scattered] = {}
    for one in scattered:
        seen.setdefault(one.at, one)
    return list(seen.values())[:VARIANTS]


def _divide(
    cut: Sequence[Token], spans: dict[tuple[int, int], _Span], apart: _Scattered | None, explains: tuple[str, ...]
) -> Division:
    """The division of the greatest worth; with something scattered, one that gives it its tokens."""
    taken = apart.at if apart else frozenset()
    ending: dict[int, list[int]] = defaultdict(list)
    for start, end in spans:
        if not taken & frozenset(range(start, end)):
            ending[end].append(start)
    best: list[float] = [0.0] * (len(cut) + 1)
    back: list[int] = [0] * (len(cut) + 1)
    for end in range(1, len(cut) + 1):
        lost = UNEXPLAINED if not cut[end - 1].is_mark and end - 1 not in taken else 0.0
        best[end], back[end] = best[end - 1] - lost, end - 1
        for start in ending[end]:
            worth = best[start] + spans[start, end].worth(end - start, explains)
            if worth >= best[end]:
                best[end], back[end] = worth, start
    pieces: list[Piece] = []
    end = len(cut)
    while end:
        start = back[end]
        if not (end - start == 1 and start in taken):
            pieces.append(_piece(cut, start, end, spans.get((start, end)), explains))
        end = start
    pieces.reverse()
    worth = best[-1]
    if apart:
        text = " ".join(cut[i].text for i in sorted(apart.at))
        mentions = (apart.mention,) if apart.mention else ()
        pieces.append(Piece(min(apart.at), max(apart.at) + 1, apart.at, text, apart.meanings, mentions))
        pieces.sort(key=lambda p: (p.start, p.end))
        worth += apart.worth
    return Division(tuple(pieces), worth)


def _piece(cut: Sequence[Token], start: int, end: int, span: _Span | None, explains: tuple[str, ...]) -> Piece:
    text = " ".join(t.text.strip() for t in cut[start:end])
    at = frozenset(range(start, end))
    if span is None:
        return Piece(start, end, at, text)
    meanings = sorted(span.meanings.items(), key=lambda m: (-m[1], m[0].kind, m[0].label))
    sure = max((m.score for m in span.mentions if m.whole), default=0.0)
    best = max([s for _, s in meanings[:1]] + [sure if sure > MENDED else 0.0])
    # a wording found as it is written beats one found by its stem or mended, unless they say different things
    kept = tuple(m for m, s in meanings if s >= best - (0.04 if best != sure else 0.07))
    # words that say a term outright are not some words of a name
    named = [m for m in span.mentions if m.score >= LOOSE_NAME or not (kept and best > MENDED - 0.05)]
    if end - start == 1 and any(m.kind == "noun" and not m.weak and s > MENDED for m, s in meanings):
        named = [m for m in named if m.score > MENDED]  # "councils" are councils, not a stream called Council
    if best > MENDED:
        # a heading that is called by what it is: "priority service objectives" are those, not it
        kinds = {m.cls for m in kept if m.kind == "noun" and not m.weak}
        named = [m for m in named if m.named.code or m.named.cls not in kinds]
    if best > MENDED and any(m.kind in ORDERS for m in kept):
        # "top" is no acronym, and nothing that an acronym stands for
        named = [m for m in named if m.score > MENDED and m.named.cls not in explains]
    mentions = tuple(sorted(named, key=lambda m: (-m.score, m.named.cls, m.named.label)))
    return Piece(start, end, at, text, kept, mentions, span.time, span.number, span.points)
