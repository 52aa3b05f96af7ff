"""Who takes part in an action: its partners, and the lead officers printed with them."""

from __future__ import annotations

import re
from functools import cache

from ingest.cells.links import sort_of
from ingest.cells.owners import owners, separated, without_label
from ingest.cells.people import ends_as_post, is_person, is_post, person_at_end, post_start
from ingest.cells.text import alternatives, fold, printed, split_outside, whole_lines, without_repeats
from ingest.document import Cell, Span
from ingest.records import Printed
from ontology.reading.cells import word_set, words
from ontology.reference import partner_kinds

_SEPARATOR = r"\s*[,;\n]\s*"
_COMMA = "\x01"  # stands for a comma inside a name
_SLASH = r"\s*/\s*"
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,6}s?")
_TWO_ACRONYMS = re.compile(r"[A-Z][A-Z&]{1,6}s?(?:\s\([^()]*\))?\s+(?:&|and)\s+[A-Z][A-Z&]{1,6}s?(?:\s\([^()]*\))?")
_LEADING = re.compile(r"(?<![^,;\n()])([^,;\n()]*[^,;\n()\s])\s*\(lead\)", re.IGNORECASE)
_ACRONYMS = re.compile(r"[A-Z][A-Z&]{1,6}s?(?:\s+[A-Z][A-Z&]{1,6}s?)+")


def partners(cell: Cell) -> tuple[Printed, ...]:
    """The partner organisations and groups printed in the cell, one each, in order."""
    return without_repeats(printed(cell, name, "body") for line in whole_lines(cell) for name in _partner_names(line))


def partners_and_lead(cell: Cell) -> tuple[tuple[Printed, ...], tuple[Printed, ...]]:
    """The partners of a cell that holds both partners and the lead officers, and those officers.

    The officers are the posts or persons at the end: lines of their own, or printed straight after the last partner.
    """
    labelled = _by_label(whole_lines(cell))
    if labelled:
        named = [name for line in labelled[0] for name in _partner_names(line)]
        return without_repeats(printed(cell, name, "body") for name in named), owners(
            Cell("\n".join(labelled[1]), cell.span)
        )
    cell_lines = _at_posts(_with_whole_posts(whole_lines(cell)))
    cut = next((i for i, line in enumerate(cell_lines) if _sure_lead(line)), len(cell_lines))
    while cut > 0 and _is_lead(cell_lines, cut - 1):
        cut -= 1
    lead_text = "\n".join(cell_lines[cut:])
    if cut:
        kept, lead = _lead_at_end(cell_lines[cut - 1])
        if lead and (not lead_text or _sure_lead(lead)):
            cell_lines[cut - 1] = kept
            lead_text = f"{lead}\n{lead_text}".strip()
    names = [name for line in cell_lines[:cut] for name in _partner_names(line)]
    found = owners(Cell(lead_text, cell.span)) if lead_text else ()
    leading = [printed(cell, m[1], "body") for line in cell_lines[:cut] for m in _LEADING.finditer(line)]
    return without_repeats(printed(cell, name, "body") for name in names), (*leading, *found)


def _by_label(cell_lines: list[str]) -> tuple[list[str], list[str]] | None:
    """The lines under labels of partners and those under labels of leads, without the labels; None without both."""
    partner_lines: list[str] = []
    lead_lines: list[str] = []
    into: list[str] | None = None
    for line in cell_lines:
        label, colon, rest = line.partition(":")
        said = label.casefold().strip()
        if colon and said in word_set("links", "partner_labels"):
            into, line = partner_lines, rest  # noqa: PLW2901
        elif colon and said in word_set("names", "labels"):
            into, line = lead_lines, rest  # noqa: PLW2901
        if into is None:
            return None
        into.append(line.strip())
    return (partner_lines, lead_lines) if partner_lines and lead_lines else None


