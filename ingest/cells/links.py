"""What an action ties in with: plans and strategies, groups and boards, told apart by their head nouns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from ingest.cells.text import alternatives, fold, printed, split_outside, whole_lines, without_repeats
from ingest.document import Cell
from ingest.records import Printed
from ontology.reading.cells import word_set, words

_SEPARATOR = r"\s*[,;\n]\s*"
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,6}s?")
_MOST_WORDS = 80  # a longer piece is a text, not names run together
_LONGEST_NAME = 400  # characters of what is remembered


def strategies_and_groups(
    cell: Cell, expansions: Mapping[str, str] | None = None
) -> tuple[tuple[Printed, ...], tuple[Printed, ...]]:
    """The plans and strategies of a cell, and the groups and boards.

    A name that shows no head is what `expansions` (the document's acronyms) spells it as, or what the others of its
    line are; an unknown acronym alone on a later line is a group, any other name a strategy.
    """
    strategies: list[Printed] = []
    groups: list[Printed] = []
    for number, line in enumerate(_joined(whole_lines(cell))):
        spelled = expansions or {}
        pieces = [name.strip(" .,;") for piece in _link_pieces(line) for name in _at_heads(piece)]
        named = [part for piece in pieces for name in _acronyms(piece) for part in _after_acronym(name, spelled)]
        sorts = [sort_of(name) or sort_of(spelled.get(name) or spelled.get(name.rstrip("s"), "")) for name in named]
        others = [sort for sort in sorts if sort]
        alone = number > 0 and len(named) == 1 and _ACRONYM.fullmatch(named[0])
        usual = "group" if alone or (others and all(sort == "group" for sort in others)) else "plan"
        for name, sort in zip(named, sorts, strict=True):
            if name.casefold() in word_set("names", "nobody"):
                continue
            (groups if (sort or usual) == "group" else strategies).append(printed(cell, name, sort or usual))
    return without_repeats(strategies), without_repeats(groups)


def _acronyms(name: str) -> list[str]:
    """Acronyms that a name only runs together ("NCB PAB PIGs"), one each; otherwise the name."""
    parts = name.split()
    return parts if len(parts) > 1 and all(_ACRONYM.fullmatch(part) and len(part) > 2 for part in parts) else [name]


def _after_acronym(name: str, spelled: Mapping[str, str]) -> list[str]:
    """ "NFAV Safer Streets Board" is two groups where the document spells NFAV as one; a part of NFAV is not."""
    first, _, rest = name.partition(" ")
    two = sort_of(spelled.get(first, "")) == "group" and len(rest.split()) > 1 and rest[:1].isupper()
    board = re.search(r"\b(?:Board|Forum|Partnership)$", rest) is not None
    return [first, rest] if two and board and not _middles().match(rest) else [name]


def _joined(cell_lines: list[str]) -> list[str]:
    """The lines, one that opens with the head of the name before it ("Children in Care" / "Council") joined to it."""
    out: list[str] = []
    for line in cell_lines:
        before = re.split(r"\s*[,;]\s*", out[-1])[-1] if out else ""
        if before and not sort_of(before) and _completes(before, line, listed="," in out[-1]):
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
    return out


def _completes(before: str, line: str, listed: bool) -> bool:
    """Whether a line gives a name without a head (the last of a list, where `listed`) the rest of it."""
    opening = re.split(r"[\s,;]", line, maxsplit=1)[0].casefold().rstrip("s")
    if opening in {head.rstrip("s") for head in _head_words()}:
        return True
    torn = listed and len(before.split()) == 1 and not _ACRONYM.fullmatch(before)
    return torn and bool(sort_of(re.split(r"\s*[,;]\s*", line)[0]))


def sort_of(name: str) -> str:
    """ "plan" or "group" by the name's head noun or because it is a known one, "" where nothing shows it."""
    return _short_sort_of(name) if len(name) <= _LONGEST_NAME else _sort_of(name)


def _sort_of(name: str) -> str:
    text = re.sub(r"\s*(?:\([^()]*\)|20\d\d\s*[-/–]\s*\d{2,4}|\d+)\s*$", "", name.strip(" .'’"))
    if text.casefold() in word_set("links", "known_plans"):
        return "plan"
    acronym = any(re.fullmatch(pattern, text) for pattern in words("links", "group_acronyms"))
    if acronym or text.casefold() in word_set("links", "known_groups"):
        return "group"
    if _group_end().search(text) or _group_start().match(text):
        return "group"
    if _plan_end().search(text) or _plan_start().match(text):
        return "plan"
    return ""


_short_sort_of = lru_cache(maxsize=4096)(_sort_of)  # a plan names the same few again and again


@cache
def _group_end() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(words('links', 'group_heads'), plural=True)}\W*$", re.IGNORECASE)


