"""Who acts in a sentence: the bodies and posts that are the subject of a promise, as printed."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ingest.cells.people import ends_as_post, is_person, is_post
from ingest.styles.wording import any_of, folded, is_doing, is_to_do
from ontology.reading import fold

_SMALL = {"of", "and", "for", "the", "&", "to", "on", "in"}
_DETERMINER = re.compile(r"^(?:the|each|every|all|our|their|its|both|an?|relevant|local|individual)\s+", re.IGNORECASE)
_SOME = re.compile(r"^(?:these|those|this|that|such|other|new|some|many|most|several|any|no)\s", re.IGNORECASE)
_WHERE = re.compile(r"\s+(?:at|in|within|across|from|under|on|who|which|that)\s+(?:the\b|[A-Za-z]).*$")
_LOWER = re.compile(r"^(?:[a-z][a-z’'-]*\s+){1,3}(?=[A-Z])")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,7}s?")
_LONGEST = 9  # words
_BLANK, _COMMA = "\ue000", "\ue001"


@cache
def _end() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s){any_of('body_ends')}(?:\s*\([^()]*\))?$")


@cache
def _start() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:U\.?S\.?|UK|HM)\s+)?{any_of('body_starts')}\s+(?:the\s+)?[A-Z]")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"^(?:and\s+)?{any_of('beside')}\b")


@lru_cache(maxsize=4096)
def is_actor(text: str) -> bool:
    """Whether a name printed with capitals is that of a body, a post or an acronym of one."""
    name = _loose(" ".join(re.sub(r"\s*\([^()]*\)$", "", text).split()))
    tokens = name.split()
    if not tokens or len(tokens) > _LONGEST or not tokens[0][:1].isupper():
        return False
    if any(not (token[:1].isupper() or token[:1] in "&(" or token in _SMALL) for token in tokens):
        return False
    if len(tokens) == 1:
        return bool(_ACRONYM.fullmatch(name)) or fold(name) in folded("bodies")
    return bool(_end().search(name) or _start().match(name) or is_post_named(name))


@lru_cache(maxsize=4096)
def is_body_named(text: str) -> bool:
    """Whether a short name with small letters in it ends as a body's does: "HMT financial reporting policy team".

    >>> is_body_named("Programme board"), is_body_named("Departments"), is_body_named("Opening the board")
    (True, True, False)
    """
    tokens = text.split()
    small = _SMALL | {"with", "from", "by", "at", "as", "or", "than", "a", "an"}
    if not tokens or len(tokens) > _LONGEST or not tokens[0][:1].isupper() or set(tokens) & small:
        return False
    if re.search(r"[^\w\s’'&()/-]", text) or _SOME.match(text) or is_to_do(text) or is_doing(text):
        return False
    ends = rf"\s(?:{any_of('body_ends')}|{any_of('doers')})$"
    return bool(re.fullmatch(any_of("doers"), text) or re.search(ends, text))


def is_post_named(name: str) -> bool:
    """Whether a name of several words is that of a post."""
    return is_post(name) or bool(re.search(rf"\s{any_of('post_ends')}s?$", name))


def actors(subject: str) -> list[str]:
    """The actors that the subject of a sentence names, without articles; none unless all that it names are actors.

    What stands between commas and only takes part ("…, in partnership with the Police, will") is left out, and so is
    what the sentence says before its subject.
    """
    return [_loose(name) for name in _actors(_whole_names().sub(_fast, subject))]


@cache
def _whole_names() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('whole_names')}\b")


def _fast(name: re.Match[str]) -> str:
    """A name as one word, so that neither its "and" nor its comma parts it."""
    return re.sub(r"\s+", _BLANK, name[0].replace(",", _COMMA))


def _loose(name: str) -> str:
    return name.replace(_BLANK, " ").replace(_COMMA, ",")


def _actors(subject: str) -> list[str]:
    pieces = [piece.strip() for piece in re.split(r",\s*", subject.strip(" ,")) if piece.strip()]
    found: list[str] = []
    while pieces:
        piece = pieces.pop()
        if _beside().match(piece):
            continue
        listed = bool(re.match(r"(?:and|&)\s+", piece))
        names = _names(re.sub(r"^(?:and|&)\s+", "", piece))
        if not names:
            # What comes before the comma is only the beginning of the sentence, unless a list was being read.
            aside = any(_beside().match(before) for before in pieces)
            if found or not aside:
                break
            continue
        found = [*names, *found]
        if not listed and len(found) == len(names) and not _is_list(pieces, subject):
            break
    return found


def _is_list(pieces: list[str], subject: str) -> bool:
    """Whether the pieces before the last name go on with a list or hold what only stands beside the subject."""
    return any(_beside().match(piece) for piece in pieces[-1:]) or bool(re.search(r",\s*(?:and|&)\s", subject))


def _names(piece: str) -> list[str]:
    """The actors of one piece between commas: one, or two with "and" between; none where it is not that."""
    said = _beside_cut(piece)
    if _SOME.match(said):
        return []
    article = bool(re.match(r"the\s", said, re.IGNORECASE))
    for match in re.finditer(r"\s+(?:and|&)\s+", said):
        before, after = said[: match.start()], said[match.end() :]
        first, second = _one(before), _one(after)
        apart = re.match(r"the\s", after, re.IGNORECASE) or _ends_whole(first)
        if first and second and apart:
            return [first, second]
    name = _one(said, article)
    return [name] if name else []


def _beside_cut(piece: str) -> str:
    """A piece without what, in the midst of it, only takes part."""
    return re.split(rf"\s+{any_of('beside')}\s", piece, maxsplit=1)[0]


def _one(text: str, article: bool = True) -> str:
    bare = _DETERMINER.sub("", text.strip())
    bare = _LOWER.sub("", bare)
    cut = _WHERE.sub("", bare)
    name = cut if is_actor(cut) else bare
    if len(_loose(name).split()) == 1 and not article and not _ACRONYM.fullmatch(name):
        return ""
    return name if is_actor(name) or is_person(name, sure=True) else ""


def _ends_whole(name: str) -> bool:
    """Whether a name ends as a body's or a post's does, so that nothing can be missing after it."""
    whole = _ACRONYM.fullmatch(name) is not None
    return whole or bool(_end().search(name)) or ends_as_post(name) or is_post_named(name)


@cache
def _heading_end() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s){any_of('heading_ends')}s?(?:\s*\([^()]*\))?$")


@lru_cache(maxsize=4096)
def owner_heading(text: str) -> str:
    """Who a heading names, where it is nothing but the name of a body, a post or several of them; else ""."""
    name = " ".join(text.split()).rstrip(":").strip()
    bare = re.sub(r"^(?:the)\s+", "", name, flags=re.IGNORECASE)
    tokens = bare.split()
    if tokens and tokens[0].casefold() == "our":  # it presents somebody
        return ""
    if not tokens or len(tokens) > _LONGEST or any(char.isdigit() for char in bare):
        return ""
    shouted = bare.isupper() and len(tokens) > 1
    shown = bare.title() if shouted else bare
    if any(not (t[:1].isupper() or t[:1] in "&(" or t.lower() in _SMALL) for t in shown.split()):
        return ""
    ends = _heading_end().search(shown) and (len(tokens) > 1 or fold(shown) in folded("bodies"))
    return bare if ends or _start().match(shown) or (len(tokens) > 1 and is_post_named(shown)) else ""
