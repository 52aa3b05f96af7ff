"""Who answers for an action: the posts, people and bodies of one cell, as printed, one each."""

from __future__ import annotations

import re
from functools import cache

from ingest.cells.people import (
    ends_as_post,
    is_body,
    is_given_name,
    is_person,
    is_post,
    kind_of,
    names_in_a_row,
    people_within,
    person_at_end,
    post_start,
)
from ingest.cells.text import DASH, fold, lines, printed, split_outside, without_repeats
from ingest.document import Cell
from ingest.records import Printed
from ontology.reading.cells import word_set, words
from ontology.reference import partner_kind_named

_SEPARATOR = r"\s*[/;,\n]\s*|\s+(?:&|and|with)\s+|\s*&\s*(?=[A-Z]{2,}s?\s*:)"
_DANGLING = re.compile(r"(?:[,/&:]|\b(?:and|of|for|the|with|to|in))$", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z]{2}")
_WORDS = r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?"
_DIRECTORATE = re.compile(
    rf"{_WORDS}(?:,\s{_WORDS})+,?\s(?:and|&)\s(?:[A-Z][\w’'-]+\s){{0,3}}(?:Services|Directorate|Department)"
)
_TORN_DATE = re.compile(r"^[\d./]+\s+(?=[A-Z]\.?\s+[A-Z][a-z])")
_MOST_WORDS = 100  # a longer text is prose, and looking for posts in it takes the square of its length
_DATE_ONLY = re.compile(r"(?:[A-Z][a-z]{2,8}\.?\s*)?\d[\d\s./%'’-]*|[A-Z]|[\W_]*")


def owners(cell: Cell) -> tuple[Printed, ...]:
    """The owners printed in the cell, in order, each once; `kind` is "person", "post", "body" or "".

    A post broken over lines is one; names that the print runs together are several; brackets after a person say where
    they work and name no further owner.
    """
    found: list[Printed] = []
    for entry in _entries(lines(cell)):
        found += [printed(cell, name, kind) for name, kind in separated(entry)]
    return without_repeats(found)


@cache
def _label() -> re.Pattern[str]:
    said = "|".join(re.escape(label) for label in sorted(words("names", "labels"), key=len, reverse=True))
    before_colon = "|".join(re.escape(label) for label in words("names", "colon_labels"))
    return re.compile(
        rf"^(?:(?:{before_colon})\s*:|(?:{said})(?![\w/])\s*(?::|{DASH}|(?=[A-Z(]))|For\s+[A-Z][\w&]*\s*:)\s*",
        re.IGNORECASE,
    )


def without_label(text: str) -> str:
    """The text without "Lead officer:" or "For ABC:" in front."""
    bare = text.casefold().strip(" .:?")
    if bare in word_set("names", "labels") or re.fullmatch(r"for [a-z&]+", bare):
        return ""
    matched = _label().match(text)
    if matched is None:
        return text
    rest, marked = text[matched.end() :], not matched[0].strip()[-1:].isalpha()
    # Without a colon "Lead Commissioner" and "Lead Member for Play" are posts.
    if not marked and (ends_as_post(text) or (" " not in matched[0].strip() and not is_person(rest, sure=True))):
        return text
    return rest


def _entries(cell_lines: list[str]) -> list[str]:
    """The cell's owners before separators are looked at: its lines, those joined that one name is broken over."""
    entries: list[str] = []
    for raw in cell_lines:
        line = without_label(raw)
        broken = bool(entries) and re.search(r"\d-$", entries[-1]) is not None
        if not line or (_DATE_ONLY.fullmatch(line) and not broken):
            continue
        if broken or (entries and _continues(entries[-1], line)):
            glue = "" if broken else " "
            entries[-1] = f"{entries[-1]}{glue}{line}"
        else:
            entries.append(line)
    return entries


