"""Who published a plan, where it is no council: a department, an agency, a federal council, a health board, a city."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from ingest.document import Span
from ingest.records import Printed
from ingest.styles.actors import is_actor, is_post_named
from ontology.reading.cells import content, word_set, words

_SMALL = r"(?:of|and|for|the|&|in|on|to)"
_NAME = re.compile(rf"[A-Z][\w’'&.-]*(?:,?\s+(?:{_SMALL}\s+){{0,2}}[A-Z][\w’'&.-]*)*")
_GAP = r"(?:[ \t]+|[ \t]*\n[ \t]*)"  # within a paragraph
_SPELLED = re.compile(rf"((?:[A-Z][\w’-]+{_GAP}(?:{_SMALL}{_GAP}){{0,2}}){{1,7}}[A-Z][\w’-]+){_GAP}\(([A-Z]{{2,8}})\)")
_OFTEN, _MUCH_MORE = 8, 1.5
_SOMETIMES, _FIRST_PAGE = 3, 2000  # mentions, characters
_LONGEST_LINE = 160
_OPEN = re.compile(r"(?:\b(?:of|and|for|the|to|in|on|with|by)|[&,–-])$", re.I)
_OFFICES = frozenset({"commissioner", "ombudsman", "mayor", "governor"})  # posts that publish plans of their own

Line = tuple[str, Span]


def published_by(text: str, lines: Sequence[Line]) -> Printed | None:
    """The body that the title lines name, or that the text says published it, or whose acronym the text speaks of most.

    The name is as printed; None where the print does not tell.
    """
    for at, (line, span) in enumerate(lines):
        for name in _in_title(line, text):
            if at and _goes_on(lines[at - 1], name, (line, span)):
                return _joined(lines[at - 1], (name, span))
            below = lines[at + 1] if at + 1 < len(lines) else None
            begun = line.strip() == name and _bare(name.split()[-1]) not in word_set("publication", "kinds")
            if below is not None and begun and _goes_on((name, span), below[0].strip(), below):
                return _joined((name, span), below)
            return Printed(name, _place(name, span))
    said = "|".join(re.escape(phrase) for phrase in words("publication", "published_by"))
    for match in re.finditer(rf"(?im)^\W{{0,8}}(?:{said})\s+(?:20\d\d,?\s+)?(?:the\s+)?", text):
        named = _NAME.match(text, match.end())
        if named is not None and is_actor(" ".join(named[0].split())):
            return Printed(" ".join(named[0].split()), _span(text, named.start(), named.end()))
    return _by_acronym(text)


def printed_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The title lines as the page prints them, where none of several that were joined leaves its sentence open."""
    for text, span in lines:
        printed = [line.strip() for line in span.quote.split("\n")]
        whole = len(printed) > 1 and " ".join(" ".join(printed).split()) == text and not span.place
        if not whole or any(_OPEN.search(line) or not line[:1].isupper() for line in printed[:-1]):
            yield text, span
            continue
        for at, line in enumerate(printed):
            yield " ".join(line.split()), Span(span.line + at, span.line + at, line, span.page)


def _joined(before: Line, line: Line) -> Printed:
    (begun, first), (rest, last) = before, line
    span = Span(first.line, last.last_line, f"{first.quote}\n{last.quote}", first.page, first.place)
    return Printed(f"{begun.strip()} {rest.strip()}", span)


def _goes_on(before: Line, name: str, own: Line) -> bool:
    """Whether a title line that only says what kind of body it is goes on with the name that the line above begins."""
    line, span = own
    above = before[0].strip()
    kinds = word_set("publication", "kinds")
    only = line.strip() == name and all(_bare(token) in kinds for token in name.split())
    near = 0 < span.line - before[1].last_line <= 1
    named = bool(_NAME.fullmatch(above)) and not any(_bare(token) in _title_words() for token in above.split())
    return only and near and named


def _in_title(line: str, text: str) -> Iterator[str]:
    """The names of bodies in a title line, those that the text names elsewhere too first."""
    if len(line) > _LONGEST_LINE:
        return
    shown = line if not line.isupper() else _titled(line)
    found: list[str] = []
    for match in _NAME.finditer(shown):
        found += _bodies(match[0])
    flat = _flat(text) if len(found) > 1 else ""
    found.sort(key=lambda name: (-min(flat.count(name.casefold()), 2), -len(name)))
    yield from found


