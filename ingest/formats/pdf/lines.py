"""From words to printed lines, and from lines to running text: spaces, raised marks, markers of list items, line ends.

A line end inside a text is kept only where the writer set it: where the next word would still have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

from ingest.formats.pdf.marks import Line, Word
from ingest.formats.pdf.symbols import SUPERSCRIPTS

# Stands after a hyphen at a line's end until the whole document shows whether the hyphen belongs to the word.
BROKEN = "\x1f"
# Stands where a line ends that one long word fills, until the whole document shows whether the word goes on.
CUT = "\x1e"
BULLET = "• "
_SAME_LINE, _RAISED, _SMALL = 0.3, 0.75, 0.8
_SPACE = 0.12
_WORD_SPACE, _DOUBT = 0.28, 0.12
_LETTERS = 4
_BULLETS = "•●○▪◦‣►➤➢❖■□◆–"
_MARKER = re.compile(rf"(?:[{_BULLETS}]|[-*·o—])(?=\s+\S)|[{_BULLETS}](?=\w)")
_NUMBER = re.compile(
    r"(?:\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})\)|(?:[ivx]{1,4}|[a-z]|\d{1,3})\.|\d{1,2}(?:\.\d{1,2})+\.?)(?=\s+\S)"
)
_BREAKABLE = re.compile(r"[\w)]+[-–](?=\w)")
_MARK = re.compile(f"[{BROKEN}{CUT}]")
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")
_ROOM = 0.35
_TAIL, _HEAD = re.compile(r"[^\W\d_]-$"), re.compile(r"[^\W\d_]")


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines that upright words stand on, from top to bottom."""
    return [line_of(group) for group in grouped(words)]


def grouped(words: Iterable[Word]) -> list[list[Word]]:
    """Words by the line they stand on, each line from left to right; raised small marks go with their line."""
    groups: list[list[Word]] = []
    largest = 0.0
    for word in sorted(words, key=attrgetter("y")):
        if groups and word.y - groups[-1][0].y <= _SAME_LINE * min(word.size, largest):
            groups[-1].append(word)
            largest = max(largest, word.size)
        else:
            groups.append([word])
            largest = word.size
    return [sorted(group, key=attrgetter("x0")) for group in _with_raised(groups)]


def _with_raised(groups: list[list[Word]]) -> list[list[Word]]:
    """The lines, where a line of small marks just above another is only what is raised on that one."""
    kept: list[list[Word]] = []
    for index, group in enumerate(groups):
        below = groups[index + 1] if index + 1 < len(groups) else None
        if below and _is_raised(group, below):
            below.extend(group)
            continue
        if kept and _is_lowered(group, kept[-1]):
            kept[-1].extend(group)
            continue
        kept.append(group)
    return kept


def _is_raised(group: list[Word], line: list[Word]) -> bool:
    size = max(word.size for word in line)
    if max(word.size for word in group) > _SMALL * size or line[0].y - group[0].y > _RAISED * size:
        return False
    return all(any(abs(word.x0 - other.x1) <= 0.4 * size for other in line) for word in group)


def _is_lowered(group: list[Word], line: list[Word]) -> bool:
    size = max(word.size for word in line)
    if max(word.size for word in group) > _SMALL * size or group[0].y - line[0].y > 0.4 * size:
        return False
    return all(any(abs(word.x0 - other.x1) <= 0.25 * size for other in line) for word in group)


def line_of(words: Sequence[Word]) -> Line:
    """One line from its words, left to right."""
    size = max(words, key=lambda word: len(word.text) * (word.text.isalnum() or 0.5)).size
    base = max(word.y for word in words if word.size >= size * _SMALL)
    pieces = _pieces(list(words), size, base)
    text = "".join(piece for piece, _ in pieces).strip()
    text = text[:-1].replace("\xad", "") + text[-1:]  # a soft hyphen says something only at a line's end
    letters = sum(len(word.text) for word in words)
    bold = sum(len(word.text) for word in words if word.bold) >= 0.9 * letters
    first = words[0]
    marker, after, inset = "", 0, first.x0
    if found := _MARKER.match(text):
        marker, text = found[0], text[found.end() :].lstrip()
        after = 1 if len(words) > 1 and len(first.text) <= len(marker) else 0
        inset = words[after].x0
    wide, end = _breakable(words, after), max(word.x1 for word in words)
    return Line(text, first.x0, end, base, size, bold, wide, marker, inset, words[-1].spaced)


def _breakable(words: Sequence[Word], start: int) -> float:
    """How wide the part is that a line could end after: a word, of however many pieces, up to a hyphen."""
    end = start + 1
    while end < len(words) and (words[end - 1].text[-1:] in "([" or _touch(words[end - 1], words[end])):
        end += 1
    text = "".join(word.text for word in words[start:end])
    part = _BREAKABLE.match(text)
    return (words[end - 1].x1 - words[start].x0) * (len(part[0]) / len(text) if part else 1.0)


def _touch(word: Word, after: Word) -> bool:
    return not word.spaced and after.x0 - word.x1 <= _SPACE * after.size


def _pieces(words: list[Word], size: float, base: float) -> list[tuple[str, Word]]:
    """The texts of a line's words, each with the space before it."""
    pieces: list[tuple[str, Word]] = []
    wide = _wide_gaps(words)
    for index, word in enumerate(words):
        text = word.text
        if word.size <= _SMALL * size and base - word.y >= 0.15 * size and text.strip(",").isdigit() and pieces:
            text = text.translate(SUPERSCRIPTS)
        space = ""
        if index:
            before = words[index - 1]
            gap = word.x0 - before.x1
            if index in wide:
                space = " " if wide[index] else ""
            elif before.spaced or gap > _SPACE * size:
                space = " "
        pieces.append((space + text, word))
    return pieces


