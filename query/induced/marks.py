"""Cutting a question into items: signs of generic English, names of the graph, its values, numbers and quotations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from query.induced.lexis import NUMBERS, Lexis, Sign, words
from query.induced.terms import HYPHENED, Fit, Terms
from query.induced.values import LONGEST, Held, Values
from query.lexicon.words import stem

_TOKEN = re.compile(
    r"``\s*(?P<tex>[^`]*?)\s*''|\"(?P<double>[^\"]+)\"|“(?P<curly>[^”]+)”|(?<!\w)['‘](?P<single>[^'’]+)['’](?!\w)"
    r"|(?P<date>\d{4}-\d{2}-\d{2}(?!\w))|(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?![\w]))|(?P<has>['’]s\b)|(?P<word>[^\W_]+)|(?P<mark>[^\w\s])"
)
LONGEST_NAME = 5
PARTLY = 0.7
WHOLE = 0.93  # how well words fit a name that they say in full
SHORTEST = 6  # letters of a word that is mended
STEMMED = 4  # letters above which a word is known for a value by its stem
STRETCH = 1.25
UNEXPLAINED = 0.8


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, quotation ("quote") or mark of a question, as typed and in lower case, and its stem."""

    kind: str
    text: str
    word: str
    stem: str


@dataclass(frozen=True, slots=True)
class Item:
    """Some tokens of a question with all that they may be; one that is nothing is a word nobody knows."""

    start: int
    end: int
    text: str
    sign: Sign | None = None
    fits: tuple[Fit, ...] = ()
    values: tuple[Held, ...] = ()
    number: Decimal | None = None
    quote: bool = False
    mark: bool = False
    verb: bool = False

    @property
    def known(self) -> bool:
        """Whether it means anything."""
        return bool(self.sign or self.fits or self.values or self.quote or self.mark or self.verb) or (
            self.number is not None
        )

    def is_sign(self, *kinds: str) -> bool:
        """Whether it is a sign of one of some kinds."""
        return self.sign is not None and self.sign.kind in kinds

    @property
    def best(self) -> float:
        """How well the best of its names fits."""
        return self.fits[0].score if self.fits else 0.0


def tokens(question: str) -> tuple[Token, ...]:
    """The tokens of a question in order."""
    found = []
    mended = question.replace("‚Äò", "‘").replace("‚Äô", "’")  # quotation marks spoilt by a wrong encoding
    for match in _TOKEN.finditer(HYPHENED.sub(r"\1", mended)):
        kind = match.lastgroup or ""
        text = match.group(kind)
        if kind in ("tex", "double", "curly", "single", "date"):
            kind = "quote"
        word = text.lower().replace("’", "'")
        if kind == "number":
            word = word.replace(",", "")
        found.append(Token(kind, text, word, stem(word)))
    return tuple(found)


def items(question: str, terms: Terms, values: Values, lexis: Lexis) -> tuple[Item, ...]:
    """The best division of a question into items, in order."""
    cut = _spread(_mended(tokens(question), terms, values, lexis), terms)
    spans = _spans(cut, terms, values, lexis)
    ending: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (start, end), (_, worth) in spans.items():
        ending[end].append((start, worth))
    best: list[float] = [0.0] * (len(cut) + 1)
    back: list[int] = [0] * (len(cut) + 1)
    for end in range(1, len(cut) + 1):
        best[end], back[end] = best[end - 1] - UNEXPLAINED, end - 1
        for start, worth in ending[end]:
            if best[start] + worth >= best[end]:
                best[end], back[end] = best[start] + worth, start
    found: list[Item] = []
    end = len(cut)
    while end:
        start = back[end]
        item = spans[start, end][0] if (start, end) in spans else Item(start, end, cut[start].text)
        found.append(item)
        end = start
    found.reverse()
    return tuple(found)


def _mended(cut: tuple[Token, ...], terms: Terms, values: Values, lexis: Lexis) -> tuple[Token, ...]:
    """Tokens with words that are none ("commmon") as the words they are nearest to."""
    found = []
    for token in cut:
        known = len(token.word) < SHORTEST or token.kind != "word" or token.word in lexis.vocabulary
        known = known or token.stem in terms.english or token.word in values.vocabulary
        if known or terms.of((token.stem,)):
            found.append(token)
            continue
        near = process.extractOne(token.word, lexis.vocabulary | terms.vocabulary, scorer=OSA.distance, score_cutoff=1)
        found.append(replace(token, word=near[0], stem=stem(near[0])) if near else token)
    return tuple(found)


def _spread(cut: tuple[Token, ...], terms: Terms) -> tuple[Token, ...]:
    """Tokens with the head of two names said of both: "first and last names" is "first names and last names"."""
    for i in range(len(cut) - 3):
        one, link, other, head = cut[i : i + 4]
        if link.word in ("and", "or", ",") and all(t.kind == "word" for t in (one, other, head)):
            both = [terms.of((t.stem, head.stem)) for t in (one, other)]
            alone = terms.of((one.stem,))
            if all(f and f[0].score >= WHOLE for f in both) and not (alone and alone[0].score >= PARTLY):
                return _spread((*cut[: i + 1], head, *cut[i + 1 :]), terms)
    return cut


