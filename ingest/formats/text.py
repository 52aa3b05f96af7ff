"""Plain text and Markdown: headings, paragraphs, list items and tables (pipes, tabs, HTML), each with its place.

The print of plans is not kind: headings may be set off by "#", by bold, by capitals, by a known form ("Priority 1: …")
or only by the empty lines around them; tables may be set in any way, in the midst of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.document import Block, Heading, Paragraph
from ingest.formats.grids import make_table, pipe_pieces, tab_pieces
from ingest.formats.html import read_html
from ingest.formats.markup import clean, is_bold, one_line
from ingest.formats.source import Source
from ontology.reading import fold, headings

_MARKER = re.compile(
    r"(?P<bullet>(?:(?:[-*+•·○●▪◦‣►➤➢–—\uf0b7]|\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})\)|(?:[ivx]{1,4}|\d{1,3})\.)[ \t]+)"
    r"{1,3}(?:\d{1,2}(?:\.\d{1,2})+\.?[ \t]+)?|\d{1,2}(?:\.\d{1,2})+\.?[ \t]+)(?=\S)"
)
_HASHES = re.compile(r"(#{1,6})(?:\s+|(?<=##)(?=\S))(?P<text>.*?)[\s#]*$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*$")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\s?\d{1,2})*\.?\s+(?P<rest>\S.*)")
_PIPE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")
_HTML_BLOCK = re.compile(
    r"</?(?:h[1-6]|div|section|ul|ol|li|p|nav|article|header|footer|aside|table|tr|td|blockquote)\b", re.IGNORECASE
)
_LONGEST_TITLE, _LONGEST_TITLE_WORDS, _LONGEST_BOLD, _LONGEST_HEADING = 160, 12, 240, 2000
_BOLD_LINES = 8


@dataclass
class _Reader:
    source: Source
    lines: list[str]
    at: int = 0
    blocks: list[Block] = field(default_factory=list)

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        return self.source.line_starts[first], self.source.line_starts[last] + len(self.lines[last])


def read_text(source: Source) -> list[Block]:
    """The blocks of a plain or Markdown text in reading order."""
    reader = _Reader(source, source.text.split("\n"))
    _skip_front_matter(reader)
    while reader.at < len(reader.lines):
        if not reader.lines[reader.at].strip():
            reader.at += 1
            continue
        for take in _TAKERS:
            if take(reader):
                break
    return reader.blocks


def _skip_front_matter(reader: _Reader) -> None:
    if reader.lines[0].strip() == "---":
        end = next((i for i, line in enumerate(reader.lines[1:200], 1) if line.strip() in {"---", "..."}), 0)
        if end and all(":" in line or line[:1] in " -#" or not line.strip() for line in reader.lines[1:end]):
            reader.at = end + 1


def _html(reader: _Reader) -> bool:
    line = reader.lines[reader.at].lstrip().lower()
    if not line.startswith("<"):
        return False
    if "<table" in line:
        last = next((i for i in range(reader.at, len(reader.lines)) if "</table" in reader.lines[i].lower()), -1)
    elif _HTML_BLOCK.match(line):
        last = _html_end(reader)
    else:
        return False
    last = len(reader.lines) - 1 if last < 0 else last
    if "\t" in reader.lines[reader.at].strip("\t"):
        return False
    reader.blocks += read_html(reader.source, *reader.offsets(reader.at, last))
    reader.at = last + 1
    return True


def _html_end(reader: _Reader) -> int:
    """The last line of a run of lines of HTML, which an empty line or a line of another kind ends."""
    last = reader.at
    while last + 1 < len(reader.lines):
        following = reader.lines[last + 1].strip()
        if not following or following.startswith(("|", "#")) or "<table" in following.lower() or "\t" in following:
            break
        last += 1
    return last


def _pipes(reader: _Reader) -> bool:
    lines, first = reader.lines, reader.at
    opened = lines[first].lstrip().startswith("|")
    if not opened and not ("|" in lines[first] and first + 1 < len(lines) and _PIPE_RULE.match(lines[first + 1])):
        return False
    rows, at = [], first
    while at < len(lines) and "|" in lines[at] and (not opened or lines[at].lstrip().startswith("|")):
        start, last = reader.source.line_starts[at], at
        if opened:  # a row whose print runs on over further lines
            while not lines[last].rstrip().endswith("|") and last + 1 < len(lines) and _runs_on(lines[last + 1]):
                last += 1
        rows.append(pipe_pieces("\n".join(lines[at : last + 1]), start))
        at = last + 1
    table = make_table(reader.source, rows)
    if table is not None:
        reader.blocks.append(table)
    reader.at = at
    return True


def _runs_on(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("|", "#"))


def _is_tab_row(line: str) -> bool:
    """Whether a line by itself is a row of a tabbed table: cells on both sides of a tab, or several empty ones."""
    inner = line.strip(" ").lstrip("\t")
    if not inner.strip():
        return False
    leading = len(line.strip(" ")) - len(inner)
    return "\t" in inner or (leading >= 2 and not _MARKER.match(inner))


def _tabs(reader: _Reader) -> bool:
    lines, first = reader.lines, reader.at
    if not _is_tab_row(lines[first]) and not (
        lines[first].startswith("\t") and first + 1 < len(lines) and _is_tab_row(lines[first + 1])
    ):
        return False
    last = first
    while last + 1 < len(lines):
        following = lines[last + 1]
        if not following.strip():
            break
        torn = last + 2 < len(lines) and _is_tab_row(lines[last + 2]) and not following.startswith(("|", "#"))
        if "\t" not in following and not torn:
            break
        last += 1
    rows = [tab_pieces(lines[i], reader.source.line_starts[i]) for i in range(first, last + 1)]
    table = make_table(reader.source, rows)
    if table is not None:
        reader.blocks.append(table)
    reader.at = last + 1
    return True


def _heading(reader: _Reader) -> bool:
    line = reader.lines[reader.at].strip()
    if len(line) > _LONGEST_HEADING:
        return False
    level, last, text = 0, reader.at, line
    hashes = _HASHES.match(line)
    if hashes:
        level, text = len(hashes[1]), hashes["text"]
    elif reader.at + 1 < len(reader.lines) and _UNDERLINE.match(reader.lines[reader.at + 1]) and _plain(line):
        level, last = (1 if reader.lines[reader.at + 1].startswith("=") else 2), reader.at + 1
    else:
        level, last = _set_off(reader, line)
        text = "\n".join(reader.lines[reader.at : last + 1])
    title = one_line(text)
    if not level or not title:
        return False
    start, _ = reader.offsets(reader.at, reader.at)
    end = reader.offsets(reader.at, last)[1]
    if last > reader.at and _UNDERLINE.match(reader.lines[last]):
        end = reader.offsets(reader.at, last - 1)[1]
    reader.blocks.append(Heading(title, level, reader.source.span(start, end)))
    reader.at = last + 1
    return True


def _plain(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not _MARKER.match(line) and "|" not in line and "\t" not in line


def _set_off(reader: _Reader, line: str) -> tuple[int, int]:
    """The level of a heading without "#", and its last line; level 0 for what is no heading."""
    at = reader.at
    if line.startswith("**"):
        last = _bold_end(reader)
        text = one_line("\n".join(reader.lines[at : last + 1]))
        whole = "\n".join(reader.lines[at : last + 1]).strip()
        if (is_bold(whole) and len(text) <= _LONGEST_BOLD) or _has_form(text, typographic=True):
            return 3, last
        return 0, at
    text = one_line(line)
    numbered = _NUMBERED.fullmatch(line)
    if numbered and (is_bold(numbered["rest"]) or _in_capitals(numbered["rest"])):
        return 3, at
    if _has_form(text):
        return 3, at
    if _in_capitals(text) and len(text) <= _LONGEST_TITLE and text[0] not in "-*":
        return 2, at
    return (5, at) if _is_title(reader, text) else (0, at)


def _bold_end(reader: _Reader) -> int:
    """The line on which bold that opens here closes, or this line."""
    marks = 0
    for last in range(reader.at, min(reader.at + _BOLD_LINES, len(reader.lines))):
        if not reader.lines[last].strip():
            break
        marks += reader.lines[last].count("**")
        if marks % 2 == 0:
            return last
    return reader.at


def _has_form(text: str, typographic: bool = False) -> bool:
    for form in headings().forms:
        match = form.heading.fullmatch(text)
        if match and (match["number"] or form.anywhere or typographic):
            return True
    return bool(headings().action.fullmatch(text)) and typographic


def _in_capitals(text: str) -> bool:
    letters = [letter for letter in re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text) if letter.isalpha()]
    return len(letters) >= 5 and all(not letter.islower() for letter in letters) and letters[0].isupper()


def _is_title(reader: _Reader, text: str) -> bool:
    """A short line alone between empty lines that is no sentence and no list item."""
    at, lines = reader.at, reader.lines
    alone = (at == 0 or not lines[at - 1].strip()) and (at + 1 >= len(lines) or not lines[at + 1].strip())
    if not text or not alone or len(text) > _LONGEST_TITLE:
        return False
    if fold(text).startswith(headings().timescales):
        return True
    numbered = _NUMBERED.fullmatch(text)
    body = numbered["rest"] if numbered else text
    if not body[0].isupper() or (_MARKER.match(lines[at].strip()) and not numbered):
        return False
    words = body.split()
    return len(words) <= _LONGEST_TITLE_WORDS and body[-1] not in ".,;" and not _is_sentence(words)


def _is_sentence(words: list[str]) -> bool:
    return len(words) > 3 and (words[0] == "That" or any(_VERB.fullmatch(word) for word in words[1:]))


_VERB = re.compile(
    r"is|are|was|were|has|have|had|will|would|shall|should|must|may|can|notes?|noted|approved?|approves|endorsed?|endorses"
    r"|agreed?|agrees|received?|receives|resolved?|asked|gave|outlined|updated"
)


def _paragraph(reader: _Reader) -> bool:
    lines, first = reader.lines, reader.at
    marker = _MARKER.match(lines[first].strip())
    last = _item_end(reader) if marker else _wrapped_end(reader)
    start, end = reader.offsets(first, last)
    raw = reader.source.text[start:end]
    text = clean(raw)
    bullet = ""
    if marker and (match := _MARKER.match(raw.strip())):
        bullet = " ".join(match["bullet"].split())
        text = clean(raw.strip()[match.end() :])
    if text:
        flowing = " ".join(text.split("\n")) if "• " not in text else text
        reader.blocks.append(Paragraph(flowing, reader.source.span(start, end), bullet, is_bold(raw)))
    reader.at = last + 1
    return True


def _item_end(reader: _Reader) -> int:
    """The last line of a list item: lines that are indented under it, or that go on in lower case, belong to it."""
    last = reader.at
    while last + 1 < len(reader.lines):
        following = reader.lines[last + 1]
        stripped = following.strip()
        if not stripped or _MARKER.match(stripped) or stripped.startswith(("|", "#", "<", "**")) or "\t" in stripped:
            break
        if not (following[:1] in " \t" or stripped[0].islower()):
            break
        last += 1
    return last


def _wrapped_end(reader: _Reader) -> int:
    """The last line of a paragraph: its lines are joined only where they look like one text broken to a width."""
    first, last = reader.at, reader.at
    while last + 1 < len(reader.lines):
        following = reader.lines[last + 1].strip()
        if (
            not following
            or following.startswith(("|", "#", "**", "- ", "* "))
            or _HTML_BLOCK.match(following)
            or _is_tab_row(reader.lines[last + 1])
        ):
            break
        if _MARKER.match(following) or _has_form(following) or _in_capitals(following):
            break
        last += 1
    if last == first:
        return first
    lengths = [len(line.strip()) for line in reader.lines[first:last]]
    widest = max(*lengths, len(reader.lines[last].strip()))
    full = [line.rstrip()[-1:] in ".!?:;" for line in reader.lines[first:last]]
    if 40 <= widest <= 140 and min(lengths) >= 0.55 * widest and sum(full) * 2 <= len(full):
        return last
    at = first
    while at < last and (reader.lines[at + 1].strip()[0].islower() or reader.lines[at].rstrip().endswith(",")):
        at += 1
    return at


_TAKERS: tuple[Callable[[_Reader], bool], ...] = (_html, _pipes, _tabs, _heading, _paragraph)