def _wide_gaps(words: list[Word]) -> dict[int, bool]:
    """For the letters of words that are spaced out: the index of each letter and whether a word begins with it."""
    found: dict[int, bool] = {}
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and len(words[end].text) == 1 and words[end].text.isalpha():
            end += 1
        if end - start >= _LETTERS:
            gaps = [words[i].x0 - words[i - 1].x1 for i in range(start + 1, end)]
            usual = median(gaps)
            if usual <= 1.2 * words[start].size and sum(gap <= 1.5 * usual + 0.3 for gap in gaps) >= 0.6 * len(gaps):
                for i, gap in enumerate(gaps, start + 1):
                    found[i] = gap > 1.5 * usual + 0.3
        start = max(end, start + 1)
    return found


def numbered(line: Line) -> str:
    """The number or letter that a line begins with as an item of a list ("1.", "(a)", "2.3"), or an empty string."""
    match = _NUMBER.match(line.text)
    return match[0] if match and not line.marker else ""


def is_marker(text: str) -> bool:
    """Whether a text is nothing but the mark or number of a list item."""
    beside = f"{text} x"
    found = _MARKER.match(beside) or _NUMBER.match(beside)
    return found is not None and found.end() == len(text)


def runs_on(line: Line, below: Line, left: float, right: float, most: float = 2.0) -> bool:
    """Whether a line was ended only by the width it had, so that the text goes on in the line below.

    `most` is how far the line below may stand away, in letter sizes.
    """
    if below.marker or below.y - line.y > most * max(line.size, below.size):
        return False
    if line.text.endswith("\xad") or (_TAIL.search(line.text) and below.text[:1].islower()):
        return True
    needed = _WORD_SPACE * line.size + below.first + _DOUBT * line.size
    fits_right = line.x1 + needed <= right
    if fits_right and (abs(line.inset - below.x0) <= 2 or abs(line.x0 - below.x0) <= 2 or line.marker):
        return False
    fits = line.x1 - line.x0 + needed <= right - left
    return not (fits and fits_right)


def joined(lines: Sequence[Line], left: float, right: float, spaces_tell: bool = False) -> str:
    """The text of the lines of a cell, which stands between `left` and `right`; set line ends stay as newlines.

    `spaces_tell` says that a line that goes on ends in a space.
    """
    text = ""
    most = _pitch(lines)
    starts: set[str] = set()
    for index, line in enumerate(lines):
        said = (BULLET if line.marker else "") + line.text
        start = _shape(line.text)
        last = lines[index - 1]
        on = bool(index) and runs_on(last, line, left, right, most) and start not in starts
        if on and (not spaces_tell or may_go_on(last, right) or _fills(last, left, right)):
            text = continued(text, line.text, _fills(last, left, right) and not last.spaced)
            continue
        text = f"{text}\n{said}" if index else said
        starts |= {start} - {""}
    return text


def may_go_on(line: Line, right: float) -> bool:
    """Whether a line may go on in a document whose lines end in a space where they do, if there is room for it."""
    return line.spaced or line.text[-1:] in "-–/\xad" or line.x1 + _ROOM * line.size > right


def begins_item(text: str, above: str) -> bool:
    """Whether a text begins as a line above it does: both with the number of a quarter, an indicator's letters."""
    start = _shape(text)
    return bool(start) and any(_shape(line) == start for line in above.split("\n"))


def _shape(text: str) -> str:
    """What the first word of an item may have in common with others': "Q1" and "Q2" are alike, as "NI" and "NI" are."""
    word = text.split(" ", 1)[0]
    if any(letter.isdigit() for letter in word) and word[:1].isalpha():
        return re.sub(r"\d+", "9", word)
    return word if len(word) == 2 and word.isupper() else ""


def _fills(line: Line, left: float, right: float) -> bool:
    """Whether a line is one long word, which may be broken where no word may."""
    return " " not in line.text and line.x1 - line.x0 >= 0.85 * (right - left) - line.inset + line.x0


def _pitch(lines: Sequence[Line]) -> float:
    """How far apart two lines of one paragraph may stand, in letter sizes."""
    apart = [(below.y - line.y) / max(line.size, 1.0) for line, below in pairwise(lines)]
    return 1.35 * min(apart) if len(apart) > 1 else 2.0


def continued(text: str, more: str, cut: bool = False) -> str:
    """A text and what goes on from its last line's end; `cut` says that the line may end within a word."""
    if cut and text[-1:].isalpha() and more[:1].islower():
        return text + CUT + more
    if text.endswith("\xad"):
        return text[:-1] + more
    if _TAIL.search(text) and _HEAD.match(more):
        return text + BROKEN + more
    if text.endswith(("/", "-")) and not text.endswith((" /", " -")):
        return text + more
    return f"{text} {more}"


def whole(text: str, known: set[str]) -> str:
    """A text with its broken words put together: the hyphen goes where the document has the word without one."""
    while (mark := _MARK.search(text)) is not None:
        before, after = text[: mark.start()], text[mark.end() :]
        head, tail = _LAST_WORD.search(before.removesuffix("-")), _FIRST_WORD.match(after)
        made = (head[0] + tail[0]).lower() if head and tail else ""
        if mark[0] == CUT:
            new = head is not None and tail is not None and not known & {head[0].lower(), tail[0].lower()}
            text = before + after if made in known or new else f"{before} {after}"
        else:
            text = (before.removesuffix("-") if made in known else before) + after
    return text.replace("\xad", "")