def _spans(
    cut: Sequence[Token], terms: Terms, values: Values, lexis: Lexis
) -> dict[tuple[int, int], tuple[Item, float]]:
    spans: dict[tuple[int, int], tuple[Item, float]] = {}
    leads = _leads(cut, lexis)

    def put(item: Item, worth: float) -> None:
        at = (item.start, item.end)
        if at in spans:
            old, had = spans[at]
            item = replace(
                old,
                sign=old.sign or item.sign,
                fits=old.fits or item.fits,
                values=old.values or item.values,
                number=old.number if old.number is not None else item.number,
                verb=old.verb or item.verb,
            )
            worth = max(worth, had)
        spans[at] = (item, worth)

    for i, token in enumerate(cut):
        text = token.text
        if token.kind == "mark" and token.word not in "&<>=!'":
            put(Item(i, i + 1, text, mark=True), 0.3)
        elif token.kind == "number":
            put(Item(i, i + 1, text, number=Decimal(token.word)), 1.2)
        elif token.kind == "quote":
            held = values.by_words.get(tuple(re.findall(r"[a-z]+|\d+|'s|[^\sa-z\d]", _bare(text))), ())
            put(Item(i, i + 1, text, values=held, quote=True), 2.5)
        elif token.word in NUMBERS:
            put(Item(i, i + 1, text, number=Decimal(NUMBERS[token.word])), 0.7)
        for end in range(i + 1, min(i + lexis.longest, len(cut)) + 1):
            said = tuple(t.word for t in cut[i:end])
            if any(t.kind == "quote" for t in cut[i:end]):
                break
            sign = lexis.signs.get(said)
            if sign:
                rate = 0.8 if sign.kind == "idle" else 1.05
                put(Item(i, end, " ".join(t.text for t in cut[i:end]), sign=sign), rate * (end - i) ** STRETCH)
        if token.kind == "word" and (token.word in lexis.verbs or token.stem in lexis.verbs):
            put(Item(i, i + 1, text, verb=True), 0.7)
        for end in range(i + 1, min(i + LONGEST_NAME, len(cut)) + 1):
            part = cut[i:end]
            if i in leads:
                break
            if any(t.kind != "word" and not (t.kind == "number" and k) for k, t in enumerate(part)):
                break
            fits = terms.of(tuple(t.stem for t in part))
            if fits:
                worth = (0.55 + 0.65 * fits[0].score) * (end - i) ** STRETCH
                put(Item(i, end, " ".join(t.text for t in part), fits=fits), worth)
        for end in range(i + 1, min(i + LONGEST, len(cut)) + 1):
            part = cut[i:end]
            if any(t.kind in ("mark", "quote") and t.word not in "-.&/" for t in part):
                break
            held = _held(part, i, values, lexis)
            if held:
                proper = any(t.text[:1].isupper() for t in part) and i > 0
                worth = (1.3 if proper or end - i > 1 else 0.9) * sum(t.kind != "mark" for t in part) ** STRETCH
                put(Item(i, end, " ".join(t.text for t in part), values=held), worth)
    return spans


def _leads(cut: Sequence[Token], lexis: Lexis) -> frozenset[int]:
    """Where a sentence begins with a word that asks for what follows it: "Show …", "Name the …"."""
    found = set()
    for i, token in enumerate(cut):
        begins = i == 0 or cut[i - 1].word in (".", "?", "!", ";")
        sign = lexis.signs.get((token.word,))
        following = cut[i + 1].word if i + 1 < len(cut) else ""
        if begins and sign and sign.kind == "lead" and following not in ("of", "and", ",", "for"):
            found.add(i)
    return frozenset(found)


def _bare(text: str) -> str:
    return re.sub(r"[^\w\s']", " ", text.lower())


def _held(part: Sequence[Token], at: int, values: Values, lexis: Lexis) -> tuple[Held, ...]:
    """The values that some words may be; a small word of generic English is one only where it is written as a name."""
    said = tuple(w for t in part if t.kind != "mark" for w in words(t.word))  # "X43" is "x 43"
    text = " ".join(t.text for t in part)
    held = values.by_words.get(said, ())
    for place in lexis.demonyms.get(" ".join(said), ()):
        held += values.by_words.get(tuple(place.split()), ())
    if not held and said and len(said[-1]) > STEMMED and not any(t.kind == "quote" for t in part):
        plain = said in lexis.signs or part[0].word in lexis.verbs or (len(said) == 1 and part[0].stem in lexis.verbs)
        held = () if plain else values.by_stems.get(tuple(map(stem, said)), ())
    if not held or len(said) > 1:
        return held
    common = said in lexis.signs or len(said[0]) == 1
    if common and not (text[:1].isupper() and at > 0):
        return ()
    if said[0].isdigit():
        return ()
    return held
