"""What a printed name is: a person, a post or a body, told by its words (`ontology/reading/names.yaml`)."""

from __future__ import annotations

import re
from functools import cache

from ingest.cells.text import alternatives
from ontology.reading.cells import word_set, words
from ontology.remembered import remembered

_NAME = r"(?:(?:Mc|Mac|O['’]|D['’])?[A-Z][a-zà-ÿ]+(?:[-'’][A-Za-z]?[a-zà-ÿ]+)*)"
_INITIAL = r"(?:[A-Z]\.?)"
_PERSON_WORD = re.compile(f"{_NAME}|{_INITIAL}")
_CODE_START = re.compile(r"[A-Z][A-Za-z]*s?")


@cache
def _given_names() -> frozenset[str]:
    return word_set("names", "given_names")


@cache
def _never_in_names() -> frozenset[str]:
    single = (
        w for key in ("post_starts", "post_ends", "body_words") for phrase in words("names", key) for w in [phrase]
    )
    return word_set("names", "not_in_names") | {w.casefold() for w in single if " " not in w}


@cache
def _post_start() -> re.Pattern[str]:
    codes = [w for w in words("names", "post_starts") if _CODE_START.fullmatch(w) and not w.islower()]
    phrases = [_plural_first(w) for w in words("names", "post_starts") if w not in codes]
    spoken = "|".join(sorted(phrases, key=len, reverse=True))
    short = "|".join(re.escape(c) for c in codes)
    return re.compile(rf"(?:(?i:{spoken})|(?:{short})s?)(?![\w'’])")


def _plural_first(phrase: str) -> str:
    first, *rest = phrase.split()
    return r"\s+".join([rf"{re.escape(first)}s?", *(rf"{re.escape(word)}s?" for word in rest)])


@cache
def _post_end() -> re.Pattern[str]:
    return re.compile(rf"(?i:{alternatives(words('names', 'post_ends'), plural=True)})\W*$")


@cache
def _body_end() -> re.Pattern[str]:
    return re.compile(rf"(?i:{alternatives(words('names', 'body_words'), plural=True)})\W*$")


@cache
def _body_start() -> re.Pattern[str]:
    return re.compile(r"(?:NHS|PCT|HM|University of|Council|Connexions)\b")


def without_title(text: str) -> str:
    """A person's name without "Mr", "Cllr" and the like in front."""
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and first.strip(".").casefold() in word_set("names", "person_titles") else text


def is_given_name(word: str) -> bool:
    """Whether the word is a usual given name."""
    return word.casefold() in _given_names() and word[:1].isupper()


@remembered
def is_person(text: str, sure: bool = False) -> bool:
    """Whether the text is one person's name: a given name or initial and a surname.

    Unless `sure` is asked for, two capitalised words that name no subject, post or body are a name too.
    """
    turned = re.fullmatch(r"([A-Z][\w’'-]+), ([A-Z][a-z]+)", text.strip(" .;"))
    if turned and is_given_name(turned[2]) and not is_given_name(turned[1]):
        return is_person(f"{turned[2]} {turned[1]}", sure)
    name = without_title(text.strip(" .,;"))
    tokens = name.split()
    if not 2 <= len(tokens) <= 4 or not all(_PERSON_WORD.fullmatch(token) for token in tokens):
        return False
    if len(tokens[-1].strip(".")) < 2 or any(
        {t.casefold(), t.casefold().rstrip("s")} & _never_in_names() for t in tokens[1:]
    ):
        return False
    if is_given_name(tokens[0]) or re.fullmatch(_INITIAL, tokens[0]) or name != text.strip(" .,;"):
        return True
    return not sure and len(tokens) == 2 and tokens[0].casefold() not in _never_in_names()


@remembered
def post_start(text: str) -> re.Match[str] | None:
    """The words a post begins with ("Head of", "SDM", "Heads of"), where the text begins with them."""
    return _post_start().match(text)


@remembered
def ends_as_post(text: str) -> bool:
    """Whether the last word is that of a post ("Manager", "Co-ordinator"), brackets after it aside."""
    return bool(_post_end().search(re.sub(r"\s*\([^()]*\)\s*$", "", text)))


@remembered
def is_post(text: str) -> bool:
    """Whether the text names a post by its first or last words."""
    return bool(post_start(text)) or ends_as_post(text) or ends_as_post(re.split(r"[,:]", text, maxsplit=1)[0])


@remembered
def is_body(text: str) -> bool:
    """Whether the text names an organisation, team or board by its first or last word."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text)
    return bool(_body_end().search(bare) or _body_start().match(bare))


def kind_of(text: str) -> str:
    """ "person", "post", "body", or "" where the print does not show it."""
    if is_person(text):
        return "person"
    if post_start(text) or ends_as_post(text) or ends_as_post(re.split(r"[,:]", text, maxsplit=1)[0]):
        return "post"
    if is_body(text):
        return "body"
    return "body" if re.fullmatch(r"[A-Z][A-Z&]{1,5}s?", text) else ""


def names_in_a_row(text: str) -> list[str]:
    """Persons' names printed one after another without a separator, apart; the text itself where it is not that.

    A new name begins at a usual given name once the name before it has two words.
    """
    tokens = text.split()
    chunks: list[list[str]] = [[]]
    for token in tokens:
        if is_given_name(token) and len(chunks[-1]) >= 2:
            chunks.append([])
        chunks[-1].append(token)
    found = [" ".join(chunk) for chunk in chunks]
    named = is_person(found[0]) and all(is_person(name, sure=True) for name in found[1:])
    return found if len(found) > 1 and named else [text]


def people_within(text: str) -> list[str]:
    """Bodies and several persons printed one after another without separators, apart; empty for fewer than two persons.

    A person is a usual given name with the word after it.
    """
    tokens = text.split()
    parts: list[list[str]] = [[]]
    found = 0
    at = 0
    while at < len(tokens):
        pair = " ".join(tokens[at : at + 2])
        if is_given_name(tokens[at]) and is_person(pair, sure=True):
            parts += [pair.split(), []]
            found += 1
            at += 2
        else:
            parts[-1].append(tokens[at])
            at += 1
    joined = [" ".join(part).strip(" ,–—-") for part in parts]
    return [part for part in joined if part] if found > 1 else []


def person_at_end(text: str) -> tuple[str, str] | None:
    """A body (or post) and the person's name printed straight after it; None where the text is not that."""
    tokens = text.split()
    for start in range(1, len(tokens) - 1):
        if is_given_name(tokens[start]):
            name = " ".join(tokens[start:])
            if all(is_person(n, sure=True) for n in names_in_a_row(name)):
                return " ".join(tokens[:start]).strip(" ,"), name
    return None
