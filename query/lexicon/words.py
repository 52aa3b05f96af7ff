"""Words: how a question and every name are cut into tokens and folded, so that they meet.

Letters and digits are told apart ("NI117" and "ni 117" are one), apostrophes and dots inside abbreviations go, and
a light stem brings the forms of a word together ("funded", "funding", "funds").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

_DATE = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\d{2,4}/\d{2,4}(?!\d)|(?:19|20)\d\d/\d(?![\d/])|\d{4}-\d{2,4}(?!\d)"
_NUMBER = r"£\s?\d[\d,]*(?:\.\d+)?|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*"
_PREFIXED = (
    r"(?i:e(?=-[a-z])|re|co|on|pre|anti|multi|inter|non|mini|sub|under(?=-[a-z])|over)-|(?i:multi|anti) (?=[A-Za-z]{3})"
)
_WORD = rf"(?:[A-Za-z]\.){{2,}}|[Nn]os?\.(?=\s+of\b)|(?:{_PREFIXED})?[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?"
_SPAN = re.compile(r"(?<=\d)\s*[–—]\s*(?=\d)")
_WITHOUT = re.compile(r"(?<!\w)w/(?:o|out)(?!\w)", re.IGNORECASE)
_WITH = re.compile(r"(?<!\w)w/(?=\s)", re.IGNORECASE)
_PARTED = re.compile(r"\b(?:multi|anti) (?=[a-z]{3})", re.IGNORECASE)  # "multi cultural" is "multi-cultural"
_SPACED_POUND = re.compile(r"£\s")
_TOKEN = re.compile(rf"(?P<date>{_DATE})|(?P<number>{_NUMBER})|(?P<word>{_WORD})|(?P<mark>[.?!,;:()&/–—]|\s-+\s|%|£)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, date or mark of a text: as typed, folded, stemmed, and where it stands."""

    text: str
    word: str
    stem: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.word

    @property
    def is_number(self) -> bool:
        """Whether it begins as a number does."""
        return self.word[:1].isdigit() or self.word[:1] == "£"


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case, without accents, apostrophes and the dots of abbreviations; a plain number without leading zeros."""
    plain = unicodedata.normalize("NFKD", word.replace("ﬁ", "fi")).encode(
        "ascii", "ignore" if "£" not in word else "replace"
    )
    text = plain.decode().lower() if "£" not in word else word.lower()
    text = text.replace("'", "").replace("-", "").replace(" ", "") if text[:1].isalpha() else text
    if re.fullmatch(r"(?:[a-z]\.){2,}|nos?\.", text):
        text = text.replace(".", "")
    return text.lstrip("0") or "0" if text.isdigit() else text


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A light stem: plural, -ing, -ed and a final -e go. Short words, and words with digits, stay.

    >>> [stem(w) for w in ("funded", "funding", "planning", "priorities", "authority", "red")]
    ['fund', 'fund', 'plan', 'priority', 'authority', 'red']
    """
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        bare = word[: -len(ending)]
        if word.endswith(ending) and len(bare) >= 3 and re.search(r"[aeiouy]", bare):
            if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "sl":
                bare = bare[:-1]
            word = bare
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order. A possessive or contracted "'s" goes; "what's" becomes "whats"-less "what"."""
    found: list[Token] = []
    plain = _SPAN.sub("-", text.replace("’", "'").replace("‘", "'"))  # "14 – 19" is "14-19"
    if "/" in plain:
        plain = _WITH.sub("with ", _WITHOUT.sub("without", plain))  # "w/o funding", "w/ schools"
    for match in _TOKEN.finditer(plain):
        raw = match.group()
        start, end = match.span()
        if match.lastgroup == "mark" and raw.strip() not in "&£%":
            found.append(Token(raw, "", "", start, end))
            continue
        word = fold({"&": "and", "%": "percent"}.get(raw, raw))
        if match.lastgroup == "word" and raw.lower().endswith("'s"):
            word = fold(raw[:-2])
        if word:
            found.append(Token(raw, word, stem(word), start, end))
    return tuple(found)


@lru_cache(maxsize=5_000)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, marks left out."""
    return tuple(map(stem, folded(text)))


def folded(text: str) -> tuple[str, ...]:
    """The folded words of a text, marks left out."""
    if _SPACED_POUND.search(text) or _SPAN.search(text) or _PARTED.search(text):  # tokens with white space inside
        return tuple(t.word for t in tokens(text) if not t.is_mark)
    return tuple(chain.from_iterable(map(_folded, text.split())))


@lru_cache(maxsize=100_000)
def _folded(piece: str) -> tuple[str, ...]:
    """The folded words of a piece of text without white space: few, and met again and again."""
    if piece.isalpha() and piece.isascii():
        return (piece.lower(),)
    return tuple(t.word for t in tokens(piece) if not t.is_mark)