def _is_lead(cell_lines: list[str], index: int) -> bool:
    """Whether a whole line names lead officers: posts or persons, or the rest of a post broken over lines."""
    line = cell_lines[index]
    alone = index and index == len(cell_lines) - 1 and "," not in line and "," in cell_lines[index - 1]
    if alone and not _partner_pattern().fullmatch(line) and not _lead_at_end(cell_lines[index - 1])[1]:
        return True
    if not index and all(_lead_at_end(line)):
        return False
    first = re.split(r"\s*[,/&]\s*", line)[0]
    if post_start(line) or is_person(first, sure=True) or (ends_as_post(first) and not index):
        return True
    if ends_as_post(line):
        # "Supporting People" / "Manager": the line before it belongs to the post only where it is no list.
        return "," not in line or all(ends_as_post(part) for part in line.split(","))
    return False


def _with_whole_posts(cell_lines: list[str]) -> list[str]:
    """The lines, one that is only the rank of a post ("Manager") joined to the line that holds the rest of it."""
    out: list[str] = []
    for line in cell_lines:
        if out and line.casefold() in word_set("names", "post_ends"):
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
    return out


def _at_posts(cell_lines: list[str]) -> list[str]:
    """The lines, cut where a post begins beyond doubt; "Trust" alone before it belongs to the line above."""
    out: list[str] = []
    for line in cell_lines:
        coded = _coded_post().search(line)
        before = line[: coded.start()].strip(" ,/&") if coded else ""
        if coded is None or not before or is_post(before):
            out.append(line)
            continue
        if out and before.casefold() in word_set("names", "body_words") and not is_post(out[-1]):
            out[-1] = f"{out[-1]} {before}"
        else:
            out.append(before)
        out.append(line[coded.start() :])
    return out


def _sure_lead(text: str) -> bool:
    return bool(post_start(text)) or is_person(text, sure=True)


def _lead_at_end(line: str) -> tuple[str, str]:
    """A line of partners cut before the posts or persons it ends in; ("…", "") where it ends in partners."""
    coded = _coded_post().search(line)
    if coded:
        return line[: coded.start()].strip(" ,"), line[coded.start() :]
    pieces = split_outside(line, _SEPARATOR)
    last = pieces[-1][1]
    if is_post(last) or is_person(last, sure=True):
        rest = _after_partners(last)
        kept = line[: len(line) - len(rest)].strip(" ,") if rest else ""
        return (kept, rest) if rest and is_post(rest) else (line[: len(line) - len(last)].strip(" ,"), last)
    tail = person_at_end(last)
    return (line[: len(line) - len(tail[1])].strip(" ,-–"), tail[1]) if tail else (line, "")


@cache
def _coded_post() -> re.Pattern[str]:
    """Where in a line a post begins beyond doubt: a code with its colon, or the words that open a post."""
    codes = [w for w in words("names", "post_starts") if w.isupper() or re.fullmatch(r"[A-Z][a-z]?[A-Z]", w)]
    opened = [w for w in words("names", "post_starts") if " " in w]
    short = "|".join(re.escape(code) for code in codes)
    spoken = "|".join(
        r"\s+".join(f"{word.title() if n == 0 else '(?i:' + word + ')'}" for n, word in enumerate(w.split()))
        for w in opened
    )
    coded = rf"(?:{short})s?(?:\s*:|\s+(?=\d)|\s+for\b)"
    return re.compile(rf"(?<![\w’'])(?:{coded}|(?:{spoken})(?:\s*:|\b)(?!\s+(?:[A-Z]\w+\s+)?[Pp]lan\b))")


def _after_partners(text: str) -> str:
    """The post that follows known partners' names at the beginning of the text; "" where it begins with none.

    A post keeps at least two words: "Supporting People Manager" is one, though Supporting People is a partner.
    """
    rest = ""
    while matched := _partner_pattern().match(rest or text):
        following = (rest or text)[matched.end() :].strip()
        opens_badly = following.split()[:1] and following.split()[0].casefold() in word_set("names", "post_ends")
        if len(following.split()) < 2 or opens_badly or not is_post(following):
            break
        rest = following
    return rest


