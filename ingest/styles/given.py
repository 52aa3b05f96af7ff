"""Whom a sentence gives something to do: "JB to book the hall", "The Chair asked the Clerk to write …"."""

from __future__ import annotations

import re
from functools import cache

from ingest.cells.people import is_given_name, is_person, is_post, without_title
from ingest.styles.actors import is_actor, is_body_named
from ingest.styles.promises import sentences
from ingest.styles.wording import any_of, folded, is_to_do, verbs
from ontology.reading.cells import mapping

_INITIALS = re.compile(r"[A-Z]{2,4}|[A-Z]\.\s?[A-Z]\.?")
_SURNAMED = re.compile(r"[A-Z]\.?\s?[A-Z][a-z][\w’'-]+")
_SEVERAL_TITLED = re.compile(r"(?:Cllrs|Councillors|Messrs|Drs)\b")
_BETWEEN = re.compile(r"\s*(?:/|&|,\s*(?:and\s+)?|\band\b|\+)\s*")
_AGREED = re.compile(r"(?:it was |(?:the )?\w+ )?(?:also )?agreed that\s+", re.IGNORECASE)
_LONGEST_NAME = 60


def given_to(sentence: str) -> list[str]:
    """Whom a sentence gives something to do ("JB to book the hall", "It was agreed that the Clerk would write …")."""
    said = _AGREED.sub("", sentence, count=1)
    match = _asked().match(said) or _given().match(said)
    verb = match["verb"].casefold() if match else ""
    if (
        match is None or verb not in verbs() | folded("tasks") or verb in _deciding()
    ):  # "The Board was asked to approve the plan"
        return []
    name = re.sub(r"^the\s", "", match["who"])  # "The Clerk" at the beginning is kept as printed
    return who(name[:1].upper() + name[1:]) or who(match["who"])


def owners_in(text: str) -> list[str]:
    """Whom the first sentence of an action gives it to, without articles; nobody where it is everybody's."""
    first = sentences(text)
    names = given_to(first[0]) if first else []
    return [re.sub(r"^[Tt]he\s+", "", name) for name in names if name.casefold() not in folded("everybody")]


@cache
def _given() -> re.Pattern[str]:
    """ "JB to …", "Mr. Ortiz will …", "The Clerk was directed to …"."""
    return re.compile(
        r"(?P<who>(?:(?:Mr|Mrs|Ms|Dr|Cllr|Rev)\.\s+)?(?:[A-Z]|the [A-Z]|all\b)[^.,;:()]{0,50}?)\s+"
        rf"(?:(?:is|are|was|were)\s+(?:{any_of('asked')}\s+)?|"
        r"(?:has |have )?(?:agreed|undertook|undertaken|offered|volunteered)\s+)?"
        r"(?:to|will|would|should|shall)\s+(?:(?:also|again|now|then|next|first|jointly)\s+)?(?P<verb>[a-z-]+)\b"
    )


@cache
def _asked() -> re.Pattern[str]:
    """ "The Chair asked the Clerk to …"."""
    return re.compile(
        rf"[A-Z][^.;:()]{{1,50}}?\s{any_of('asked')}\s(?:that\s)?"
        r"(?P<who>(?:the )?[A-Z][^.,;:()]{0,50}?)\s+to\s+(?P<verb>[a-z-]+)\b"
    )


@cache
def _deciding() -> frozenset[str]:
    """The verbs of what a board decides."""
    return frozenset(verb for said in mapping("decisions", "verbs").values() for verb in said)


def who(text: str) -> list[str]:
    """The people, posts and bodies that a text is nothing but the names of; [] for any other text."""
    flat = " ".join(text.split()).strip(" .,:;")
    if not flat or len(flat) > _LONGEST_NAME or not (flat[0].isupper() or flat.startswith("the ")):
        return []
    names = [name for name in _BETWEEN.split(flat) if name]
    titled = _SEVERAL_TITLED.match(flat) is not None  # "Cllrs Ott, Lund and the Clerk"
    each = all(_is_one(name) or (titled and re.fullmatch(r"[A-Z][\w’'-]+", name)) for name in names)
    if len(names) > 1 and each:
        return names
    return [flat] if _is_one(flat) else []


def _is_one(name: str) -> bool:
    bare = without_title(name.removeprefix("the ").removeprefix("The "))
    titled = bare != name and re.fullmatch(r"[A-Z][\w’'-]+", bare) is not None
    if _INITIALS.fullmatch(bare) or _SURNAMED.fullmatch(bare) or titled or name.casefold() in folded("everybody"):
        return True
    if re.search(r"\s(?:to|will|shall|should|would|is|are|was|were|has|have)\s", bare) or not bare[:1].isupper():
        return False
    known = is_given_name(bare) or is_person(bare, sure=True) or is_actor(bare) or (" " in bare and is_body_named(bare))
    return known or (is_post(bare) and not is_to_do(bare))
