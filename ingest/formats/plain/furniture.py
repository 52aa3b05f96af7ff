"""What a paged print puts at the head and foot of every page: running heads and page numbers, which are no content."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ingest.formats.plain.gutters import pieces_of
from ingest.formats.plain.lines import Lines

_EDGE = 3  # lines with print at either end of a page that may be its furniture
_LONGEST = 200
_MOST_PIECES = 3
_NUMBER = re.compile(r"(?:page\s+)?[-–]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def pass_over_furniture(lines: Lines) -> None:
    """Pass over page numbers, and lines printed at the same end of several pages but for the first time at a head.

    Only a text with form feeds has pages. The first of the running heads stays: it often is the title.
    """
    if not lines.pages:
        return
    pages = list(pairwise([0, *lines.pages, len(lines)]))
    heads, feet = Counter[str](), Counter[str]()
    edges: list[tuple[list[int], list[int]]] = []
    for first, end in pages:
        head = _printed(lines, range(first, end))
        foot = [at for at in _printed(lines, range(end - 1, first - 1, -1)) if at not in head]
        edges.append((head, foot))
        heads.update({_shape(lines.texts[at]) for at in head})
        feet.update({_shape(lines.texts[at]) for at in foot})
    seen: set[str] = set()
    for head, foot in edges:
        for group, counts in ((head, heads), (foot, feet)):
            for at in group:
                shape, text = _shape(lines.texts[at]), lines.texts[at].strip()
                if _NUMBER.fullmatch(text):
                    if at in (group[0], *head[:1], *foot[:1]):
                        lines.pass_over(at, at, "a page number")
                elif counts[shape] >= _enough(len(pages)) and _may_run(lines, at):
                    if shape in seen or group is foot:
                        lines.pass_over(at, at, "printed on every page")
                    seen.add(shape)
                else:
                    break  # what stands farther in is the page's own


def _enough(pages: int) -> int:
    return 2 if pages < 4 else 3


def _printed(lines: Lines, order: range) -> list[int]:
    """The first few lines with print, looking no farther than a page's edge reaches."""
    found = []
    for at in order[: 4 * _EDGE]:
        if lines.texts[at].strip():
            found.append(at)
            if len(found) == _EDGE:
                break
    return found


def _shape(line: str) -> str:
    """A line without its numbers and white space."""
    return _DIGITS.sub("#", "".join(line[: _LONGEST + 1].split())).casefold()


def _may_run(lines: Lines, at: int) -> bool:
    """Whether a line that stands on several pages is no header of a table: it has few pieces, or counts the pages."""
    text = lines.texts[at]
    pieces = pieces_of(text.strip())
    if len(text.strip()) > _LONGEST or len(pieces) > _MOST_PIECES:
        return False
    counted = any(_NUMBER.fullmatch(text.strip()[start:end]) for start, end in pieces)
    below = next((line for line in lines.texts[at + 1 : at + 2] if line.strip()), "")
    return len(pieces) == 1 or counted or not (len(pieces_of(below)) > 1)