@cache
def _partner_names_known() -> frozenset[str]:
    kinds = {name for kind in partner_kinds() for name in (kind.name, *kind.other_names)}
    return frozenset(kinds | set(words("links", "more_partners")))


@cache
def _partner_pattern() -> re.Pattern[str]:
    """Known partners' names: acronyms as they are, words with a capital."""
    names = sorted(_partner_names_known(), key=len, reverse=True)
    body = "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in names)
    return re.compile(rf"(?:{body}|[A-Z]{{2,6}} (?i:agencies|members|partners))(?![\w’'&-])")


def _partner_names(line: str) -> list[str]:
    text = _sorts().sub("; ", _LEADING.sub(r"\1", without_label(line)))
    text = _commas().sub(lambda name: name[0].replace(",", _COMMA), text)
    names: list[str] = []
    for _, piece in split_outside(re.sub(r",\s*(?=\()", " ", text), _SEPARATOR):
        if piece.casefold().strip(" .") in word_set("names", "nobody"):
            continue
        for part in _at_slashes(piece.strip(" .").replace(_COMMA, ",")):
            names += [n for joined in _at_and(re.sub(r"^(?:and|&)\s+", "", part)) for n in _tiled(joined)]
    return [name for name in names if name.casefold() not in word_set("names", "nobody")]


@cache
def _sorts() -> re.Pattern[str]:
    """ "Internal:" and "External:" in a list say only which sort of partners follow."""
    said = "|".join(re.escape(label) for label in words("links", "sorts_of_partners"))
    return re.compile(rf"(?:^|[.;,]\s*)(?:{said})\s*:\s*", re.IGNORECASE)


@cache
def _commas() -> re.Pattern[str]:
    """The partners whose one name holds commas."""
    return re.compile(alternatives(words("links", "partners_with_commas")), re.IGNORECASE)


def _at_and(piece: str) -> list[str]:
    """ "PCT and Schools" is two where both are known partners and one is an acronym; other names keep their "and"."""
    both = re.fullmatch(r"(.+?)\s+(?:and|&)\s+(.+)", piece)
    if both is None or _partner_pattern().fullmatch(piece):
        return [piece]
    known = all(_partner_pattern().fullmatch(part) for part in both.groups())
    return list(both.groups()) if known and any(_ACRONYM.fullmatch(part) for part in both.groups()) else [piece]


def _at_slashes(piece: str) -> list[str]:
    """ "Women's Aid/Stoneham" is two; "Parents/carers" and "PRU/BESD schools" are one."""
    parts = [part for _, part in split_outside(piece, _SLASH)]
    named = all(part[:1].isupper() for part in parts)
    shared = len(parts) > 1 and parts[-1].split()[-1][:1].islower()
    return parts if named and not shared else [piece]


def _tiled(text: str) -> list[str]:
    """The known partners that a text runs together without separators; the text itself where it is one name."""
    if _ACRONYMS.fullmatch(text):
        return text.split()
    if _TWO_ACRONYMS.fullmatch(text):
        return re.split(r"\s+(?:&|and)\s+", text)
    if sort_of(text) == "group" and not _partner_pattern().fullmatch(text):
        return [text]
    names, rest = [], text
    while rest:
        matched = _partner_pattern().match(rest)
        if matched is None:
            break
        names.append(matched[0])
        rest = rest[matched.end() :].strip()
    if rest and not (names and len(names[-1].split()) > 1 and rest[:1].isupper() and len(rest.split()) > 1):
        return [text]
    return names + ([rest] if rest else [])


def lead_names(text: str, span: Span) -> tuple[Printed, ...]:
    """The owners in a line such as "Lead: A Person, B Person" or its rest, as `owners` reads a cell."""
    return without_repeats(
        printed(Cell(text, span), name, kind) for name, kind in separated(without_label(fold(text)) or "")
    )