def _continues(before: str, line: str) -> bool:
    """Whether `line` goes on with the name that `before` ends in."""
    if before.endswith(";"):
        return False
    if _DANGLING.search(before) or before.count("(") > before.count(")") or line.startswith("("):
        return True
    last = re.split(r"[,/&]\s*", before)[-1].strip()
    first = re.split(r"\s*[,/]\s*", line)[0]
    if is_given_name(last) and len(first.split()) == 1 and first[:1].isupper():
        return True
    if post_start(line) or is_person(first, sure=True) or person_at_end(line):
        return not _whole(last)
    if is_post(line):
        return not _whole(last) or (is_body(last) and not is_post(last))
    if is_person(last) or (not is_post(last) and is_body(last) and is_body(line)):
        return False
    return not (is_person(first) and ends_as_post(last))


def _whole(name: str) -> bool:
    """Whether nothing seems to be missing at the end of the name."""
    return is_person(name) or is_post(name) or is_body(name) or bool(_INITIALS.fullmatch(name))


def separated(entry: str) -> list[tuple[str, str]]:
    """The names in one entry with their kinds, at the separators that stand between owners."""
    parts = [part for part in re.split(r"\s*;\s*", fold(entry)) if part]
    if any(map(_is_directorate, parts)):
        return [name for part in parts for name in _of_part(part)]
    text = _TORN_DATE.sub("", fold(re.sub(r",\s*(?=\()", " ", entry)))
    text = re.sub(r"(?<=\d)-\s+(?=\d)", "-", text)
    pieces: list[str] = []
    for separator, piece in split_outside(text, _SEPARATOR):
        if pieces and not _apart(pieces[-1], separator.strip(), piece):
            pieces[-1] = f"{pieces[-1]}{_spaced(separator)}{piece}"
        else:
            pieces.append(piece)
    if len(pieces) > 1 and all(_INITIALS.fullmatch(p) and partner_kind_named(p) is None for p in pieces):
        return [(piece, "person") for piece in pieces]
    return [name for piece in pieces for name in _run_on(without_label(piece))]


def _of_part(part: str) -> list[tuple[str, str]]:
    return [(part, "body")] if _is_directorate(part) else separated(part)


def _is_directorate(text: str) -> bool:
    """Whether a text is one body named by all that it is for ("Children, Education and Justice Services")."""
    if not _DIRECTORATE.fullmatch(text):
        return False
    return not any(kind_of(piece) for piece in text.split(", ")[:-1])


def _spaced(separator: str) -> str:
    return (
        separator if separator.strip() not in {"&", ","} else f"{' ' if '&' in separator else ''}{separator.strip()} "
    )


def _apart(before: str, separator: str, piece: str) -> bool:
    """Whether `piece` is an owner of its own, or (where not) goes on with the post before the separator."""
    if (
        separator == ","
        and is_given_name(piece)
        and re.fullmatch(r"[A-Z][a-z’'-]+", before)
        and not is_given_name(before)
    ):
        return False  # "Brown, Mary"
    if (
        separator == ","
        and re.fullmatch(r"[A-Z]\.?(?:\s?[A-Z]\.?)?", piece)
        and re.fullmatch(r"[A-Z][a-z’'-]+", before)
    ):
        return False  # "Brown, M"
    if separator == ";" or is_person(before) or _INITIALS.fullmatch(before):
        return True
    if is_person(piece, sure=True) or post_start(piece):
        return separator not in {"and", "&"} or _complete(before) or bool(post_start(piece) and post_start(before))
    if separator in {"and", "&"}:
        # "Headteacher and EWO", "Safety Manager and Police"; but "Director of HR and OD" is one.
        named = is_body(piece) or re.fullmatch(r"[A-Z]{2,6}s?", piece) is not None
        return (is_post(piece) and _complete(before)) or (named and ends_as_post(before))
    if is_post(before):
        if separator == ",":
            return ends_as_post(piece) and _complete(before)
        return is_post(piece) or _names_body(piece)
    return True