@lru_cache(maxsize=1)  # one after the other all title lines of a document ask for it
def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _titled(line: str) -> str:
    small = re.compile(rf"\b{_SMALL}\b", re.IGNORECASE)
    return small.sub(lambda m: m[0].lower(), line.title().replace("’S", "’s").replace("'S", "'s"))


def _bodies(run: str) -> list[str]:
    """The bodies in a run of capitalised words: without the words of the title before and after."""
    tokens = run.split()
    pieces: list[list[str]] = [[]]
    for token in tokens:
        if _bare(token) in _title_words():
            pieces.append([])
        else:
            pieces[-1].append(token)
    found = [_body(piece, before_title=number < len(pieces) - 1) for number, piece in enumerate(pieces)]
    return [name for name in found if name]


def _body(piece: list[str], before_title: bool) -> str:
    """The name of a body that a piece of a title begins with, or an empty string."""
    tokens = list(piece)
    while tokens and _bare(tokens[0]) in word_set("publication", "modifiers") and not _begins_own(tokens):
        tokens = tokens[1:]
    place = _starts_place(" ".join(tokens))
    spare = word_set("publication", "modifiers") | (word_set("publication", "topics") if place else frozenset())
    while before_title and len(tokens) > 1 and _bare(tokens[-1]) in spare and not _ends_body(tokens):
        tokens = tokens[:-1]
    for size in range(len(tokens), 1, -1):
        name = " ".join(tokens[:size]).strip(" ,:;.-–—")
        if _bare(name.split()[-1]) in word_set("publication", "modifiers"):
            continue
        if is_actor(name) and (not is_post_named(name) or _bare(name.split()[-1]) in _OFFICES):
            name = _after_of(name)
            if all(_bare(word) in _common() for word in name.split()):
                return ""  # "the Leader of Council", "City Council Strategic Plan": no council by name
            more = tokens[size:]
            return " ".join([name, *more]).strip(" ,:;.-–—") if more and more[0] in {"of", "for"} else name
        if size == len(tokens) and _bare(tokens[-1]) in word_set("publication", "place_ends"):
            return name
    return ""


@cache
def _common() -> frozenset[str]:
    """The words that name a council or body only by its kind."""
    return word_set("undertakings", "bodies") | word_set("publication", "not_councils")


def _begins_own(tokens: Sequence[str]) -> bool:
    """Whether a name begins as that of a body of its own ("Integrated Care Board")."""
    return " ".join(tokens).casefold().startswith(words("publication", "own_bodies"))


def _after_of(name: str) -> str:
    """The body that a title is of ("Charter of the Northam Trust"); a name of its own with "of" in it stays whole."""
    match = re.match(r"(?P<what>.+?)\s+of\s+(?:the\s+)?(?P<body>[A-Z].+)$", name)
    if match is None or not is_actor(match["body"]) or is_actor(match["what"]):
        return name
    starts = {*words("undertakings", "body_starts"), *words("publication", "place_starts")}
    return name if f"{_bare(match['what'].split()[-1])} of" in starts else match["body"]


def _bare(token: str) -> str:
    return token.casefold().strip(",:;.()")


def _ends_body(tokens: Sequence[str]) -> bool:
    """Whether the last word, with a capital, is that of a body ("Fire Service")."""
    return is_actor(f"The {tokens[-1]}".replace("The ", "Own ", 1)) and len(tokens) > 1


def _starts_place(name: str) -> bool:
    return name.casefold().startswith(tuple(f"{start} " for start in words("publication", "place_starts")))


@cache
def _title_words() -> frozenset[str]:
    single = {word for word in word_set("publication", "titles") if " " not in word}
    plural = {f"{word[:-1]}ies" if word.endswith("y") else f"{word}s" for word in single}
    return frozenset(single | plural | {"actions"})


def _by_acronym(text: str) -> Printed | None:
    """The body whose acronym the text spells out and then speaks of more than of any other."""
    spelled: dict[str, re.Match[str]] = {}
    for match in _SPELLED.finditer(text):
        spelled.setdefault(match[2], match)
    counts = Counter({short: len(re.findall(rf"\b{short}\b", text)) for short in spelled})
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN or (len(ranked) > 1 and ranked[0][1] < _MUCH_MORE * ranked[1][1]):
        return None
    short, match = ranked[0][0], spelled[ranked[0][0]]
    for word in re.finditer(r"[A-Z][\w’-]+", match[1]):
        name = " ".join(match[1][word.start() :].split())
        if "".join(re.findall(r"\b[A-Z]", name)) == short and is_actor(name):
            return Printed(name, _span(text, match.start(1) + word.start(), match.end(1)))
    return None