@cache
def _cut_end() -> re.Pattern[str]:
    """The heads after which another group may follow; after "Council" or "Partnership" its own plan may."""
    return re.compile(rf"{alternatives(words('links', 'cut_heads'), plural=True)}\W*$", re.IGNORECASE)


@cache
def _plan_end() -> re.Pattern[str]:
    heads = [*words("links", "plan_heads"), "strategies", "policies"]
    return re.compile(rf"{alternatives(heads, plural=True)}\d?\W*$", re.IGNORECASE)


@cache
def _plan_start() -> re.Pattern[str]:
    """ "Strategy for …", "Framework of …": the head comes first."""
    heads = [*words("links", "plan_heads"), "strategies", "offer"]
    return re.compile(rf"(?:[\w’'-]+\s+){{0,4}}{alternatives(heads, plural=True)}\s+(?:for|of|on|to)\s", re.IGNORECASE)


@cache
def _group_start() -> re.Pattern[str]:
    """ "Northam Forum against …", "Board for …"."""
    heads = alternatives(words("links", "group_heads"), plural=True)
    return re.compile(rf"(?:[A-Z][\w’'-]+\s+){{0,3}}{heads}\s+(?:for|of|on|against)\s", re.IGNORECASE)


def _link_pieces(line: str) -> list[str]:
    """The pieces of a line at commas, a name with commas in it put together again."""
    pieces = [piece.strip(" .") for _, piece in split_outside(line, _SEPARATOR)]
    joined: list[str] = []
    for index, piece in enumerate(pieces):
        run = _enumeration(pieces[: index + 1])
        if joined and _subjects().search(joined[-1]) and not sort_of(piece) and re.search(r"\s(?:and|&)\s", piece):
            joined[-1] = f"{joined[-1]}, {piece}"
        elif run > 1:
            del joined[len(joined) - (run - 1) :]
            joined.append(", ".join(pieces[index + 1 - run : index + 1]))
        else:
            joined.append(piece)
    return [piece for piece in joined if piece]


@cache
def _subjects() -> re.Pattern[str]:
    """ "Strategies for Reading": a name whose head comes first and may go on, "Writing & Number"."""
    heads = [*words("links", "plan_heads"), "strategies", "policies"]
    return re.compile(rf"{alternatives(heads, plural=True)}\s+for\s+[A-Z]\w*$", re.IGNORECASE)


def _enumeration(pieces: list[str]) -> int:
    """How many pieces at the end are one name of the form "A, B, C and D Board"; 1 where the last stands alone."""
    last = pieces[-1]
    if not (_group_end().search(last) or _plan_end().search(last)) or not re.search(r"\s(?:and|&)\s", last):
        return 1
    run = 1
    for piece in reversed(pieces[:-1]):
        plain = len(piece.split()) <= 2 and not sort_of(piece) and not _ACRONYM.fullmatch(piece)
        if not plain or len(piece.split()) > len(last.split()):
            break
        run += 1
    return run if run > 2 else 1


def _at_heads(text: str) -> list[str]:
    """A piece cut after each head noun that another name follows ("Healthy Plan Parenting Strategy" is two names)."""
    tokens = text.split()
    if len(tokens) > _MOST_WORDS:
        return [text]
    for end in range(1, len(tokens)):
        first, rest = " ".join(tokens[:end]), " ".join(tokens[end:])
        year = re.match(r"(20\d\d\s*[-/–]\s*\d{2,4})\b\s*", rest)
        if year:
            first, rest = f"{first} {year[1]}", rest[year.end() :]
        if not rest or (not rest[:1].isupper() and not re.match(r"\d\d?-\d\d", rest) and rest[:1] not in "'‘"):
            continue
        if _cuts(first, rest):
            return [first, *_at_heads(rest)]
    return [text]


def _cuts(first: str, rest: str) -> bool:
    bare = re.sub(r"\s*(?:20\d\d\s*[-/–]\s*\d{2,4}|\d+)$", "", first)
    if bare.casefold() in word_set("links", "not_cut_after"):
        return False
    if bare.casefold() in word_set("links", "known_plans") and sort_of(rest):
        return len(bare.split()) > 1 and sort_of(rest) == "plan" and not _middles().match(rest)
    if not sort_of(rest):
        # A group's name may be followed by an acronym alone ("Bullying Strategy Group NSCB").
        return bool(_group_end().search(bare)) and bool(_ACRONYM.fullmatch(rest))
    if not (_cut_end().search(bare) or _plan_end().search(bare)) or bare.casefold() in _head_words():
        return False
    if len(bare.split()) < 2 or _middles().match(rest):
        return False
    return not re.fullmatch(r"(?i)(?:.*\s)?(?:and|of|for|&|in)", " ".join(bare.split()[:-1]).split(" ")[-1])


