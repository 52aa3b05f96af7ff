"""What a paragraph of a Word document is by how it is set, where no style of headings or lists says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.document import Heading, Paragraph, Table
from ingest.formats.docx.body import Line
from ingest.formats.markup import clean
from ingest.formats.source import Source
from ingest.formats.text import read_text

_BY_STANDING_ALONE = 5  # the level of a heading that only empty lines around it set off
_MARKUP = re.compile(
    r"\s*(?:\|.*\|\s*$|<(?:table|thead|tbody|tr|td|th|p|h[1-6]|ul|ol|li|div)\b|#{1,6}\s+\S|\*\*\S)", re.I
)
_TABBED = re.compile(r"[^\t]\t+[^\t]|^\t{2,}\S")
_COLUMNS = re.compile(r"\S {3,}\S")
_FEW, _MANY = 2, 3
_LINES = 20
_RUN_ON = 0.25
_WIDEST = 200


def drawn(lines: Sequence[Line]) -> bool:
    """Whether lines draw tables or headings with characters (bars, tabs, spaces, tags) as a plain text does."""
    if any("\n" in line.text.strip() or _MARKUP.match(line.text) for line in lines):
        return True
    tabbed = [bool(_TABBED.search(line.text)) for line in lines]
    if any(one and two for one, two in pairwise(tabbed)):
        return True
    return sum(bool(_COLUMNS.search(line.text)) for line in lines) >= _MANY


def is_broken_to_lines(lines: Sequence[Line]) -> bool:
    """Whether each line of the print is a paragraph of its own, so that sentences run on over paragraphs."""
    plain = [line.text.strip() for line in lines if not line.empty and line.heading is None and not line.label]
    if len(plain) < _LINES or max(map(len, plain)) > _WIDEST:
        return False
    run_on = sum(before[-1:] not in ".!?:;" and after[:1].islower() for before, after in pairwise(plain))
    return run_on >= _RUN_ON * len(plain)


def block_of(line: Line, alone: bool) -> tuple[str, int, str]:
    """The text of a paragraph, its level where it is a heading (else 0), and its bullet.

    What stands in bold or in large letters is judged as bold text is; `alone` says that nothing stands close to it.
    """
    valid = " ".join(line.valid.split())
    whole = f"{line.label} {valid}".strip()
    if line.heading is not None:
        return clean(whole.removeprefix("•")).replace("\n", " "), line.heading, ""
    set_off = valid and (line.bold or line.large) and not line.contents
    marked = f"{line.label} **{valid}**".strip() if set_off else whole
    blocks = read_text(Source(marked))
    match blocks:
        case [Heading(text=text, level=level)] if not line.contents and (
            level < _BY_STANDING_ALONE or alone or line.large
        ):
            return text, level, ""
        case [Paragraph(text=text, bullet=bullet)]:
            return text, 0, bullet
        case [Table()] | _:
            return clean(whole).removeprefix("• "), 0, line.label