def _complete(name: str) -> bool:
    """Whether a post may end here before an "and": at a rank, a bare "Heads of Service" or a coded post."""
    start = post_start(name)
    bare = re.fullmatch(r"(?i)heads? of services?", name)
    coded = start is not None and (":" in name or start[0] == name)
    return is_person(name) or bool(bare) or coded or ends_as_post(name)


def _names_body(piece: str) -> bool:
    return is_body(piece) and len(piece.split()) > 1


def _run_on(piece: str) -> list[tuple[str, str]]:
    """The names that one piece runs together without a separator."""
    text = piece.strip(" ,;/-–—.")
    if text.casefold() in word_set("names", "nobody") or _DATE_ONLY.fullmatch(text):
        return []
    if is_person(text, sure=True) and len(names_in_a_row(text)) == 1:
        return [(text, "person")]
    within = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text)
    if within and is_person(within[2], sure=True) and not is_person(within[1]):
        return [*_run_on(within[1]), (within[2], "person")]
    several = people_within(text)
    if several:
        return [(name, kind_of(name)) for name in several]
    dashed = re.split(rf"\s+{DASH}\s+|\s+{DASH}(?=[A-Z])", text, maxsplit=1)
    if len(dashed) == 2 and (is_person(dashed[1]) or is_person(dashed[0], sure=True)):
        return [name for part in dashed for name in _run_on(part)]
    text = _without_affiliation(text)
    names = names_in_a_row(text)
    if len(names) > 1:
        return [(name, "person") for name in names]
    tail = person_at_end(text)
    if tail:
        return [*_run_on(tail[0]), *((name, "person") for name in names_in_a_row(tail[1]))]
    posts = _plural_post(text) or _two_posts(text)
    return [(name, kind_of(name)) for name in posts or [text]]


def _without_affiliation(text: str) -> str:
    """A person's name without the organisation in brackets after it; a post keeps its brackets, they tell it apart."""
    bare = re.sub(r"\s*\([^()]*\)?\s*$", "", text)
    return bare if bare != text and all(is_person(n) for n in names_in_a_row(bare)) else text


def _plural_post(text: str) -> list[str]:
    """ "OMs: 0-11/11-19" is two posts; empty where the text is not a plural code with several subjects."""
    matched = re.fullmatch(r"([A-Z]{2,4})s\s*:?\s*(\S.*)", text)
    if not matched or not post_start(matched[1]):
        return []
    subjects = re.split(r"\s*[/,&]\s*|\s+and\s+", matched[2])
    several = len(subjects) > 1 and sum(bool(re.match(r"\d", s)) for s in subjects) > 0
    return [f"{matched[1]}: {subject}" for subject in subjects] if several else []


def _two_posts(text: str) -> list[str]:
    """Two posts printed one after the other, split after the rank that the first ends in; empty where it is one."""
    tokens = text.split()
    if len(tokens) > _MOST_WORDS:
        return []
    after_head = re.match(r"(?i:head of) [A-Z]{2,6}\s+", text)
    if after_head and ends_as_post(text) and len(text[after_head.end() :].split()) > 1:
        return [after_head[0].strip(), re.sub(r"^(?:and|&)\s+", "", text[after_head.end() :])]
    for end in range(2, len(tokens) - 1):
        first, second = " ".join(tokens[:end]), " ".join(tokens[end:])
        starts_anew = post_start(second) and (ends_as_post(first) or post_start(first))
        ranked = ends_as_post(first) and ends_as_post(second) and len(tokens) - end > 2
        joined = post_start(tokens[end - 1] + " " + second) or tokens[end - 1].casefold() in {
            "of",
            "and",
            "for",
            "to",
            "&",
        }
        rank_of = re.fullmatch(r"[A-Z]{2,6}", tokens[end - 1]) and (begun := post_start(second)) and begun[0] == second
        if (starts_anew or ranked) and not joined and not rank_of and ":" not in tokens[end - 1]:
            return [first, *(_two_posts(second) or [second])]
    return []