@cache
def _head_words() -> frozenset[str]:
    return word_set("links", "plan_heads") | word_set("links", "group_heads")


@cache
def _middles() -> re.Pattern[str]:
    """The rest of one group's name after a head inside it: "Steering Group", "Task Group", "Plan"."""
    middle = alternatives(words("links", "group_middles"))
    head = alternatives([*words("links", "group_heads"), *words("links", "plan_heads")], plural=True)
    return re.compile(rf"(?:{middle}\s+(?:(?:and|&)\s+)?)*{head}(?:$|\s|\W)", re.IGNORECASE)


def named_plans(cell: Cell) -> tuple[Printed, ...]:
    """The plans and strategies that a running text names: names in capitals that end in a plan's head, or known ones.

    Plans for one person ("Personal Education Plan") and bare "Action Plan"s are none.
    """
    text = fold(cell.text)
    found = [
        (m.start("name") + len(m["name"]) - len(name), name) for m in _named().finditer(text) for name in _named_in(m)
    ]
    found += [(m.start(), m[0]) for m in _known_names().finditer(text) if not _not_named().search(m[0])]
    ends = [(start, start + len(name)) for start, name in found]
    whole = [
        (start, name)
        for start, name in found
        if not any(a <= start and start + len(name) <= b and (a, b) != (start, start + len(name)) for a, b in ends)
    ]
    return without_repeats(printed(cell, re.sub(r"^The\s+", "", name), "plan") for _, name in sorted(whole))


def _named_in(match: re.Match[str]) -> list[str]:
    """The name in a match, without the words before it that belong to the sentence; empty for a plan of no name."""
    name = _not_first().sub("", re.sub(r"^The\s+", "", match["name"]))
    told = len(re.findall(r"[A-Z]", name)) > 1 and len(name.split()) > 1
    if _goes_on_as_group().match(match.string, match.end()):
        return []
    return [name] if told and not _not_named().search(name) else []


@cache
def _goes_on_as_group() -> re.Pattern[str]:
    """After "Play Strategy": "Group", "Steering Group", "Partners Programme". The whole is no plan."""
    heads = alternatives(head.title() for head in (*words("links", "group_heads"), "programme"))
    return re.compile(rf"\s+(?:[A-Z][\w’'-]*\s+){{0,2}}{heads}(?!\w)")


@cache
def _not_first() -> re.Pattern[str]:
    said = alternatives(words("links", "not_first"))
    return re.compile(rf"^(?:{said}\s+(?:(?:of|with|to|by|in|on|and)\s+)?(?:(?:the|a|an|our)\s+)?)+", re.IGNORECASE)


@cache
def _named() -> re.Pattern[str]:
    word = r"(?!See\b|Ref\b)(?:[A-Z][\w’'-]*[’']s\s+[a-z]+(?=\s+[A-Z])|[A-Z][\w’'-]*)"
    heads = alternatives(words("links", "named_heads"))
    years = r"(?:\s+\(?(?:20)?\d\d\s?[-–/]\s?\d{2,4}\)?)?"
    return re.compile(
        rf"(?<![\w’'])(?P<name>{word}(?:\s+(?:(?:and|of|for|the|in|&)\s+){{0,2}}{word}){{0,7}}\s+(?i:{heads}){years})"
    )


@cache
def _not_named() -> re.Pattern[str]:
    """A name that is, or ends with, words for plans in general, its last two or three words being all of it."""
    general = alternatives(words("links", "not_named"))
    longer = alternatives(name for name in words("links", "not_named") if len(name.split()) > 2)
    personal = r"(?:Personal|Individual|Pathway|Care Plan|Child Protection|School Travel|Raising Attainment)\b"
    return re.compile(
        rf"^(?:(?:The|A|An|Our|This|Agreed|New|Local)\s+)*{general}$|{longer}$|^{personal}", re.IGNORECASE
    )


@cache
def _known_names() -> re.Pattern[str]:
    named = [name for name in words("links", "known_plans") if len(name.split()) > 2]
    return re.compile(alternatives(named))


def names_strategy(text: str) -> bool:
    """Whether the text of a workstream column is the name of a plan or strategy rather than of an undertaking."""
    folded = fold(text)
    if folded.partition(" ")[0].casefold() in word_set("links", "undertakings"):
        return False
    return len(folded.split()) <= 12 and bool(_plan_end().search(folded)) and sort_of(folded) == "plan"
