"""Printed names folded to what makes them equal: spelling habits, number and punctuation aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "cllr", "councillor", "prof", "professor", "rev", "sir"})
_SMALL_WORDS = frozenset({"a", "and", "for", "in", "of", "on", "the", "to"})
_SHORT_WORD = 3  # "GPs" and "bus" are too short to tell a plural by


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", plain))


def _singular(word: str) -> str:
    if len(word) <= _SHORT_WORD or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


@lru_cache(maxsize=65536)
def folded_name(text: str) -> str:
    """What a name is compared by: "Co-ordinators," and "coordinator" are one, "&" and "and", "organization" and "-is-".

    Words are joined, so that hyphens and spaces do not count; empty for a text without letters or digits.

    >>> folded_name("Teenage Pregnancy Co-ordinator.") == folded_name("teenage pregnancy coordinators")
    True
    """
    words = _words(text)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join(_singular(w) for w in words).replace("z", "s")


def initials(text: str) -> frozenset[str]:
    """The acronyms that the words of a name may make: of all its words, and of those but the smallest.

    None for a name that has an acronym in it: it is no acronym's long form, and may be two names run together.

    >>> sorted(initials("Northam Forum for the Arts"))
    ['nfa', 'nffta']
    """
    if re.search(r"\b[A-Z]{3,}", text):
        return frozenset()
    words = _words(text)
    telling = [w for w in words if w not in _SMALL_WORDS]
    return frozenset("".join(w[0] for w in some) for some in (words, telling) if len(some) > 1)


def short_person_name(text: str) -> tuple[str, str, str] | None:
    """Forename (or initial), further initials or names, and surname of a person's name, without titles.

    None where it is not two or more words.

    >>> short_person_name("Cllr P. Vaughan"), short_person_name("Vaughan, Paul")
    (('p', '', 'vaughan'), ('paul', '', 'vaughan'))
    """
    turned = re.fullmatch(r"\s*([^\s,]+),\s*([^,]+)", text)  # "Vaughan, Paul"
    forward = f"{turned[2]} {turned[1]}" if turned else text
    words = [w for w in re.findall(r"[^\s.,]+", forward.casefold()) if w not in _TITLES]
    if len(words) < 2 or not all(re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", w) for w in words):
        return None
    return words[0], " ".join(words[1:-1]), words[-1].replace("’", "'")
