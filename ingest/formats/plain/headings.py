"""Headings of plain text: set off by "#", by a line drawn under them, by bold, capitals, a known form, or by standing
alone."""

from __future__ import annotations

import re
from functools import cache

from ingest.document import Heading
from ingest.formats.markup import is_bold
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.marks import MARKER, line_of
from ontology.reading import fold, headings

_HASHES = re.compile(r"(#{1,6})(?:\s+|(?<=##)(?=\S))(?P<text>.*?)[\s#]*$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*$")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\s?\d{1,2})*\.?\s+(?P<rest>\S.*)")
_LOWER = re.compile(r"[a-z]{3}")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_LONGEST_TITLE, _LONGEST_TITLE_WORDS, _LONGEST_BOLD, _LONGEST_HEADING = 160, 12, 240, 2000
_BOLD_LINES = 8
_PROSE = 40  # characters of a line of running text, at least


def take_heading(lines: Lines) -> bool:
    """Take a heading where the lines stand; False where there is none."""
    line = lines.texts[lines.at].strip()
    if len(line) > _LONGEST_HEADING:
        return False
    level, last, text = 0, lines.at, line
    hashes = _HASHES.match(line) if line[0] == "#" else None
    underlined = not hashes and lines.at + 1 < len(lines) and _UNDERLINE.match(lines.texts[lines.at + 1])
    if hashes:
        level, text = len(hashes[1]), hashes["text"]
    elif underlined and _plain(line):
        level, last = (1 if underlined[0][0] == "=" else 2), lines.at + 1
    else:
        level, last = _set_off(lines, line)
        text = lines.raw(lines.at, last)
        underlined = None
    title = line_of(text) if level else ""
    if not title:
        return False
    lines.blocks.append(Heading(title, level, lines.span(lines.at, last - 1 if underlined else last)))
    lines.at = last + 1
    return True


def _plain(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not MARKER.match(line) and "|" not in line and "\t" not in line


def _set_off(lines: Lines, line: str) -> tuple[int, int]:
    """The level of a heading without "#", and its last line; level 0 for what is no heading."""
    at = lines.at
    if line.startswith("**"):
        last = _bold_end(lines)
        whole = lines.raw(at, last).strip()
        text = line_of(whole)
        if (is_bold(whole) and len(text) <= _LONGEST_BOLD) or has_form(text, typographic=True):
            return 3, last
        return 0, at
    if len(line) > _LONGEST_TITLE:  # nothing so long is a heading but for its form
        return (3, at) if _any_form().match(line) and has_form(line_of(line)) else (0, at)
    text = line_of(line)
    numbered = _NUMBERED.fullmatch(line) if line[0].isdigit() else None
    if numbered and (is_bold(numbered["rest"]) or in_capitals(numbered["rest"])):
        return 3, at
    if has_form(text):
        return 3, at
    if in_capitals(text) and len(text) <= _LONGEST_TITLE and text[0] not in "-*":
        return 2, at
    return (5, at) if _is_title(lines, text) else (0, at)


def _bold_end(lines: Lines) -> int:
    """The line on which bold that opens here closes, or this line."""
    marks = 0
    for last in range(lines.at, min(lines.at + _BOLD_LINES, len(lines))):
        if not lines.texts[last].strip():
            break
        marks += lines.texts[last].count("**")
        if marks % 2 == 0:
            return last
    return lines.at


def has_form(text: str, typographic: bool = False) -> bool:
    """Whether a line is in a known form of an aim's heading; `typographic` says that the print sets it off."""
    if not _any_form().fullmatch(text):
        return False
    for form in headings().forms:
        match = form.heading.fullmatch(text)
        if match and (match["number"] or form.anywhere or typographic):
            return True
    return bool(headings().action.fullmatch(text)) and typographic


@cache
def _any_form() -> re.Pattern[str]:
    """One pattern for all that may be a known form: most lines are none, and are told so by one look."""
    patterns = [form.heading.pattern for form in headings().forms] + [headings().action.pattern]
    nameless = (re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in patterns)
    return re.compile("|".join(f"(?:{pattern})" for pattern in nameless), re.IGNORECASE | re.DOTALL)


def in_capitals(text: str) -> bool:
    """Whether all letters of a text, at least five, are capitals ("1st" aside)."""
    if _LOWER.search(text):
        return False
    letters = [letter for letter in _ORDINAL.sub("", text) if letter.isalpha()]
    return len(letters) >= 5 and all(not letter.islower() for letter in letters) and letters[0].isupper()


def _is_title(lines: Lines, text: str) -> bool:
    """A short line alone between empty lines, or over a paragraph it heads, that is no sentence and no list item."""
    at, texts = lines.at, lines.texts
    if not text or len(text) > _LONGEST_TITLE or (at > 0 and texts[at - 1].strip()):
        return False
    alone = at + 1 >= len(texts) or not texts[at + 1].strip()
    if not alone and not _heads(text, texts[at + 1 : at + 3]):
        return False
    if fold(text).startswith(headings().timescales):
        return True
    numbered = _NUMBERED.fullmatch(text)
    body = numbered["rest"] if numbered else text
    if not body[0].isupper() or (MARKER.match(texts[at].strip()) and not numbered):
        return False
    words = body.split()
    return len(words) <= _LONGEST_TITLE_WORDS and body[-1] not in ".,;" and not _is_sentence(words)


def _heads(text: str, below: list[str]) -> bool:
    """Whether a line stands over running text as its heading: much shorter than it, and not its first line."""
    first = below[0].strip()
    runs = first.endswith(".") or (len(below) > 1 and below[1].strip()[:1].islower())
    return (
        len(text.split()) <= _LONGEST_TITLE_WORDS // 2
        and ":" not in text
        and len(first) >= max(_PROSE, 1.5 * len(text))
        and first[0].isupper()
        and runs
    )


def _is_sentence(words: list[str]) -> bool:
    asks = words[0].casefold().rstrip("’'s") in _ASKING  # "What we will do", "Where are we now"
    told = words[0] == "That" or any(_VERB.fullmatch(word) for word in words[1:-1])
    return len(words) > 3 and told and not asks


_ASKING = {"what", "how", "where", "why", "who", "when"}
_VERB = re.compile(
    r"is|are|was|were|has|have|had|will|would|shall|should|must|may|can|notes?|noted|approved?|approves|endorsed?|endorses"
    r"|agreed?|agrees|received?|receives|resolved?|asked|gave|outlined|updated"
)