def spoken_of(text: str) -> Printed | None:
    """The department, agency or council that a text whose title names nobody speaks of far more than of any other.

    A council is taken too where a plan names it, and no other body, on its first page.
    """
    counts: Counter[str] = Counter()
    places: dict[str, re.Match[str]] = {}
    for match in _government().finditer(text):
        name = re.sub(r"['’]s?$", "", _without_modifiers(" ".join(match[0].split())))
        if " " in name and is_actor(name) and not all(_bare(word) in _common() for word in name.split()):
            counts[name] += 1
            places.setdefault(name, match)
    ranked = counts.most_common(2)
    if not ranked:
        return None
    name, often = ranked[0]
    telling = often > 1 or len(name.split()) > _SOMETIMES - 1
    alone = len(ranked) == 1 and telling and name.endswith("Council") and places[name].start() < _FIRST_PAGE
    much = often >= _SOMETIMES and (len(ranked) == 1 or often >= 2 * ranked[1][1])
    if not (alone or much) or is_ordinary(name.rsplit(maxsplit=1)[0], text):
        return None
    return Printed(name, _span(text, places[name].start(), places[name].end()))


def _without_modifiers(name: str) -> str:
    """A name without the words before it that belong to the sentence ("Your Northam Council")."""
    tokens = name.split()
    while tokens and (
        _bare(tokens[0]) in word_set("publication", "not_councils") or _bare(tokens[0]) in {"by", "from"}
    ):
        tokens = tokens[1:]
    return " ".join(tokens)


@cache
def _government() -> re.Pattern[str]:
    """Names of departments and the like ("Department for Rivers"), of councils and agencies ("Marsh Hill Council")."""
    starts = "|".join(words("publication", "government_starts"))
    ends = "|".join(words("publication", "government_ends"))
    word = r"(?!(?:The|This|That)\b)[A-Z][\w’'-]+"  # with an article the next sentence begins
    return re.compile(
        rf"\b(?:{starts})\s(?:of|for)\s(?:the\s)?{word}(?:(?:,?\s(?:and|of|&)\s|,\s|\s){word}){{0,3}}"
        rf"|\b(?!(?:The|This|That|Our|Your|Each|Every|All|A|An|By|From)\b){word}(?:\s(?:(?:and|of|&)\s)?{word}){{0,4}}\s(?:{ends})\b"
    )


def _place(name: str, span: Span) -> Span:
    at = span.quote.casefold().find(name.casefold())
    if at < 0 or "\n" in span.quote[:at]:
        return span
    return Span(span.line, span.line, span.quote[at : at + len(name)], span.page, span.place)


def _span(text: str, start: int, end: int) -> Span:
    line = text.count("\n", 0, start) + 1
    return Span(line, line + text.count("\n", start, end), text[start:end])


def is_ordinary(name: str, text: str) -> bool:
    """Whether a name is of words that the text also prints in small letters ("Performance"): no place is."""
    return all(re.search(_as_word(word.lower()), text) for word in name.split())


def _as_word(said: str) -> str:
    """A pattern for words that stand alone; it begins with their letters, which are found faster than a word's edge."""
    found = re.escape(said)
    return rf"{found}(?!\w)(?<!\w{found})"


def is_body_of_its_own(name: str) -> bool:
    """Whether a body's name says that it is not the council of the place that it is named after."""
    told = name.casefold()
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told) for word in words("publication", "own_bodies"))


@cache
def _signs() -> tuple[tuple[int, tuple[tuple[str, re.Pattern[str]], ...]], ...]:
    return tuple(
        (
            int(entry["begins"]),
            tuple((sign.lower(), re.compile(_as_word(sign.lower()))) for sign in entry["signs"]),
        )
        for entry in content("publication")["jurisdictions"]
    )


def year_begins(text: str, often: int = _OFTEN) -> int | None:
    """The month in which the financial year begins where the plan comes from; None where its words do not tell.

    `often` is how many of the words that only occur there are enough.
    """
    lower = text.lower()
    counts = [
        (sum(len(pattern.findall(lower)) for sign, pattern in signs if sign in lower), begins)
        for begins, signs in _signs()
    ]
    counts.sort(key=lambda item: -item[0])
    clear = counts[0][0] >= often and counts[0][0] >= 2 * counts[1][0]
    return counts[0][1] if clear else None
