"""The wordings of undertakings as data, folded: what heads a list of actions, what promises, how a body is called."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ingest.cells.text import one_of
from ontology.reading import fold
from ontology.reading.cells import mapping, words

_NUMBER = re.compile(
    r"^(?:(?:part|section|chapter|step)\s+)?(?:\d{1,2}(?:\.\d{1,2})*[.):]?|(?:[A-Z]|[ivx]{1,4})[.):])\s+(?=\S)", re.I
)

_FOR_AN_AIM = re.compile(r"actions? \w+ing(?: \w+){0,2}")  # "Actions supporting this aim"

# "Action plan from May 2022", "Actions for 2019 to 2021"
_MONTH = r"(?: (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})?"
_IN_TIME = re.compile(
    rf"(?: (?:from|for|in|until|as at))?{_MONTH} (?:19|20)\d\d(?: (?:to|and|until))?{_MONTH}(?: \d{{2,4}})?$"
)

_LONGEST_HEADING, _FEW = 10, 5  # words
_BE_DOING = re.compile(r"be\s+(?:\w+ly\s+)?(?!(?:being|lacking|missing|existing|living|facing|having)\b)[a-z]{3,}ing\b")
_ON = re.compile(
    r"(?:to\s+)?continue\s+to\s+(?:also\s+)?(?=\w)", re.IGNORECASE
)  # "continue to be", "continue to build"
_NAMING = frozenset({"of", "for"})
_CHANGES = frozenset({"increase", "decrease", "change", "drop", "fall", "rise", "interest", "decline", "growth"})
_FINITE = frozenset({"is", "was", "are", "were", "has", "have", "had"})


@cache
def folded(key: str) -> frozenset[str]:
    """The phrases under a key, folded."""
    return frozenset(fold(phrase) for phrase in words("undertakings", key))


@cache
def any_of(key: str) -> str:
    """A pattern for any of the phrases under a key, the longest first, in any case."""
    phrases = one_of(words("undertakings", key), gap=r"\s+")
    return f"(?i:{phrases})"


@cache
def families() -> dict[str, str]:
    """Folded heading over a family of aims -> what each of them is called."""
    return {fold(text): level for level, texts in mapping("undertakings", "families").items() for text in texts}


@lru_cache(maxsize=4096)
def unnumbered(text: str) -> str:
    """A heading without the number of its section."""
    return _NUMBER.sub("", text.strip(), count=1)


@lru_cache(maxsize=4096)
def is_acting(text: str) -> bool:
    """Whether a heading says that what stands under it are actions."""
    told = fold(unnumbered(text)) or fold(text)
    if told in folded("telling"):
        return False
    if _begins_with(told, "acting_openers") or _FOR_AN_AIM.fullmatch(told) or told in folded("recommending"):
        return True
    if told.endswith(" and actions") and len(told.split()) <= _FEW:  # "Principles and actions"
        return True
    both = told.split(" and ")
    if len(both) == 2 and told not in folded("acting") and all(map(is_acting, both)):
        return True
    for _ in range(3):
        if told in folded("acting"):
            return True
        first, _, rest = told.partition(" ")
        if not rest:
            return False
        pair = next((p for p in folded("before_acting") if " " in p and told.startswith(f"{p} ")), "")
        if pair:
            told = told[len(pair) + 1 :]
        elif first in folded("before_acting"):
            told = rest
        else:
            return False
    return told in folded("acting")


@lru_cache(maxsize=4096)
def is_recommending(text: str) -> bool:
    """Whether a heading says that what stands under it is recommended."""
    return (fold(unnumbered(text)) or fold(text)) in folded("recommending")


@lru_cache(maxsize=4096)
def is_acting_in_time(text: str) -> bool:
    """Whether a heading says that what stands under it are actions of some time ("Action plan from May 2022")."""
    told = fold(unnumbered(text))
    bare = _IN_TIME.sub("", told)
    return bare != told and is_acting(bare)


@lru_cache(maxsize=4096)
def is_of_actions(title: str) -> bool:
    """Whether a document or a heading is called an action plan or the like."""
    return is_acting(title) or bool(re.search(rf"\b{any_of('plans_of_actions')}\b", title))


@lru_cache(maxsize=64)
def is_promising(title: str) -> bool:
    """Whether a document is called a plan or the like: what its running text promises is to be done."""
    return re.search(rf"\b{any_of('promising_titles')}\b", title) is not None


@lru_cache(maxsize=4096)
def is_schedule(text: str) -> bool:
    """Whether a heading or label says that a timetable follows ("Key dates:")."""
    told = fold(unnumbered(text.rstrip(" :–-")))
    return bool(told) and told in folded("schedules")


_OF_DEEDS = re.compile(r"(?:\w+\s+){0,2}?(?P<noun>[a-z’'-]+)\s+(?:of|with|for|by|on|to|at|in)\b")


@lru_cache(maxsize=4096)
def names_deed(text: str) -> bool:
    """Whether a text begins with the name of a deed, and of what ("Review of fees", "Meeting with …")."""
    match = _OF_DEEDS.match(text.casefold())
    return match is not None and match["noun"].endswith(tuple(words("undertakings", "deed_ends")))


@lru_cache(maxsize=4096)
def is_measuring(text: str) -> bool:
    """Whether a heading says that what stands under it is measured or aimed at."""
    told = fold(unnumbered(text)).removeprefix("our ").removeprefix("key ")
    return told in folded("measuring") or _begins_with(told, "measuring_openers")


def _begins_with(told: str, openers: str) -> bool:
    """Whether a folded heading of few words begins with one of the phrases."""
    few = len(told.split()) <= _LONGEST_HEADING
    return few and any(told == opener or told.startswith(f"{opener} ") for opener in folded(openers))


@lru_cache(maxsize=4096)
def is_telling(text: str) -> bool:
    """Whether a heading is of a chapter that tells and explains."""
    told = fold(unnumbered(text)) or fold(text)
    return told in folded("telling") or any(
        told == opener or told.startswith(f"{opener} ") for opener in folded("telling_openers")
    )


def is_inside(text: str) -> bool:
    """Whether a heading of text that tells stands inside what is said of one aim ("Why is this a priority?")."""
    told = fold(unnumbered(text)) or fold(text)
    return told in folded("telling_inside") or told.startswith("why ")


@cache
def verbs() -> frozenset[str]:
    """The verbs with which an item of a list of things to be done begins."""
    return frozenset(words("undertakings", "verbs"))


@lru_cache(maxsize=4096)
def is_to_do(text: str) -> bool:
    """Whether a text begins as an order or intention does: with a verb in its plain form, perhaps after one adverb."""
    tokens = re.findall(r"[\w’'-]+", text.casefold())[:3]
    if tokens and tokens[0] in {"to", "we’ll", "we'll"}:
        tokens = tokens[1:]
    if len(tokens) > 1 and tokens[0].endswith("ly") and tokens[0] not in verbs():
        tokens = tokens[1:]
    if not tokens:
        return False
    # "Support for carers" and "Review of fees" name a thing; "Support carers" is to be done.
    second = tokens[1] if len(tokens) > 1 else ""
    named = (
        second in _FINITE
        or (second in _NAMING and tokens[0] not in folded("with_for"))
        or (second == "in" and tokens[0] in _CHANGES)
    )
    return tokens[0] in verbs() and not named


def is_doing(text: str) -> bool:
    """Whether a text begins with a doing: with a verb in "-ing", perhaps after one adverb.

    >>> is_doing("Running a clinic in each town"), is_doing("During the year")
    (True, False)
    """
    tokens = re.findall(r"[\w’'-]+", text.casefold())[:3]
    if len(tokens) > 1 and tokens[0].endswith("ly"):
        tokens = tokens[1:]
    if len(tokens) < 2 or not tokens[0].endswith("ing"):
        return False
    stem = tokens[0].removesuffix("ing")
    single = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    return bool({stem, f"{stem}e", single} & verbs())


def is_stative(text: str) -> bool:
    """Whether what is promised is how things will be rather than something that is done ("be launching" is done)."""
    said = _ON.sub("", text.strip(), count=1)
    if _BE_DOING.match(said):
        return False
    return bool(re.match(rf"(?:not\s+)?{any_of('stative')}\b", said))


def is_reported(text: str) -> bool:
    """Whether a line tells what somebody said or what had been, as minutes do under "Action points"."""
    return (
        re.match(rf"(?:[\w’'-]+\s+){{1,6}}(?:had\s+(?:\w+\s+)?been|was\s+agreed|{any_of('reported')})\b", text)
        is not None
    )


def is_past(text: str) -> bool:
    """Whether a line begins with what was done ("Opened the hub")."""
    words = text.split()
    first = words[0].casefold().strip(",.") if words else ""
    told = any(word in {"was", "were", "had"} for word in words[:8])
    return told or (first.endswith("ed") and first not in verbs())
