"""Sentences that promise: "We will …", "The Council will …", and the lines that announce a list of promises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.styles.actors import actors, is_actor, is_body_named
from ingest.styles.wording import any_of, folded, is_stative, is_to_do, verbs
from ontology.reading import fold
from ontology.reading.cells import words

_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\.[A-Z]\.)(?<!\b[DM]r\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bRev\.)(?<!\bCllr\.)(?<!\bSt\.)(?<!\bNo\.)"
    r"[”’\"']?\s+(?:\([a-z]{1,3}\)\s+)?(?=[“‘\"'(]?[A-Z])"
)
# What is said between commas of those who are called upon; other commas part the names of several.
_ASIDE = re.compile(
    r",\s+(?=(?:in|with|through|together|along|working|acting|as|where|when|by|on|at|after|over|under|within|including)\b)"
)
_LONGEST_LEAD_IN, _LONGEST_NAME = 45, 6  # words


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise: who makes it (nobody where it is "we"), what stands before the subject, and what is promised."""

    who: tuple[str, ...]
    lead_in: str
    what: str


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+|(?=['’]ll)){any_of('promises')}(?=[\s:,]|$)(?:,?\s+{any_of('between')}(?=[\s:,]|$))*,?")


def sentences(text: str) -> list[str]:
    """The sentences of a running text."""
    return [piece.strip() for piece in _SENTENCE.split(" ".join(text.split())) if piece.strip()]


@lru_cache(maxsize=4096)
def promise(sentence: str) -> Promise | None:
    """The promise that a sentence makes; None for one that only says how things are or will be.

    What "we call upon" somebody to do is theirs to do.
    """
    called = _called_upon().match(sentence)
    if called is not None:
        who = re.sub(r"^the\s+", "", _ASIDE.split(called["who"])[0].strip(" ,"), flags=re.IGNORECASE)
        return Promise((who,) if len(who.split()) <= _LONGEST_NAME else (), called["before"] or "", called["what"])
    found = _split(sentence)
    if found is None or not found.what or is_stative(found.what):
        return None
    return found


@lru_cache(maxsize=4096)
def announced(text: str) -> Promise | None:
    """Who promises a list: a line that ends in a promise and a colon or nothing ("In 2019 we will:"); else None."""
    flat = " ".join(text.split())
    last = sentences(flat)[-1] if flat else ""
    if not last or len(last) > 300:
        return None
    if (
        flat.endswith(":")
        and (of_body := _of_body().search(last)) is not None
        and (is_actor(of_body["who"]) or is_body_named(of_body["who"][:1].upper() + of_body["who"][1:]))
    ):
        return Promise((of_body["who"],), last[: of_body.start()].strip(" ,"), "")
    found = _split(last.rstrip(" :–-…"))
    if found is None or (
        found.what and not re.fullmatch(r"(?:do|achieve|deliver|support|address) (?:this|so|it) by", found.what)
    ):
        return None
    return found if flat.endswith((":", "will", "…", "-", "–", "by")) else None


@lru_cache(maxsize=4096)
def is_unnamed(sentence: str) -> bool:
    """Whether a sentence promises a deed without naming whose ("A register will be set up", "Officials will write").

    >>> is_unnamed("A register will be set up by June."), is_unnamed("Waiting times will be reduced.")
    (True, False)
    """
    somebody = _doers().match(" ".join(sentence.split()))
    if somebody is not None:
        return is_to_do(somebody["what"])
    found = _passive().match(" ".join(sentence.split()))
    if found is None:
        return False
    done = found["done"].casefold()
    if done in folded("participles"):
        return True
    if not done.endswith("ed") or done in folded("outcome_participles"):
        return False
    stem = done[:-2]
    single = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    return bool({stem, f"{stem}e", single, f"{stem[:-1]}y"} & verbs())


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?!{any_of('passives')}\b)[^\s;:]+\s+){{1,25}}?{any_of('passives')}\s+(?:[a-z]+ly\s+)?(?P<done>[\w-]+)"
    )


@cache
def _of_body() -> re.Pattern[str]:
    """ "The programme board will:", "Departments should:"."""
    return re.compile(
        r"(?:^|,\s)(?:the\s|all\s|our\s)?(?P<who>(?!(?:all|the|our|these|those|this|that|such|other|new)\s)[A-Za-z][\w’'&-]*(?:\s[\w’'&-]+){0,5})\s"
        r"(?:will|should|must|shall|are to|is to)(?:\salso)?\s*:$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def states_result(text: str) -> bool:
    """Whether a line leads into a list of how things will be ("By 2024 we will have:")."""
    flat = " ".join(text.split())
    found = _split(sentences(flat)[-1].rstrip(" :")) if flat.endswith(":") else None
    return found is not None and bool(found.what) and is_stative(found.what)


def _split(sentence: str) -> Promise | None:
    for modal in _modal().finditer(sentence):
        before = sentence[: modal.start()].strip()
        what = sentence[modal.end() :].strip(" :")
        if len(before.split()) > _LONGEST_LEAD_IN or re.search(r"[;:]", before):
            return None
        we = _ourselves().search(before)
        if we:
            lead_in = before[: we.start()].strip(" ,")
            told = f"{fold(lead_in)} "
            if told == " " or told.startswith(_lead_ins()):
                return Promise((), lead_in, what)
            return None
        who = actors(before)
        if who:
            first = before.find(who[0].split()[0])
            lead_in = re.sub(
                r"(?:^|\s)(?:the|each|every|all|our)$", "", before[: max(first, 0)].strip(), flags=re.IGNORECASE
            )
            return Promise(tuple(who), lead_in.strip(" ,"), what)
        return None
    return None


@cache
def _called_upon() -> re.Pattern[str]:
    """ "We call upon the ministry, in consultation with schools, to …": whom, and to do what."""
    return re.compile(
        rf"(?:(?P<before>[A-Z][^.]{{3,200}}?),\s+)?we\s+(?:\w+ly\s+)?(?:{any_of('calling')})\s+(?P<who>[^.;:]{{3,160}}?)"
        rf"\s+to\s+(?P<what>(?:{'|'.join(sorted(verbs(), key=len, reverse=True))})\b.+)",
        re.IGNORECASE | re.DOTALL,
    )


@lru_cache(maxsize=4096)
def is_urged(sentence: str) -> bool:
    """Whether a sentence says what somebody should do: "Colleges should report …", "That a register be kept".

    >>> is_urged("Colleges should report on leavers each year."), is_urged("Waiting should be rare.")
    (True, False)
    """
    told = re.match(
        r"(?:that\s+)?(?:[^\s.;:]+\s+){1,14}?(?:should|must)\s+(?:also\s+|\w+ly\s+)?(?P<what>.+)", sentence, re.I
    )
    if told is not None:
        return is_to_do(told["what"]) or is_unnamed(f"It will {told['what']}")
    asked = re.match(r"that\s+(?P<what>.+?\s+be\s+\w+.*)", sentence, re.I)
    return asked is not None and is_unnamed(re.sub(r"\bbe\b", "will be", asked["what"], count=1))


@cache
def _doers() -> re.Pattern[str]:
    """Those who act for the body without being named, and what they will do: "Officials will write …"."""
    every = r"(?:(?:our|the|all|every|each|local|relevant|senior|partner)\s+){0,2}"
    return re.compile(rf"{every}{any_of('doers')}\s+{any_of('promises')}\s+(?P<what>.+)", re.IGNORECASE)


@cache
def _ourselves() -> re.Pattern[str]:
    """Who speaks: "we", "I", or the body without a capital, which the print does not name."""
    said = "|".join(re.escape(phrase) for phrase in sorted(words("undertakings", "ourselves"), key=len, reverse=True))
    return re.compile(rf"(?:^|[\s,])(?:{said}|We|WE|I|{'|'.join(_at_the_beginning(said))})$")


def _at_the_beginning(said: str) -> list[str]:
    """The same phrases with the capital of a sentence's first word."""
    return [phrase[:1].upper() + phrase[1:] for phrase in said.split("|")]


@cache
def _lead_ins() -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in folded("lead_ins"))
